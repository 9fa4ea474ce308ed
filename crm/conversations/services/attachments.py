"""What becomes of a file that came with a message: stored, given up, listened to."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from crm.conversations import events as verbs
from crm.conversations import signals
from crm.conversations.models import Attachment
from crm.conversations.services.receiving import wish_heed
from crm.conversations.services.threads import locked_row
from crm.core import events
from crm.core.actors import SYSTEM
from crm.core.files import Written
from crm.core.queries import only
from crm.core.text import clip, storable

#: The most that is kept of what was said in a recording.
TRANSCRIPT_LIMIT: Final = 8000
#: States in which a file is still to be fetched.
EXPECTED: Final = (Attachment.State.WAITING, Attachment.State.FETCHING)


@transaction.atomic
def attachment_store(
    *, attachment: UUID, lease: datetime, written: Written, mime_type: str
) -> bool:
    """The file has come and lies under its name; False when this claim is no longer ours."""
    row = _claimed(attachment, lease)
    if row is None:
        return False
    row.state = Attachment.State.STORED
    row.file, row.size, row.sha256 = written.name, written.size, written.sha256
    row.mime_type = mime_type
    row.lease_until = row.due_at = None
    row.error = ""
    # Whoever wants to listen to it sets the time by which it is to be heard.
    signals.file_stored.send(sender=Attachment, attachment=row)
    row.save(
        update_fields=[
            "state",
            "file",
            "size",
            "sha256",
            "mime_type",
            "lease_until",
            "due_at",
            "attempts",
            "error",
            "updated_at",
        ]
    )
    _announce(row, "stored")
    return True


@transaction.atomic
def attachment_end(*, attachment: UUID, lease: datetime, state: str, error: str) -> bool:
    """There will be no file: it is gone at the channel, or one we do not take."""
    row = _claimed(attachment, lease)
    if row is None:
        return False
    row.state = state
    row.lease_until = row.due_at = None
    row.error = clip(storable(error), 240)
    row.save(update_fields=["state", "lease_until", "due_at", "error", "updated_at"])
    signals.file_ended.send(sender=Attachment, attachment=row)
    _announce(row, str(state))
    return True


@transaction.atomic
def attachment_heard(*, attachment: UUID, transcript: str) -> Attachment | None:
    """Somebody listened to a recording: "" when there was nothing to understand.

    What was said counts as written: words that end automatic messages do so here too. Returns None
    when it had been listened to already.
    """
    found = only(Attachment.objects.filter(pk=attachment).select_related("message__conversation"))
    if found is None:
        return None
    conversation = locked_row(found.message.conversation)
    row = Attachment.objects.select_for_update().get(pk=attachment)
    if row.due_at is None:
        return None
    row.transcript = storable(transcript).strip()[:TRANSCRIPT_LIMIT]
    row.due_at = None
    row.save(update_fields=["transcript", "due_at", "updated_at"])
    row.message = found.message
    row.message.conversation = conversation
    if row.transcript and row.message.direction == row.message.Direction.IN:
        wish_heed(conversation, row.message, words=row.transcript)
    signals.recording_heard.send(sender=Attachment, attachment=row, conversation=conversation)
    _announce(row, "heard")
    return row


def is_awaited(attachment: Attachment, *, until: datetime) -> bool:
    """Whether what was said in a recording may still become known, for one that came since."""
    return (
        attachment.kind == "audio"
        and attachment.created_at > until
        and (attachment.state in EXPECTED or _is_unheard(attachment))
    )


def _is_unheard(attachment: Attachment) -> bool:
    return attachment.state == Attachment.State.STORED and attachment.due_at is not None


def _claimed(attachment: UUID, lease: datetime) -> Attachment | None:
    return only(
        Attachment.objects.select_for_update(of=("self",))
        .select_related("message__conversation")
        .filter(pk=attachment, state=Attachment.State.FETCHING, lease_until=lease)
    )


def _announce(row: Attachment, what: str) -> None:
    conversation = row.message.conversation
    events.record(
        verbs.FILE_CHANGED,
        actor=SYSTEM,
        lead_id=conversation.lead_id,
        conversation_id=conversation.pk,
        object_id=row.message_id,
        data={"message_id": str(row.message_id), "what": what},
    )
