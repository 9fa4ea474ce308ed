"""What waits and what went wrong, in numbers: one broker's, and all of them together."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from django.db import DatabaseError
from django.db.models import Count, Min, Q
from django.utils import timezone

from channels_app.models import ChannelAccount, Delivery, InboundEvent
from crm.brokers.selectors import active_schemas
from crm.core.tenancy import in_schema

#: Seconds for which the sum over all brokers is remembered: whoever asks, asks often.
_KEPT_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there are of each; ``oldest_due`` is how long (seconds) the oldest has waited."""

    queued: int = 0
    sending: int = 0
    unsure: int = 0
    dead: int = 0
    received: int = 0
    failed: int = 0
    paused: int = 0
    oldest_due: float = 0.0


def figures_of_broker() -> Figures:
    """The figures of the broker in hand."""
    now = timezone.now()
    open_states = ["queued", "sending", "unsure", "dead"]
    by_state = dict(
        Delivery.objects.filter(state__in=open_states)
        .values_list("state")
        .annotate(count=Count("pk"))
        .order_by()
    )
    events = InboundEvent.objects.filter(state__in=["received", "failed"]).aggregate(
        received=Count("pk", filter=Q(state="received")),
        failed=Count("pk", filter=Q(state="failed")),
        oldest=Min("due_at", filter=Q(state="received", due_at__lte=now)),
    )
    oldest = Delivery.objects.filter(state="queued", due_at__lte=now).aggregate(at=Min("due_at"))
    waited = [_waited(at, now) for at in (events["oldest"], oldest["at"])]
    return Figures(
        **{state: int(by_state.get(state, 0)) for state in open_states},
        received=events["received"],
        failed=events["failed"],
        paused=ChannelAccount.objects.filter(paused_at__isnull=False).count(),
        oldest_due=max(waited),
    )


class _All:
    """The sum over all brokers, remembered for some seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._kept: Figures | None = None

    def get(self) -> Figures | None:
        """The figures; None while the database is away."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._kept = _sum()
                self._until = time.monotonic() + _KEPT_SECONDS
            return self._kept

    def forget(self) -> None:
        """Count anew next time."""
        self._until = 0.0


all_brokers: Final = _All()


def _sum() -> Figures | None:
    try:
        found = []
        for schema in active_schemas():
            with in_schema(schema):
                found.append(figures_of_broker())
    except DatabaseError:
        return None
    sums = {
        each.name: sum(getattr(row, each.name) for row in found)
        for each in fields(Figures)
        if each.name != "oldest_due"
    }
    return Figures(**sums, oldest_due=max((row.oldest_due for row in found), default=0.0))


def _waited(at: datetime | None, now: datetime) -> float:
    return (now - at).total_seconds() if at else 0.0
