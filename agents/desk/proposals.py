"""A message to propose to a group of leads: plain, short, with what the inventory says.

``{name}`` stays for whoever sends it. Nothing is said of the people, only of homes and next steps.
"""

from __future__ import annotations

from typing import Final

from agents.desk.segments import Segment
from crm.inventory.models import Unit
from crm.inventory.money import format_price

_TEXTS: Final = {
    "es": {
        "new_listings": "Hola {{name}}, entró algo nuevo en {area}: {unit}. ¿Te gustaría verlo "
        "esta semana?",
        "ready": "Hola {{name}}, ya tienes todo listo para avanzar. ¿Coordinamos una visita para "
        "los próximos días?",
        "visited": "Hola {{name}}, ¿qué te pareció lo que visitaste? Si quieres, te muestro "
        "opciones parecidas o resolvemos tus dudas.",
        "quiet": "Hola {{name}}, ¿sigues buscando? Cuéntame si cambió algo y te envío lo que mejor "
        "calza.",
        "owners": "Hola {{name}}, ¿avanzamos con tu propiedad? Puedo coordinar una visita para "
        "verla y contarte los pasos.",
    },
    "en": {
        "new_listings": "Hi {{name}}, there is something new in {area}: {unit}. Would you like to "
        "see it this week?",
        "ready": "Hi {{name}}, you have all you need to go ahead. Shall we arrange a viewing in "
        "the next days?",
        "visited": "Hi {{name}}, what did you think of the home you saw? I can show you similar "
        "ones or answer your questions.",
        "quiet": "Hi {{name}}, are you still looking? Tell me if anything changed and I will send "
        "you what fits best.",
        "owners": "Hi {{name}}, shall we go on with your property? I can come to see it and tell "
        "you the steps.",
    },
}


def proposal(segment: Segment, language: str) -> str:
    """The message for this group, "" where there is nothing to offer it."""
    text = _TEXTS["es" if language == "es" else "en"][segment.kind]
    unit = segment.units[0] if segment.units else None
    if "{unit}" in text and unit is None:
        return ""
    return text.format(area=segment.area, unit=_said(unit, language) if unit else "")


def _said(unit: Unit, language: str) -> str:
    price = format_price(unit.price, unit.currency, language)
    return f"{unit.title} ({unit.ref}), {price}"
