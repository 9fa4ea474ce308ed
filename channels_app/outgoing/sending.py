"""Sending what is owed to an endpoint: claim (short transaction) - call - record.

No connection is held while an endpoint is called. A worker killed between call and record leaves a
row whose lease runs out; it is sent again under the same webhook-id, so an endpoint may get an
event twice and never not at all. A few workers at most serve one endpoint, and one that is
failing gets a single try now and then, so the slow cannot use up the workers of the others.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from channels_app.outgoing.backoff import GIVEN_UP_AFTER, rest_for, retry_in
from channels_app.outgoing.calling import Outcome, endpoint_call
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.services import webhook_give_up
from channels_app.outgoing.signing import signed_headers
from crm.core.connections import release
from crm.core.queries import only
from crm.core.wake import wake, wake_on_commit
from crm.core.worker import worker_name

SEND: Final = "channels_app.outgoing.send"
#: Workers that may serve one endpoint at once.
SLOTS: Final = 4
# A worker serves an endpoint with much to do for so long, then others have their turn (seconds).
_STRETCH: Final = 20.0


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery this worker may make, and nobody else until the lease ends."""

    delivery_id: UUID
    webhook_id: UUID
    message_id: str
    attempt: int
    url: str
    body: bytes
    secrets: tuple[str, ...]

    def call(self) -> Outcome:
        """Make it."""
        headers = signed_headers(
            message_id=self.message_id,
            at=int(timezone.now().timestamp()),
            body=self.body,
            secrets_=self.secrets,
        )
        return endpoint_call(self.url, body=self.body, headers=headers)


def webhook_send(webhook_id: UUID) -> int:
    """Send what is due to this endpoint, oldest first; returns how many it took."""
    sent = 0
    until = time.monotonic() + _STRETCH
    claim = _claim(webhook_id, first=True)
    while claim is not None:
        release()
        outcome = claim.call()
        if outcome.is_sent:
            sent_record(claim, outcome)
            sent += 1
        else:
            _failed_record(claim, outcome)
        if time.monotonic() > until:
            wake(SEND, webhook_id, countdown=0.01)
            break
        claim = _claim(webhook_id)
    return sent


def claim_of(webhook: OutgoingWebhook, delivery: OutgoingDelivery, now: datetime) -> Claim:
    """Take the delivery, which the caller has locked or just made."""
    delivery.state = OutgoingDelivery.State.SENDING
    delivery.attempts += 1
    delivery.tries += 1
    delivery.claimed_by = worker_name()
    delivery.lease_until = now + timedelta(seconds=settings.OUTGOING_LEASE_SECONDS)
    delivery.save(
        update_fields=["state", "attempts", "tries", "claimed_by", "lease_until", "updated_at"]
    )
    both = webhook.previous_until is not None and webhook.previous_until > now
    return Claim(
        delivery_id=delivery.pk,
        webhook_id=webhook.pk,
        message_id=delivery.message_id,
        attempt=delivery.attempts,
        url=webhook.url,
        body=delivery.body.encode(),
        secrets=(webhook.secret, webhook.previous_secret) if both else (webhook.secret,),
    )


def _claim(webhook_id: UUID, *, first: bool = False) -> Claim | None:
    now = timezone.now()
    with transaction.atomic():
        # Claims of one endpoint come one after the other, so no row is claimed twice.
        webhook = only(_callable(now).select_for_update(no_key=True).filter(pk=webhook_id))
        if webhook is None:
            return None
        rows = OutgoingDelivery.objects.filter(webhook=webhook)
        busy = rows.filter(state=OutgoingDelivery.State.SENDING, lease_until__gt=now).count()
        free = (1 if webhook.failures else SLOTS) - busy
        if free <= 0:
            return None
        due = list(
            rows.filter(state=OutgoingDelivery.State.QUEUED, due_at__lte=now).order_by("id")[:2]
        )
        if not due:
            return None
        if first and free > 1 and len(due) > 1:
            # With a delay, else this thread would take it upon itself.
            wake_on_commit(SEND, webhook_id, countdown=0.01)
        return claim_of(webhook, due[0], now)


def _callable(now: datetime) -> QuerySet[OutgoingWebhook]:
    return OutgoingWebhook.objects.filter(
        Q(rest_until__isnull=True) | Q(rest_until__lte=now), disabled_at__isnull=True
    )


def sent_record(claim: Claim, outcome: Outcome) -> None:
    """Write down that the endpoint took it, whoever else may be at it by now."""
    now = timezone.now()
    with transaction.atomic():
        OutgoingWebhook.objects.filter(pk=claim.webhook_id).update(
            last_success_at=now, failing_since=None, failures=0, rest_until=None
        )
        OutgoingDelivery.objects.filter(pk=claim.delivery_id).update(
            state=OutgoingDelivery.State.SENT,
            sent_at=now,
            lease_until=None,
            updated_at=now,
            **_told(outcome),
        )


def _failed_record(claim: Claim, outcome: Outcome) -> None:
    """Write down that it did not, and when to try again, if at all."""
    now = timezone.now()
    with transaction.atomic():
        webhook = only(
            OutgoingWebhook.objects.select_for_update(no_key=True).filter(pk=claim.webhook_id)
        )
        delivery = mine(claim)
        if webhook is None or delivery is None:
            return
        webhook.failures += 1
        webhook.failing_since = webhook.failing_since or now
        if outcome.is_endpoint_wide:
            webhook.rest_until = now + rest_for(webhook.failures, retry_after=outcome.retry_after)
        webhook.save(update_fields=["failures", "failing_since", "rest_until", "updated_at"])
        due_at = now + retry_in(delivery.tries, retry_after=outcome.retry_after)
        is_over = due_at > delivery.give_up_at or webhook.disabled_at is not None
        failed_write(delivery, outcome, dead=is_over, due_at=due_at)
        if outcome.is_endpoint_wide:
            _overdue_drop(webhook, now)
        if outcome.is_gone:
            webhook_give_up(webhook=webhook, reason="gone")
        elif now - webhook.failing_since >= GIVEN_UP_AFTER:
            webhook_give_up(webhook=webhook, reason="failing")


def mine(claim: Claim) -> OutgoingDelivery | None:
    """The claimed row, locked; None when its lease ended and somebody else took it."""
    return only(
        OutgoingDelivery.objects.select_for_update().filter(
            pk=claim.delivery_id,
            state=OutgoingDelivery.State.SENDING,
            attempts=claim.attempt,
        )
    )


def failed_write(
    delivery: OutgoingDelivery, outcome: Outcome, *, dead: bool, due_at: datetime
) -> None:
    """Put a delivery back into the queue, or aside for good."""
    State = OutgoingDelivery.State
    OutgoingDelivery.objects.filter(pk=delivery.pk).update(
        state=State.DEAD if dead else State.QUEUED,
        due_at=due_at,
        lease_until=None,
        updated_at=timezone.now(),
        **_told(outcome),
    )


def _told(outcome: Outcome) -> dict[str, Any]:
    return {
        "status": outcome.status,
        "error": outcome.error,
        "answer": outcome.answer,
        "took_ms": outcome.took_ms,
    }


def _overdue_drop(webhook: OutgoingWebhook, now: datetime) -> None:
    """Give up what waited its whole day behind an endpoint that does not answer."""
    OutgoingDelivery.objects.filter(
        webhook=webhook, state=OutgoingDelivery.State.QUEUED, give_up_at__lt=now
    ).update(state=OutgoingDelivery.State.DEAD, error="expired", updated_at=now)


def leases_end(*, dead_worker: str = "") -> int:
    """Queue again what was on its way in a worker that is gone; returns how many there were.

    That is: everything whose lease has ended, or all of ``dead_worker``'s at once.
    """
    now = timezone.now()
    State = OutgoingDelivery.State
    stuck = OutgoingDelivery.objects.filter(state=State.SENDING)
    stuck = (
        stuck.filter(claimed_by=dead_worker) if dead_worker else stuck.filter(lease_until__lt=now)
    )
    left = {"lease_until": None, "error": "interrupted", "updated_at": now}
    # Nobody waits for the answer to a test call any more.
    stuck.filter(event_id__isnull=True).update(state=State.DEAD, **left)
    return stuck.update(state=State.QUEUED, due_at=now, **left)


def webhooks_due() -> list[UUID]:
    """Endpoints that may be called and have something due."""
    now = timezone.now()
    due = OutgoingDelivery.objects.filter(
        webhook=OuterRef("pk"), state=OutgoingDelivery.State.QUEUED, due_at__lte=now
    )
    return list(_callable(now).filter(Exists(due)).values_list("pk", flat=True))
