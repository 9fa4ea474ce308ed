"""Who holds a conversation: taking it, handing it over, giving it back, ending it."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.conversations import events as verbs
from crm.conversations.models import STOPPED, Conversation, Message
from crm.conversations.services.handing import hand
from crm.conversations.services.threads import copy_state, locked_row
from crm.conversations.services.writing import enqueue, may_speak
from crm.core import events
from crm.core.actors import SYSTEM, Actor
from crm.core.errors import Conflict
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.leads.models import Contact

AGREED_LIMIT: Final = 2000


@transaction.atomic
def conversation_take(
    *, conversation: Conversation, user: User, version: int | None = None
) -> Conversation:
    """A person takes the conversation: Sofía's unsent messages and owed turns end here."""
    locked = locked_row(conversation)
    if version is not None and locked.version != version:
        raise Conflict(_("Somebody else holds this conversation now."), code="conversation_moved")
    if not locked.is_open:
        raise Conflict(_("This conversation is closed."), code="conversation_closed")
    if locked.holder != Conversation.Holder.PERSON or locked.holder_user_id != user.pk:
        hand(locked, Conversation.Holder.PERSON, actor=user.as_actor(), user=user)
    copy_state(locked, conversation)
    return conversation


@transaction.atomic
def conversation_release(
    *, conversation: Conversation, user: User, agreed: str | None = None
) -> Conversation:
    """Give the conversation back to Sofía, who answers what is still unanswered.

    ``agreed`` is what people settled with the lead, for her to go on from; None leaves what an
    earlier person wrote.
    """
    locked = locked_row(conversation)
    if not locked.is_open:
        raise Conflict(_("This conversation is closed."), code="conversation_closed")
    if locked.holder != Conversation.Holder.SOFIA:
        if agreed is not None:
            locked.agreed = storable(agreed).strip()[:AGREED_LIMIT]
        hand(locked, Conversation.Holder.SOFIA, actor=user.as_actor())
    copy_state(locked, conversation)
    return conversation


@transaction.atomic
def conversation_escalate(
    *,
    conversation: Conversation,
    reason: str,
    summary: str,
    closing: str,
    actor: Actor,
    version: int,
    turn_id: UUID | None = None,
    answers: UUID | None = None,
    promised_at: datetime | None = None,
) -> Message | None:
    """Hand the conversation to a person: one closing text, then silence until somebody takes it.

    ``promised_at`` is when the closing text says that a person will answer. Raises
    :class:`Conflict` when the conversation is no longer Sofía's in this version. Where the
    channel takes no free text any more, nothing is said.
    """
    locked = locked_row(conversation)
    may_speak(locked, author=Message.Author.SOFIA, version=version)
    message = None
    if closing.strip() and locked.is_window_open:
        message = enqueue(
            locked,
            text=closing,
            author=Message.Author.SOFIA,
            turn_id=turn_id,
            answers=answers,
        )
    locked.handover_reason = clip(reason, 40)
    locked.handover_summary = storable(summary).strip()
    locked.promised_at = promised_at
    # Also where nothing could be said: what called for a person must not call again.
    locked.answered_until = answers or locked.answered_until
    hand(locked, Conversation.Holder.QUEUE, actor=actor)
    copy_state(locked, conversation)
    return message


@transaction.atomic
def conversation_stop(*, conversation: Conversation, actor: Actor) -> Conversation:
    """Silence Sofía from outside the broker: the conversation waits for one of its people.

    For superadmins, who are nobody in a broker's own tables and so cannot hold its conversations.
    """
    locked = locked_row(conversation)
    if not locked.is_open:
        raise Conflict(_("This conversation is closed."), code="conversation_closed")
    if locked.holder == Conversation.Holder.SOFIA:
        locked.handover_reason = STOPPED
        hand(locked, Conversation.Holder.QUEUE, actor=actor)
    copy_state(locked, conversation)
    return conversation


@transaction.atomic
def conversation_close(*, conversation: Conversation, user: User) -> Conversation:
    """End the conversation; the person's next message opens a new one."""
    locked = locked_row(conversation)
    if locked.is_open:
        hand(locked, Conversation.Holder.CLOSED, actor=user.as_actor())
    copy_state(locked, conversation)
    return conversation


@transaction.atomic
def conversation_mark_read(*, conversation: Conversation, user: User) -> None:
    """Nothing in this conversation is unread any more."""
    if Conversation.objects.filter(pk=conversation.pk, unread__gt=0).update(unread=0):
        events.record(
            verbs.READ,
            actor=user.as_actor(),
            lead_id=conversation.lead_id,
            conversation_id=conversation.pk,
        )
        conversation.unread = 0


@joining
def conversations_silence(contact: Contact) -> None:
    """Nothing automatic is said to this person any more, in any of their threads, from now on.

    Every open thread ends: what Sofía has not sent is cancelled, and nobody is owed an answer to
    the message that asked for silence. Should they write again, a person is called.
    """
    rows = (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("lead", "contact")
        .filter(contact=contact)
        .exclude(holder=Conversation.Holder.CLOSED)
        .order_by("pk")
    )
    for conversation in rows:
        conversation.handover_reason = "opted_out"
        hand(conversation, Conversation.Holder.CLOSED, actor=SYSTEM)
