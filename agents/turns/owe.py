"""Owing a turn: a row beside the message that asks for it, in the same transaction.

Messages that come while a turn is pending push it back by the burst window, up to an upper
bound after the first of them; so a burst gets one answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from agents.models import Turn
from crm.brokers.current import broker_current
from crm.conversations import signals
from crm.conversations.models import Conversation, Message
from crm.conversations.selectors import SILENT_KINDS, unanswered_of
from crm.core.compiled import Compiled, Param
from crm.core.wake import wake_on_commit

RUN: Final = "agents.turns.run"
_EXPECTED_SECONDS: Final = 2.0
_PENDING: Final = Compiled(
    lambda: Turn.objects.filter(conversation=Param("conversation"), state=Turn.State.PENDING)
)


@receiver(signals.message_stored, dispatch_uid="turns")
def turn_owe_for_message(
    *, conversation: Conversation, message: Message, coalesce: float | None = None, **_: Any
) -> None:
    """Owe an answer to what the lead wrote, when Sofía holds the conversation."""
    if conversation.holder == Conversation.Holder.SOFIA and message.kind not in SILENT_KINDS:
        turn_owe(conversation, expected=bool(message.payload.get("no_wait")), coalesce=coalesce)


@receiver(signals.holder_changed, dispatch_uid="turns")
def turn_follow_holder(*, conversation: Conversation, **_: Any) -> None:
    """Cancel what is owed when Sofía loses the conversation; owe what is unanswered when she
    gets it back."""
    if conversation.holder != Conversation.Holder.SOFIA:
        Turn.objects.filter(conversation=conversation, state=Turn.State.PENDING).update(
            state=Turn.State.CANCELLED, outcome="taken_over", done_at=timezone.now()
        )
    elif unanswered_of(conversation).exists():
        turn_owe(conversation, at_once=True)


def turn_owe(
    conversation: Conversation,
    *,
    at_once: bool = False,
    expected: bool = False,
    coalesce: float | None = None,
) -> Turn:
    """The pending turn of a locked conversation, made or pushed back.

    ``at_once`` waits for no burst. ``expected`` says besides that somebody is about to run the
    turn themselves: a worker is woken only in case they do not. ``coalesce`` is the channel's own
    burst window in seconds; the broker's comes first where it has set one.
    """
    now = timezone.now()
    window = 0.0 if at_once or expected else _window(coalesce)
    turn = turn_pending(conversation)
    if turn is None:
        turn = Turn.objects.create(
            conversation=conversation,
            due_at=now + timedelta(seconds=window),
            first_message_at=now,
        )
    else:
        turn.due_at = due(now, turn.first_message_at, window)
        turn.save(update_fields=["due_at", "updated_at"])
    wait = max(0.0, (turn.due_at - now).total_seconds())
    wake_on_commit(RUN, turn.pk, countdown=wait + (_EXPECTED_SECONDS if expected else 0.0))
    return turn


def turn_pending(conversation: Conversation) -> Turn | None:
    """What is owed to the conversation already."""
    return _PENDING.one(conversation=conversation.pk)


def due(now: datetime, first: datetime, window: float) -> datetime:
    """When a burst is answered: a quiet window after its last message, never too long after
    its first; both in seconds."""
    latest = first + timedelta(seconds=settings.COALESCE_MAX_SECONDS)
    return max(now, min(now + timedelta(seconds=window), latest))


def _window(channels: float | None) -> float:
    own = broker_current().coalesce_seconds
    if own is not None:
        return float(own)
    return float(settings.COALESCE_SECONDS if channels is None else channels)
