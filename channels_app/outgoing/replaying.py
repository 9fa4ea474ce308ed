"""Sending again what was sent or given up, and a test call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_app.outgoing import events as verbs
from channels_app.outgoing.deriving import DAY, deliveries_create
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.sending import SEND, claim_of, failed_write, mine, sent_record
from crm.brokers.current import broker_current
from crm.core import events
from crm.core.actors import Actor
from crm.core.connections import release
from crm.core.errors import Conflict
from crm.core.events import event_of
from crm.core.models import AuditLog
from crm.core.payload import stamp
from crm.core.wake import wake_on_commit

#: Events one call may send again; the answer says where to go on.
MOST: Final = 5000
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Replay:
    """How many events are on their way again, the last of them, and whether there are more."""

    queued: int
    last_id: int | None
    more: bool


def delivery_replay(*, delivery: OutgoingDelivery, actor: Actor) -> OutgoingDelivery:
    """Send it once more under its own id, for a day like a new one."""
    webhook = _switched_on(delivery.webhook)
    with transaction.atomic():
        _requeue(OutgoingDelivery.objects.filter(pk=delivery.pk))
        events.record(
            verbs.REPLAYED, actor=actor, object_id=webhook.pk,
            changes={"delivery": str(delivery.pk)},
        )  # fmt: skip
        wake_on_commit(SEND, webhook.pk)
    delivery.refresh_from_db()
    return delivery


def webhook_replay(
    *,
    webhook: OutgoingWebhook,
    actor: Actor,
    since_id: int | None = None,
    since: datetime | None = None,
) -> Replay:
    """Send again every event it wants after this one, or from this moment on.

    Also those from before the webhook was made, or that happened while it was switched off.
    """
    _switched_on(webhook)
    rows = AuditLog.objects.filter(verb__in=verbs.verbs_of(webhook.events)).order_by("id")
    if since_id is not None:
        rows = rows.filter(id__gt=since_id)
    if since is not None:
        rows = rows.filter(at__gte=since)
    found = list(rows[: MOST + 1])
    taken = found[:MOST]
    with transaction.atomic():
        for start in range(0, len(taken), _BATCH):
            part = taken[start : start + _BATCH]
            deliveries_create(webhook, [event_of(row) for row in part])
            _requeue(
                OutgoingDelivery.objects.filter(
                    webhook=webhook, event_id__in=[row.pk for row in part]
                )
            )
        events.record(
            verbs.REPLAYED, actor=actor, object_id=webhook.pk, changes={"events": len(taken)}
        )
        wake_on_commit(SEND, webhook.pk)
    return Replay(
        queued=len(taken), last_id=taken[-1].pk if taken else None, more=len(found) > MOST
    )


def webhook_ping(webhook: OutgoingWebhook) -> OutgoingDelivery:
    """Call the endpoint now with an event that says nothing, switched off or not.

    A success counts for its health; a failure does not, and is not tried again.
    """
    now = timezone.now()
    body = {
        "type": verbs.PING,
        "id": 0,
        "broker_id": str(broker_current().pk),
        "lead_id": None,
        "at": stamp(now),
        "data": {"webhook_id": str(webhook.pk)},
    }
    with transaction.atomic():
        delivery = OutgoingDelivery.objects.create(
            webhook=webhook, type=verbs.PING, body=orjson.dumps(body).decode(), due_at=now,
            give_up_at=now,
        )  # fmt: skip
        claim = claim_of(webhook, delivery, now)
    release()
    outcome = claim.call()
    if outcome.is_sent:
        sent_record(claim, outcome)
    else:
        with transaction.atomic():
            if mine(claim) is not None:
                failed_write(delivery, outcome, dead=True, due_at=now + DAY)
    delivery.refresh_from_db()
    return delivery


def _requeue(rows: QuerySet[OutgoingDelivery]) -> None:
    """Queue them, whatever became of them; one that is on its way right now stays there."""
    State = OutgoingDelivery.State
    now = timezone.now()
    rows.exclude(state=State.SENDING).update(
        state=State.QUEUED, due_at=now, give_up_at=now + DAY, tries=0, error="", updated_at=now
    )


def _switched_on(webhook: OutgoingWebhook) -> OutgoingWebhook:
    if webhook.disabled_at is not None:
        raise Conflict(_("The webhook is switched off; switch it on first."))
    return webhook
