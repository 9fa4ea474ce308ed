"""Messages as bubbles: grouped by author and minute, with the day where it changes.

Reactions stand at the message they react to; what became of a message that did not simply arrive
is said below it, with what a person can do about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.conversations.filecards import (
    ContactCard,
    FileCard,
    contact_card,
    file_cards,
    map_link,
)
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
    "contacts": "user-check",
    "order": "file-text",
}
#: Kinds whose words are the message; the others get a mark beside them.
_PLAIN: Final = frozenset(
    {"text", "buttons", "list", "template", "choice", "button", "interactive"}
)
REACTION: Final = "reaction"
#: What a failed message says when only a template would have been taken.
WINDOW_CLOSED: Final = "window_closed"


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
    reactions: str
    answers: Mapping[str, str]
    note: str
    files: list[FileCard]
    map_link: str
    person: ContactCard | None

    @property
    def can_resend(self) -> bool:
        """Whether a person may send it once more as it is."""
        failed = self.message.status == Message.Status.FAILED
        return (failed and not self.wants_template) or self.can_settle

    @property
    def can_settle(self) -> bool:
        """Whether a person may say that it arrived."""
        return bool(self.message.status == Message.Status.UNSURE)

    @property
    def wants_template(self) -> bool:
        """Whether only a template would be taken in its place."""
        return bool(
            self.message.status == Message.Status.FAILED
            and self.message.error_code == WINDOW_CLOSED
        )

    @property
    def edits(self) -> list[dict[str, str]]:
        """What it said before it was edited, oldest first."""
        return list(self.message.payload.get("edits", []))


def bubbles(messages: Sequence[Message], *, after: Message | None = None) -> list[Bubble]:
    """The messages in the order given; ``after`` is the one that stands before the first.

    A reaction to one of them is shown there and has no bubble of its own.
    """
    known = {message.external_id for message in messages if message.external_id}
    reactions: dict[str, dict[str, str]] = {}
    shown: list[Message] = []
    for message in messages:
        target = reaction_target(message)
        if target and target in known:
            # The last word of each counts; taking a reaction back leaves none.
            reactions.setdefault(target, {})[message.direction] = message.text
        else:
            shown.append(message)
    before = [after, *shown]
    return [
        _bubble(message, before[place], "".join(reactions.get(message.external_id, {}).values()))
        for place, message in enumerate(shown)
    ]


def reaction_target(message: Message) -> str:
    """The external id of the message this one reacts to, "" when it is no reaction."""
    return str(message.payload.get("reaction_to") or "") if message.kind == REACTION else ""


def _bubble(message: Message, previous: Message | None, reactions: str) -> Bubble:
    here = timezone.localtime(message.sent_at)
    opens_day = previous is None or timezone.localtime(previous.sent_at).date() != here.date()
    is_out = message.direction == Message.Direction.OUT
    return Bubble(
        message=message,
        side="out" if is_out else "in",
        text=message.text or _kind_word(message.kind),
        name=_name(message),
        kind_icon="" if message.kind in _PLAIN else _KINDS.get(message.kind, "paperclip"),
        tick=_TICKS.get(Message.Status(message.status), "") if is_out else "",
        status_word=str(message.get_status_display()) if is_out else "",
        is_joined=not opens_day and _joins(message, previous),
        opens_day=opens_day,
        reactions=reactions,
        answers=_answers(message),
        note=_note(message),
        files=file_cards(message),
        map_link=map_link(message),
        person=contact_card(message),
    )


def _answers(message: Message) -> dict[str, str]:
    """A form's answers by their question, in the order they were given."""
    form = message.payload.get("form")
    if not isinstance(form, Mapping):
        return {}
    return {
        str(key).replace("_", " "): ", ".join(map(str, value))
        if isinstance(value, list)
        else str(value)
        for key, value in form.items()
        if key != "flow_token" and value not in ("", None, [])
    }


def _note(message: Message) -> str:
    """What became of a message that did not simply arrive, in words; else ""."""
    if message.status == Message.Status.UNSURE:
        return _("Nobody knows whether this arrived.")
    if message.status == Message.Status.FAILED:
        return _(message.error_text) if message.error_text else _("This did not arrive.")
    if message.status == Message.Status.QUEUED and message.error_text:
        return _("It waits: %(reason)s") % {"reason": _(message.error_text)}
    return ""


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
