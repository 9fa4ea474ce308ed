"""What each kind of item that a channel reads does to the broker's data.

Every function here may be called again with the same item: the second time it finds its own work
done. It runs in the event's transaction, under a savepoint of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch

from channels_app.channels.base import (
    Echo,
    Edit,
    FormNotice,
    IdentityChange,
    Inbound,
    InboundMessage,
    Media,
    Preference,
    Sender,
    StatusUpdate,
    TemplateUpdate,
    Unknown,
)
from channels_app.channels.registry import adapter_for
from channels_app.delivery.receipts import receipt_apply
from channels_app.forms.noticing import notice_apply
from channels_app.inbound.early import changes_give_back, early_note, is_late, stranger_note
from channels_app.models import InboundEvent
from crm.conversations import services as conversations
from crm.conversations.files import IncomingFile
from crm.conversations.models import Conversation, Message
from crm.conversations.services.following import threads_follow
from crm.conversations.services.templates import template_decided
from crm.core.actors import Actor
from crm.leads import services as leads
from crm.leads.models import Contact


@singledispatch
def apply(item: Inbound, event: InboundEvent) -> Message | None:
    """Do what the item says; returns the message it brought, if it is one."""
    raise TypeError(f"Nobody applies {type(item).__name__}.")


@apply.register
def _unknown(item: Unknown, event: InboundEvent) -> None:
    """Kept in the ledger with its kind, and that is all."""


@apply.register
def _message(item: InboundMessage, event: InboundEvent) -> Message:
    source = item.source or event.channel
    conversation = _conversation(event, item.sender, source=source, sent_at=item.sent_at)
    capabilities = adapter_for(event.channel).capabilities
    message, is_new = conversations.message_receive(
        conversation=conversation,
        external_id=item.external_id,
        text=item.text,
        sent_at=item.sent_at,
        kind=item.kind,
        payload=item.payload,
        reply_to=item.reply_to,
        files=_files(item.media),
        window=capabilities.window,
        has_carrier_words=capabilities.has_carrier_words,
        coalesce=capabilities.coalesce,
        is_locked=True,
    )
    if is_new:
        changes_give_back(event, item.external_id, sent_at=item.sent_at, of=item.sender.identities)
    return message


@apply.register
def _echo(item: Echo, event: InboundEvent) -> Message:
    conversation = _conversation(event, item.sender, source=event.channel, sent_at=item.sent_at)
    message, is_new = conversations.person_echo(
        conversation=conversation,
        external_id=item.external_id,
        text=item.text,
        sent_at=item.sent_at,
        kind=item.kind,
        payload=item.payload,
        files=_files(item.media),
    )
    if is_new:
        changes_give_back(event, item.external_id, sent_at=item.sent_at, of=item.sender.identities)
    return message


@apply.register
def _edit(item: Edit, event: InboundEvent) -> None:
    key = conversations.account_key(event.channel, event.account_id)
    if item.text is None:
        changed = conversations.message_revoke(key=key, external_id=item.external_id, at=item.at)
    else:
        changed = conversations.message_edit(
            key=key, external_id=item.external_id, text=item.text, at=item.at
        )
    if changed is None:
        event.note = early_note(key, item.external_id) or event.note


@apply.register
def _status(item: StatusUpdate, event: InboundEvent) -> None:
    receipt_apply(conversations.account_key(event.channel, event.account_id), item)


@apply.register
def _preference(item: Preference, event: InboundEvent) -> None:
    contact = _contact(item.sender)
    actor = Actor(kind="lead", name=str(contact))
    if item.is_undoing:
        leads.contact_unblocked(
            contact=contact,
            actor=actor,
            channel=event.channel,
            account_id=event.account_id,
            at=item.at,
        )
        return
    change = leads.contact_opt_out if item.wish == "stop" else leads.contact_opt_in
    change(
        contact=contact,
        actor=actor,
        channel=event.channel,
        account_id=event.account_id,
        words=item.words,
        source="channel",
        scope=item.scope,
        at=item.at,
    )


@apply.register
def _identity(item: IdentityChange, event: InboundEvent) -> None:
    contact = leads.identity_replace(kind=item.old[0], old=item.old[1], new=item.new[1], at=item.at)
    if contact is None:
        event.note = stranger_note(item.old)
        return
    threads_follow(
        contact=contact,
        channel=event.channel,
        account_id=event.account_id,
        old=item.old[1],
        new=item.new[1],
    )


@apply.register
def _form(item: FormNotice, event: InboundEvent) -> None:
    notice_apply(channel=event.channel, account_id=event.account_id, notice=item)


@apply.register
def _template(item: TemplateUpdate, event: InboundEvent) -> None:
    template_decided(
        channel=event.channel,
        name=item.name,
        language=item.language,
        status=item.status,
        reason=item.reason,
    )


def _conversation(
    event: InboundEvent, sender: Sender, *, source: str, sent_at: datetime
) -> Conversation:
    contact = _contact(sender, at=sent_at)
    peer = sender.peer
    if is_late(sent_at) and peer == sender.identity and peer != contact.phone:
        # They may have another address by now; the answer goes there. In a backlog all are late:
        # nothing is asked for those who write from the phone that is known as theirs.
        peer = leads.identity_since(contact, kind=sender.identity_kind, value=peer)
    return conversations.conversation_of(
        contact=contact,
        channel=event.channel,
        account_id=event.account_id,
        peer=peer,
        source=source,
        actor=Actor(kind="lead", name=str(contact)),
    )


def _contact(sender: Sender, *, at: datetime | None = None) -> Contact:
    return leads.contact_resolve(
        kind=sender.identity_kind,
        value=sender.identity,
        name=sender.name,
        phone=sender.phone,
        language=sender.language,
        also=sender.also,
        at=at,
    )


def _files(media: Sequence[Media]) -> list[IncomingFile]:
    return [
        IncomingFile(
            kind=each.kind,
            ref=each.ref,
            mime_type=each.mime_type,
            filename=each.filename,
            size=each.size,
            sha256=each.sha256,
            seconds=each.seconds,
            is_voice=each.is_voice,
        )
        for each in media
    ]
