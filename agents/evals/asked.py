"""What a reply asks the lead for, whoever worded it."""

from __future__ import annotations

import re
from typing import Final

from agents.llm.offline import phrases
from agents.nlu.text import fold

#: Questions that a field of the lead's card answers; others (a viewing, a slot) none does.
FIELDS: Final = (
    *("operation", "areas", "property_type", "beds", "budget", "timeline"),
    *("name", "phone", "preapproved"),
)
_QUESTION: Final = re.compile(r"[^.!?\n]*\?")
# Read in folded text, for models that word their questions themselves; the first that fits names
# the question.
_WORDS: Final = (
    ("preapproved", r"pre-?apro|pre-?approv|hipoteca|mortgage|credito"),
    ("budget", r"presupuesto|hasta cuanto|rango de precio|budget|price range"),
    ("budget", r"how much .*(?:spend|pay)"),
    ("beds", r"dormitorio|habitacion|recamara|ambientes|bedroom"),
    ("operation", r"compra\w* o (?:para )?(?:arr|alq|rent)|buy(?:ing)? or (?:to )?(?:rent|let)"),
    ("operation", r"(?:arrendar|alquilar|rentar) o comprar|rent(?:ing)? or (?:to )?buy"),
    ("timeline", r"para cuando|que fecha|cuando (?:te )?(?:mud|necesit|gustaria mud)"),
    ("timeline", r"when (?:do|would|are) you .*(?:need|mov|buy|rent)|time ?frame|how soon"),
    ("property_type", r"tipo de (?:propiedad|inmueble|vivienda)|(?:type|kind) of (?:prop|home)"),
    ("property_type", r"(?:departamento|piso|depto)s? o casa|(?:apartment|flat) or (?:a )?house"),
    ("areas", r"que (?:zona|barrio|comuna|colonia|sector|distrito)|donde (?:busca|te gustaria)"),
    ("areas", r"(?:which|what) (?:area|neighbou?rhood)|where .*looking"),
    ("name", r"tu nombre|como te llamas|con quien (?:tengo|hablo)|your name|who am i"),
    ("phone", r"tu (?:telefono|numero|celular|correo|e-?mail)|telefono de contacto"),
    ("phone", r"your (?:phone|number|e-?mail)|number .*reach"),
)
# Steps towards a viewing and a person, which no field of the card answers.
_STEP_WORDS: Final = (
    ("slot", r"(?:cual|que) (?:horario|hora)|te (?:acomoda|sirve|viene)|which (?:time|slot|one)"
             r" (?:suits|works)|(?:does|would) .*(?:time|slot|work for you)"),
    ("unit", r"cual (?:de|te gustaria|quieres)|which (?:one|of them|property|home)"),
    ("day", r"que (?:otro )?dia|which (?:other )?day|another day"),
    ("viewing", r"visita|ir a ver|conocerl|viewing|visit|see (?:it|one|any)|tour"),
    ("human", r"persona del equipo|asesor|colega|someone from|a person|colleague|agent to"),
)  # fmt: skip
_PATTERNS: Final = tuple((name, re.compile(pattern)) for name, pattern in _WORDS)
_STEP_PATTERNS: Final = tuple((name, re.compile(pattern)) for name, pattern in _STEP_WORDS)


def asked_all(reply: str, country: str) -> tuple[str, ...]:
    """Name all that a reply asks: fields of the card, and steps towards a viewing or a person."""
    if worded := phrases.asked_in(reply, country):
        return worded
    names: list[str] = []
    for found in _QUESTION.findall(reply):
        question = fold(found)
        for name, pattern in (*_PATTERNS, *_STEP_PATTERNS):
            if pattern.search(question):
                names.append(name)
                break
    return tuple(dict.fromkeys(names))


def asked_fields(reply: str, country: str) -> tuple[str, ...]:
    """Name the fields of the lead's card a reply asks for, each once."""
    worded = phrases.asked_in(reply, country)
    if worded:
        # Our own wordings, as the offline provider says them in this country.
        names = [phrases.FIELD_OF.get(name, name) for name in worded]
    else:
        questions = [fold(found) for found in _QUESTION.findall(reply)]
        names = [
            next((name for name, pattern in _PATTERNS if pattern.search(question)), "")
            for question in questions
        ]
    names = ["phone" if name == "email" else name for name in names]
    return tuple(dict.fromkeys(name for name in names if name in FIELDS))
