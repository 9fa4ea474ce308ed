"""What vendors' embeddings cost is written down, and bounded, by whoever keeps the books.

The books are the models' ledger and a broker's monthly budget, which live a floor above; they
register here. While nobody has, no vendor is asked: nothing is bought that no book shows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from crm.core.connections import release
from knowledge.embeddings.base import Answer, EmbeddingError, Trouble


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call of a vendor: whom, by which model, how long it took (ms) and what came of it.

    ``tokens`` are those it is billed for, None for an answer whose tokens nobody counted;
    ``trouble`` and ``error`` say why there are no vectors.
    """

    provider: str
    model: str
    duration_ms: int
    tokens: int | None
    trouble: Trouble | None = None
    error: str = ""


class Meter(Protocol):
    """The books of the broker in hand."""

    def is_used_up(self) -> bool:
        """Whether nothing may be bought any more."""
        ...

    def record(self, attempt: Attempt) -> None:
        """Write an attempt down, in a transaction of its own."""
        ...


_meters: list[Meter] = []


def register(meter: Meter) -> None:
    """Have these books kept, instead of any before."""
    _meters[:] = [meter]


def metered(ask: Callable[[], Answer], *, provider: str, model: str) -> Answer:
    """What ``ask`` answers, written down; no database connection is held while it is waited for.

    Raises :class:`EmbeddingError`: what ``ask`` raises, and BUDGET when nothing may be bought.
    """
    if not _meters:
        raise EmbeddingError(Trouble.SETUP, f"Nobody writes down what {provider} costs.")
    meter = _meters[0]
    if meter.is_used_up():
        raise EmbeddingError(Trouble.BUDGET, "This month's money for models is used up.")
    release()
    started = time.monotonic()
    try:
        answer = ask()
    except EmbeddingError as error:
        meter.record(
            Attempt(provider, model, _ms(started), error.tokens, error.trouble, str(error))
        )
        raise
    meter.record(Attempt(provider, model, _ms(started), answer.tokens))
    return answer


def _ms(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
