"""What a page or program missed while nobody told it: asked from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from crm.core import events
from crm.core.events import DomainEvent
from crm.core.models import AuditLog

#: Ids are given out at the insert but seen at the commit: an event may turn up behind a later
#: one. So we look back this many ids and this much time before the last one seen.
LOOK_BACK: Final = 50
_SETTLED: Final = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Missed:
    """Events to show, oldest first; ``too_many`` when there were more than asked for."""

    events: list[DomainEvent]
    newest: int
    too_many: bool


def missed(last_id: int | None, *, limit: int) -> Missed:
    """What was committed after ``last_id``, and those just before it that may have come late.

    Without a last id: what happened while the page that asks was on its way to its reader.
    """
    newest = newest_id()
    if last_id is None:
        recent = events.since(newest - LOOK_BACK, limit=LOOK_BACK * 2)
        edge = timezone.now() - _SETTLED
        return Missed([event for event in recent if event.at > edge], newest, too_many=False)
    rows = events.since(last_id - LOOK_BACK, limit=LOOK_BACK + limit + 1)
    after = [event for event in rows if event.id > last_id]
    if len(after) > limit:
        return Missed([], newest, too_many=True)
    before = [event for event in rows if event.id <= last_id]
    edge = before[-1].at - _SETTLED if before else timezone.now()
    late = [event for event in before if event.at > edge]
    return Missed([*late, *after], max(newest, rows[-1].id if rows else 0), too_many=False)


def newest_id() -> int:
    """Id of the broker's newest event, 0 when nothing has happened yet."""
    return int(AuditLog.objects.aggregate(newest=Max("id"))["newest"] or 0)
