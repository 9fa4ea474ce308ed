"""Sending what is owed: one message of a conversation at a time, in the order they were written.

slot (no connection held) - claim (short transaction, under the conversation's lock) - send (no
connection held) - record (short transaction). Each of the four may be the last thing a worker
does: a slot is lost at no cost, a claim ends with its lease and is settled
(:mod:`channels_app.delivery.settling`), never sent again by mere hope.

An account that is behind (more is due than its pace allows) is worked off by those who hold its
slots: each, when done, takes the next slot and whatever message of the account has waited longest.
Whoever finds no slot near leaves the message to them.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from channels_app.channels import registry
from channels_app.channels.base import Advice, SendError
from channels_app.delivery.claiming import (
    Claim,
    account_of_next,
    claim_in,
    claim_on,
    next_due,
)
from channels_app.delivery.outbox import DELIVER
from channels_app.delivery.pacing import (
    behind_since,
    caught_up,
    lead,
    look_ahead,
    slot_take,
    slot_wait,
)
from channels_app.delivery.rates import rate_of
from channels_app.delivery.recording import give_back, record_failure, record_sent
from crm.core.connections import release
from crm.core.wake import wake

logger = logging.getLogger(__name__)

#: Seconds a task goes on with an account's other messages before others get the thread.
_LONGEST: Final = 10.0
_HAND_OVER: Final = 0.01
#: After these the next message of the conversation would meet the same, or overtake this one.
_STOPS: Final = {Advice.AGAIN, Advice.UNSURE}
#: After these every message of the account would.
_ENDS: Final = {Advice.WAIT, Advice.PAUSE}


class _Line:
    """Making deliveries of one account, one slot each."""

    def __init__(self, account_key: str) -> None:
        self.key = account_key
        self.rate = rate_of(account_key)
        self.sent = 0

    def send(self, find: Callable[[], Claim | None]) -> Claim | None:
        """Wait for a slot and send what ``find`` claims; None when there is no slot or no claim.

        Raises :class:`SendError` after recording one.
        """
        release()
        slot = slot_take(self.key, rate=self.rate, ahead=look_ahead(self.rate))
        if slot is None:
            return None  # those who hold the slots go on
        claim = self._claim(slot, find)
        if claim is None:
            return None
        release()
        if not slot_wait(self.key, slot, rate=self.rate):
            give_back(claim)
            return None
        try:
            external_id = registry.adapter_for(claim.channel).send(claim.outgoing)
        except SendError as error:
            record_failure(claim, error)
            raise
        except Exception as error:
            # A fault of ours between claim and answer: nobody knows what the channel saw.
            logger.exception("Sending a message failed unexpectedly")
            unknown = SendError("internal", "Unexpected error.", Advice.UNSURE)
            record_failure(claim, unknown)
            raise unknown from error
        record_sent(claim, external_id)
        self.sent += 1
        return claim

    def _claim(self, slot: float, find: Callable[[], Claim | None]) -> Claim | None:
        # Most of the waiting is done without a claim, so that a lease need not be long.
        early = slot - lead.seconds - time.monotonic()
        if early > 0:
            time.sleep(early)
        begun = time.monotonic()
        claim = find()
        lead.note(time.monotonic() - begun)
        return claim


def conversation_deliver(conversation_id: UUID) -> int:
    """Send what is due in this conversation, then what else its account is behind with.

    Returns how many messages went out.
    """
    key = account_of_next(conversation_id)
    if not key:
        return 0
    line = _Line(key)
    until = time.monotonic() + _LONGEST
    while key:
        try:
            if line.send(partial(claim_in, conversation_id)) is None:
                break
        except SendError as error:
            if error.advice in _ENDS:
                return line.sent
            if error.advice in _STOPS:
                break
        # Asked after the commit: whoever came while we were sending left theirs to us.
        key = account_of_next(conversation_id)
    _work_off(line, until)
    return line.sent


def _work_off(line: _Line, until: float) -> None:
    """Send what has waited longest on the account, as long as it is behind.

    Looked at after each send: whoever was turned away while we held the last slot relies on it.
    """
    while since := behind_since(line.key):
        if next_due(line.key) is None:
            caught_up(line.key, since)
            return
        try:
            claim = line.send(partial(claim_on, line.key))
        except SendError as error:
            if error.advice in _ENDS:
                return
            continue
        if claim is None:
            return
        if time.monotonic() > until:
            # By the queue and not by this thread again, which others may need.
            following = next_due(line.key)
            if following is not None:
                wake(DELIVER, following, countdown=_HAND_OVER)
            return
