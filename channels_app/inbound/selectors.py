"""Reading the ledger: what came in and what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from channels_app.models import InboundEvent
from crm.core.errors import NotFound
from crm.leads.selectors import NIL, as_uuid


def event_list(*, state: str = "", channel: str = "") -> QuerySet[InboundEvent]:
    """Events of the broker in hand, the newest first."""
    rows = InboundEvent.objects.order_by("-id")
    if state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(channel=channel)
    return rows


def event_get(pk: object) -> InboundEvent:
    """One event of the broker in hand, NotFound when there is none."""
    row = InboundEvent.objects.filter(pk=as_uuid(pk) or NIL).first()
    if row is None:
        raise NotFound(_("There is no such event."))
    return row


def events_to_replay(*, since: datetime | None, done_too: bool) -> QuerySet[InboundEvent]:
    """Events that have not been understood, all of them with ``done_too``; the oldest first."""
    rows = InboundEvent.objects.order_by("id")
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    return rows if done_too else rows.exclude(state=InboundEvent.State.DONE)
