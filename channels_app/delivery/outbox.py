"""The outbox: every queued message gets a delivery in the transaction that wrote it."""

from __future__ import annotations

from typing import Any, Final

from django.dispatch import receiver
from django.utils import timezone

from channels_app import signals as accounts
from channels_app.models import ChannelAccount, Delivery
from crm.conversations import signals
from crm.conversations.models import Conversation, Message
from crm.conversations.services import account_key
from crm.core.wake import wake_on_commit

DELIVER: Final = "channels_app.delivery.deliver"
#: Where a message's own transaction cannot wake for it, so many are woken; the rest follows.
_WOKEN: Final = 200


@receiver(signals.message_queued, dispatch_uid="outbox")
def enqueue(*, conversation: Conversation, message: Message, again: bool = False, **_: Any) -> None:
    """Owe the channel this message, and wake a worker once the debt is committed."""
    now = timezone.now()
    again = again and bool(
        Delivery.objects.filter(message=message).update(
            state=Delivery.State.QUEUED,
            due_at=now,
            attempts=0,
            waits=0,
            began_at=None,
            is_forced=True,
            settle_at=None,
            lease_until=None,
            error_code="",
            error="",
        )
    )
    if not again:
        Delivery.objects.create(
            message=message,
            conversation_id=conversation.pk,
            account_key=message.account_key,
            due_at=now,
        )
    wake_on_commit(DELIVER, conversation.pk)


@receiver(signals.message_settled, dispatch_uid="outbox")
def note_settled(*, conversation: Conversation, message: Message, **_: Any) -> None:
    """A person says that it arrived: what stood behind it may go out."""
    Delivery.objects.filter(message=message).update(
        state=Delivery.State.SENT, settle_at=None, error_code="", error=""
    )
    wake_on_commit(DELIVER, conversation.pk)


@receiver(signals.holder_changed, dispatch_uid="outbox")
def drop_cancelled(*, conversation: Conversation, **_: Any) -> None:
    """Take back what was cancelled when somebody else took the conversation."""
    Delivery.objects.filter(
        conversation_id=conversation.pk,
        state=Delivery.State.QUEUED,
        message__status=Message.Status.CANCELLED,
    ).update(state=Delivery.State.CANCELLED)


@receiver(accounts.account_resumed, dispatch_uid="outbox")
def wake_resumed(*, account: ChannelAccount, **_: Any) -> None:
    """Send what waited while the account was paused."""
    rows = Delivery.objects.filter(
        account_key=account_key(account.channel, account.account_id), state=Delivery.State.QUEUED
    )
    rows.filter(due_at__gt=timezone.now()).update(due_at=timezone.now())
    ids = rows.order_by("due_at").values_list("conversation_id", flat=True)[:_WOKEN]
    for conversation_id in dict.fromkeys(ids):
        wake_on_commit(DELIVER, conversation_id)
