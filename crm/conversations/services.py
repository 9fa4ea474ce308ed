"""Every change to conversations: what comes in, what goes out, and who may speak.

Each function locks the conversation's row before it looks at its holder, and every outbound
message is written under that lock. That is the whole proof that nothing of Sofía's follows a
person's message: the two writes cannot overlap, and the second one sees the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.conversations import events as verbs
from crm.conversations import signals
from crm.conversations.models import STATUS_RANK, Conversation, Message
from crm.core import events
from crm.core.actors import SOFIA, SYSTEM, Actor
from crm.core.errors import Conflict, Invalid, TooLarge
from crm.core.queries import only
from crm.core.text import clip, storable, storable_json
from crm.core.transactions import joining
from crm.leads.models import Activity, Contact, Lead
from crm.leads.services import activity_add

MESSAGE_LIMIT: Final = 4096
PREVIEW: Final = 160
_TERMINAL: Final = {Message.Status.FAILED, Message.Status.CANCELLED}


def account_key(channel: str, account_id: str) -> str:
    """Where an external message id is unique: the channel and our account on it."""
    return f"{channel}:{account_id}"


@joining
def conversation_open(
    *, contact: Contact, lead: Lead, channel: str, account_id: str, peer: str
) -> Conversation:
    """The one open conversation with this person on this account, made when there is none.

    Its ``peer`` follows the address they last wrote from: a person first known by a user id may
    come back with a phone. Its lead follows the person's open lead: who comes back after a search
    that was won or lost begins a new one in the same thread.
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


def _open_conversation(contact: Contact, channel: str, account_id: str) -> Conversation | None:
    return only(
        Conversation.objects.select_for_update(of=("self",))
        .select_related("lead", "contact")
        .filter(contact=contact, channel=channel, account_id=account_id)
        .exclude(holder=Conversation.Holder.CLOSED)
    )


def _locked(conversation: Conversation) -> Conversation:
    return (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("lead", "contact", "holder_user")
        .get(pk=conversation.pk)
    )


# --- in ---------------------------------------------------------------------------------------


@joining
def message_receive(
    *,
    conversation: Conversation,
    external_id: str,
    text: str,
    sent_at: datetime,
    kind: str = "text",
    payload: Mapping[str, Any] | None = None,
    is_locked: bool = False,
) -> tuple[Message, bool]:
    """Store what the lead wrote, once; returns the message and whether it was new.

    ``is_locked`` says that the caller has just read the row under its lock.
    """
    key = account_key(conversation.channel, conversation.account_id)
    locked = conversation if is_locked else _locked(conversation)
    known = external_id and only(Message.objects.filter(account_key=key, external_id=external_id))
    if known:
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
        status=Message.Status.RECEIVED,
        sent_at=sent_at,
    )
    now = timezone.now()
    locked.last_inbound_at = max(sent_at, locked.last_inbound_at or sent_at)
    locked.unread += 1
    _remember_last(locked, text=body or f"[{kind}]", by=Message.Author.LEAD, at=now)
    locked.save(
        update_fields=[
            "last_inbound_at",
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
    signals.message_stored.send(sender=Message, conversation=locked, message=message)
    return message, True


def _remember_last(conversation: Conversation, *, text: str, by: str, at: datetime) -> None:
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


# --- out --------------------------------------------------------------------------------------


@joining
def message_queue(
    *,
    conversation: Conversation,
    text: str,
    author: str,
    version: int,
    author_user: User | None = None,
    turn_id: UUID | None = None,
    answers: UUID | None = None,
    kind: str = "text",
    payload: Mapping[str, Any] | None = None,
    is_locked: bool = False,
) -> Message:
    """Write an outbound message into the outbox.

    ``answers`` is the newest message of the lead it takes into account; those after it are still
    owed an answer. Raises :class:`Conflict` (``conversation_moved``) when the conversation's
    version is not the one the author saw, or when its holder does not let this author speak.
    ``is_locked`` says that the caller has just read the row under its lock.
    """
    locked = conversation if is_locked else _locked(conversation)
    _may_speak(locked, author=author, version=version)
    message = _enqueue(
        locked,
        text=text,
        author=author,
        author_user=author_user,
        turn_id=turn_id,
        answers=answers,
        kind=kind,
        payload=payload,
    )
    _copy_state(locked, conversation)
    return message


def _may_speak(conversation: Conversation, *, author: str, version: int) -> None:
    holder = Conversation.Holder(conversation.holder)
    allowed = {
        Message.Author.SOFIA: holder == Conversation.Holder.SOFIA,
        Message.Author.PERSON: holder == Conversation.Holder.PERSON,
    }.get(Message.Author(author), False)
    if conversation.version != version or not allowed:
        raise Conflict(_("Somebody else holds this conversation now."), code="conversation_moved")


def _enqueue(
    conversation: Conversation,
    *,
    text: str,
    author: str,
    author_user: User | None = None,
    turn_id: UUID | None = None,
    answers: UUID | None = None,
    kind: str = "text",
    payload: Mapping[str, Any] | None = None,
) -> Message:
    body = storable(text).strip()
    if not body:
        raise Invalid(_("Write something first."), fields={"text": _("empty")})
    if len(body) > MESSAGE_LIMIT:
        raise TooLarge(
            _("A message holds at most %(limit)d characters.") % {"limit": MESSAGE_LIMIT},
            fields={"text": _("too long")},
        )
    now = timezone.now()
    message = Message.objects.create(
        conversation=conversation,
        direction=Message.Direction.OUT,
        author=author,
        author_user=author_user,
        kind=kind,
        text=body,
        payload=dict(payload or {}),
        account_key=account_key(conversation.channel, conversation.account_id),
        status=Message.Status.QUEUED,
        sent_at=now,
        turn_id=turn_id,
    )
    _remember_last(conversation, text=body, by=author, at=now)
    if author == Message.Author.PERSON:
        conversation.unread = 0
        answers = _newest_inbound(conversation)
    conversation.answered_until = answers or conversation.answered_until
    conversation.save(
        update_fields=[
            "answered_until",
            "last_message_at",
            "last_message_text",
            "last_message_by",
            "unread",
            "updated_at",
        ]
    )
    actor = author_user.as_actor() if author_user else SOFIA
    events.record(
        verbs.MESSAGE_QUEUED,
        actor=actor,
        lead_id=conversation.lead_id,
        conversation_id=conversation.pk,
        object_id=message.pk,
        data={"direction": "out", "message_id": str(message.pk), "author": author},
    )
    signals.message_queued.send(sender=Message, conversation=conversation, message=message)
    return message


def _newest_inbound(conversation: Conversation) -> UUID | None:
    return (
        Message.objects.filter(conversation=conversation, direction=Message.Direction.IN)
        .order_by("-id")
        .values_list("id", flat=True)
        .first()
    )


@transaction.atomic
def person_reply(
    *, conversation: Conversation, user: User, text: str, version: int | None = None
) -> Message:
    """A person of the broker answers the lead; the conversation is theirs from this moment.

    With ``version`` the reply is refused when the conversation has moved since they saw it.
    """
    locked = _locked(conversation)
    if version is not None and locked.version != version:
        raise Conflict(_("Somebody else holds this conversation now."), code="conversation_moved")
    if not locked.is_open:
        raise Conflict(_("This conversation is closed."), code="conversation_closed")
    if locked.holder != Conversation.Holder.PERSON or locked.holder_user_id != user.pk:
        _hand(locked, Conversation.Holder.PERSON, actor=user.as_actor(), user=user)
    message = _enqueue(locked, text=text, author=Message.Author.PERSON, author_user=user)
    _copy_state(locked, conversation)
    return message


@transaction.atomic
def person_echo(
    *,
    conversation: Conversation,
    external_id: str,
    text: str,
    sent_at: datetime,
    kind: str = "text",
    payload: Mapping[str, Any] | None = None,
) -> tuple[Message, bool]:
    """A person answered from the channel's own app: already sent, and it takes the conversation."""
    locked = _locked(conversation)
    key = account_key(locked.channel, locked.account_id)
    known = Message.objects.filter(account_key=key, external_id=external_id).first()
    if known is not None:
        return known, False
    if locked.holder != Conversation.Holder.PERSON:
        _hand(locked, Conversation.Holder.PERSON, actor=Actor("person", _("From the phone")))
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
    _remember_last(locked, text=text or f"[{kind}]", by=Message.Author.PERSON, at=timezone.now())
    locked.unread = 0
    locked.answered_until = _newest_inbound(locked)
    locked.save(
        update_fields=[
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
        actor=Actor("person", _("From the phone")),
        lead_id=locked.lead_id,
        conversation_id=locked.pk,
        object_id=message.pk,
        data={"direction": "out", "message_id": str(message.pk), "author": "person"},
    )
    _copy_state(locked, conversation)
    return message, True


@joining
def message_status_set(
    *,
    message: Message,
    status: str,
    external_id: str = "",
    error_code: str = "",
    error_text: str = "",
) -> bool:
    """Move an outbound message's status forward; whether anything changed.

    A status only rises (sent, delivered, read); failed ends one that was not yet delivered, and
    nothing follows failed or cancelled.
    """
    locked = Message.objects.select_for_update().get(pk=message.pk)
    fields = ["updated_at"]
    if external_id and not locked.external_id:
        locked.external_id = clip(external_id, 254)
        fields.append("external_id")
    moved = _status_moves(locked.status, status)
    if moved:
        locked.status = status
        locked.error_code = error_code[:40]
        locked.error_text = clip(storable(error_text), 240)
        fields += ["status", "error_code", "error_text"]
    if len(fields) > 1:
        locked.save(update_fields=fields)
    if moved:
        events.record(
            verbs.MESSAGE_STATUS,
            actor=SYSTEM,
            lead_id=message.conversation.lead_id,
            conversation_id=message.conversation_id,
            object_id=message.pk,
            data={"message_id": str(message.pk), "status": status},
        )
    message.status = locked.status
    message.external_id = locked.external_id
    return moved


def _status_moves(now: str, then: str) -> bool:
    if now in _TERMINAL or now == Message.Status.RECEIVED:
        return False
    if then == Message.Status.FAILED:
        return STATUS_RANK[now] < STATUS_RANK[Message.Status.DELIVERED]
    if then == Message.Status.CANCELLED:
        return now == Message.Status.QUEUED
    return STATUS_RANK[then] > STATUS_RANK[now]


# --- who holds it -----------------------------------------------------------------------------


@transaction.atomic
def conversation_take(
    *, conversation: Conversation, user: User, version: int | None = None
) -> Conversation:
    """A person takes the conversation: Sofía's unsent messages and owed turns end here."""
    locked = _locked(conversation)
    if version is not None and locked.version != version:
        raise Conflict(_("Somebody else holds this conversation now."), code="conversation_moved")
    if not locked.is_open:
        raise Conflict(_("This conversation is closed."), code="conversation_closed")
    if locked.holder != Conversation.Holder.PERSON or locked.holder_user_id != user.pk:
        _hand(locked, Conversation.Holder.PERSON, actor=user.as_actor(), user=user)
    _copy_state(locked, conversation)
    return conversation


@transaction.atomic
def conversation_release(*, conversation: Conversation, user: User) -> Conversation:
    """Give the conversation back to Sofía, who answers what is still unanswered."""
    locked = _locked(conversation)
    if not locked.is_open:
        raise Conflict(_("This conversation is closed."), code="conversation_closed")
    if locked.holder != Conversation.Holder.SOFIA:
        _hand(locked, Conversation.Holder.SOFIA, actor=user.as_actor())
    _copy_state(locked, conversation)
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
) -> Message | None:
    """Hand the conversation to a person: one closing text, then silence until somebody takes it.

    Raises :class:`Conflict` when the conversation is no longer Sofía's in this version.
    """
    locked = _locked(conversation)
    _may_speak(locked, author=Message.Author.SOFIA, version=version)
    message = None
    if closing.strip():
        message = _enqueue(
            locked, text=closing, author=Message.Author.SOFIA, turn_id=turn_id, answers=answers
        )
    locked.handover_reason = clip(reason, 40)
    locked.handover_summary = storable(summary).strip()
    _hand(locked, Conversation.Holder.QUEUE, actor=actor, keep=message)
    _copy_state(locked, conversation)
    return message


@transaction.atomic
def conversation_close(*, conversation: Conversation, user: User) -> Conversation:
    """End the conversation; the person's next message opens a new one."""
    locked = _locked(conversation)
    if locked.is_open:
        _hand(locked, Conversation.Holder.CLOSED, actor=user.as_actor())
    _copy_state(locked, conversation)
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


_VERBS: Final = {
    Conversation.Holder.SOFIA: verbs.RELEASED,
    Conversation.Holder.PERSON: verbs.TAKEN,
    Conversation.Holder.QUEUE: verbs.ESCALATED,
    Conversation.Holder.CLOSED: verbs.CLOSED,
}


def _hand(
    conversation: Conversation,
    holder: Conversation.Holder,
    *,
    actor: Actor,
    user: User | None = None,
    keep: Message | None = None,
) -> None:
    """Change the holder of a locked conversation; ``keep`` is a text that still goes out."""
    before = conversation.holder
    conversation.holder = holder
    conversation.holder_user = user
    conversation.holder_since = timezone.now()
    conversation.version += 1
    if holder != Conversation.Holder.QUEUE:
        conversation.handover_reason = ""
    if holder == Conversation.Holder.SOFIA:
        conversation.handover_summary = ""  # settled: it must not explain the next hand-over
    conversation.save(
        update_fields=[
            "holder",
            "holder_user",
            "holder_since",
            "version",
            "handover_reason",
            "handover_summary",
            "updated_at",
        ]
    )
    unsent = Message.objects.filter(
        conversation=conversation, author=Message.Author.SOFIA, status=Message.Status.QUEUED
    )
    if keep is not None:
        unsent = unsent.exclude(pk=keep.pk)
    unsent.update(status=Message.Status.CANCELLED)
    activity_add(
        conversation.lead,
        Activity.Kind.HANDOVER,
        actor,
        text=conversation.handover_summary if holder == Conversation.Holder.QUEUE else "",
        data={"from": before, "to": holder.value, "reason": conversation.handover_reason},
    )
    events.record(
        _VERBS[holder],
        actor=actor,
        lead_id=conversation.lead_id,
        conversation_id=conversation.pk,
        object_id=conversation.pk,
        changes={"holder": {"before": before, "after": holder.value}},
        data={
            "holder": holder.value,
            "version": conversation.version,
            "reason": conversation.handover_reason,
        },
    )
    signals.holder_changed.send(sender=Conversation, conversation=conversation, before=before)


def _copy_state(locked: Conversation, conversation: Conversation) -> None:
    if locked is conversation:
        return
    for field in (
        "holder",
        "holder_user",
        "holder_since",
        "version",
        "handover_reason",
        "handover_summary",
        "unread",
        "last_message_at",
        "last_message_text",
        "last_message_by",
    ):
        setattr(conversation, field, getattr(locked, field))
