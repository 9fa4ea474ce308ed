"""Two wordings beside each other, line by line, with the words that differ marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["same", "changed", "added", "removed"]

_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
#: Lines less alike than this are shown as one gone and one new, not as one that changed.
_ALIKE: Final = 0.35


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; ``is_new`` where the other side does not have it."""

    text: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the one text beside its counterpart; None where there is none."""

    kind: Kind
    left: tuple[Piece, ...] | None
    right: tuple[Piece, ...] | None


def rows_of(before: str, after: str) -> list[Row]:
    """Both texts as rows, in order."""
    return list(_rows(before.splitlines(), after.splitlines()))


def _rows(before: list[str], after: list[str]) -> Iterator[Row]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            for line in before[first:last]:
                yield Row("same", _plain(line), _plain(line))
            continue
        for old, new in zip_longest(before[first:last], after[start:end]):
            yield from _pair(old, new)


def _pair(old: str | None, new: str | None) -> Iterator[Row]:
    if old is None or new is None:
        if old is not None:
            yield Row("removed", _plain(old), None)
        if new is not None:
            yield Row("added", None, _plain(new))
        return
    matcher = SequenceMatcher(None, _WORDS.findall(old), _WORDS.findall(new), autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield Row("removed", _plain(old), None)
        yield Row("added", None, _plain(new))
        return
    yield Row("changed", *_marked(matcher, _WORDS.findall(old), _WORDS.findall(new)))


def _marked(
    matcher: SequenceMatcher[str], old: list[str], new: list[str]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        is_new = tag != "equal"
        if last > first:
            left.append(Piece("".join(old[first:last]), is_new))
        if end > start:
            right.append(Piece("".join(new[start:end]), is_new))
    return tuple(left), tuple(right)


def _plain(line: str) -> tuple[Piece, ...]:
    return (Piece(line, is_new=False),)
