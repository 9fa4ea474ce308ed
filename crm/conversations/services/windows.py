"""The time in which a channel takes free text."""

from __future__ import annotations

from django.utils import timezone

from crm.conversations.models import Conversation
from crm.core.transactions import joining


@joining
def window_close(conversation: Conversation) -> None:
    """The channel says that free text is over, whatever we reckoned: only templates from now on.

    The person's next message opens it again.
    """
    now = timezone.now()
    Conversation.objects.filter(pk=conversation.pk).exclude(reply_until__lt=now).update(
        reply_until=now, updated_at=now
    )
    conversation.reply_until = now
