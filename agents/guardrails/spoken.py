"""Amounts in words, read whole: "veintidós mil quinientos", "nineteen fifty", "six hundred ninety
thousand". The readers of :mod:`agents.nlu` read up to the first scale, enough for a wish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agents.nlu.numbers import UNITS
from agents.nlu.text import words_pattern

_SCALES: Final = {
    "mil": 1e3, "thousand": 1e3, "grand": 1e3, "million": 1e6, "millon": 1e6, "millones": 1e6,
    "millions": 1e6,
}  # fmt: skip
_SMALL: Final = {
    word: value
    for word, value in UNITS.items()
    if word not in {"a", "an", "medio", "media", "half"}
}
_WORD: Final = words_pattern(_SMALL.keys() | _SCALES.keys() | {"hundred"})
_RUN: Final = re.compile(
    rf"(?<![\w-])(?:{_WORD})(?:(?:\s+(?:y|and|con)\s+|\s+|-)(?:{_WORD}))+(?![\w-])"
    r"(?!\s+y medi[oa]|\s+and a half)|\b(?:doscient|trescient|cuatrocient|quinient|seiscient|"
    r"setecient|ochocient|novecient)[oa]s\b"
)


def spoken_in(folded: str) -> Iterator[tuple[int, int, float]]:
    """Runs of two number words and more, and hundreds: where they stand and what they come to."""
    for found in _RUN.finditer(folded):
        value = _value(found.group())
        if value is not None:
            yield found.start(), found.end(), value


def _value(words: str) -> float | None:
    total = now = 0.0
    for word in re.split(r"[\s-]+", words):
        if word in {"y", "and", "con"}:
            continue
        if word == "hundred":
            now = (now or 1) * 100
        elif word in _SCALES:
            scale = _SCALES[word]
            if scale == 1e6:
                total, now = (total + now or 1) * scale, 0.0
            else:
                total, now = total + (now or 1) * scale, 0.0
        else:
            unit = _SMALL[word]
            # "Nineteen fifty": two halves of a four-digit number.
            now = now * 100 + unit if 10 <= now < 100 and 10 <= unit < 100 else now + unit
    return total + now
