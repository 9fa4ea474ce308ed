"""Recording: what became of an attempt, and what follows from it.

A failure is recorded only while the attempt is still the delivery's own: one whose lease ended has
been settled by others meanwhile, and only its success is still news.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from channels_app.accounts import account_pause, account_row
from channels_app.channels.base import Advice, SendError
from channels_app.delivery import marks
from channels_app.delivery.claiming import Claim
from channels_app.delivery.pacing import account_hold
from channels_app.delivery.receipts import receipts_waiting_apply
from channels_app.delivery.retries import again_in, is_given_up, wait_in
from channels_app.delivery.settling import outcome_unknown
from channels_app.models import Delivery
from crm.core.compiled import Compiled, Param

_LOCKED: Final = Compiled(
    lambda: (
        Delivery.objects.select_for_update(of=("self", "message"))
        .select_related("message__conversation__contact")
        .filter(pk=Param("delivery"))
    )
)
NO_ACCOUNT: Final = gettext_noop("The account it should go out by is not connected.")


def record_sent(claim: Claim, external_id: str) -> None:
    """The channel took the message and calls it so."""
    with transaction.atomic():
        delivery = _delivery(claim)
        marks.mark_sent(delivery, external_id, is_locked=True)
        receipts_waiting_apply(delivery.message)


def record_failure(claim: Claim, error: SendError) -> None:
    """The attempt did not go through: the channel's advice decides what is done."""
    if error.advice == Advice.WAIT and error.holds == "account":
        account_hold(claim.account_key, error.retry_after or 0.0)
    with transaction.atomic():
        delivery = _delivery(claim)
        if delivery.state == Delivery.State.SENDING and delivery.attempts == claim.attempt:
            _follow(delivery, error)


def give_back(claim: Claim) -> None:
    """The attempt was not made: the message is due as it was before."""
    with transaction.atomic():
        delivery = _delivery(claim)
        if delivery.state == Delivery.State.SENDING and delivery.attempts == claim.attempt:
            _queue_uncounted(delivery, 0.0, code="", words="")


def _follow(delivery: Delivery, error: SendError) -> None:
    code, words, now = error.code, str(error), timezone.now()
    match error.advice:
        case Advice.AGAIN if not is_given_up(
            attempts=delivery.attempts, began_at=delivery.began_at, now=now
        ):
            wait = again_in(delivery.attempts, retry_after=error.retry_after)
            marks.mark_queued(
                delivery, due_at=now + timedelta(seconds=wait), code=code, words=words, waits=0
            )
        case Advice.WAIT if not is_given_up(attempts=0, began_at=delivery.began_at, now=now):
            delivery.waits += 1
            wait = wait_in(delivery.waits, retry_after=error.retry_after)
            _queue_uncounted(delivery, wait, code=code, words=words)
        case Advice.UNSURE:
            outcome_unknown(delivery, code=code, words=words)
        case Advice.TEMPLATE:
            marks.mark_window_closed(delivery, code)
        case Advice.OPTED_OUT:
            marks.mark_dead(delivery, code, words)
            marks.note_opted_out(delivery, scope=error.scope, words=words)
        case Advice.PAUSE:
            _pause(delivery, code, words)
        case _:
            marks.mark_dead(delivery, code, words)


def _pause(delivery: Delivery, code: str, words: str) -> None:
    """Stop the account; the message waits with the others until somebody acts."""
    conversation = delivery.message.conversation
    account = account_row(conversation.channel, conversation.account_id)
    if account is None:
        marks.mark_dead(delivery, code, NO_ACCOUNT)
        return
    _queue_uncounted(delivery, 0.0, code=code, words=words)
    account_pause(account=account, reason=words)


def _queue_uncounted(delivery: Delivery, seconds: float, *, code: str, words: str) -> None:
    marks.mark_queued(
        delivery,
        due_at=timezone.now() + timedelta(seconds=seconds),
        code=code,
        words=words,
        attempts=max(0, delivery.attempts - 1),
    )


def _delivery(claim: Claim) -> Delivery:
    found = _LOCKED.one(delivery=claim.delivery_id)
    if found is None:
        raise Delivery.DoesNotExist
    return found
