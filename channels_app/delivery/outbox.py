"""The outbox: every queued message gets a delivery in the transaction that wrote it."""

from __future__ import annotations

from typing import Any, Final

from django.dispatch import receiver
from django.utils import timezone

from channels_app.models import Delivery
from crm.conversations import signals
from crm.conversations.models import Conversation, Message
from crm.core.wake import wake_on_commit

DELIVER: Final = "channels_app.delivery.deliver"


@receiver(signals.message_queued, dispatch_uid="outbox")
def enqueue(*, conversation: Conversation, message: Message, **_: Any) -> None:
    """Owe the channel this message, and wake a worker once the debt is committed."""
    now = timezone.now()
    again = Delivery.objects.filter(message=message).update(
        state=Delivery.State.QUEUED,
        due_at=now,
        attempts=0,
        settle_at=None,
        lease_until=None,
        error_code="",
        error="",
    )
    if not again:
        Delivery.objects.create(message=message, conversation_id=conversation.pk, due_at=now)
    wake_on_commit(DELIVER, conversation.pk)


@receiver(signals.message_settled, dispatch_uid="outbox")
def note_settled(*, message: Message, **_: Any) -> None:
    """A person says that it arrived."""
    Delivery.objects.filter(message=message).update(
        state=Delivery.State.SENT, settle_at=None, error_code="", error=""
    )


@receiver(signals.holder_changed, dispatch_uid="outbox")
def drop_cancelled(*, conversation: Conversation, **_: Any) -> None:
    """Take back what was cancelled when somebody else took the conversation."""
    Delivery.objects.filter(
        conversation_id=conversation.pk,
        state=Delivery.State.QUEUED,
        message__status=Message.Status.CANCELLED,
    ).update(state=Delivery.State.CANCELLED)
