"""Changes of messages that have not come yet: read again once they have.

A vendor repeats what it could not deliver, so an edit or a taking back may come before the
message it names. Its event is done, with a note that finds it when the message comes after all.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from channels_app.channels.signing import digest
from channels_app.models import EARLY, InboundEvent
from crm.conversations.models import Message

# Nobody changes a message sooner; one that came at once can have no change before it.
_LATE: Final = timedelta(seconds=2)


def early_note(key: str, external_id: str) -> str:
    """The note of an event that changes a message which is not here; "" when it is."""
    if not external_id or Message.objects.filter(account_key=key, external_id=external_id).exists():
        return ""
    return _note(external_id)


def changes_give_back(event: InboundEvent, external_id: str, *, sent_at: datetime) -> int:
    """Have what changes the message that has just come read again; how many events there are."""
    now = timezone.now()
    if not external_id or now - sent_at < _LATE:
        return 0
    return InboundEvent.objects.filter(
        channel=event.channel,
        account_id=event.account_id,
        note=_note(external_id),
        note__startswith=EARLY,
        state=InboundEvent.State.DONE,
    ).update(state=InboundEvent.State.RECEIVED, attempts=0, due_at=now, updated_at=now)


def _note(external_id: str) -> str:
    return f"{EARLY} {digest(external_id.encode())}"
