"""A sentence without what changes from home to home: the words that say who did what remain.

Figures are evened out by :func:`crm.core.linear.features.normalised`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from agents.nlu.text import fold

_DAYS: Final = re.compile(
    r"\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day)s?\b"
)
#: Written large within a sentence: a name, be it of a place nobody has listed. English writes its
#: days, its months and itself so as well.
_PROPER: Final = re.compile(
    r"(?<=[a-záéíóúñü\d,;)] )(?!I\b|\w*day\b|(?:Jan|Febr)uary\b|(?:March|April|May|June|July|"
    r"August)\b|(?:Septem|Octo|Novem|Decem)ber\b)"
    r"[A-ZÁÉÍÓÚÑÜ][\w'’-]+(?: (?:(?:de|del|la|las|los|el|y) ){0,2}[A-ZÁÉÍÓÚÑÜ][\w'’-]+)*"
)
#: Stand for a name and a day; letters only, as the features know nothing else.
_NAME: Final = "nn"
_DAY: Final = "dd"


def evened(text: str, names: Iterable[str] = ()) -> str:
    """The sentence, folded, with names and days replaced by what they are.

    ``names`` (folded) are those known to be some; others are told by their capital.
    """
    folded = fold(_PROPER.sub(_NAME, text))
    for name in names:
        if name in folded:
            folded = folded.replace(name, _NAME)
    return _DAYS.sub(_DAY, folded)
