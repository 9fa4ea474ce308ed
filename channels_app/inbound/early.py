"""Changes of messages and people that have not come yet: read again once they have.

A vendor repeats what it could not deliver, so an edit or a taking back may come before the
message it names, and the news of a changed number before the first message from the old one. Its
event is done, with a note that finds it when the message comes after all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from channels_app.channels.signing import digest
from channels_app.models import EARLY, InboundEvent
from crm.conversations.models import Message
from crm.leads.services.locking import Key, spellings

# Nobody changes a message sooner; one that came at once can have no change before it.
_LATE: Final = timedelta(seconds=2)


def early_note(key: str, external_id: str) -> str:
    """The note of an event that changes a message which is not here; "" when it is."""
    if not external_id or Message.objects.filter(account_key=key, external_id=external_id).exists():
        return ""
    return _note(external_id)


def stranger_note(identity: Key) -> str:
    """The note of an event that tells of a change of somebody who has not written yet."""
    return _note(_who(identity))


def is_late(sent_at: datetime) -> bool:
    """Whether what was sent then may come after something that was sent later."""
    return timezone.now() - sent_at >= _LATE


def changes_give_back(
    event: InboundEvent, external_id: str, *, sent_at: datetime, of: Iterable[Key]
) -> int:
    """Have what changes the message that has just come read again; how many events there are.

    So is what changes the people it is ``of``, unless it was known before the message was sent:
    that speaks of somebody who had the number before them.
    """
    if not external_id or not is_late(sent_at):
        return 0
    now = timezone.now()
    theirs = [_note(_who((kind, text))) for kind, value in of for text in spellings(kind, value)]
    return (
        InboundEvent.objects.filter(
            Q(note=_note(external_id)) | Q(note__in=theirs, created_at__gte=sent_at),
            channel=event.channel,
            account_id=event.account_id,
            note__startswith=EARLY,
            state=InboundEvent.State.DONE,
        )
        .exclude(pk=event.pk)
        .update(state=InboundEvent.State.RECEIVED, attempts=0, due_at=now, updated_at=now)
    )


def _who(identity: Key) -> str:
    return ":".join(identity)


def _note(of: str) -> str:
    return f"{EARLY} {digest(of.encode())}"
