"""Vendors' embeddings in the models' ledger, and within the broker's month."""

from __future__ import annotations

from decimal import Decimal

from agents.llm.base import ErrorKind, Usage
from agents.routing import budgets
from agents.routing.candidates import platform_candidate
from agents.routing.models import ModelCall
from agents.routing.prices import price_table
from agents.routing.tasks import EMBED
from crm.core.text import clip, storable
from crm.core.transactions import joining
from knowledge.embeddings.base import Trouble
from knowledge.embeddings.metering import Attempt, register


class Ledger:
    """The books of :mod:`knowledge.embeddings.metering`: a row an attempt, as a model's call."""

    def is_used_up(self) -> bool:
        """Whether the month's money is gone; no query for a broker without a limit."""
        return budgets.is_used_up()

    @joining
    def record(self, attempt: Attempt) -> None:
        """Write an attempt down, and tell the admins if it was too much."""
        usage = Usage(input_tokens=attempt.tokens or 0)
        cost = _cost(attempt, usage)
        ModelCall.objects.create(
            task=EMBED,
            provider=attempt.provider,
            requested_model=attempt.model[:80],
            answering_model="" if attempt.trouble else attempt.model[:80],
            # The platform's key pays for all brokers' embeddings.
            credential=platform_candidate(attempt.provider).credential,
            input_tokens=usage.input_tokens,
            price_version=price_table().version,
            cost=cost,
            duration_ms=attempt.duration_ms,
            error_kind=_kind(attempt.trouble),
            error=clip(storable(attempt.error), 240),
        )
        budgets.spent(cost or Decimal(0))


def _cost(attempt: Attempt, usage: Usage) -> Decimal | None:
    """Nothing for a failure the vendor counted no tokens of; None where nobody knows."""
    if attempt.trouble and not usage.total:
        return Decimal(0)
    return price_table().cost(attempt.provider, usage, attempt.model)


def _kind(trouble: Trouble | None) -> str:
    """The class of the error, in the words of the ledger's other rows."""
    if trouble is None:
        return ""
    return str(ErrorKind.AUTH if trouble is Trouble.SETUP else ErrorKind(trouble.value))


register(Ledger())
