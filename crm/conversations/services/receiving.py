"""What comes in: a lead's messages, their edits, and what a person sent from the phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.conversations import events as verbs
from crm.conversations import signals
from crm.conversations.files import IncomingFile
from crm.conversations.models import Attachment, Conversation, Message
from crm.conversations.services.calling import FIELDS as CALL_FIELDS
from crm.conversations.services.calling import calls_settle
from crm.conversations.services.handing import hand
from crm.conversations.services.threads import (
    account_key,
    copy_state,
    locked_row,
    message_known_as,
    newest_inbound,
    remember_last,
)
from crm.core import events
from crm.core.actors import SYSTEM, Actor
from crm.core.text import clip, storable, storable_json
from crm.core.transactions import joining
from crm.leads.optout import wish_of
from crm.leads.services import contact_opt_in, contact_opt_out

_parting: Final[list[Callable[[str, timedelta], bool]]] = []


@joining
def message_receive(
    *,
    conversation: Conversation,
    external_id: str,
    text: str,
    sent_at: datetime,
    kind: str = "text",
    payload: Mapping[str, Any] | None = None,
    reply_to: str = "",
    files: Sequence[IncomingFile] = (),
    window: timedelta | None = None,
    has_carrier_words: bool = False,
    coalesce: float | None = None,
    is_locked: bool = False,
) -> tuple[Message, bool]:
    """Store what the lead wrote, once; returns the message and whether it was new.

    A message that says so ends all automatic messages to this person everywhere, or begins them
    again; from somebody who wants none, any other message calls a person without a word, unless
    it only parts (:func:`parting_read_by`).
    ``window`` is how long the channel lets us answer in free text, None for ever.
    ``has_carrier_words`` is for channels of mobile carriers. ``coalesce`` is how many seconds a
    turn waits for the rest of a burst here, None for as long as elsewhere. ``is_locked`` says
    that the caller has just read the row under its lock.
    """
    key = account_key(conversation.channel, conversation.account_id)
    locked = conversation if is_locked else locked_row(conversation)
    known = message_known_as(key, external_id)
    if known is not None:
        return known, False
    body = storable(text)
    message = Message.objects.create(
        conversation=locked,
        direction=Message.Direction.IN,
        author=Message.Author.LEAD,
        kind=kind,
        text=body,
        payload=storable_json(dict(payload or {})),
        account_key=key,
        external_id=clip(external_id, 254),
        reply_to=message_known_as(key, reply_to),
        status=Message.Status.RECEIVED,
        sent_at=sent_at,
    )
    _keep_files(message, files)
    locked.last_inbound_at = max(sent_at, locked.last_inbound_at or sent_at)
    # From when it reached us: one that comes late is tried all the same, and only the channel
    # knows for certain that its time is over.
    locked.reply_until = timezone.now() + window if window else None
    locked.unread += 1
    remember_last(locked, text=body or f"[{kind}]", by=Message.Author.LEAD, at=timezone.now())
    locked.save(
        update_fields=[
            "last_inbound_at",
            "reply_until",
            "unread",
            "last_message_at",
            "last_message_text",
            "last_message_by",
            "updated_at",
        ]
    )
    events.record(
        verbs.MESSAGE_RECEIVED,
        actor=Actor(kind="lead", name=str(locked.contact)),
        lead_id=locked.lead_id,
        conversation_id=locked.pk,
        object_id=message.pk,
        data={"direction": "in", "message_id": str(message.pk)},
    )
    wish_heed(locked, message, words=message.text, is_sms=has_carrier_words)
    signals.message_stored.send(
        sender=Message, conversation=locked, message=message, coalesce=coalesce
    )
    return message, True


def parting_read_by(read: Callable[[str, timedelta], bool]) -> None:
    """Take from a floor above how to tell, from the words and how long after the wish they came,
    that somebody who wants no messages only takes their leave: nobody is called for it."""
    _parting[:] = [read]


def wish_heed(
    conversation: Conversation, message: Message, *, words: str, is_sms: bool = False
) -> None:
    """Let what the message says about being written to take effect, before anybody answers it."""
    contact = conversation.contact
    wish = wish_of(words, is_sms=is_sms)
    if wish:
        change = contact_opt_out if wish == "stop" else contact_opt_in
        change(
            contact=contact,
            actor=Actor(kind="lead", name=str(contact)),
            channel=conversation.channel,
            account_id=conversation.account_id,
            words=words,
            source="message",
            message_id=message.pk,
            at=message.sent_at,
        )
        # The opt-out has ended every open thread of the person, this one among them.
        conversation.refresh_from_db(fields=["holder", "holder_user", "version"])
    if contact.opted_out_at is not None and conversation.holder == Conversation.Holder.SOFIA:
        conversation.handover_reason = "opted_out"
        after = message.sent_at - contact.opted_out_at
        parts = bool(words.strip()) and any(read(words, after) for read in _parting)
        holder = Conversation.Holder.CLOSED if parts else Conversation.Holder.QUEUE
        hand(conversation, holder, actor=SYSTEM)


def _keep_files(message: Message, files: Sequence[IncomingFile]) -> None:
    if files:
        rows = Attachment.objects.bulk_create(
            [
                Attachment(
                    message=message,
                    kind=each.kind[:10],
                    mime_type=clip(storable(each.mime_type), 120),
                    filename=clip(storable(each.filename), 255),
                    size=max(0, each.size),
                    sha256=each.sha256[:64],
                    seconds=max(0, each.seconds),
                    is_voice=each.is_voice,
                    ref=storable_json(dict(each.ref)),
                    due_at=timezone.now(),
                )
                for each in files
            ]
        )
        signals.files_expected.send(sender=Attachment, attachments=rows)


@transaction.atomic
def person_echo(
    *,
    conversation: Conversation,
    external_id: str,
    text: str,
    sent_at: datetime,
    kind: str = "text",
    payload: Mapping[str, Any] | None = None,
    files: Sequence[IncomingFile] = (),
) -> tuple[Message, bool]:
    """A person answered from the channel's own app: already sent, and it takes the conversation."""
    locked = locked_row(conversation)
    key = account_key(locked.channel, locked.account_id)
    known = message_known_as(key, external_id)
    if known is not None:
        return known, False
    actor = Actor("person", _("From the phone"))
    if locked.holder != Conversation.Holder.PERSON:
        hand(locked, Conversation.Holder.PERSON, actor=actor)
    message = Message.objects.create(
        conversation=locked,
        direction=Message.Direction.OUT,
        author=Message.Author.PERSON,
        kind=kind,
        text=storable(text),
        payload=storable_json(dict(payload or {})),
        account_key=key,
        external_id=clip(external_id, 254),
        status=Message.Status.SENT,
        sent_at=sent_at,
    )
    _keep_files(message, files)
    remember_last(locked, text=text or f"[{kind}]", by=Message.Author.PERSON, at=timezone.now())
    locked.unread = 0
    locked.answered_until = newest_inbound(locked)
    calls_settle(locked, actor=actor)
    locked.save(
        update_fields=[
            *CALL_FIELDS,
            "answered_until",
            "last_message_at",
            "last_message_text",
            "last_message_by",
            "unread",
            "updated_at",
        ]
    )
    events.record(
        verbs.MESSAGE_QUEUED,
        actor=actor,
        lead_id=locked.lead_id,
        conversation_id=locked.pk,
        object_id=message.pk,
        data={"direction": "out", "message_id": str(message.pk), "author": "person"},
    )
    copy_state(locked, conversation)
    return message, True


@joining
def message_edit(*, key: str, external_id: str, text: str, at: datetime) -> Message | None:
    """The writer changed a message: it says the new text, and keeps the earlier ones.

    Returns None when nothing changed: the message is not here, was taken back, or was edited
    later than ``at``. What the lead changed before Sofía answered is what she answers; an edit of
    something answered already is owed no second answer.
    """
    message = _editable(key, external_id, at)
    body = storable(text)
    if message is None or message.text == body:
        return None
    earlier = [*message.payload.get("edits", []), {"text": message.text, "until": at.isoformat()}]
    message.payload = {**message.payload, "edits": earlier}
    message.text, message.edited_at = body, at
    message.save(update_fields=["text", "payload", "edited_at", "updated_at"])
    _announce(message, "edited")
    return message


@joining
def message_revoke(*, key: str, external_id: str, at: datetime) -> Message | None:
    """The writer took a message back: it is marked as such and no longer owed an answer."""
    message = _editable(key, external_id, at)
    if message is None:
        return None
    message.revoked_at = at
    message.save(update_fields=["revoked_at", "updated_at"])
    _announce(message, "revoked")
    return message


def _editable(key: str, external_id: str, at: datetime) -> Message | None:
    return (
        Message.objects.select_for_update(of=("self",))
        .select_related("conversation__contact")
        .filter(account_key=key, external_id=clip(external_id, 254), revoked_at__isnull=True)
        .exclude(edited_at__gte=at)
        .first()
        if external_id
        else None
    )


def _announce(message: Message, what: str) -> None:
    conversation = message.conversation
    by_lead = message.direction == Message.Direction.IN
    events.record(
        verbs.MESSAGE_CHANGED,
        actor=Actor("lead", str(conversation.contact))
        if by_lead
        else Actor("person", _("From the phone")),
        lead_id=conversation.lead_id,
        conversation_id=conversation.pk,
        object_id=message.pk,
        data={"message_id": str(message.pk), "what": what},
    )
