"""Having a message answered now, in the caller's own thread, or waiting for whoever is at it."""

from __future__ import annotations

import time
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from agents.models import Turn
from agents.turns.run import turn_run
from channels_app.webchat.errors import TurnPending
from crm.conversations.models import Conversation, Message
from crm.core.connections import release

WAIT_SECONDS: Final = 65.0
_FIRST_PAUSE_SECONDS: Final = 0.02
_LONGEST_PAUSE_SECONDS: Final = 0.1
_OPEN: Final = (Turn.State.PENDING, Turn.State.RUNNING)


def message_answer(message: Message, *, seconds: float = WAIT_SECONDS) -> Message | None:
    """Sofía's answer to the message, None when she owes none (a person holds the conversation).

    A turn that is due runs here and now. One that a worker has in hand is waited for, without
    holding a database connection meanwhile; :class:`TurnPending` when that takes too long.
    """
    deadline = time.monotonic() + seconds
    pause = _FIRST_PAUSE_SECONDS
    while True:
        # First of all the turn itself: the workers were woken for it in this same moment.
        due = _due_turn(message)
        if due is not None:
            turn_run(due.pk)
        if _settled(message):
            return _reply(message)
        if time.monotonic() > deadline:
            raise TurnPending(_("Sofía is still at it; ask for the conversation's messages later."))
        release()
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


def _settled(message: Message) -> bool:
    """Whether nothing more will be done about the message."""
    until = (
        Conversation.objects.filter(pk=message.conversation_id)
        .values_list("answered_until", flat=True)
        .first()
    )
    if until is not None and until >= message.pk:
        return True
    return not Turn.objects.filter(
        conversation_id=message.conversation_id, state__in=_OPEN
    ).exists()


def _due_turn(message: Message) -> Turn | None:
    return Turn.objects.filter(
        conversation_id=message.conversation_id,
        state=Turn.State.PENDING,
        due_at__lte=timezone.now(),
    ).first()


def _reply(message: Message) -> Message | None:
    """The first answer of a turn that began when the message was there."""
    turns = Turn.objects.filter(
        conversation_id=message.conversation_id, started_at__gte=message.created_at
    )
    return (
        Message.objects.filter(
            conversation_id=message.conversation_id,
            direction=Message.Direction.OUT,
            turn_id__in=turns.values("pk"),
            id__gt=message.pk,
        )
        .order_by("id")
        .first()
    )
