"""What a rule for days needs to be in a text at all: most are not tried on most texts."""

from __future__ import annotations

import re
from typing import Final

from agents.nlu.calendar_words import MONTHS, WEEKDAYS

_WORD: Final = re.compile(r"[a-z]+|\d+")
_DIGITS, _YEAR_DIGITS, _MARKED = "<digits>", "<year>", "<marked>"
_MARKED_DIGITS: Final = re.compile(r"\d\s?[/.-]\s?\d")
_YEAR_LENGTH: Final = 4


def words_of(folded: str) -> set[str]:
    """The words of a text, and which kinds of digits it has."""
    words = set(_WORD.findall(folded))
    for word in tuple(words):
        if word.isdigit():
            words.add(_DIGITS)
            if len(word) == _YEAR_LENGTH:
                words.add(_YEAR_DIGITS)
    if _DIGITS in words and _MARKED_DIGITS.search(folded):
        words.add(_MARKED)
    return words


ANY_MONTH: Final = frozenset(MONTHS)
ANY_WEEKDAY: Final = frozenset(WEEKDAYS)
ANY_DIGIT: Final = frozenset({_DIGITS})
ANY_YEAR: Final = frozenset({_YEAR_DIGITS})
ANY_MARKED: Final = frozenset({_MARKED})
