"""Dead letters: which of them may go out once more, now that their cause may be gone."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from channels_app.accounts import account_row
from channels_app.models import Delivery
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_resend
from crm.core.actors import Actor
from crm.core.errors import Conflict

#: Causes that sending again cannot change by itself.
_LASTING: Final = frozenset({"file_gone"})


def dead_ids(*, since: datetime | None = None) -> list[UUID]:
    """Deliveries of the broker in hand that are dead, the oldest message first."""
    rows = Delivery.objects.filter(state=Delivery.State.DEAD)
    if since is not None:
        rows = rows.filter(updated_at__gte=since)
    return list(rows.order_by("message_id").values_list("pk", flat=True))


def delivery_revive(delivery_id: UUID, *, actor: Actor) -> Message:
    """Send a dead message again if its cause is gone.

    Raises :class:`Conflict` with the reason as its code: as
    :func:`crm.conversations.services.message_resend` does, ``conversation_moved`` for one of
    Sofía's where she no longer speaks, ``channel_paused`` while its account is not tried, and
    what it died of where that lasts.
    """
    delivery = Delivery.objects.select_related("message__conversation").get(pk=delivery_id)
    message = delivery.message
    conversation = message.conversation
    account = account_row(conversation.channel, conversation.account_id)
    if delivery.error_code in _LASTING:
        raise Conflict("What it died of has not changed.", code=delivery.error_code)
    if account is not None and account.paused_at is not None:
        raise Conflict("Its account is paused.", code="channel_paused")
    if not conversation.is_open or (
        message.author == Message.Author.SOFIA and conversation.holder != Conversation.Holder.SOFIA
    ):
        raise Conflict("Somebody else speaks in its conversation now.", code="conversation_moved")
    return message_resend(message=message, actor=actor)
