"""Settling: an attempt whose outcome nobody knows is found out, sent again, or shown to a person.

A worker killed between sending and recording, or a channel that did not answer, leaves a message
that may or may not have arrived. While that can still be found out nothing else of its
conversation is sent. What is decided, and why, is on the message and in the log:

- a repeated message is shown once by the channel: it is sent again at once;
- the channel can be asked (``Looks``): it is, after a moment; what it does not know some time
  after the attempt never arrived, and is sent again;
- the channel hands our own id back in its receipts: a receipt settles it. When receipts of later
  attempts came and none for this one, and nothing that came before them waits to be read, it never
  arrived. When none comes at all, their way to us may be broken: it is looked at again, and after a
  while shown to a person;
- otherwise the account's own setting decides: shown to a person, or sent again.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from channels_app.accounts import account_row
from channels_app.channels import registry
from channels_app.channels.base import Looks, Receipts, SendError
from channels_app.delivery import marks
from channels_app.delivery.outbox import DELIVER
from channels_app.delivery.outgoing import outgoing_of
from channels_app.models import ChannelAccount, Delivery, InboundEvent, Receipt
from crm.conversations.models import Message
from crm.core.connections import release
from crm.core.queries import only
from crm.core.wake import wake_on_commit

logger = logging.getLogger(__name__)

#: Seconds until a channel that can be asked is asked, and until its "no" is believed.
LOOK_AFTER: Final = 5.0
BELIEVED_AFTER: Final = 30.0
#: Seconds until an outcome that nothing tells is shown to a person.
SHOWN_AFTER: Final = 900.0
# Longer than a look-up may take: so long nobody else settles the same attempt.
_TURN: Final = 60.0
_PAUSE_BEFORE_REPEAT: Final = 2.0
#: How far the clocks of two machines may be apart.
_CLOCKS: Final = timedelta(seconds=2)

INTERRUPTED: Final = gettext_noop("The worker ended while the message was on its way.")
_AGAIN: Final = gettext_noop("It did not arrive the first time and is sent again.")
_REPEATED: Final = gettext_noop(
    "Nobody knows whether it arrived; as this account is set up, it is sent again."
)
_SHOWN: Final = gettext_noop("Nobody knows whether it arrived: see in the channel's own app.")


def outcome_unknown(delivery: Delivery, *, code: str, words: str) -> None:
    """Begin to settle a locked delivery whose attempt ended nobody knows how."""
    conversation = delivery.message.conversation
    capabilities = registry.adapter_for(conversation.channel).capabilities
    now = timezone.now()
    if capabilities.is_repeatable:
        marks.mark_queued(delivery, due_at=now, code=code, words=words)
        wake_on_commit(DELIVER, delivery.conversation_id)
        return
    wait = _first_look(conversation.channel, capabilities.receipts)
    marks.mark_unsure(
        delivery,
        settle_at=now + timedelta(seconds=wait) if wait is not None else None,
        code=code,
        words=words,
    )
    marks.record_unsure(delivery)
    if wait is None:
        _by_setting(delivery)


def leases_settle(*, dead_worker: str = "") -> int:
    """Begin to settle attempts whose worker is gone; returns how many there were.

    That is: every attempt whose lease has ended, and all of ``dead_worker``'s at once.
    """
    stuck = Delivery.objects.filter(state=Delivery.State.SENDING)
    stuck = (
        stuck.filter(claimed_by=dead_worker)
        if dead_worker
        else stuck.filter(lease_until__lt=timezone.now())
    )
    settled = 0
    for pk in list(stuck.values_list("pk", flat=True)[:200]):
        with transaction.atomic():
            delivery = _locked(pk, Delivery.State.SENDING)
            if delivery is not None:
                settled += 1
                outcome_unknown(delivery, code="interrupted", words=INTERRUPTED)
    return settled


def unsure_due(*, limit: int) -> list[UUID]:
    """Attempts whose outcome should be looked at now."""
    rows = Delivery.objects.filter(state=Delivery.State.UNSURE, settle_at__lte=timezone.now())
    return list(rows.order_by("settle_at").values_list("pk", flat=True)[:limit])


def unsure_settle(delivery_id: UUID) -> None:
    """Find out what became of an attempt, if that can be found out by now.

    No connection is held while the channel is asked.
    """
    delivery = _turn_taken(delivery_id)
    if delivery is None:
        return
    conversation = delivery.message.conversation
    looks = registry.able(conversation.channel, Looks)
    if looks is not None:
        _ask(delivery, looks)
    elif _receipts_of(conversation.channel) == Receipts.OURS:
        _by_receipts(delivery)
    else:
        with transaction.atomic():
            locked = _locked(delivery.pk, Delivery.State.UNSURE)
            if locked is not None:
                _by_setting(locked)


def _first_look(channel: str, receipts: Receipts) -> float | None:
    if registry.able(channel, Looks) is not None:
        return LOOK_AFTER
    return float(settings.DELIVERY_SETTLE_SECONDS) if receipts == Receipts.OURS else None


def _receipts_of(channel: str) -> Receipts:
    return registry.adapter_for(channel).capabilities.receipts


def _turn_taken(delivery_id: UUID) -> Delivery | None:
    """The delivery, if it is to be settled now and nobody else is at it."""
    now = timezone.now()
    mine = Delivery.objects.filter(
        pk=delivery_id, state=Delivery.State.UNSURE, settle_at__lte=now
    ).update(settle_at=now + timedelta(seconds=_TURN))
    if not mine:
        return None
    rows = Delivery.objects.select_related("message__conversation", "message__reply_to")
    return rows.get(pk=delivery_id)


def _ask(delivery: Delivery, looks: Looks) -> None:
    conversation = delivery.message.conversation
    account = account_row(conversation.channel, conversation.account_id)
    outgoing = outgoing_of(delivery.message, conversation, account)
    release()
    try:
        external_id = looks.look_up(outgoing)
    except SendError as error:
        logger.info("A channel could not be asked for a message: %s", error.code)
        _later(delivery, LOOK_AFTER * 4)
        return
    with transaction.atomic():
        locked = _locked(delivery.pk, Delivery.State.UNSURE)
        if locked is None:
            return
        if external_id:
            marks.mark_sent(locked, external_id)
            marks.record_settled(locked, "found")
            wake_on_commit(DELIVER, locked.conversation_id)
        elif _age(locked) >= BELIEVED_AFTER:
            _send_again(locked, "not_arrived", _AGAIN)
        else:
            _settle_at(locked, BELIEVED_AFTER - _age(locked))


def _by_receipts(delivery: Delivery) -> None:
    with transaction.atomic():
        locked = _locked(delivery.pk, Delivery.State.UNSURE)
        if locked is None:
            return
        if _later_ones_arrived(locked):
            _send_again(locked, "not_arrived", _AGAIN)
            return
    _later(delivery, float(settings.DELIVERY_SETTLE_SECONDS))


def _later_ones_arrived(delivery: Delivery) -> bool:
    """Whether receipts came for what this account attempted after this: their way to us works."""
    later = Message.objects.filter(
        account_key=delivery.account_key,
        delivery__attempted_at__gt=delivery.attempted_at,
        delivery__state=Delivery.State.SENT,
    ).exclude(external_id="")
    told = Receipt.objects.filter(
        account_key=delivery.account_key,
        created_at__gt=delivery.attempted_at,
        external_id__in=later.values("external_id"),
    )
    # Each person's events are read for themselves: ours may be here and wait to be read.
    unread = _oldest_unread(delivery.account_key)
    if unread is not None:
        told = told.filter(created_at__lt=unread - _CLOCKS)
    return told.exists()


def _oldest_unread(account_key: str) -> datetime | None:
    """When the event came that has waited longest of all that were not interpreted yet."""
    channel, _, account_id = account_key.partition(":")
    waiting = InboundEvent.objects.filter(
        channel=channel, account_id=account_id, state=InboundEvent.State.RECEIVED
    )
    return next(iter(waiting.order_by("created_at").values_list("created_at", flat=True)[:1]), None)


def _by_setting(delivery: Delivery) -> None:
    conversation = delivery.message.conversation
    account = account_row(conversation.channel, conversation.account_id)
    if account is not None and account.on_unsure == ChannelAccount.OnUnsure.RESEND:
        _send_again(delivery, "repeated", _REPEATED)
    else:
        _show(delivery)


def _later(delivery: Delivery, seconds: float) -> None:
    """Look again, unless it has been looked for long enough."""
    with transaction.atomic():
        locked = _locked(delivery.pk, Delivery.State.UNSURE)
        if locked is None:
            return
        if _age(locked) >= SHOWN_AFTER:
            _by_setting(locked)
        else:
            _settle_at(locked, min(seconds, SHOWN_AFTER - _age(locked)))


def _send_again(delivery: Delivery, code: str, words: str) -> None:
    due = timezone.now()
    if code == "repeated":
        due += timedelta(seconds=_PAUSE_BEFORE_REPEAT)
    marks.record_settled(delivery, "again")
    marks.mark_queued(delivery, due_at=due, code=code, words=words)
    wake_on_commit(DELIVER, delivery.conversation_id)


def _show(delivery: Delivery) -> None:
    marks.record_settled(delivery, "ask")
    marks.mark_unsure(delivery, settle_at=None, code="unsure", words=_SHOWN)
    Message.objects.filter(pk=delivery.message_id, status=Message.Status.UNSURE).update(
        error_code=delivery.error_code, error_text=delivery.error
    )
    wake_on_commit(DELIVER, delivery.conversation_id)


def _settle_at(delivery: Delivery, seconds: float) -> None:
    at = timezone.now() + timedelta(seconds=max(1.0, seconds))
    Delivery.objects.filter(pk=delivery.pk).update(settle_at=at)


def _age(delivery: Delivery) -> float:
    began: datetime = delivery.attempted_at or delivery.created_at
    return (timezone.now() - began).total_seconds()


def _locked(pk: UUID, state: str) -> Delivery | None:
    return only(
        Delivery.objects.select_for_update(of=("self",))
        .select_related("message__conversation__contact")
        .filter(pk=pk, state=state)
    )
