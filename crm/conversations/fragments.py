"""The inbox's and a thread's pieces as an event changes them, for one person."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.template.loader import render_to_string

from crm.accounts.models import User
from crm.conversations import events, inbox, selectors
from crm.conversations.models import Conversation, Message
from crm.core import slots
from crm.core.errors import NotFound
from crm.core.events import DomainEvent
from crm.leads.models import Lead
from crm.leads.selectors import as_uuid

_HOLDING: Final = frozenset(
    {
        events.TAKEN,
        events.RELEASED,
        events.ESCALATED,
        events.CALLED,
        events.REMINDED,
        events.CLOSED,
        events.MESSAGE_RECEIVED,
    }
)
_SAID: Final = frozenset(
    {
        events.MESSAGE_RECEIVED,
        events.MESSAGE_QUEUED,
        events.MESSAGE_STATUS,
        events.MESSAGE_CHANGED,
        events.FILE_CHANGED,
    }
)
#: Statuses that say of a message, or no longer say of it, that it did not arrive.
_MARKING: Final = frozenset({"failed", "unsure", "queued", "cancelled"})
_COUNTED: Final = frozenset({events.TAKEN, events.RELEASED, events.ESCALATED, events.CLOSED})


def inbox_row(*, actor: User, event: DomainEvent) -> str:
    """The conversation's row, at the top when something was said in it."""
    is_status = event.verb == events.MESSAGE_STATUS
    if event.conversation_id is None or event.verb == events.FILE_CHANGED:
        return ""
    if is_status and event.data.get("status") not in _MARKING:
        return ""
    conversation = _seen(actor, event)
    if conversation is None:
        return render_to_string(
            "crm/conversations/row_gone.html", {"conversation_id": event.conversation_id}
        )
    if is_status:
        return marked(actor, conversation)
    said = event.verb in {events.MESSAGE_RECEIVED, events.MESSAGE_QUEUED}
    return row(conversation, swap="prepend:#inbox-rows" if said else "morph")


def row(conversation: Conversation, *, swap: str) -> str:
    """One row of the list."""
    return render_to_string(
        "crm/conversations/row.html", {"conversation": conversation, "swap": swap}
    )


def marked(actor: User, conversation: Conversation) -> str:
    """The row and the filter's number, after a message turned out to have arrived or not."""
    fresh = selectors.conversation_get_for(actor, conversation.pk)
    count = {"failed": inbox.failed_count(actor), "swap": True}
    return row(fresh, swap="morph") + render_to_string("crm/conversations/failed.html", count)


def thread(*, actor: User, event: DomainEvent) -> str:
    """What an event changes in an open thread: a bubble, its ticks, who holds it."""
    if event.conversation_id is None:
        return ""
    conversation = _seen(actor, event)
    if conversation is None:
        return ""
    parts = []
    if event.verb in _SAID:
        message = inbox.message_of(conversation, as_uuid(event.data.get("message_id")))
        if message is not None:
            parts.append(bubble(inbox.reacted_to(message) or message, conversation))
    if event.verb in _HOLDING:
        parts.append(holder(actor, conversation))
    return "".join(parts)


def bubble(message: Message, conversation: Conversation) -> str:
    """One message at the end of its thread, or in its place when it is already there."""
    return render_to_string(
        "crm/conversations/bubble.html",
        {
            "bubble": inbox.bubble_with_place(message),
            "contact": conversation.contact,
            "swap": f"append:#thread-{message.conversation_id}",
        },
    )


def holder(actor: User, conversation: Conversation) -> str:
    """Who holds the thread, with the one button."""
    return render_to_string(
        "crm/conversations/holder.html",
        {**inbox.holder_context(conversation, actor=actor), "swap": True},
    )


def held(actor: User, conversation: Conversation) -> str:
    """What taking, giving back or closing changes on the page it was done on."""
    fresh = selectors.conversation_get_for(actor, conversation.pk)
    return holder(actor, fresh) + row(fresh, swap="morph") + waiting(actor)


def answered(actor: User, conversation: Conversation, message: Message) -> str:
    """What a reply changes on the page it was written on."""
    fresh = selectors.conversation_get_for(actor, conversation.pk)
    parts = (
        bubble(message, fresh),
        holder(actor, fresh),
        row(fresh, swap="prepend:#inbox-rows"),
        waiting(actor),
    )
    return "".join(parts)


def nav(*, actor: User, event: DomainEvent) -> str:
    """The number of waiting conversations, when an event may have changed it."""
    return waiting(actor) if event.verb in _COUNTED else ""


def waiting(actor: User) -> str:
    """The number on the rail."""
    return render_to_string("crm/conversations/waiting.html", {"count": inbox.waiting_count(actor)})


def lead_thread(*, actor: Any, subject: Lead, request: HttpRequest | None) -> str:
    """The lead's newest conversation, for the page of the lead."""
    latest = selectors.latest_of(subject)
    if latest is None:
        return ""
    context = inbox.thread_context(latest, actor=actor)
    context["asks"] = asks(actor, latest, request)
    return render_to_string("crm/conversations/thread.html", context, request)


def asks(actor: User, conversation: Conversation, request: HttpRequest | None) -> str:
    """What the floors above ask people about this conversation."""
    return slots.render("conversation.asks", actor=actor, subject=conversation, request=request)


def _seen(actor: User, event: DomainEvent) -> Conversation | None:
    try:
        return selectors.conversation_get_for(actor, event.conversation_id)
    except NotFound:
        return None
