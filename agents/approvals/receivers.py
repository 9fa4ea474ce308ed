"""Questions end when the conversation is somebody else's; open pages show them as they come."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from agents.approvals import cards
from agents.approvals.services import approvals_end
from crm.conversations import signals
from crm.conversations.models import Conversation
from crm.core import live, slots


@receiver(signals.holder_changed, dispatch_uid="approvals")
def approvals_follow_holder(*, conversation: Conversation, **_signal: Any) -> None:
    """Whoever takes a conversation decides by what they do in it."""
    if conversation.holder != Conversation.Holder.SOFIA:
        approvals_end(conversation)


live.register("thread", cards.thread)
live.register("approvals", cards.everything)
slots.register("conversation.asks", cards.thread_cards)
