"""Listening to one recording: claim it, ask without a connection held, write down what was said.

A recording that is to be heard is a stored file with a ``due_at``. A claim moves it to the end of
a lease, so that one whose worker died is listened to by the next.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone

from agents.hearing.base import SIZE_LIMIT, HearingError, Recording
from agents.hearing.vendors import is_listening, transcriber
from crm.conversations import signals
from crm.conversations.models import Attachment
from crm.conversations.services.attachments import attachment_heard
from crm.core.connections import release
from crm.core.files import path_of
from crm.core.wake import wake_on_commit

logger = logging.getLogger(__name__)

HEAR: Final = "agents.hearing.hear"
_SECONDS: Final = 30.0
_LEASE: Final = timedelta(seconds=45)
_AGAIN: Final = timedelta(seconds=5)
_MOST_ATTEMPTS: Final = 3
_SOON: Final = 0.01


@receiver(signals.file_stored, dispatch_uid="hearing")
def recording_owe(*, attachment: Attachment, **_: Any) -> None:
    """Have a recording that has come listened to, where somebody listens."""
    if attachment.kind == "audio" and attachment.size <= SIZE_LIMIT and is_listening():
        attachment.attempts = 0
        attachment.due_at = timezone.now()
        wake_on_commit(HEAR, attachment.pk, countdown=_SOON)


def recordings_due(*, limit: int) -> list[UUID]:
    """Ids of recordings to listen to now, the longest waiting first."""
    rows = Attachment.objects.filter(
        state=Attachment.State.STORED, due_at__isnull=False, due_at__lte=timezone.now()
    )
    return list(rows.order_by("due_at").values_list("id", flat=True)[:limit])


def recording_hear(attachment: UUID) -> None:
    """Listen to a recording that is due, if nobody else does; never raises for a vendor's trouble.

    After a few tries that failed it counts as not understood.
    """
    row = _claimed(attachment)
    if row is None:
        return
    recording = Recording(
        path=path_of(row.file),
        filename=row.filename,
        mime_type=row.mime_type,
        # Only what is known: a wrong hint makes a translation of what was said.
        language=row.message.conversation.contact.language,
    )
    release()
    listener = transcriber()
    try:
        said = listener.hear(recording, timeout=_SECONDS) if listener is not None else ""
    except HearingError as error:
        logger.warning("A recording was not understood: %s", error)
        if not error.is_final and row.attempts < _MOST_ATTEMPTS:
            Attachment.objects.filter(pk=row.pk, due_at=row.due_at).update(
                due_at=timezone.now() + _AGAIN
            )
            return
        said = ""
    attachment_heard(attachment=row.pk, transcript=said)


def _claimed(attachment: UUID) -> Attachment | None:
    now = timezone.now()
    claimed = Attachment.objects.filter(
        pk=attachment, state=Attachment.State.STORED, due_at__lte=now
    ).update(due_at=now + _LEASE, attempts=F("attempts") + 1)
    if not claimed:
        return None
    return Attachment.objects.select_related("message__conversation__contact").get(pk=attachment)
