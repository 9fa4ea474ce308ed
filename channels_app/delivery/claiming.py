"""Claiming: which message goes out next, and whether it may still.

Only the oldest unfinished message of a conversation can be claimed, so the order holds: one that
is on its way, waits for another try or may still be settled keeps those behind it waiting. What
was true when the message was written is looked at again, under the conversation's lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from channels_app.accounts import account_row
from channels_app.channels.base import Outgoing
from channels_app.delivery.marks import mark_cancelled, mark_dead, mark_window_closed
from channels_app.delivery.outgoing import outgoing_of
from channels_app.models import Delivery
from crm.conversations.models import STOPPED, Conversation, Message
from crm.core.compiled import Compiled, Param
from crm.core.queries import only
from crm.core.worker import worker_name

#: Sent at any time, however long ago the person wrote.
_TEMPLATE: Final = "template"
_TEXTS: Final = frozenset({"text", "buttons", "list", _TEMPLATE})
FILE_GONE: Final = gettext_noop("The file that belongs to it is gone.")
_UNFINISHED: Final = Q(state__in=[Delivery.State.QUEUED, Delivery.State.SENDING]) | Q(
    state=Delivery.State.UNSURE, settle_at__isnull=False
)

_LOCKED: Final = Compiled(
    lambda: (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("contact")
        .filter(pk=Param("conversation"))
    )
)
_FIRST: Final = Compiled(
    lambda: (
        Delivery.objects.select_related("message__reply_to")
        .filter(_UNFINISHED, conversation_id=Param("conversation"))
        .order_by("message_id")[:1]
    )
)
_DUE: Final = Compiled(
    lambda: Delivery.objects.filter(
        conversation_id=Param("conversation"),
        state=Delivery.State.QUEUED,
        due_at__lte=Param("now"),
    ).only("account_key")[:1]
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery this worker may make, and nobody else until the lease ends."""

    delivery_id: UUID
    conversation_id: UUID
    account_key: str
    channel: str
    attempt: int
    outgoing: Outgoing


def account_of_next(conversation_id: UUID) -> str:
    """Key of the account that a message of this conversation is due on; "" when none is."""
    due = _DUE.one(conversation=conversation_id, now=timezone.now())
    return due.account_key if due is not None else ""


def claim_in(conversation_id: UUID) -> Claim | None:
    """The conversation's oldest unfinished message, if it is due and nothing is on its way."""
    try:
        with transaction.atomic():
            conversation = _LOCKED.one(conversation=conversation_id)
            return _claim(conversation) if conversation is not None else None
    except IntegrityError:
        # Another worker is sending in this conversation: it goes on to ours when it is done.
        return None


def claim_on(account_key: str) -> Claim | None:
    """The message of this account that has been due for longest, of any conversation."""
    try:
        with transaction.atomic():
            row = only(
                heads_due()
                .filter(account_key=account_key)
                .select_related("message__conversation__contact")
                .select_for_update(of=("self", "message__conversation"), skip_locked=True)
                .order_by("due_at")
            )
            return _claim(row.message.conversation) if row is not None else None
    except IntegrityError:
        return None


def next_due(account_key: str) -> UUID | None:
    """The conversation of this account whose message has been due for longest."""
    rows = heads_due().filter(account_key=account_key).order_by("due_at")
    return next(iter(rows.values_list("conversation_id", flat=True)[:1]), None)


def heads_due() -> QuerySet[Delivery]:
    """Deliveries that are due and stand first in their conversation."""
    before = Delivery.objects.filter(
        _UNFINISHED,
        conversation_id=OuterRef("conversation_id"),
        message_id__lt=OuterRef("message_id"),
    )
    return Delivery.objects.filter(
        ~Exists(before), state=Delivery.State.QUEUED, due_at__lte=timezone.now()
    )


def _claim(conversation: Conversation) -> Claim | None:
    now = timezone.now()
    account = account_row(conversation.channel, conversation.account_id)
    if account is not None and account.paused_at is not None:
        return None
    while (delivery := _FIRST.one(conversation=conversation.pk)) is not None:
        if delivery.state != Delivery.State.QUEUED or delivery.due_at > now:
            return None
        message = delivery.message
        message.conversation = conversation
        if _is_unwanted(delivery, message, conversation):
            mark_cancelled(delivery)
        elif _is_window_closed(message, conversation):
            mark_window_closed(delivery)
        else:
            outgoing = outgoing_of(message, conversation, account)
            if not _is_file_gone(message, outgoing):
                return _take(delivery, conversation, outgoing, now)
            mark_dead(delivery, "file_gone", FILE_GONE)
    return None


def _is_unwanted(delivery: Delivery, message: Message, conversation: Conversation) -> bool:
    """Whether a message of Sofía's is no longer hers to send: others speak, or they want none.

    One that was on its way while somebody took the conversation comes back to the queue when the
    attempt fails, after what was unsent had been cancelled.
    """
    if message.author != Message.Author.SOFIA:
        return False
    if conversation.contact.opted_out_at is not None:
        return True
    if delivery.is_forced:
        return False
    holder = conversation.holder
    if holder == Conversation.Holder.SOFIA:
        return message.created_at < conversation.holder_since
    # While it waits for a person, her closing text still goes out, unless she was stopped.
    return (
        holder in {Conversation.Holder.PERSON, Conversation.Holder.CLOSED}
        or conversation.handover_reason == STOPPED
    )


def _is_window_closed(message: Message, conversation: Conversation) -> bool:
    return message.kind != _TEMPLATE and not conversation.is_window_open


def _is_file_gone(message: Message, outgoing: Outgoing) -> bool:
    if message.kind in _TEXTS or not message.attachments.exists():
        return False
    return outgoing.file is None or not Path(outgoing.file.path).is_file()


def _take(
    delivery: Delivery, conversation: Conversation, outgoing: Outgoing, now: datetime
) -> Claim:
    delivery.state = Delivery.State.SENDING
    delivery.attempts += 1
    delivery.claimed_by = worker_name()
    delivery.lease_until = now + timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)
    delivery.began_at = delivery.began_at or now
    delivery.attempted_at = now
    delivery.save(
        update_fields=[
            "state",
            "attempts",
            "claimed_by",
            "lease_until",
            "began_at",
            "attempted_at",
            "updated_at",
        ]
    )
    Message.objects.filter(pk=delivery.message_id).update(status=Message.Status.SENDING)
    return Claim(
        delivery_id=delivery.pk,
        conversation_id=conversation.pk,
        account_key=delivery.account_key,
        channel=conversation.channel,
        attempt=delivery.attempts,
        outgoing=outgoing,
    )
