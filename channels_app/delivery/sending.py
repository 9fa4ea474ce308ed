"""Sending what is owed: one message of a conversation at a time, in the order they were written.

claim (short transaction, under the conversation's lock) - send (no connection held) - record
(short transaction). A worker killed between send and record leaves a delivery whose lease runs
out; it becomes *unsure* and is never sent again by itself unless the channel shows a repeated
message once: the channel's receipt, or a person, decides.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from channels_app.accounts import account_row
from channels_app.channels.base import Advice, Outgoing, SendError
from channels_app.channels.registry import adapter_for
from channels_app.delivery import events as verbs
from channels_app.delivery.outgoing import outgoing_of
from channels_app.delivery.receipts import receipts_waiting_apply
from channels_app.models import ChannelAccount, Delivery
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_status_set
from crm.core import events
from crm.core.actors import SYSTEM
from crm.core.connections import release
from crm.core.queries import only
from crm.core.text import clip, storable
from crm.core.worker import worker_name

logger = logging.getLogger(__name__)

_FIRST_RETRY_SECONDS: Final = 2.0
_LONGEST_RETRY_SECONDS: Final = 900.0
#: After these the next message of the conversation would meet the same, or overtake this one.
_ENDS: Final = {Advice.DEAD, Advice.PAUSE, Advice.TEMPLATE, Advice.OPTED_OUT}
_STOPS: Final = {Advice.AGAIN, Advice.WAIT, Advice.PAUSE, Advice.UNSURE}


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery this worker may make, and nobody else until the lease ends."""

    delivery_id: UUID
    channel: str
    outgoing: Outgoing


def conversation_deliver(conversation_id: UUID) -> int:
    """Send everything that is due in this conversation; returns how many messages went out."""
    sent = 0
    claim = _claim(conversation_id)
    while claim is not None:
        release()
        try:
            external_id = adapter_for(claim.channel).send(claim.outgoing)
        except SendError as error:
            _record_failure(claim, error)
            if error.advice in _STOPS:
                break
        except Exception:
            # A fault of ours between claim and answer: nobody knows what the channel saw.
            logger.exception("Sending a message failed unexpectedly")
            _record_failure(claim, SendError("internal", "Unexpected error.", Advice.UNSURE))
            break
        else:
            _record_sent(claim, external_id)
            sent += 1
        # Asked after the commit: whoever came while we were sending left theirs to us.
        claim = _claim(conversation_id) if _is_owed(conversation_id) else None
    return sent


def _is_owed(conversation_id: UUID) -> bool:
    return Delivery.objects.filter(
        conversation_id=conversation_id, state=Delivery.State.QUEUED, due_at__lte=timezone.now()
    ).exists()


def _claim(conversation_id: UUID) -> Claim | None:
    """The oldest owed message of the conversation, if it is due and nothing else is on its way."""
    now = timezone.now()
    try:
        with transaction.atomic():
            conversation = only(Conversation.objects.select_for_update().filter(pk=conversation_id))
            if conversation is None:
                return None
            delivery = (
                Delivery.objects.select_related("message__reply_to")
                .filter(
                    conversation_id=conversation_id,
                    state__in=[Delivery.State.QUEUED, Delivery.State.SENDING],
                )
                .order_by("message_id")
                .first()
            )
            if (
                delivery is None
                or delivery.state == Delivery.State.SENDING
                or delivery.due_at > now
            ):
                return None
            account = account_row(conversation.channel, conversation.account_id)
            if account is not None and account.paused_at is not None:
                return None
            delivery.state = Delivery.State.SENDING
            delivery.attempts += 1
            delivery.claimed_by = worker_name()
            delivery.lease_until = now + timedelta(seconds=settings.DELIVERY_LEASE_SECONDS)
            delivery.save(
                update_fields=["state", "attempts", "claimed_by", "lease_until", "updated_at"]
            )
            Message.objects.filter(pk=delivery.message_id).update(status=Message.Status.SENDING)
            return Claim(
                delivery_id=delivery.pk,
                channel=conversation.channel,
                outgoing=outgoing_of(delivery.message, conversation, account),
            )
    except IntegrityError:
        # Another worker is sending in this conversation: it goes on to ours when it is done.
        return None


def _record_sent(claim: Claim, external_id: str) -> None:
    with transaction.atomic():
        delivery = _delivery(claim)
        Delivery.objects.filter(pk=delivery.pk).update(
            state=Delivery.State.SENT, lease_until=None, error="", error_code=""
        )
        message_status_set(
            message=delivery.message, status=Message.Status.SENT, external_id=external_id
        )
        receipts_waiting_apply(delivery.message)


def _record_failure(claim: Claim, error: SendError) -> None:
    with transaction.atomic():
        delivery = _delivery(claim)
        delivery.error_code = error.code[:40]
        delivery.error = clip(storable(str(error)), 240)
        delivery.lease_until = None
        repeatable = adapter_for(claim.channel).capabilities.is_repeatable
        if error.advice == Advice.UNSURE and not repeatable:
            _mark_unsure(delivery)
        elif error.advice in _ENDS or delivery.attempts >= settings.DELIVERY_MAX_ATTEMPTS:
            _mark_dead(delivery)
        else:
            backoff = min(
                _FIRST_RETRY_SECONDS * 2 ** (delivery.attempts - 1), _LONGEST_RETRY_SECONDS
            )
            delivery.state = Delivery.State.QUEUED
            delivery.due_at = timezone.now() + timedelta(
                seconds=max(error.retry_after or 0.0, backoff)
            )
            Message.objects.filter(pk=delivery.message_id, status=Message.Status.SENDING).update(
                status=Message.Status.QUEUED
            )
        delivery.save(
            update_fields=["state", "due_at", "error_code", "error", "lease_until", "updated_at"]
        )
        if error.advice == Advice.PAUSE:
            conversation = delivery.message.conversation
            ChannelAccount.objects.filter(
                channel=conversation.channel,
                account_id=conversation.account_id,
                paused_at__isnull=True,
            ).update(paused_at=timezone.now(), pause_reason=delivery.error)


def _delivery(claim: Claim) -> Delivery:
    return (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("message__conversation")
        .get(pk=claim.delivery_id)
    )


def _mark_unsure(delivery: Delivery) -> None:
    delivery.state = Delivery.State.UNSURE
    message_status_set(
        message=delivery.message,
        status=Message.Status.UNSURE,
        error_code=delivery.error_code,
        error_text=delivery.error,
    )


def _mark_dead(delivery: Delivery) -> None:
    delivery.state = Delivery.State.DEAD
    message = delivery.message
    message_status_set(
        message=message,
        status=Message.Status.FAILED,
        error_code=delivery.error_code,
        error_text=delivery.error,
    )
    events.record(
        verbs.FAILED,
        actor=SYSTEM,
        lead_id=message.conversation.lead_id,
        conversation_id=message.conversation_id,
        object_id=message.pk,
        data={"message_id": str(message.pk), "code": delivery.error_code},
    )


def leases_settle(*, dead_worker: str = "") -> int:
    """Settle attempts whose worker is gone; returns how many there were.

    That is: every attempt whose lease has ended, and all of ``dead_worker``'s at once.
    """
    now = timezone.now()
    stuck = Delivery.objects.filter(state=Delivery.State.SENDING)
    stuck = (
        stuck.filter(claimed_by=dead_worker) if dead_worker else stuck.filter(lease_until__lt=now)
    )
    settled = 0
    for pk in list(stuck.values_list("pk", flat=True)):
        with transaction.atomic():
            delivery = (
                Delivery.objects.select_for_update(of=("self",))
                .select_related("message__conversation")
                .filter(pk=pk, state=Delivery.State.SENDING)
                .first()
            )
            if delivery is None:
                continue
            settled += 1
            delivery.lease_until = None
            delivery.error_code = "interrupted"
            delivery.error = "The worker ended while the message was on its way."
            if adapter_for(delivery.message.conversation.channel).capabilities.is_repeatable:
                delivery.state = Delivery.State.QUEUED
                delivery.due_at = now
                Message.objects.filter(pk=delivery.message_id).update(status=Message.Status.QUEUED)
            else:
                _mark_unsure(delivery)
            delivery.save(
                update_fields=[
                    "state",
                    "due_at",
                    "error_code",
                    "error",
                    "lease_until",
                    "updated_at",
                ]
            )
    return settled


def conversations_due(*, limit: int) -> list[UUID]:
    """Conversations with a message that is due and has not been sent."""
    rows = (
        Delivery.objects.filter(state=Delivery.State.QUEUED, due_at__lte=timezone.now())
        .order_by("due_at")
        .values_list("conversation_id", flat=True)[:limit]
    )
    return list(dict.fromkeys(rows))
