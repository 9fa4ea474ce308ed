"""What an address that failed does, and how it is taken back."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from channels_app.channels.base import AddressFailure
from channels_app.channels.email.models import Undeliverable
from channels_app.inbound.applying import apply
from channels_app.models import InboundEvent
from crm.conversations import signals
from crm.conversations.models import Conversation, Message
from crm.core.text import clip, storable


@apply.register
def _failed(item: AddressFailure, event: InboundEvent) -> None:
    Undeliverable.objects.get_or_create(
        address=item.address,
        defaults={
            "at": item.at,
            "code": clip(storable(item.code), 40),
            "reason": clip(storable(item.reason), 240),
        },
    )


@receiver(signals.message_stored, dispatch_uid="email.undeliverable")
def reachable_again(*, conversation: Conversation, message: Message, **_: Any) -> None:
    """Who writes from an address can be reached there, whatever was said before."""
    if conversation.channel == "email" and not message.payload.get("unverified"):
        Undeliverable.objects.filter(address=conversation.peer).delete()
