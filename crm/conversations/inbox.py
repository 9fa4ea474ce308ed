"""What the inbox and a thread show, worked out before the template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.conversations import selectors
from crm.conversations.bubbles import REACTION, Bubble, bubbles, reaction_target
from crm.conversations.models import Conversation, Message
from crm.conversations.uploads import limits_for
from crm.core import clock
from crm.leads.selectors import as_uuid
from crm.leads.words import source_word

PAGE: Final = 40
THREAD: Final = 40
FAILED_MOST: Final = 100

CHANNEL_ICONS: Final = {
    "whatsapp": "smartphone",
    "telegram": "send",
    "webchat": "globe",
    "email": "mail",
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of conversations; ``more`` is the cursor of the next, "" at the end."""

    conversations: list[Conversation]
    more: str


@dataclass(frozen=True, slots=True)
class Window:
    """The time left for free text on a channel that limits it."""

    is_open: bool
    closes_at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person should know of somebody who waits: by when, how late, who is asked."""

    promise: str
    is_late: bool
    called: str


def filtered(actor: User, *, show: str, q: str) -> QuerySet[Conversation]:
    """The conversations of one filter: mine, waiting, sofia, unread, failed, or all."""
    holder = {"mine": "me", "waiting": "queue", "sofia": "sofia"}.get(show, "")
    rows = selectors.conversation_list_for(actor, holder=holder, q=q, failed=show == "failed")
    rows = selectors.with_trouble(rows)
    return rows.filter(unread__gt=0) if show == "unread" else rows


def rows_page(rows: QuerySet[Conversation], *, after: str = "") -> Rows:
    """The first conversations after a cursor, newest message first."""
    at, _sep, pk = after.partition("_")
    cursor = as_uuid(pk)
    moment = _moment(at)
    if cursor and moment:
        rows = rows.filter(Q(last_message_at__lt=moment) | Q(last_message_at=moment, pk__lt=cursor))
    found = list(rows.filter(last_message_at__isnull=False)[: PAGE + 1])
    more = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        assert last.last_message_at is not None
        more = f"{last.last_message_at.isoformat()}_{last.pk}"
    return Rows(found[:PAGE], more)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def waiting_count(actor: User) -> int:
    """How many conversations wait for a person."""
    return selectors.conversation_list_for(actor, holder="queue").order_by().count()


def failed_count(actor: User) -> int:
    """How many conversations have a message that did not arrive, counted up to a hundred."""
    rows = selectors.conversation_list_for(actor, failed=True).order_by()
    return rows.values("pk")[:FAILED_MOST].count()


def thread_context(conversation: Conversation, *, actor: User, before: str = "") -> dict[str, Any]:
    """A thread for this person: bubbles, the holder, and how long free text still goes out."""
    messages = selectors.thread(conversation, limit=THREAD + 1, before=before)
    has_earlier = len(messages) > THREAD
    after = messages[0] if has_earlier else None
    shown = messages[1:] if has_earlier else messages
    return {
        "conversation": conversation,
        "contact": conversation.contact,
        "bubbles": bubbles(shown, after=after),
        "earlier": shown[0].pk if has_earlier else None,
        **holder_context(conversation, actor=actor),
    }


def holder_context(conversation: Conversation, *, actor: User) -> dict[str, Any]:
    """Who holds the thread, seen by this person."""
    return {
        "conversation": conversation,
        "is_mine": conversation.holder == Conversation.Holder.PERSON
        and conversation.holder_user_id == actor.pk,
        "window": window_of(conversation),
        "waiting": waiting_of(conversation),
        "file_limit": max(limits_for(conversation.channel).values(), default=0),
        "channel": source_word(conversation.channel),
        "channel_icon": CHANNEL_ICONS.get(conversation.channel, "message-circle"),
    }


def waiting_of(conversation: Conversation, *, now: datetime | None = None) -> Waiting | None:
    """How a lead is waiting for one of us; None while nobody was called."""
    user, at = conversation.called_user, conversation.promised_at
    if user is None and at is None:
        return None
    moment = now or timezone.now()
    name = user.name if user else ""
    if conversation.holder == Conversation.Holder.PERSON:
        words = {"name": name}
        return Waiting("", True, _("No answer yet: %(name)s was reminded.") % words)
    called = _("%(name)s was called.") % {"name": name} if name else ""
    if conversation.calls > 1:
        words_n = {"name": name, "n": conversation.calls}
        called = _("Call %(n)d: %(name)s.") % words_n
    if at is None:
        return Waiting("", False, called)
    left = clock.age(abs(at - moment))
    when = clock.clock(at) if _is_today(at, moment) else clock.moment(at, now=moment)
    text = _("promised by %(when)s, %(left)s late") if at < moment else None
    text = text or _("promised by %(when)s, %(left)s left")
    return Waiting(text % {"when": when, "left": left}, at < moment, called)


def _is_today(at: datetime, now: datetime) -> bool:
    return timezone.localtime(at).date() == timezone.localtime(now).date()


def place_guess(conversation: Conversation, place: str, number: int) -> str:
    """What probably stands in a template's place: most begin with the person's name."""
    name = conversation.contact.name
    return name.split(" ")[0] if name and (number == 0 or "name" in place) else ""


def window_of(conversation: Conversation, *, now: datetime | None = None) -> Window | None:
    """How long free text still goes out; None where the channel does not limit it."""
    closes = conversation.reply_until
    if closes is None:
        return None
    if conversation.last_inbound_at is None:
        return Window(False, closes, _("They have not written yet: only templates may be sent."))
    moment = now or timezone.now()
    if closes <= moment:
        return Window(False, closes, _("They wrote too long ago: only templates may be sent now."))
    left = clock.age(closes - moment)
    return Window(True, closes, _("%(left)s left to write freely") % {"left": left})


def bubble_with_place(message: Message) -> Bubble:
    """One bubble as it stands after the message before it."""
    previous = (
        Message.objects.filter(conversation_id=message.conversation_id, pk__lt=message.pk)
        .order_by("-pk")
        .first()
    )
    return bubbles([message, *_reactions_to(message)], after=previous)[0]


def _reactions_to(message: Message) -> list[Message]:
    if not message.external_id:
        return []
    return list(
        Message.objects.filter(
            conversation_id=message.conversation_id,
            kind=REACTION,
            payload__reaction_to=message.external_id,
        ).order_by("pk")
    )


def reacted_to(message: Message) -> Message | None:
    """The message this one reacts to, when it is a reaction and the other is here."""
    target = reaction_target(message)
    if not target:
        return None
    return (
        Message.objects.select_related("author_user", "reply_to")
        .prefetch_related("attachments")
        .filter(conversation_id=message.conversation_id, external_id=target)
        .first()
    )


def message_of(conversation: Conversation, pk: UUID | None) -> Message | None:
    """A message of this thread."""
    if pk is None:
        return None
    return (
        Message.objects.select_related("author_user", "reply_to")
        .prefetch_related("attachments")
        .filter(conversation=conversation, pk=pk)
        .first()
    )


def message_get_for(actor: User, pk: object) -> Message:
    """A message, if this person may see its conversation's lead; otherwise NotFound."""
    key = as_uuid(pk)
    message = Message.objects.select_related("author_user").filter(pk=key).first() if key else None
    # The door of the conversation says no in the same words for a message that is missing.
    conversation = selectors.conversation_get_for(
        actor, message.conversation_id if message else None
    )
    assert message is not None
    message.conversation = conversation
    return message
