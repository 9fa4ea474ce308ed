"""One provider's try at a prompt, as runs and the ledger keep it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from decimal import Decimal

from agents.llm.base import Completion, ErrorKind, OnText, ProviderError, Usage
from agents.routing.candidates import Candidate
from agents.routing.prices import price_table
from agents.routing.tasks import Task


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a provider answered or why it failed, how long it took (ms) and what it cost (USD).

    ``model`` is the one asked for, ``completion.model`` the one that answered. ``cost`` is None
    where the price is not known. A provider that was ``passed_over`` has not been asked at all.
    ``is_own_key`` says that the broker's own key paid, not the platform's. ``task`` is told where
    it is not the one of the run the attempt belongs to.
    """

    provider: str
    model: str = ""
    credential: str = ""
    duration_ms: int = 0
    first_token_ms: int | None = None
    completion: Completion | None = None
    usage: Usage = field(default_factory=Usage)
    cost: Decimal | None = None
    error_kind: ErrorKind | None = None
    error: str = ""
    passed_over: bool = False
    is_own_key: bool = False
    task: Task | None = None


def _cost_of_failure(candidate: Candidate, error: ProviderError) -> Decimal | None:
    """Nothing where the vendor counted no tokens: it was refused or never came that far.

    Of an answer we hung up on nobody knows what it cost.
    """
    if error.kind is ErrorKind.OUTRUN:
        return None
    if not error.usage.total:
        return Decimal(0)
    return price_table().cost(candidate.provider, error.usage, candidate.model)


class Stopwatch:
    """The times of one attempt, from its making on."""

    def __init__(self, on_draft: OnText | None = None) -> None:
        self._started = time.monotonic()
        self._on_draft = on_draft
        self._first: float | None = None

    @property
    def elapsed(self) -> float:
        """Seconds so far."""
        return time.monotonic() - self._started

    def heard(self, text: str) -> None:
        """Note that a piece of the stream came, and pass it on to who draws it."""
        if self._first is None:
            self._first = time.monotonic()
        if self._on_draft is not None:
            self._on_draft(text)

    def answered(self, candidate: Candidate, completion: Completion) -> Attempt:
        """The attempt that brought this answer."""
        return Attempt(
            provider=candidate.provider,
            model=candidate.model or completion.model,
            credential=candidate.credential,
            duration_ms=self._ms(time.monotonic()),
            first_token_ms=None if self._first is None else self._ms(self._first),
            completion=completion,
            usage=completion.usage,
            is_own_key=bool(candidate.owner),
            cost=price_table().cost(
                candidate.provider, completion.usage, completion.model, candidate.model
            ),
        )

    def failed(self, candidate: Candidate, error: ProviderError) -> Attempt:
        """The attempt that brought none, for this reason."""
        return Attempt(
            provider=candidate.provider,
            model=candidate.model,
            credential=candidate.credential,
            duration_ms=self._ms(time.monotonic()),
            first_token_ms=None if self._first is None else self._ms(self._first),
            usage=error.usage,
            is_own_key=bool(candidate.owner),
            cost=_cost_of_failure(candidate, error),
            error_kind=error.kind,
            error=f"{error.kind}: {error}",
        )

    def _ms(self, moment: float) -> int:
        return round((moment - self._started) * 1000)
