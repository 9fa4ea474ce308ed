"""Small facts of a broker remembered in this process for some seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from crm.core.tenancy import current_schema

T = TypeVar("T")


class PerBroker(Generic[T]):
    """A value loaded once a broker and kept for ``seconds``.

    For facts that many requests read and few writes change (exchange rates, the list of areas).
    The writing process calls ``forget``; the others learn of it when their copy grows old, so
    whatever is kept here may be stale for that long and nothing may be decided by it that money
    or rights hang on.
    """

    def __init__(self, load: Callable[[], T], *, seconds: float = 30.0) -> None:
        self._load = load
        self._seconds = seconds
        self._kept: dict[str, tuple[float, T]] = {}

    def get(self) -> T:
        """The value for the broker in hand; no query while it is warm."""
        schema = current_schema()
        kept = self._kept.get(schema)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        value = self._load()
        self._kept[schema] = (time.monotonic() + self._seconds, value)
        return value

    def forget(self) -> None:
        """Drop the value of the broker in hand, after it was changed."""
        self._kept.pop(current_schema(), None)

    def forget_all(self) -> None:
        """Drop every broker's value."""
        self._kept.clear()
