"""From the audit log to deliveries: each public event once for each endpoint that wants it.

Rows of concurrent transactions appear out of the order of their ids, some of them long after later
ones. So the cursor follows behind: what is derived is whatever lies after it and has no
delivery yet, and it moves up only to an event noted earlier, once every transaction that was
running at that moment has ended. Deriving twice, or dying half-way, changes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from channels_app.live.public import public_event
from channels_app.outgoing.events import verbs_of
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from crm.brokers.current import broker_current
from crm.core.events import DomainEvent, event_of
from crm.core.models import AuditLog
from crm.core.queries import only

#: How long a delivery is tried.
DAY: Final = timedelta(hours=24)
_BATCH: Final = 500
# An insert takes its id a moment before its transaction has a number of its own.
_SETTLE: Final = timedelta(seconds=2)

# The number of this transaction is given out by this very statement, so it is larger than that of
# every transaction that may have taken an id up to the newest one seen.
_HORIZON: Final = """
SELECT coalesce((SELECT max(id) FROM core_auditlog), 0),
       pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
       pg_current_xact_id()::text::bigint
"""


def deliveries_derive(webhook_id: UUID) -> int:
    """Make the deliveries this endpoint still lacks; returns how many there were."""
    made = 0
    while True:
        with transaction.atomic():
            # First of all: see the statement.
            newest, oldest_running, this_xact = horizon()
            webhook = only(
                OutgoingWebhook.objects.select_for_update(no_key=True).filter(
                    pk=webhook_id, disabled_at__isnull=True
                )
            )
            if webhook is None:
                return made
            rows = list(_missing(webhook, after=webhook.cursor)[:_BATCH])
            deliveries_create(webhook, [event_of(row) for row in rows])
            made += len(rows)
            if len(rows) < _BATCH:
                _follow(webhook, newest, oldest_running, this_xact)
                return made


def horizon() -> tuple[int, int, int]:
    """Newest event's id; numbers of the oldest running transaction and of this one."""
    with connection.cursor() as cursor:
        cursor.execute(_HORIZON)
        newest, oldest_running, this_xact = cursor.fetchone()
    return int(newest), int(oldest_running), int(this_xact)


def _missing(webhook: OutgoingWebhook, *, after: int) -> QuerySet[AuditLog]:
    """Events after this id that the endpoint wants and has no delivery of, oldest first."""
    has_one = OutgoingDelivery.objects.filter(webhook=webhook, event_id=OuterRef("pk"))
    return (
        AuditLog.objects.filter(id__gt=after, verb__in=verbs_of(webhook.events))
        .exclude(Exists(has_one))
        .order_by("id")
    )


def _follow(webhook: OutgoingWebhook, newest: int, oldest_running: int, this_xact: int) -> None:
    """Move the cursor up to the horizon if that is settled, and note the next one."""
    now = timezone.now()
    before = (webhook.cursor, webhook.horizon)
    # A database restored into another server counts its transactions from somewhere else.
    if webhook.horizon_at is not None and webhook.horizon_xact <= this_xact:
        if oldest_running < webhook.horizon_xact or now - webhook.horizon_at < _SETTLE:
            return
        webhook.cursor = max(webhook.cursor, webhook.horizon)
    webhook.horizon = newest
    if before != (webhook.cursor, webhook.horizon) or webhook.horizon_xact > this_xact:
        webhook.horizon_xact, webhook.horizon_at = this_xact, now
        webhook.save(update_fields=["cursor", "horizon", "horizon_xact", "horizon_at"])


def deliveries_create(webhook: OutgoingWebhook, events: list[DomainEvent]) -> None:
    """Owe the endpoint these events from now on; those it has are left as they are."""
    now = timezone.now()
    broker_id = broker_current().pk
    OutgoingDelivery.objects.bulk_create(
        [
            OutgoingDelivery(
                webhook=webhook,
                event_id=event.id,
                type=event.public,
                body=orjson.dumps(public_event(event, broker_id=broker_id)).decode(),
                due_at=now,
                give_up_at=now + DAY,
            )
            for event in events
        ],
        ignore_conflicts=True,
    )
