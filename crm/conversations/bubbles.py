"""Messages as bubbles: grouped by author and minute, with the day where it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.conversations.models import Message

#: Messages of one author closer together than this stand as one group.
JOINED_WITHIN: Final = timedelta(minutes=2)

_TICKS: Final = {
    Message.Status.QUEUED: "clock",
    Message.Status.SENDING: "clock",
    Message.Status.UNSURE: "circle-help",
    Message.Status.SENT: "check",
    Message.Status.DELIVERED: "check-check",
    Message.Status.READ: "check-check",
    Message.Status.FAILED: "circle-alert",
    Message.Status.CANCELLED: "x",
}
_KINDS: Final = {
    "image": "eye",
    "audio": "bell",
    "video": "eye",
    "document": "file-text",
    "location": "map-pin",
    "sticker": "thumbs-up",
}


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as the thread shows it."""

    message: Message
    side: str
    text: str
    name: str
    kind_icon: str
    tick: str
    status_word: str
    is_joined: bool
    opens_day: bool


def bubbles(messages: Sequence[Message], *, after: Message | None = None) -> list[Bubble]:
    """The messages in the order given; ``after`` is the one that stands before the first."""
    before = [after, *messages]
    return [_bubble(message, before[place]) for place, message in enumerate(messages)]


def _bubble(message: Message, previous: Message | None) -> Bubble:
    here = timezone.localtime(message.sent_at)
    opens_day = previous is None or timezone.localtime(previous.sent_at).date() != here.date()
    is_out = message.direction == Message.Direction.OUT
    return Bubble(
        message=message,
        side="out" if is_out else "in",
        text=message.text or _kind_word(message.kind),
        name=_name(message),
        kind_icon="" if message.kind == "text" else _KINDS.get(message.kind, "paperclip"),
        tick=_TICKS.get(Message.Status(message.status), "") if is_out else "",
        status_word=str(message.get_status_display()) if is_out else "",
        is_joined=not opens_day and _joins(message, previous),
        opens_day=opens_day,
    )


def _joins(message: Message, previous: Message | None) -> bool:
    return (
        previous is not None
        and previous.author == message.author
        and previous.author_user_id == message.author_user_id
        and message.sent_at - previous.sent_at < JOINED_WITHIN
    )


def _name(message: Message) -> str:
    if message.author == Message.Author.PERSON:
        return message.author_user.name if message.author_user else _("From the phone")
    return "Sofía" if message.author == Message.Author.SOFIA else ""


def _kind_word(kind: str) -> str:
    words: dict[str, Any] = {
        "image": _("Photo"),
        "audio": _("Voice message"),
        "video": _("Video"),
        "document": _("Document"),
        "location": _("Location"),
        "sticker": _("Sticker"),
        "contacts": _("Contact"),
        "reaction": _("Reaction"),
    }
    return str(words.get(kind, kind))
