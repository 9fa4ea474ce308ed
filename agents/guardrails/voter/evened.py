"""A sentence without what changes from home to home: the words that say who did what remain.

Figures are evened out by :func:`crm.core.linear.features.normalised`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_DAYS: Final = re.compile(
    r"\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day)s?\b"
)
#: Stand for a name and a day; letters only, as the features know nothing else.
_NAME: Final = "nn"
_DAY: Final = "dd"


def evened(folded: str, names: Iterable[str] = ()) -> str:
    """The sentence (folded) with names and days replaced by what they are."""
    text = folded
    for name in names:
        if name in text:
            text = text.replace(name, _NAME)
    return _DAYS.sub(_DAY, text)
