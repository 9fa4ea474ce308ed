"""What the offline provider says, in Spanish and English, several ways of each.

The wordings of one question name no value, so that :func:`asked_in` recognises them again in the
log of the conversation: that is how the provider knows what it asked without any memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

Wordings = dict[str, tuple[str, ...]]

QUESTIONS: Final[dict[str, Wordings]] = {
    "es": {
        "operation": (
            "¿Buscas comprar o arrendar?",
            "¿Es para comprar o para arrendar?",
        ),
        "areas": (
            "¿En qué zona te gustaría?",
            "¿Qué barrio o comuna prefieres?",
        ),
        "property_type": (
            "¿Buscas departamento, casa u otro tipo de propiedad?",
            "¿Qué tipo de propiedad tienes en mente: departamento, casa, otra?",
        ),
        "beds": (
            "¿Cuántos dormitorios necesitas?",
            "¿Con cuántos dormitorios te acomodaría?",
        ),
        "budget": (
            "¿Hasta cuánto te gustaría llegar, más o menos?",
            "¿Qué presupuesto manejas, aunque sea aproximado?",
        ),
        "timeline": (
            "¿Para cuándo lo necesitas?",
            "¿Para qué fecha lo estás buscando?",
        ),
        "name": ("¿Con quién tengo el gusto?", "¿Me dices tu nombre?"),
        "preapproved": (
            "¿Ya tienes un crédito preaprobado o sería de otra forma?",
            "¿Cuentas con preaprobación del banco?",
        ),
        "phone": (
            "¿A qué teléfono te podemos contactar?",
            "¿Me dejas un teléfono de contacto?",
        ),
        "email": ("¿Me dejas un correo de contacto?", "¿A qué correo te puedo escribir?"),
        "viewing": (
            "¿Te gustaría ir a ver alguna?",
            "¿Quieres que coordinemos una visita?",
        ),
        "unit": ("¿Cuál te gustaría visitar?", "¿Cuál de ellas quieres ir a ver?"),
        "slot": ("¿Cuál te acomoda?", "¿Te sirve alguno?"),
        "day": ("¿Qué otro día te serviría?", "¿Te acomoda otro día?"),
        "human": (
            "¿Quieres que te contacte una persona del equipo?",
            "¿Prefieres que lo vea contigo una persona del equipo?",
        ),
        "owner_price": ("¿En cuánto la quieres publicar?", "¿Qué precio tienes en mente?"),
        "owner_area": ("¿En qué zona está la propiedad?", "¿Dónde queda la propiedad?"),
        "owner_type": ("¿Qué tipo de propiedad es?", "¿Es departamento, casa u otra cosa?"),
        "owner_timeline": (
            "¿Desde cuándo estaría disponible?",
            "¿Para cuándo te gustaría entregarla?",
        ),
        "help": ("¿En qué te puedo ayudar?", "¿Qué necesitas?"),
    },
    "en": {
        "operation": ("Are you looking to buy or to rent?", "Would that be to buy or to rent?"),
        "areas": ("Which area would you like?", "Which neighbourhood do you have in mind?"),
        "property_type": (
            "Are you after an apartment, a house or something else?",
            "What type of property do you have in mind?",
        ),
        "beds": ("How many bedrooms do you need?", "How many bedrooms would suit you?"),
        "budget": (
            "Roughly how much would you like to spend at most?",
            "What budget do you have in mind, even a rough one?",
        ),
        "timeline": ("When do you need it?", "When would you like to move?"),
        "name": ("May I have your name?", "Who do I have the pleasure of talking to?"),
        "preapproved": (
            "Do you already have a mortgage pre-approval, or would it be another way?",
            "Has a bank pre-approved you already?",
        ),
        "phone": ("What number can we reach you on?", "Could you leave me a phone number?"),
        "email": ("Could you leave me an e-mail address?", "What e-mail can I write to?"),
        "viewing": (
            "Would you like to see one of them?",
            "Shall we arrange a viewing?",
        ),
        "unit": ("Which one would you like to see?", "Which of them shall we visit?"),
        "slot": ("Which one suits you?", "Does one of them work for you?"),
        "day": ("Which other day would work?", "Would another day suit you?"),
        "human": (
            "Would you like someone from the team to contact you?",
            "Shall I ask a person from the team to look into it with you?",
        ),
        "owner_price": (
            "What price do you have in mind?",
            "How much would you like to ask for it?",
        ),
        "owner_area": ("Where is the property?", "Which area is the property in?"),
        "owner_type": (
            "What type of property is it?",
            "Is it an apartment, a house, something else?",
        ),
        "owner_timeline": ("When would it be available?", "When would it be free?"),
        "help": ("How can I help you?", "What can I do for you?"),
    },
}
# The field a question fills, where its name differs.
FIELD_OF: Final = {
    "owner_price": "budget", "owner_area": "areas", "owner_type": "property_type",
    "owner_timeline": "timeline", "day": "viewing",
}  # fmt: skip

LINES: Final[dict[str, Wordings]] = {
    "es": {
        "hello": ("Hola{name}.", "Hola{name}, qué bueno leerte."),
        "unheard": (
            "Por aquí no puedo escuchar audios. ¿Me lo cuentas por escrito?",
            "No me es posible escuchar audios. ¿Me lo escribes?",
        ),
        "unseen": (
            "Recibí el archivo, pero no puedo verlo. ¿Me cuentas qué es?",
            "Me llegó, aunque no puedo abrirlo por aquí. ¿Qué muestra?",
        ),
        "thanks": ("De nada{name}.", "Con gusto{name}."),
        "bye": ("Aquí quedo para lo que necesites.", "Me escribes cuando quieras."),
        "ack": ("Perfecto: {what}.", "Entendido: {what}.", "Anotado: {what}."),
        "ack_bare": ("Perfecto.", "Anotado.", "Entendido."),
        "ack_name": ("Gracias, {name}.", "Un gusto, {name}."),
        "declined": ("Sin problema.", "No hay problema.", "Está bien, no es necesario."),
        "matches": ("Esto es lo que mejor calza:", "Mira estas opciones:"),
        "match_one": ("Encontré esta opción:", "Tengo esta opción:"),
        "more": ("Hay {count} en total; te muestro las primeras.",),
        "relaxed": (
            "Justo con eso no encontré, pero ampliando {fields} aparece:",
            "Exactamente así no hay; si ampliamos {fields}, mira:",
        ),
        "same": (
            "Con eso, las mejores siguen siendo las que te mostré.",
            "Las que ya te mostré siguen siendo las que mejor calzan.",
        ),
        "untold": ("En su ficha no figura {what}.",),
        "nothing": (
            "Por ahora no tengo nada con esas características.",
            "Hoy no encuentro algo que calce con todo eso.",
        ),
        "widen": (
            "Podemos probar otra zona o mover el presupuesto.",
            "Si quieres, vemos otra zona o un presupuesto distinto.",
        ),
        "search_down": ("Ahora mismo no pude revisar las propiedades disponibles.",),
        "slots": (
            "Para {title} tengo estos horarios:",
            "Estos horarios están libres para {title}:",
        ),
        "slots_bare": ("Tengo estos horarios libres:", "Estos son los horarios disponibles:"),
        "no_slots": (
            "No veo horarios libres para esa fecha.",
            "Para ese momento no quedan horarios.",
        ),
        "slots_down": ("Ahora mismo no pude revisar la agenda.",),
        "booked": (
            "Listo, tu visita quedó agendada: {label}{address}{agent}.",
            "Quedó agendada tu visita: {label}{address}{agent}.",
        ),
        "taken": (
            "Ese horario se acaba de ocupar.",
            "Justo ese horario ya no está disponible.",
        ),
        "not_booked": ("No pude tomar esa hora, así que la visita sigue pendiente.",),
        "answer": ("Según nuestra información: {text}", "Esto es lo que tengo: {text}"),
        "answer_foreign": (
            "Nuestros documentos lo dicen {language}: {text}",
            "Esto es lo que tengo, {language}: {text}",
        ),
        "no_answer": (
            "Eso no lo tengo en la información que manejo.",
            "No tengo ese dato y prefiero no inventar.",
        ),
        "person_offer": (
            "Si quieres que lo vea una persona del equipo, dímelo.",
            "Dime si prefieres verlo con una persona del equipo.",
        ),
        "shown_price": ("{title}: {price}.",),
        "outside": (
            "En {city} no tengo propiedades; trabajo en {cities}.",
            "Por ahora no cubrimos {city}, solo {cities}.",
        ),
        "excluded": ("Dejo fuera {areas}.",),
        "spam": ("Gracias, pero por aquí solo vemos propiedades.",),
        "injection": (
            "Eso no lo puedo hacer por aquí. Con gusto te ayudo a buscar o publicar una propiedad.",
        ),
        "opt_out": (
            "Entendido, no te escribiremos más. Disculpa la molestia.",
            "Listo, dejamos de escribirte. Disculpa la molestia.",
        ),
        "sorry": ("Lamento lo que pasó.", "Siento mucho lo ocurrido."),
        "handover": ("Te paso con una persona del equipo, que seguirá contigo por aquí.",),
        "no_handover": (
            "Entiendo que prefieres hablar con una persona; yo no puedo derivarte desde aquí.",
        ),
        "danger": ("Si hay peligro, aléjate del lugar y llama a emergencias ahora.",),
        "not_seeking": ("Sin problema, quedo por aquí por si más adelante buscas algo.",),
        "bot": ("Soy Sofía, la asistente virtual del equipo.",),
        "neighbours": (
            "No puedo describir quién vive en un barrio ni qué tan seguro es. Sí puedo contarte de "
            "las propiedades: precio, tamaño, dirección y lo que dice cada ficha. Para conocer el "
            "sector, ayuda recorrerlo a distintas horas y mirar las estadísticas oficiales.",
        ),
        "unclear": ("No estoy segura de haberte entendido.", "Creo que no te entendí bien."),
        "bad_phone": ("Ese teléfono no me parece completo, ¿me lo repites?",),
        "bad_email": ("Ese correo no me quedó claro, ¿me lo repites?",),
        "appointment": ("Te esperamos: {label}.", "Recuerda tu visita: {label}."),
        "cancel_none": ("No veo visitas pendientes a tu nombre.",),
        "settled": ("Lo que acordaste con la persona del equipo sigue en pie.",),
        "owner_done": ("Con eso el equipo puede preparar una evaluación de tu propiedad.",),
    },
    "en": {
        "hello": ("Hi{name}.", "Hi{name}, good to hear from you."),
        "unheard": (
            "I cannot listen to voice notes here. Could you write it to me?",
            "I am not able to hear voice notes. Would you type it for me?",
        ),
        "unseen": (
            "I received the file but cannot see it. Could you tell me what it is?",
            "It arrived, but I cannot open it here. What does it show?",
        ),
        "thanks": ("You're welcome{name}.", "My pleasure{name}."),
        "bye": ("I'm here whenever you need me.", "Just write whenever you like."),
        "ack": ("Great: {what}.", "Got it: {what}.", "Noted: {what}."),
        "ack_bare": ("Great.", "Noted.", "Got it."),
        "ack_name": ("Thanks, {name}.", "Nice to meet you, {name}."),
        "declined": ("No problem.", "That's fine."),
        "matches": ("These fit best:", "Have a look at these:"),
        "match_one": ("I found this one:", "There is this one:"),
        "more": ("There are {count} in all; here are the first.",),
        "relaxed": (
            "Nothing fits exactly, but with a different {fields} there is:",
            "I have none just like that; if we relax the {fields}, look:",
        ),
        "same": (
            "With that, the ones I showed you are still the best fit.",
            "The ones you have seen still fit best.",
        ),
        "untold": ("Their listings do not say {what}.",),
        "nothing": (
            "I have nothing like that right now.",
            "I can't find anything that fits all of that today.",
        ),
        "widen": (
            "We could try another area or move the budget.",
            "Another area or a different budget might help.",
        ),
        "search_down": ("I couldn't check our listings just now.",),
        "slots": ("For {title} I have these times:", "These times are free for {title}:"),
        "slots_bare": ("I have these times free:", "These times are available:"),
        "no_slots": ("I see no free times on that date.", "Nothing is free at that moment."),
        "slots_down": ("I couldn't check the calendar just now.",),
        "booked": (
            "Done, your viewing is booked: {label}{address}{agent}.",
            "Your viewing is booked: {label}{address}{agent}.",
        ),
        "taken": ("That time has just been taken.", "That time is no longer free."),
        "not_booked": ("I couldn't take that time, so the viewing is still open.",),
        "answer": ("According to our information: {text}", "Here is what I have: {text}"),
        "answer_foreign": (
            "Our documents say it {language}: {text}",
            "Here is what I have, {language}: {text}",
        ),
        "no_answer": (
            "I don't have that in my information.",
            "I don't have that detail and would rather not guess.",
        ),
        "person_offer": (
            "If you would like a person from the team to look into it, just say so.",
            "Tell me if you would rather go over it with a person from the team.",
        ),
        "shown_price": ("{title}: {price}.",),
        "outside": (
            "I have no properties in {city}; I work in {cities}.",
            "We don't cover {city} for now, only {cities}.",
        ),
        "excluded": ("I'm leaving {areas} out.",),
        "spam": ("Thanks, but this chat is only about properties.",),
        "injection": (
            "That is not something I can do here. I'm glad to help you find or list a property.",
        ),
        "opt_out": (
            "Understood, we won't write to you again. Sorry for the trouble.",
            "Done, we'll stop writing to you. Sorry for the trouble.",
        ),
        "sorry": ("I'm sorry about what happened.", "I'm very sorry about this."),
        "handover": ("I'm passing you to a person from the team, who will go on with you here.",),
        "no_handover": (
            "I understand you'd rather talk to a person; I can't transfer you from here.",
        ),
        "danger": (
            "If there is any danger, get away from it and call the emergency services now.",
        ),
        "not_seeking": ("No problem, I'm here if you look for something later.",),
        "bot": ("I'm Sofía, the team's virtual assistant.",),
        "neighbours": (
            "I can't describe who lives in an area or how safe it is. I can tell you about the "
            "homes: price, size, address and what each listing says. To get to know the area, walk "
            "it at different hours and look at the official statistics.",
        ),
        "unclear": ("I'm not sure I understood.", "I don't think I got that."),
        "bad_phone": ("That phone number looks incomplete, could you send it again?",),
        "bad_email": ("I couldn't read that e-mail address, could you send it again?",),
        "appointment": ("See you then: {label}.", "Remember your viewing: {label}."),
        "cancel_none": ("I see no viewings in your name.",),
        "settled": ("What you agreed with our colleague still stands.",),
        "owner_done": ("With that the team can prepare a valuation of your property.",),
    },
}

WORDS: Final[dict[str, dict[str, str]]] = {
    "es": {
        "buy": "{what} para comprar", "rent": "{what} en arriendo",
        "sell": "vender tu {what}", "rent_out": "dar en arriendo tu {what}", "any": "propiedad",
        "apartment": "departamento", "house": "casa", "villa": "villa", "townhouse": "casa adosada",
        "studio": "estudio", "office": "oficina", "land": "terreno", "parking": "estacionamiento",
        "storage": "bodega", "commercial": "local comercial", "in": "en", "and": "y", "or": "o",
        "beds_short": "dorm.", "baths_short": "baños", "at": " en ", "with": ", te atiende ",
        "bed_one": "{what} de 1 dormitorio", "bed_many": "{what} de {n} dormitorios",
        "budget_max": "el presupuesto", "price_max": "el presupuesto",
        "price_min": "el presupuesto", "price": "el presupuesto",
        "areas": "la zona", "area": "la zona", "city": "la ciudad", "beds": "los dormitorios",
        "baths": "los baños", "area_m2": "el tamaño", "property_type": "el tipo de propiedad",
        "operation": "la operación", "currency": "la moneda", "budget_min": "el presupuesto",
        "has_pets": "acepta mascotas", "has_parking": "con estacionamiento",
        "has_furnished": "con muebles", "lacks_furnished": "sin muebles",
        "has_laundry": "con lavandería", "untold": "no figura {what}",
        "whether_pets": "si acepta mascotas", "whether_parking": "si tiene estacionamiento",
        "whether_furnished": "si viene con muebles", "whether_laundry": "si tiene lavandería",
        "in_en": "en inglés", "in_pt": "en portugués", "in_fr": "en francés",
        "in_other": "en otro idioma",
    },
    "en": {
        "buy": "{what} to buy", "rent": "{what} to rent", "sell": "selling your {what}",
        "rent_out": "letting your {what}", "any": "property",
        "apartment": "apartment", "house": "house", "villa": "villa", "townhouse": "townhouse",
        "studio": "studio", "office": "office", "land": "plot", "parking": "parking space",
        "storage": "storage unit", "commercial": "commercial unit", "in": "in", "and": "and",
        "or": "or", "beds_short": "bed", "baths_short": "bath", "at": " at ", "with": ", with ",
        "bed_one": "1-bedroom {what}", "bed_many": "{n}-bedroom {what}",
        "budget_max": "budget", "price_max": "budget", "price_min": "budget", "price": "budget",
        "areas": "area",
        "area": "area", "city": "city", "beds": "number of bedrooms", "baths": "bathrooms",
        "area_m2": "size", "property_type": "type of property", "operation": "operation",
        "currency": "currency", "budget_min": "budget",
        "has_pets": "pets allowed", "has_parking": "with parking", "has_furnished": "furnished",
        "lacks_furnished": "unfurnished", "has_laundry": "with laundry",
        "untold": "the listing does not say {what}", "whether_pets": "whether pets are allowed",
        "whether_parking": "whether it has parking",
        "whether_furnished": "whether it is furnished",
        "whether_laundry": "whether it has laundry",
        "in_es": "in Spanish", "in_pt": "in Portuguese", "in_fr": "in French",
        "in_other": "in another language",
    },
}  # fmt: skip

_RENT_WORD: Final = {
    "AR": ("arrendar", "alquilar"), "ES": ("arrendar", "alquilar"), "PE": ("arrendar", "alquilar"),
    "MX": ("arrendar", "rentar"), "UY": ("arrendar", "alquilar"), "PA": ("arrendar", "alquilar"),
}  # fmt: skip
_LOCAL: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "ES": (("departamento", "piso"), ("cuántos dormitorios", "cuántas habitaciones"),
           ("Cuántos dormitorios", "Cuántas habitaciones"),
           ("dormitorios", "habitaciones"), ("dormitorio", "habitación"), ("comuna", "distrito")),
    "MX": (("cuántos dormitorios", "cuántas recámaras"),
           ("Cuántos dormitorios", "Cuántas recámaras"), ("dormitorios", "recámaras"),
           ("dormitorio", "recámara"), ("comuna", "colonia")),
    "CO": (("departamento", "apartamento"), ("cuántos dormitorios", "cuántas habitaciones"),
           ("Cuántos dormitorios", "Cuántas habitaciones"), ("dormitorios", "habitaciones"),
           ("dormitorio", "habitación"), ("comuna", "sector")),
    "AR": (("comuna", "localidad"),),
    "PE": (("comuna", "distrito"),),
}  # fmt: skip


def localise(text: str, country: str) -> str:
    """Put Chilean words of our own wording into those of another country."""
    pairs = list(_LOCAL.get(country, ()))
    if country in _RENT_WORD:
        pairs += [
            _RENT_WORD[country],
            ("en arriendo", "en alquiler" if country != "MX" else "en renta"),
        ]
    for ours, theirs in pairs:
        text = text.replace(ours, theirs)
    return text


def pick(options: Sequence[str], seed: str) -> str:
    """Choose one wording; the same conversation always gets the same."""
    return options[zlib.crc32(seed.encode()) % len(options)]


def question(field: str, language: str, country: str, seed: str) -> str:
    """Word the question for a field."""
    text = pick(QUESTIONS[language][field], f"{field}|{seed}")
    return localise(text, country) if language == "es" else text


def says(text: str, line: str, country: str) -> bool:
    """Whether a reply of ours holds this line, in any of its wordings."""
    return any(
        form in text
        for wordings in LINES.values()
        for option in wordings[line]
        for form in (option, localise(option, country))
    )


def asked_in(text: str, country: str) -> tuple[str, ...]:
    """Name the questions a reply of ours asks, by its wording, in the order they stand."""
    found: list[tuple[int, str]] = []
    for wordings in QUESTIONS.values():
        for field, options in wordings.items():
            for option in options:
                for form in {option, localise(option, country)}:
                    if (position := text.find(form)) >= 0:
                        found.append((position, field))
    return tuple(dict.fromkeys(field for _, field in sorted(found)))
