"""Days of occasions: feasts that are wished, weddings, births, and how things stand today."""

from __future__ import annotations

import re
from typing import Final

#: "Feliz Navidad": a wish, whatever the day.
_WISHED: Final = re.compile(
    r"\b(?:feliz|felices|lind[oa]|bonit[oa]|herm\w+|buen[oa]?|prospero|happy|merry|lovely|great|nice)"
    r"\W+(?:\w+ y )?(?:un[oa]? )?$"
)
_OCCASION: Final = re.compile(
    r"\b(?:wedding|married|boda|matrimonio|bautizo|bautismo|graduat\w+|graduacion|baby|bebe|guagua|"
    r"due|nace|nacera|birthdays?|cumpleanos|visas?|passport|pasaporte|exams?|examen\w*|"
    r"oposicion\w*|vacacion\w*|holidays?|vacation|trip|viaje|viajo|viajamos|cirugia|surgery|"
    r"operacion|anniversary|aniversario|semester|semestre|homework|tarea|funeral|juicio|court|"
    r"concert|concierto|nos casamos|me caso|marry|jubilo|retire)\b"
    r"[^.,;:!?]{0,32}$"
)
# "Hoy pago 500": how things stand, and no day of moving.
_STATE: Final = re.compile(
    r"\s*(?:por hoy |dia |en dia )?(?:yo |nosotros |i |we |i'm |we're )?(?:estoy|estamos|vivo|"
    r"vivimos|pago|pagamos|tengo|tenemos|arriendo|alquilo|rento|trabajo|ando|pay|live|living|paying|renting|"
    r"am|are)\b"
)
_TENANCY: Final = re.compile(
    r"\b(?:lease|tenancy|arriendo|alquiler|contract|available|avail|disponible|mudanza|move)\b"
)


def is_occasion(folded: str, start: int, end: int) -> bool:
    """Whether the day at these places is that of a feast wished, an event, or of how things are."""
    before = folded[max(0, start - 60) : start]
    if _WISHED.search(before) or _STATE.match(folded, end):
        return True
    return bool(_OCCASION.search(before)) and not _TENANCY.search(before)
