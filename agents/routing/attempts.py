"""One provider's try at a prompt, as runs and the ledger keep it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from agents.llm.base import Completion, ErrorKind, Usage


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a provider answered or why it failed, how long it took (ms) and what it cost (USD).

    ``model`` is the one asked for, ``completion.model`` the one that answered. ``cost`` is None
    where the price is not known. A provider that was ``passed_over`` has not been asked at all.
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
