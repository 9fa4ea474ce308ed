"""How much of a large data set is measured: the same part each time, or all of it when asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_whole: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def measuring(*, whole: bool) -> Iterator[None]:
    """Measure ``whole`` data sets within, or of large ones a part."""
    token = _whole.set(whole)
    try:
        yield
    finally:
        _whole.reset(token)


def some(rows: Sequence[T], most: int, key: Callable[[T], str]) -> list[T]:
    """At most ``most`` rows, in their order; chosen by a hash of ``key`` and nothing else, so
    that a run is comparable with the last. All of them when the whole is measured."""
    if _whole.get() or len(rows) <= most:
        return list(rows)
    ranked = sorted(range(len(rows)), key=lambda place: _rank(key(rows[place])))
    return [rows[place] for place in sorted(ranked[:most])]


def told(measured: Sequence[T], given: Sequence[T]) -> str:
    """What a title says of it: nothing when all was measured."""
    return f" ({len(measured):,} of {len(given):,})" if len(measured) < len(given) else ""


def _rank(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
