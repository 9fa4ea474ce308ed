"""What is quoted of a passage of the broker's documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from knowledge.language import query_words
from knowledge.translating import said_in

#: Characters of the longest quote.
LONGEST: Final = 420
_SENTENCES: Final = re.compile(r"(?<=[.!?]) +(?=[^a-z ])")
_WEAK: Final = 0.15  # below it a passage is about something else


def best(result: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The best passage; None when none is about the question."""
    rows = [r for r in result.get("results") or [] if isinstance(r, Mapping) and r.get("text")]
    if not rows:
        return None
    score = rows[0].get("score")
    return None if isinstance(score, int | float) and score < _WEAK else rows[0]


def quote(passage: Mapping[str, Any], *, question: str, spoken: str) -> str:
    """What of the passage is about the question, which is in the language ``spoken``."""
    written = str(passage.get("language") or spoken)
    matter = said_in(query_words(question), spoken=spoken, written=written)
    return _about(" ".join(str(passage["text"]).split()), (words for words, _known in matter))


def _about(text: str, words: Iterable[str]) -> str:
    """The text, or the sentences around the one that speaks most of these words."""
    if len(text) <= LONGEST:
        return text
    # The first letters stand for the word: "requires" and "required" are one.
    matter = {each[:5] for word in words for each in word.split()}
    parts = _SENTENCES.split(text)
    spoken = [len(matter & {word[:5] for word in query_words(part).split()}) for part in parts]
    first = last = spoken.index(max(spoken))
    # What follows explains it; what stands before says of whom.
    while last + 1 < len(parts) and len(" ".join(parts[first : last + 2])) <= LONGEST:
        last += 1
    while first and len(" ".join(parts[first - 1 : last + 1])) <= LONGEST:
        first -= 1
    found = " ".join(parts[first : last + 1])
    if len(found) <= LONGEST:
        return found
    return found[: found.rfind(" ", 0, LONGEST)] + "…"
