"""What a broker's models may cost in a month, and what they have cost so far.

The soft amount is told to the admins; beyond the hard one no paid provider is asked and the
embedded one answers. Both are US dollars on the broker's own row, set by the superadmin. The sum
is remembered for some seconds, so a month may end a few calls beyond its limit, never a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q, Sum
from django.utils import timezone

from agents.routing.models import ModelCall
from agents.routing.notices import BUDGET_HARD, BUDGET_SOFT
from crm.accounts.notices import notice_raise, notice_resolve
from crm.brokers.current import broker_current, broker_zone
from crm.core.perbroker import PerBroker

_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A month's money in US dollars; ``unpriced`` counts calls whose cost nobody knows."""

    since: datetime
    spent: Decimal
    unpriced: int
    soft: Decimal | None
    hard: Decimal | None

    @property
    def is_soft_reached(self) -> bool:
        """Whether the admins are to be told."""
        return self.soft is not None and self.spent >= self.soft

    @property
    def is_used_up(self) -> bool:
        """Whether no paid provider may be asked any more."""
        return self.hard is not None and self.spent >= self.hard


def standing() -> Standing:
    """How the broker in hand stands this month, asked now."""
    broker = broker_current()
    since = timezone.now().astimezone(broker_zone()).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )  # fmt: skip
    found = ModelCall.objects.filter(created_at__gte=since).aggregate(
        spent=Sum("cost"), unpriced=Count("id", filter=Q(cost=None))
    )
    return Standing(
        since=since,
        spent=found["spent"] or Decimal(0),
        unpriced=found["unpriced"],
        soft=broker.ai_budget_soft,
        hard=broker.ai_budget_hard,
    )


_kept: Final[PerBroker[Standing]] = PerBroker(standing, seconds=_SECONDS)


def is_used_up() -> bool:
    """Whether the month's money is gone; no query for a broker without a limit."""
    if broker_current().ai_budget_hard is None:
        return False
    return _kept.get().is_used_up


def spent(cost: Decimal) -> None:
    """Money was spent in this transaction: tell the admins if it was too much."""
    broker = broker_current()
    if cost and (broker.ai_budget_soft is not None or broker.ai_budget_hard is not None):
        _kept.forget()
        told()


def told() -> None:
    """Raise or resolve the notices so that they say how the month stands."""
    now = standing()
    for kind, reached, limit in (
        (BUDGET_SOFT, now.is_soft_reached and not now.is_used_up, now.soft),
        (BUDGET_HARD, now.is_used_up, now.hard),
    ):
        if reached:
            notice_raise(kind, key="month", spent=f"{now.spent:.2f}", limit=f"{limit:.2f}")
        else:
            notice_resolve(kind, key="month")


def forget_all() -> None:
    """Drop what is remembered of every broker."""
    _kept.forget_all()
