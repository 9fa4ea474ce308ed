"""What tests of the delivery do, in short words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from channels_app.delivery.sending import conversation_deliver
from channels_app.delivery.settling import unsure_due, unsure_settle
from channels_app.models import Delivery
from crm.conversations.models import Message
from crm.core.models import AuditLog


def send(message: Message) -> Message:
    """Deliver the message's conversation; the message as it is then."""
    conversation_deliver(message.conversation_id)
    message.refresh_from_db()
    return message


def due_now() -> None:
    """Whatever waits for another try waits no longer."""
    Delivery.objects.filter(state=Delivery.State.QUEUED).update(due_at=timezone.now())


def later(seconds: float) -> None:
    """So much time passes for everything that is being settled."""
    span = timedelta(seconds=seconds)
    for row in Delivery.objects.filter(state=Delivery.State.UNSURE):
        changes: dict[str, Any] = {"attempted_at": (row.attempted_at or timezone.now()) - span}
        if row.settle_at is not None:
            changes["settle_at"] = row.settle_at - span
        Delivery.objects.filter(pk=row.pk).update(**changes)


def settle() -> None:
    """Look at every outcome that should be looked at now."""
    for delivery_id in unsure_due(limit=100):
        unsure_settle(delivery_id)


def decisions() -> list[str]:
    """How unknown outcomes were decided, oldest first."""
    rows = AuditLog.objects.filter(verb="crm.delivery.settled").order_by("id")
    return [str(row.data["decision"]) for row in rows]
