"""Opening a thread, locking it, and what every change of it keeps in step."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from crm.conversations.models import Conversation, Message
from crm.core.actors import Actor
from crm.core.compiled import Compiled, Param
from crm.core.text import clip
from crm.core.transactions import joining
from crm.leads.models import Contact, Lead
from crm.leads.services import lead_open_for

PREVIEW: Final = 160
_OPEN: Final = Compiled(
    lambda: (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("lead", "contact")
        .filter(contact=Param("contact"), channel=Param("channel"), account_id=Param("account"))
        .exclude(holder=Conversation.Holder.CLOSED)
    )
)
_KNOWN_AS: Final = Compiled(
    lambda: Message.objects.filter(account_key=Param("key"), external_id=Param("external_id"))
)


def account_key(channel: str, account_id: str) -> str:
    """Where an external message id is unique: the channel and our account on it."""
    return f"{channel}:{account_id}"


@joining
def conversation_open(
    *,
    contact: Contact,
    lead: Lead,
    channel: str,
    account_id: str,
    peer: str,
    reply_until: datetime | None = None,
) -> Conversation:
    """The one open conversation with this person on this account, made when there is none.

    Its ``peer`` follows the address they last wrote from: a person first known by a user id may
    come back with a phone. Its lead follows the person's open lead: who comes back after a search
    that was won or lost begins a new one in the same thread. ``reply_until`` is for a thread that
    we begin on a channel that lets nobody do so with free text.
    """
    current = _open_conversation(contact, channel, account_id)
    if current is None:
        try:
            with transaction.atomic():
                return Conversation.objects.create(
                    contact=contact,
                    lead=lead,
                    channel=channel,
                    account_id=account_id,
                    peer=peer,
                    holder_since=timezone.now(),
                    reply_until=reply_until,
                )
        except IntegrityError:
            # Another delivery of the same person was faster.
            current = _open_conversation(contact, channel, account_id)
            assert current is not None
    if current.peer != peer or current.lead_id != lead.pk:
        current.peer = peer
        current.lead = lead
        current.save(update_fields=["peer", "lead", "updated_at"])
    return current


def conversation_of(
    *, contact: Contact, channel: str, account_id: str, peer: str, source: str, actor: Actor
) -> Conversation:
    """The open conversation this person writes in, about their open lead; made where missing.

    The row is locked to the end of the transaction. ``source`` is where a lead that begins now
    came from. See :func:`conversation_open`.
    """
    current = _open_conversation(contact, channel, account_id)
    if current is not None and current.peer == peer and _is_open_lead_of(contact, current.lead):
        return current
    lead, _new = lead_open_for(contact=contact, source=source, actor=actor)
    return conversation_open(
        contact=contact, lead=lead, channel=channel, account_id=account_id, peer=peer
    )


def _is_open_lead_of(contact: Contact, lead: Lead) -> bool:
    return lead.status == Lead.Status.OPEN and lead.contact_id == contact.pk


def _open_conversation(contact: Contact, channel: str, account_id: str) -> Conversation | None:
    return _OPEN.one(contact=contact.pk, channel=channel, account=account_id)


def locked_row(conversation: Conversation) -> Conversation:
    """The conversation as it stands, locked to the end of the transaction."""
    return (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("lead", "contact", "holder_user")
        .get(pk=conversation.pk)
    )


def remember_last(conversation: Conversation, *, text: str, by: str, at: datetime) -> None:
    """Note the newest message on the conversation (unsaved) and on its lead."""
    preview = clip(text, PREVIEW)
    conversation.last_message_at = at
    conversation.last_message_text = preview
    conversation.last_message_by = by
    Lead.objects.filter(pk=conversation.lead_id).update(
        last_activity_at=at,
        last_message_text=preview,
        last_message_by=by,
        last_message_at=at,
    )


def newest_inbound(conversation: Conversation) -> UUID | None:
    """The lead's newest message: a person who answers has seen it."""
    return (
        Message.objects.filter(conversation=conversation, direction=Message.Direction.IN)
        .order_by("-id")
        .values_list("id", flat=True)
        .first()
    )


def message_known_as(key: str, external_id: str) -> Message | None:
    """The message the channel knows by this id, if it is here."""
    if not external_id:
        return None
    return _KNOWN_AS.one(key=key, external_id=clip(external_id, 254))


def copy_state(locked: Conversation, conversation: Conversation) -> None:
    """Let the caller's copy of the row say what the locked one says."""
    if locked is conversation:
        return
    for field in (
        "holder",
        "holder_user",
        "holder_since",
        "version",
        "handover_reason",
        "handover_summary",
        "promised_at",
        "called_user",
        "called_at",
        "calls",
        "called",
        "agreed",
        "unread",
        "reply_until",
        "last_message_at",
        "last_message_text",
        "last_message_by",
    ):
        setattr(conversation, field, getattr(locked, field))
