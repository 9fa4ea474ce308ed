"""What a reply says was done, or is free: booked, sent, available. Found by its words only.

Whether it is true the claims gate decides; here a question, a "no", an "if" and an offer
("I can book it") are told from a statement.
"""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.sentences import Sentence

_VISIT_ES: Final = r"(?:visita|cita|recorrido|hora|horario|tour|reunion|reserva|turno|lugar|cupo)"
_VISIT_EN: Final = r"(?:viewing|visit|tour|appointment|showing|slot|reservation|meeting|booking)"
_DONE_ES: Final = (
    r"(?:pactad|acordad|concertad|amarrad|agendad|reservad|confirmad|programad|apartad|coordinad|"
    r"calendarizad|citad|separad|"
    r"reagendad|reprogramad)[oa]s?"
)
# Of a viewing only: much else is closed, taken or ready.
_SETTLED_ES: Final = r"(?:bloquead|tomad|cerrad|fijad|asegurad|arreglad|hech|pas)[oa]s?"
# Said of a wish as well ("queda anotado"): a booking only when a visit or a time is named.
_NOTED_ES: Final = r"(?:inscrit|anotad|registrad|list)[oa]s?"
_DAY_ES: Final = (
    r"(?:para (?:el|la|las|este|esta|hoy|ver|visit\w+|ir|conocer)|lunes|martes|miercoles|jueves|"
    r"viernes|sabado|domingo|manana|a las \d+|\d{1,2}:\d\d)"
)
_DONE_EN: Final = (
    r"(?:booked|scheduled|confirmed|reserved|arranged|set up|locked in|penciled in|pencilled in|"
    r"rescheduled|all set|secured|in the (?:calendar|diary|books))"
)
_BOOKED: Final = re.compile(
    r"\b(?:quedo|sigue en pie|sigue|ya queda|esta hecha|esta lista|va) (?:ya )?(?:la |tu |su |"
    r"agendada )+" + _VISIT_ES + r"\b|\b" + _VISIT_ES + r" (?:ya )?(?:esta|quedo|queda|sigue|va) "
    r"(?:ya )?(?:en pie|en (?:la |el |su )?(?:agenda|calendario)|en firme|hecha|lista)\b"
    r"|\bya (?:esta|tienes) (?:lista )?(?:la|tu|su) " + _VISIT_ES + r"\b"
    r"|\bquedamos (?:el|este|manana|para|a las|asi)\b"
    r"|\bte (?:va|van|esta|estan|estara|estaran|vamos|estaremos) (?:a )?(?:estar )?(?:esper|recib)"
    r"\w+|\b(?:expecting|waiting for|awaiting) you\b|\b(?:will|'ll|going to) (?:meet|greet|"
    r"welcome|receive|show) you (?:there|outside|in|at|around|on|the|to)\b"
    r"|\bon (?:the|her|his|our|their|my) (?:calendar|books?|schedule|diary|list) (?:for|on)\b"
    r"|\bwe're (?:still )?on for\b|\bsorted for\b|\b(?:that's|it's) your " + _VISIT_EN + r" \w+ed\b"
    r"|\bit is[.!,]|\b(?:pencil\w+|squeez\w+|fit|slot\w*|put|got|sign\w+) you (?:in|down|up)\b"
    r"|\bya tienes (?:un |una |tu |el |la )?(?:hueco|cupo|lugar|hora|turno|cita|visita|espacio)\b"
    r"|\b(?:already|now|is|it's) (?:(?!no\b|not\b)\w+ ){0,2}(?:under|in) your name\b"
    r"|\b(?:esta|quedo|queda|ya) (?:\w+ ){0,3}a tu nombre\b"
    r"|\b(?:quedo|queda|quedaste|quedas|quedamos|esta|estas|estan|fue|ha sido|tienes|tiene|deje|"
    r"dejo|"
    r"he|hemos)\s+(?:(?!no\b)\w+\s+){0,4}?"
    r"(?:" + _DONE_ES + r"|" + _NOTED_ES + r"(?=(?:\s+\w+){0,3}?\s+"
    r"(?:" + _DAY_ES + r"|" + _VISIT_ES + r")\b))"
    r"\b(?!\s+(?:con|en) (?:bodega|estac))"
    r"|\b" + _VISIT_ES + r"\s+(?:(?!no\b|sin\b|queda\w* por\b|por\b)\w+\s+){0,5}?"
    r"(?:" + _DONE_ES
    + r"|"
    + _SETTLED_ES + r"|" + _NOTED_ES + r")\b"
    r"|\b(?:agende|agendamos|agendo|reserve|reservamos|reservo|programe|programamos|aparte|separe|"
    r"coordine|coordinamos|reagende|reprogramamos|reprograme|confirme|confirmamos|confirmo)\b"
    r"(?:\s+\w+){0,4}?\s+(?:" + _VISIT_ES + r"|departamento|depto|propiedad|casa|piso|espacio|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana)\b"
    r"|\b(?:te|la|lo|los|las|le)\s+(?:agende|reserve|programe|aparte|separe|anote|reagende|"
    r"inscribi|puse(?! (?:primero|antes|arriba|debajo|abajo|al (?:final|lado|comienzo)|en primer|"
    r"de "
    r"ejemplo|como|(?:el|la) del?)\b))\b"
    r"|\b(?:te|los|las|le|lo|la) esper(?:amos|an|are|aremos|aran|ara|a|o)\b|\bnos (?:vemos|"
    r"juntamos|encontramos|reunimos)\b|"
    r"\bte veo (?:el|manana)\b"
    r"|\btienes? (?:una |tu |la |agendada )*" + _VISIT_ES + r" (?:el|para|manana|a las|este|con)\b"
    r"|\b(?:tu|la|su) " + _VISIT_ES + r" (?:es|sera|queda|quedo|va a ser|seria|ya es)\b"
    r"(?! (?:de |por )?(?:\w+ )?(?:[$€£]?\d[\d.,]{2,}|mil\b|(?:\w+ )?(?:"
    r"dolares|euros|pesos|soles)))"
    r"|^\W*(?:listo|hecho|confirmad[oa]|agendad[oa]|reservad[oa]|dale|todo listo)\b.{0,60}\b(?:lune"
    r"s|"
    r"martes|miercoles|jueves|viernes|sabado|domingo|manana|a las \d+|\d{1,2}:\d\d)"
    r"|\b(?:i|i've|i have|we|we've|we have|it's|it is|it has been|you're|you are|you've been|"
    r"that's|"
    r"everything is|that is|all)\s+(?:(?!not\b|fully\b|can\b|could\b|would\b|will\b|may\b|"
    r"to\b)\w+\s+){0,3}?" + _DONE_EN + r"\b"
    r"|\b" + _VISIT_EN + r"\s+(?:(?!not\b|to\b|can\b)[\w-]+\s+){0,6}?" + _DONE_EN + r"\b"
    r"|\b(?:booked|scheduled|reserved|rescheduled|confirmed|arranged) (?:you|your|a|the|it|that|"
    r"for|on|in)\b"
    r"|\bsee you (?:then|on|at|there|this|next|tomorrow|mon|tue|wed|thu|fri|sat|sun)"
    r"|\b(?:we|i)(?:'ll| will) (?:see|meet|be expecting|be waiting for|expect) you\b"
    r"|\blooking forward to (?:seeing|meeting|welcoming) you\b|\bwe(?:'re| are) expecting you\b"
    r"|\byou(?:'re| are) (?:all set|set|down|in) (?:for|on|at)\b|\b(?:put|got|have) you (?:down|in|"
    r"booked) (?:for|on)\b"
    r"|\byou(?:'ve| have) (?:a|an|your|got a) " + _VISIT_EN + r"\b"
    r"|\byour " + _VISIT_EN + r" (?:is|will be|has been|was) (?:on|at|for|this|next|tomorrow|moved|"
    r"set|now)\b"
    r"|\bvisita\b.{0,30}\b(?:es el|sera el|quedo para|queda para)\b"
    r"|^\W*(?:done|booked|confirmed|all set|sorted)\b.{0,60}\b(?:mon|tue|wed|thu|fri|sat|sun)\w*\b"
)  # fmt: skip
# These name something yet to be done unless an accent says otherwise: "que agende la visita".
_PRESENT: Final = re.compile(
    r"^(?:agende|agendamos|reserve|reservamos|programe|confirme|"
    r"coordine)\b"
)
_STILL: Final = re.compile(
    r"\b(?:para que|quieres que|quiere que|te gustaria que|necesito que|prefieres que|si quieres|"
    r"para)\b"
)
_SENT_THINGS: Final = (
    r"(?:ficha\w*|fotos?|imagenes|videos?|planos?|ubicacion|correo|mail|email|e-mail|contrato|"
    r"documento\w*|"
    r"brochure|folleto|link|enlace|pdf|invitacion|catalogo|mapa|formulario|confirmacion|"
    r"recordatorio|"
    r"mensaje|whatsapp|sms|comprobante|presupuesto|cotizacion|informacion completa|detalles por|"
    r"floor ?plans?|photos?|pictures?|brochures?|location pin|contract|documents?|invit\w+|details|"
    r"map|"
    r"form|confirmation|reminder|message|text|quote|listing sheet|virtual tour|video tour)"
)
_SENT: Final = re.compile(
    r"\b(?:te|le|les|se)\s+(?:(?:lo|la|los|las)\s+)?(?:(?:he|acabo de|acabamos de|"
    r"hemos)\s+)?(?:envie|"
    r"enviamos|mande|mandamos|enviado|mandado|enviar|mandar|compartido|comparti|adjunte|reenvie|"
    r"reenviado|"
    r"llego)\b"
    r"|\b(?:te|le|les|se)\s+(?:(?:lo|la|los|las)\s+)?(?:envio|mando|adjunto|reenvio|estoy enviando|"
    r"enviare|"
    r"mandare|enviaremos|mandaremos|voy a enviar|voy a mandar|llegara|va a llegar)\b(?=.{0,60}\b"
    + _SENT_THINGS
    + r"\b)"
    r"|\b(?:te|se) (?:lo|la|los|las) (?:envio|mando|reenvio|enviare|mandare|enviaremos)\b"
    r"|\b" + _SENT_THINGS + r"\s+(?:(?!no\b)\w+\s+){0,3}(?:enviad|mandad|adjunt|compartid)[oa]s?\b"
    r"|\b(?:recibiras|vas a recibir|recibiste|revisa tu (?:correo|bandeja|email|mail))\b"
    r"|\b(?:i|i've|i have|we|we've|we have)\s+(?:(?:just|already|also|now)\s+)*(?:sent|emailed|"
    r"e-mailed|"
    r"texted|forwarded|attached|mailed|messaged|shared)\b(?! (?:above|here))"
    r"|\b(?:i|i've|we|we've)(?: (?:just|already|also))* (?!can\b|could\b|will\b)\w+ (?:you|over) "
    r"(?:an?|the|some) (?:\w+ )?(?:e-?mail|text|message|whatsapp|pdf|brochure|contract|copy|link)\b"
    r"|^\W*(?:just |already )?(?:sent|emailed|forwarded|texted)\b"
    r"|\b(?:i'm|i am|we're|we are)\s+(?:now )?(?:sending|emailing|forwarding|texting)\b"
    r"|\b(?:i'll|i will|we'll|we will|i'm going to|let me)\s+(?:also |now )?(?:send|email|e-mail|"
    r"forward|"
    r"text)\b(?=.{0,60}\b" + _SENT_THINGS + r"\b)"
    r"|\b" + _SENT_THINGS + r"\s+(?:is|are|was|were|has been|have been)\s+(?:now |already |"
    r"just )?(?:on "
    r"(?:its|the|their) way|sent|attached|emailed|in your inbox)\b"
    r"|\byou(?:'ll| will| should) (?:\w+ )?(?:receive|get) (?:an?|the|your)\b.{0,30}\b"
    + _SENT_THINGS
    + r"\b|\bcheck your (?:inbox|e-?mail|phone|messages)\b"
)  # fmt: skip
_FREE: Final = re.compile(
    r"\b(?:esta|estan|sigue|siguen|aun|todavia|quedo|queda|quedan|hay|tenemos|tengo|son|"
    r"es)\s+(?:(?!no\b)"
    r"\w+\s+){0,3}?(?:disponibles?|libres?|a la venta|en venta|en arriendo)\b"
    r"|\b(?:tenemos|hay|queda|quedan|tengo) (?:\w+ ){0,2}disponibilidad\b"
    r"|\bqueda[n]? (?:(?:solo|aun|todavia|apenas|ya) )*(?:\d+|una?|dos|tres|poc[oa]s|"
    r"ultim\w+)\b(?! "
    r"(?:min|hora|cuadra|dia|mes|km))|\b(?:is|are|there's|only) (?:\w+ ){1,4}left\b"
    r"|\bdisponibles? (?:desde|a partir|de inmediato|ahora|para|hoy|ya)\b|\bentrega inmediata\b"
    r"|\b(?:is|are|it's|they're|still|we have|currently|also|remains?)\s+(?:(?!not\b|"
    r"no\b)[\w-]+\s+){0,3}?"
    r"(?:available|on the market|vacant|for sale|for rent|active|up for grabs)\b"
    r"|\bavailable (?:now|from|immediately|right now|right away|to move|today)\b|"
    r"\bready to move in\b"
    r"|\bnadie (?:la|lo) ha (?:reservado|tomado)\b|\bno (?:esta|ha sido) (?:reservad|vendid|"
    r"arrendad)"
    r"|\b(?:hasn't|has not|isn't) (?:been )?(?:sold|rented|taken|reserved)\b"
)
_HOMES: Final = (
    r"(?:opcion(?:es)?|depas?|deptos?|departamentos?|casas?|propiedad(?:es)?|pisos?|apartamentos?|"
    r"estudios?|"
    r"monoambientes?|unidad(?:es)?|oficinas?|terrenos?|parcelas?|alternativas?|options?|"
    r"apartments?|flats?|"
    r"houses?|homes?|listings?|propert(?:y|ies)|units?|studios?|condos?|villas?|townhouses?|lofts?|"
    r"penthouses?|places?|ones?|(?:\d|one|two|three|four|five)[ -]?beds?|algo|something|"
    r"justo lo que|exactly what|just what)"
)
_HAVE: Final = re.compile(
    r"\b(?:acaban? de (?:entrar|llegar|salir|ingresar|publicarse|liberarse)|tengo|tenemos|hay|"
    r"encontre|encontramos|existe\w*|contamos con|manejamos|te tengo|"
    r"we have|i have|"
    r"we've got|i've got|i found|we found|there(?:'s| is| are)|i've found|we(?:'ve)? just listed|"
    r"we offer)\s+"
    r"(?:(?!no\b|not\b|nothing\b|que\b|to\b|un problema\b)[\w'-]+\s+){0,5}?" + _HOMES + r"\b"
)
_GENERAL: Final = re.compile(
    r"\b(?:deptos|departamentos|casas|propiedades|pisos|apartamentos|opciones|apartments|flats|"
    r"houses|"
    r"homes|listings|properties|villas|options)\b"
)


_COUNTED: Final = re.compile(
    r"\d|\b(?:un|una|dos|tres|cuatro|cinco|varias|varios|muchas|algunas|two|three|four|five|"
    r"several|"
    r"some|a few|encontr\w+|found)\b"
)


_NEEDS: Final = re.compile(
    r"\b(?:para|to) (?:(?:poder|finish|go ahead and) )?(?:dej|agend|reserv|confirm|tom|cerr|apart|"
    r"complet|book|lock|secur|schedul|set|arrang|finali[sz])\w*\b.{0,40}\b(?:necesit\w+|falta\w*|"
    r"dame|pasame|me (?:pas|das|conf|dic)\w*|need|send me|tell me|give me|let me have|share)\b"
    r"|\b(?:if|once|as soon as|when) you (?:confirm|say|tell me|reply)|\b(?:si|apenas|cuando|"
    r"en cuanto) "
    r"(?:me |lo |la )+confirm(?:a|e)s\b"
    r"|\b(?:necesito|i(?:'ll)?(?: just)? need|solo (?:me )?falta)\b.{0,60}\b(?:para|to|"
    r"before i) (?:\w+ )?"
    r"(?:dej|agend|reserv|confirm|tom|cerr|apart|complet|book|lock|secur|schedul|arrang)\w*"
)
# An assent that opens a sentence, settled only when nothing more is asked for.
_ASSENT: Final = ("it is", "listo", "hecho", "dale", "todo listo", "done", "sorted", "all set")


def needs_more(sentence: Sentence) -> bool:
    """Whether the sentence says what a booking still needs."""
    return bool(_NEEDS.search(sentence.folded))


def booked_at(sentence: Sentence, *, is_open: bool = False) -> int:
    """Where the sentence says that a viewing stands, -1 when it does not.

    ``is_open`` tells that the reply asks for what a booking still needs."""
    for found in _BOOKED.finditer(sentence.folded):
        if is_open and found.group().lstrip(" ¡!,.").startswith(_ASSENT):
            continue
        # "Dale, me fijo si se puede el domingo": what is only looked into is not settled.
        if not sentence.is_stated(found.start()) or sentence.is_conditional(found.end()):
            continue
        if found.group().startswith(("see you", "nos ")) and not re.search(
            r"\d|lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|day\b|tomorrow|then|"
            r"there",
            sentence.folded[found.start() :],
        ):
            continue
        present = _PRESENT.search(found.group())
        if present and (
            _STILL.search(sentence.folded[: found.start()]) or sentence.is_offered(found.start())
        ):
            continue
        return found.start()
    return -1


def sent_at(sentence: Sentence) -> int:
    """Where the sentence says that something was, is being or will be sent."""
    return _first(_SENT, sentence, offers=True)


_GONE: Final = re.compile(
    r"\b(?:se (?:vendio|arrendo|alquilo|rento|reservo)|(?:esta|fue|quedo|ha sido|fueron|estan) "
    r"(?:ya )?"
    r"(?P<es>vendid|arrendad|alquilad|rentad|ocupad|apartad)[oa]s?|(?:is|are|was|were|been|got|"
    r"just|"
    r"already) (?:\w+ )?(?P<en>sold|rented|let agreed|under (?:offer|contract)|off the market|"
    r"taken|pending|leased))\b"
)


def gone_in(sentence: Sentence) -> str:
    """The words by which it says that a home can no longer be had, "" where it does not."""
    for found in _GONE.finditer(sentence.folded):
        if sentence.is_stated(found.start()):
            return found["es"] or found["en"] or found.group().split()[-1][:-1]
    return ""


_ARRIVED: Final = re.compile(
    r"\b(?:se (?:desocup|liber|public)o|(?:acaba[n]?|acaban) de (?:desocuparse|liberarse|entrar|"
    r"publicarse|salir|ingresar|llegar)|(?:me |nos )?(?:entro|ingreso|llego|salio) (?:hoy|ayer|"
    r"recien|"
    r"justo|otr[oa]|un[oa]? )|(?:just|recently) (?:came|become|became|gone) (?:up|on|in|available|"
    r"free)|(?:has|have) just (?:come|been listed|been added)|came (?:up|on the market|in) "
    r"(?:today|yesterday|this))\b"
)


def arrived_at(sentence: Sentence) -> int:
    """Where the sentence says that a home has only now come up."""
    return _first(_ARRIVED, sentence, offers=False)


def free_at(sentence: Sentence) -> int:
    """Where the sentence says that something can still be had."""
    for found in _FREE.finditer(sentence.folded):
        if sentence.asks or sentence.is_conditional(found.start()):
            continue
        # "It has not been sold" denies nothing about being free.
        if found.group().startswith(("no ", "nadie", "has", "isn")) or not sentence.is_denied(
            found.start()
        ):
            return found.start()
    return -1


# Words by which a time is put forward and not settled.
_OFFERING: Final = re.compile(
    r"\b(?:is going(?! to)|going spare|doable|(?:me|nos) quedan?|tengo|tenemos|hay(?! alguien|"
    r" quien| una persona)|queda[n]? "
    r"(?:libre|disponible|"
    r"hora|espacio|lugar|solo|un)\w*|"
    r"disponib\w+|libres?|pue[dt]\w+|pod\w+|sirve\w*|acomod\w+|funciona\w*|"
    r"convien\w+|conven\w+|opcion\w*|alternativa\w*|horarios|huecos?|cupos?|turnos|ofre\w+|"
    r"propon\w+|propuesta\w*|cercan[oa]s?|proxim[oa]s?|primer[oa]?|antes|pronto|seria[n]?|posib\w+|"
    r"aparec\w+|figur\w+|encontr\w+|veo|existe\w*|gustaria|prefier\w+|prefer\w+|elij\w+|"
    r"eleg\w+|escog\w+|qued[ae] bien|va bien|viene bien|late|copa|"
    r"(?:i|we|i've|we've) (?:\w+ )?(?:have|got|can|could|see)|i've got|we've got|"
    r"there(?:'s| is| are)|available|availability|free|open|openings?|could|can|would|may|might|"
    r"options?|slots|times|works?|suits?|earliest|next|soonest|either|offer\w*|propos\w+|"
    r"suggest\w*|possible|possibl\w+|prefer\w*|choose|choice|pick (?:one|a|the|either|"
    r"whichever|any)|your pick|interested|instead|"
    r"rather than|how about|what about|que tal|y que)\b"
    r"|\ba las \S+ si\b|\btambien\b|\b(?:o|or)\b(?=.{0,40}(?:\d|lunes|martes|miercoles|jueves|"
    r"viernes|sabado|domingo|\bat\b|day\b))"
)
_CHOICE: Final = re.compile(
    r"\b(?:acomod\w+|sirve\w*|conviene|queda\w* (?:bien|mejor)|va (?:bien|mejor)|viene (?:bien|"
    r"mejor)|agend\w+|reserv\w+|apart\w+|confirm\w+|cual\w*|prefier\w+|prefer\w*|funciona\w*|"
    r"te parece|parece bien|gustaria|late|quieres|queres|works?|suits?|book|schedule|shall|which|"
    r"would|could|ok for you|good for you|interested)\b"
)
_LISTS: Final = re.compile(
    r"\b(?:horarios|horas|opciones|alternativas|turnos|huecos|disponib\w+|slots|times|options|"
    r"availab\w+|openings)\b"
)


def is_offer(sentence: Sentence) -> bool:
    """Whether times of the sentence are put forward to choose from."""
    return sentence.asks or bool(_OFFERING.search(sentence.folded))


def asks_choice(sentence: Sentence) -> bool:
    """Whether the sentence asks which time it shall be, or whether to book."""
    return sentence.asks and bool(_CHOICE.search(sentence.folded))


def opens_offer(sentence: Sentence) -> bool:
    """Whether the sentence opens a list of times: what follows are options."""
    return sentence.folded.rstrip().endswith(":") and bool(_LISTS.search(sentence.folded))


def have_at(sentence: Sentence) -> int:
    """Where the sentence says that the broker has such homes."""
    return _first(_HAVE, sentence, offers=False)


def is_general(sentence: Sentence) -> bool:
    """Whether it speaks of kinds of homes and of none in particular."""
    return bool(_GENERAL.search(sentence.folded)) and not _COUNTED.search(sentence.folded)


def _first(pattern: re.Pattern[str], sentence: Sentence, *, offers: bool) -> int:
    for found in pattern.finditer(sentence.folded):
        at = found.start()
        if sentence.is_stated(at) and not (offers and sentence.is_offered(at)):
            return at
    return -1
