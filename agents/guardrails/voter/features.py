"""A sentence as buckets of a fixed table: its words, runs of their letters, pairs and threes.

What changes from home to home (names, figures, days) is evened out first, so that the words weighed
are those that say who did what. Two runs that share a bucket share their weight, which is the price
of keeping no vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

BUCKETS: Final = 1 << 16
#: Characters that are read of a sentence.
_LONGEST: Final = 400
_LETTERS: Final = (3, 4, 5)
_DAYS: Final = re.compile(
    r"\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day)s?\b"
)
_NUMBERS: Final = re.compile(r"\d[\d.,:/-]*")
_WORDS: Final = re.compile(r"[a-z_']+|0|[?!]")
_NAME: Final = "_n"


def evened(folded: str, names: Iterable[str] = ()) -> str:
    """The sentence (folded) with names, days and figures replaced by what they are."""
    text = folded[:_LONGEST]
    for name in names:
        if name in text:
            text = text.replace(name, _NAME)
    return _NUMBERS.sub("0", _DAYS.sub("_d", text))


def buckets_of(text: str) -> set[int]:
    """The buckets an evened sentence falls into."""
    words = ["^", *_WORDS.findall(text), "$"]
    found: set[int] = set()
    for word in words:
        found.update(_of_word(word))
    for one, two in pairwise(words):
        found.add(_bucket(f"2{one} {two}"))
    for one, two, three in zip(words, words[1:], words[2:], strict=False):
        found.add(_bucket(f"3{one} {two} {three}"))
    return found


@lru_cache(maxsize=4096)
def _of_word(word: str) -> tuple[int, ...]:
    runs = [f"1{word}"]
    framed = f"<{word}>"
    runs += [
        f"c{framed[start : start + length]}"
        for length in _LETTERS
        for start in range(len(framed) - length + 1)
    ]
    return tuple(_bucket(run) for run in runs)


def _bucket(run: str) -> int:
    return crc32(run.encode()) % BUCKETS
