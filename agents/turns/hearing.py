"""The turn that waits until it is known what a voice note says, for a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from agents.hearing.vendors import is_listening
from agents.models import Turn
from agents.turns.claim import turn_put_back
from agents.turns.owe import RUN
from crm.conversations import signals
from crm.conversations.models import Attachment, Conversation, Message
from crm.conversations.services.attachments import is_awaited
from crm.conversations.services.threads import locked_row
from crm.core.wake import wake_on_commit

_RECORDED = "audio"


def transcripts_read(messages: Iterable[Message]) -> None:
    """Let recorded messages say what was heard in them, marked as heard; nothing is saved."""
    recorded = {each.pk: each for each in messages if each.kind == _RECORDED and not each.text}
    if not recorded:
        return
    rows = Attachment.objects.filter(message__in=recorded).exclude(transcript="").order_by("id")
    for row in rows:
        message = recorded[row.message_id]
        message.text = f"{message.text} {row.transcript}".strip()
        message.payload = {**message.payload, "heard": True}


def turn_wait(turn: Turn, unanswered: Iterable[Message]) -> bool:
    """Put a turn back that would answer a recording before it is heard; whether it waits.

    It waits at most so long after the recording came, and is hastened when it has been heard.
    """
    recorded = [each.pk for each in unanswered if each.kind == _RECORDED and not each.text]
    if not recorded or not is_listening():
        return False
    with transaction.atomic():
        # Under the lock that whoever writes down what was heard takes too: one sees the other.
        locked_row(turn.conversation)
        wait = timedelta(seconds=settings.TRANSCRIPTION_WAIT_SECONDS)
        since = timezone.now() - wait
        awaited = [
            row
            for row in Attachment.objects.filter(message__in=recorded)
            if is_awaited(row, until=since)
        ]
        if not awaited:
            return False
        left = (max(row.created_at for row in awaited) - since).total_seconds()
        turn_put_back(turn, error="", delay_seconds=left, is_failure=False)
        wake_on_commit(RUN, turn.pk, countdown=left)
    return True


@receiver(signals.recording_heard, dispatch_uid="turns")
def turn_hasten(*, conversation: Conversation, **_: Any) -> None:
    """What was awaited is known: answer now."""
    _hasten(conversation)


@receiver(signals.file_ended, dispatch_uid="turns")
def turn_wait_end(*, attachment: Attachment, **_: Any) -> None:
    """There is nothing to be heard: answer now."""
    if attachment.kind == _RECORDED:
        _hasten(attachment.message.conversation)


def _hasten(conversation: Conversation) -> None:
    now = timezone.now()
    waiting = Turn.objects.filter(
        conversation=conversation, state=Turn.State.PENDING, due_at__gt=now
    )
    for turn_id in waiting.values_list("pk", flat=True):
        Turn.objects.filter(pk=turn_id, state=Turn.State.PENDING).update(due_at=now)
        wake_on_commit(RUN, turn_id)
