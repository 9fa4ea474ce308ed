"""What people and Sofía say in the Spanish demo, by what it does in the conversation."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "buy_home": (
        "Hola, busco {home} en {area} para comprar",
        "Buenas, ando buscando comprar {home} por {area}",
        "hola! vi un aviso suyo, quiero comprar {home}, ojalá en {area}",
        "Buenos días, ¿tienen {home} en venta en {area}?",
    ),
    "rent_home": (
        "Hola, busco arrendar {home} en {area}",
        "Buenas tardes, necesito {home} en arriendo en {area}",
        "hola, ¿tienen {home} para arrendar en {area}?",
        "Hola, me cambio de trabajo y quiero arrendar {home} cerca de {area}",
    ),
    "vague": (
        "Hola, me interesa saber qué propiedades tienen en {area}",
        "Buenas, quisiera información por favor",
        "hola, vi su página. ¿me pueden ayudar a buscar algo en {area}?",
    ),
    "greet": (
        "Hola {name}, soy Sofía, la asistente virtual de {broker}. Anoté que buscas {home} en"
        " {area}. ¿Cuál es tu presupuesto?",
        "Hola {name}, te habla Sofía, asistente virtual de {broker}. En {area} tenemos varias"
        " opciones. ¿Hasta cuánto te gustaría llegar?",
        "Hola {name}, soy Sofía, asistente virtual de {broker}. Te ayudo a encontrar {home}. ¿Qué"
        " presupuesto tienes pensado?",
    ),
    "greet_vague": (
        "Hola {name}, soy Sofía, la asistente virtual de {broker}. ¿Buscas comprar o arrendar?",
        "Hola {name}, soy Sofía, asistente virtual de {broker}. Cuéntame, ¿es para comprar o para"
        " arrendar, y en qué comuna?",
    ),
    "half_answer": ("arrendar creo, aún lo estamos viendo", "comprar, pero recién partiendo",
                    "es para mi hija, que entra a la universidad"),
    "ask_more": (
        "Perfecto. ¿Cuántos dormitorios necesitas y qué presupuesto tienes?",
        "Te entiendo, vamos de a poco. ¿Qué presupuesto tienes más o menos?",
    ),
    "budget": ("hasta {budget}", "máximo {budget}", "podríamos llegar a {budget}",
               "{budget} como tope"),
    "ask_time": ("Anotado. ¿Para cuándo necesitas cambiarte?",
                 "Gracias. ¿Tienes una fecha en mente?"),
    "ask_bank": ("¿Ya tienes preaprobación de algún banco?",
                 "¿Has visto el crédito? ¿Tienes preaprobación?"),
    "bank_yes": ("sí, ya la tengo", "sí, me la dieron la semana pasada"),
    "bank_no": ("todavía no, estoy en eso", "no aún, recién voy a pedirla"),
    "show": ("Esto es lo que mejor calza con lo que buscas:\n{units}\n¿Te gustaría visitar alguna?",
             "Mira estas opciones:\n{units}\n¿Cuál te llama más la atención?"),
    "like": ("Me gusta {ref}", "la primera se ve bien, ¿se puede visitar?",
             "¿podemos ver {ref}?", "Nos interesa {ref}, ¿cuándo se puede ver?"),
    "undecided": ("gracias, las miro con mi pareja y te cuento", "me gusta, pero déjame pensarlo",
                  "¿tienes más fotos de {ref}?"),
    "no_hurry": ("Por supuesto. Cuando quieras agendamos una visita, sin compromiso.",
                 "Claro, tómate tu tiempo. Si quieres, te guardo una hora para {ref}."),
    "slots": ("Para {ref} tengo {slots}. ¿Cuál te acomoda?",
              "Puedo mostrarte {ref} {slots}. ¿Cuál prefieres?"),
    "pick": ("{slot} perfecto", "el {slot} me sirve", "Dale, {slot}"),
    "booked": ("Listo, tu visita a {ref} quedó para el {slot}, en {address}. Te recibe {agent}.",
               "Agendado: {slot}, {address}. Te espera {agent} en la entrada."),
    "thanks": ("Gracias!", "genial, nos vemos", "muchas gracias Sofía", "ok, ahí estaré"),
    "after": ("Hola {name}, soy {agent}. ¿Qué te pareció la propiedad?",
              "{name}, gracias por venir. ¿Cómo la encontraron? Soy {agent}."),
    "offer": ("Nos encantó. Queremos hacer una oferta",
              "nos gustó mucho, ¿cómo seguimos para quedarnos con ella?"),
    "offer_reply": ("Qué buena noticia. Preparo los papeles con {price} y te los mando hoy.",
                    "Perfecto. Hablo con el dueño y te confirmo hoy en la tarde."),
    "won": ("El dueño aceptó. Firmamos el jueves a las 11 en la notaría. Felicitaciones, {name}.",
            "Todo aprobado, {name}. Mañana te mando el contrato para la firma."),
    "won_reply": ("Qué emoción, muchas gracias por todo", "buenísimo! gracias {agent}"),
    "lost": ("Al final encontramos otra cosa, gracias igual",
             "Por ahora lo vamos a dejar, subió mucho el dividendo",
             "no era lo que buscábamos, gracias"),
    "lost_reply": ("Gracias por avisar, {name}. Si más adelante vuelves a buscar, aquí estamos.",
                   "Entiendo, {name}. Te deseo lo mejor y quedo atenta si cambia algo."),
    "person_please": ("prefiero hablar con una persona por favor",
                      "¿me puede llamar alguien? tengo una situación especial con el crédito"),
    "handover": (
        "Claro, {name}. Le aviso al equipo y una persona te escribe por aquí en un momento.",
        "Por supuesto. Le aviso a alguien del equipo, que sigue contigo por este chat.",
    ),
    "person_hello": (
        "Hola {name}, soy {agent}. Sigo yo contigo: ¿en qué banco estás viendo el crédito?",
        "Hola {name}, {agent} por acá. Vi lo que buscas, ¿te llamo hoy a las 18:00?",
    ),
    "person_answer": ("sí, a esa hora puedo", "ya, perfecto, quedo atento"),
    "summary": ("Pide hablar con una persona. Busca {home} en {area}.",),
    "note": ("Prefiere que lo llamen después de las 18:00.", "Viene con su pareja a la visita.",
             "Tiene un perro chico, confirmar reglamento.", "Vende su departamento para comprar."),
    "task": ("Llamar a {name} para confirmar la visita", "Enviar fotos y plano a {name}",
             "Pedir preaprobación del banco a {name}", "Consultar al dueño por rebaja"),
    "and": ("o",),
}  # fmt: skip

#: What a lead asks besides, by what they want, and the answer out of the broker's documents.
QUESTIONS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "rent": (
        ("¿aceptan mascotas?",
         "La mayoría de los edificios acepta perros y gatos. Cuéntame qué mascota tienes y lo"
         " confirmamos antes de la visita."),
        ("¿qué papeles piden para arrendar?",
         "Cédula de identidad, las tres últimas liquidaciones, certificado de AFP de 12 meses y"
         " contrato de trabajo."),
        ("¿cuánto se paga al firmar?",
         "El primer mes, un mes de garantía y la comisión, que es medio mes más IVA."),
    ),
    "buy": (
        ("¿cuánto son los gastos de la compra?",
         "Además del precio calcula cerca de 2 a 3 % en gastos: tasación, títulos, notaría,"
         " impuesto al mutuo e inscripción."),
        ("¿cuánto pie necesito?",
         "En general 20 % de pie. Algunos bancos financian hasta 90 % de la primera vivienda."),
        ("¿y la comisión?", "La comisión del comprador es de 2 % más IVA y se paga al escriturar."),
    ),
}  # fmt: skip

#: Words for a time, and the days from today it begins and ends; None where nobody could tell.
TIMES: Final[tuple[tuple[str, int | None, int | None], ...]] = (
    ("lo antes posible", 0, 20),
    ("para fin de mes", 5, 28),
    ("en unos dos meses", 50, 70),
    ("en marzo, cuando empieza el colegio", 95, 125),
    ("dentro del próximo año, sin apuro", 150, 330),
    ("cuando venda el mío", None, None),
)
HOMES: Final = {
    "apartment": ("departamento", "un {kind} de {beds} dormitorios", "un {kind} de 1 dormitorio"),
    "house": ("casa", "una {kind} de {beds} dormitorios", "una {kind} de 1 dormitorio"),
}
