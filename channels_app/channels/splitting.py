"""A text longer than one message may be, cut where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

#: Better places first: a paragraph, a line, a sentence, a word.
_PAUSES: Final = tuple(
    re.compile(pattern)
    for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?…。！？])[\"')\]»”]*\s+", r"\s+")
)


def parts(text: str, limit: int, length: Callable[[str], int] = len) -> list[str]:
    """The text in pieces of at most ``limit`` as ``length`` measures; nothing but space is lost.

    A piece is never cut so early that less than half of it is used, unless there is no later
    pause; a word longer than a whole message is cut anywhere.
    """
    found = []
    rest = text.strip()
    while length(rest) > limit:
        head = _fitting(rest, limit, length)
        end = _pause(head)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*found, rest] if rest or not found else found


def _fitting(text: str, limit: int, length: Callable[[str], int]) -> str:
    """The longest beginning that fits; one character at least."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        if length(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return text[:low]


def _pause(head: str) -> int:
    """Where to cut: after the last of the best kind of pause in the second half."""
    for pause in _PAUSES:
        ends = [match.end() for match in pause.finditer(head) if match.start() >= len(head) // 2]
        if ends:
            return ends[-1]
    return len(head)
