"""How patiently one call is listened to, and who is told of its signs of life.

A vendor that has said nothing and one that is writing look the same to whoever waits for the whole
answer. Streaming tells them apart: whoever asks under :func:`listened` is told of every piece that
comes, words or not, and sets how long the stream may be silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listening:
    """Seconds of silence allowed before the first piece and between two; ``heard`` is called with
    each and may end the call by raising :class:`agents.llm.base.ProviderError`."""

    first: float
    later: float
    heard: Callable[[], None]


_listening: ContextVar[Listening | None] = ContextVar("listening", default=None)


@contextmanager
def listened(how: Listening) -> Iterator[None]:
    """Streams that begin in here, in this thread, are listened to like this."""
    token = _listening.set(how)
    try:
        yield
    finally:
        _listening.reset(token)


def listening() -> Listening | None:
    """How calls are listened to here; None for the settings' own patience."""
    return _listening.get()
