"""Years, in digits and in words, told apart from the amounts that look like one."""

from __future__ import annotations

import re
from typing import Final

from agents.nlu.numbers import UNITS, words_value
from agents.nlu.text import words_pattern

_COUNTS: Final = words_pattern(
    word for word, value in UNITS.items() if value >= 1 and word not in {"a", "an", "un", "una"}
)
_TENS: Final = words_pattern(
    word for word, value in UNITS.items() if value == int(value) and 10 <= value < 100
)
SPOKEN_YEAR: Final = (
    rf"(?:dos mil(?: (?:{_COUNTS})(?: y (?:{_COUNTS}))?)?|"
    rf"mil (?:sete|ocho|nove)cientos(?: (?:{_COUNTS})(?: y (?:{_COUNTS}))?)?|"
    rf"two thousand(?:(?: and)? (?:{_COUNTS})(?:[ -](?:{_COUNTS}))?)?|"
    rf"(?:nineteen|twenty)[ -](?:{_TENS})(?:[ -](?:{_COUNTS}))?)"
)
#: What makes an amount of the four digits before it.
_MONEY: Final = (
    r"(?![.,]?\d|\s*(?:euros?\b|eur\b|usd|dolares|dollars|pesos|soles|€|\$|£|k\b|mil\b|uf\b|clp|"
    r"mxn|pounds|quid|sq|m2|mts|metros|pcm|per (?:month|week)|a month|al mes|mensual|max|min|"
    r"budget|presupuesto|%|people|personas|bucks|aed|ft\b))"
)
_NEAR: Final = r"20[1-4]\d"
#: After a day and a month: "4 July 1995", "el 3 de mayo de dos mil diez".
YEAR_OF_DAY: Final = (
    rf"(?:\s*(?:,|/|-|\.|de|del|of|in)?\s*(?P<year>(?:(?:19|20)\d\d|{SPOKEN_YEAR}){_MONEY}))?"
)
#: After a month alone an amount may follow as well: a year far off has to be announced.
YEAR: Final = (
    rf"(?:(?:\s*(?:de|del|of|in(?: the year)?|/|-)\s*(?=(?:1\d|20)\d\d|{SPOKEN_YEAR})"
    rf"|\s*,?\s*(?={_NEAR}|{SPOKEN_YEAR}))"
    rf"(?P<year>(?:(?:1\d|20)\d\d|{SPOKEN_YEAR}){_MONEY}))?"
)
#: A year on its own, which is no round amount.
ALONE: Final = rf"(?:(?:199|20[0-4])(?!00)\d(?<!00)(?!\d){_MONEY})"


def year_said(text: str) -> int:
    """The year of "1995", "95", "dos mil diez", "nineteen eighty six"."""
    if text.isdigit():
        number = int(text)
        if len(text) > 2:
            return number
        return number + (2000 if number < 50 else 1900)  # "74" is a year of the last century
    first, _, rest = text.replace("-", " ").partition(" ")
    if first in {"nineteen", "twenty"}:
        return int(UNITS[first] * 100 + (words_value(rest) or 0))
    return int(words_value(text.replace("two thousand", "dos mil")) or 0)


YEAR_ALONE: Final = re.compile(ALONE)
