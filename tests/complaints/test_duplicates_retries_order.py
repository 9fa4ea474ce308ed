"""Delivered five times in any order, or to a worker that dies: the same rows, one reply."""

from __future__ import annotations

import itertools
import random
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.models import Turn
from agents.turns import run as running
from agents.turns.claim import leases_reclaim
from channels_app.delivery import sending
from channels_app.delivery.settling import leases_settle
from channels_app.inbound import applying, processing
from channels_app.models import ChannelAccount, Delivery, InboundEvent
from crm.brokers.models import Broker
from crm.conversations.models import Message
from tests import drive
from tests.cleaning import broker_empty
from tests.complaints import given
from tests.complaints.calls import by_eight, by_whatsapp, interpret, rows
from tests.complaints.corpus import DAYS
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel
from tests.fakes.vendor import Vendor
from tests.payloads import whatsapp


@pytest.fixture
def alice(alice_for_real: Broker) -> Broker:
    """Alice's broker with real commits."""
    return alice_for_real


def written() -> int:
    """How many messages of ours are written when every answer that is owed has been made."""
    Turn.objects.update(due_at=timezone.now())
    # Nothing is to be sent: what matters is what was written.
    ChannelAccount.objects.update(paused_at=timezone.now())
    drive.settle()
    return len(drive.replies())


@pytest.mark.parametrize("channel", DAYS)
def test_every_kind_five_times_in_any_order_by_eight_workers_is_there_once(
    channel: str, alice: Broker, model: FakeModel, api: Vendor
) -> None:
    """Chatwoot #5433, #13359, #10798: repeats and races doubled messages and threads."""
    model.says("Hola, ¿en qué zona?")
    connect, day = DAYS[channel]
    calls = day(api)
    connect(alice)
    for call in calls:
        assert call.make() < 300
        interpret()
    once = rows()
    broker_empty("t_alice")

    connect(alice)
    five_times = calls * 5
    random.Random(8).shuffle(five_times)
    assert by_eight(five_times) == []
    interpret()

    assert rows() == once
    assert {state for _channel, _key, state in once["events"]} == {"done"}
    assert once["persons"] == once["leads"] == [1]
    assert written() == 1
    assert Message.objects.filter(direction="out").count() == 1


@pytest.mark.parametrize("folder", given.FOLDERS)
def test_every_given_call_five_times_in_any_order_is_there_once(
    folder: str, alice: Broker, model: FakeModel, api: Vendor, settings: Any
) -> None:
    """Chatwoot #5433, #10798, with payloads that nobody here wrote."""
    given.prepare(settings, api)
    calls, last = given.calls(folder), given.calls(folder, last=True)
    given.connect(alice)
    for call in [*calls, *last]:
        assert call.make() < 300
        interpret()
    once = rows()
    broker_empty("t_alice")

    given.connect(alice)
    five_times = calls * 5
    random.Random(7).shuffle(five_times)
    assert by_eight(five_times) == []
    interpret()
    assert by_eight(last * 5) == []
    interpret()

    assert rows() == once


def test_an_edit_that_comes_before_its_message_is_not_lost(number: ChannelAccount) -> None:
    """Chatwoot #12821: what is delivered again comes after what was written later."""
    first, gone = whatsapp.wamid(), whatsapp.wamid()
    text = {"type": "text", "text": {"body": "Quiero tres dormitorios"}}
    late = str(int(time.time()) - 60)
    for payload in (
        whatsapp.whole("edit", edit={"original_message_id": first, "message": text}),
        whatsapp.whole("revoke", revoke={"original_message_id": gone}),
        whatsapp.whole("text", id_=first, text={"body": "Quiero dos"}, timestamp=late),
        whatsapp.whole("text", id_=gone, text={"body": "ups"}, timestamp=late),
    ):
        assert by_whatsapp(payload).make() == 200
        interpret()

    edited, revoked = Message.objects.order_by("id")
    assert edited.text == "Quiero tres dormitorios"
    assert revoked.revoked_at is not None
    assert set(InboundEvent.objects.values_list("state", "note")) == {("done", "")}


@pytest.mark.parametrize("order", list(itertools.permutations(("sent", "delivered", "read"))))
def test_receipts_in_any_order_and_before_their_message_lead_to_the_last(
    order: tuple[str, ...], number: ChannelAccount, model: FakeModel, channel: FakeChannel
) -> None:
    """Chatwoot #11901: the receipt overtakes the answer that names the message."""
    model.says("Hola")
    by_whatsapp(whatsapp.text("Hola")).make()
    told = [by_whatsapp(whatsapp.status("wamid.OUT000001", state)) for state in order]
    told[0].make()
    drive.settle()
    for call in told[1:] + told:
        call.make()
        interpret()

    assert Message.objects.get(direction="out").status == "read"


class Killed(BaseException):
    """The worker is gone, at once and without a word."""


STEPS = {
    "before it is read": (processing, "apply"),
    "while it is written": (applying, "changes_give_back"),
    "before the turn": (running, "turn_load"),
    "after the model": (running, "turn_commit"),
    "before the send": (sending, "slot_wait"),
    "after the send": (sending, "record_sent"),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_that_dies_at_any_step_loses_nothing_and_says_nothing_twice(
    step: str, number: ChannelAccount, model: FakeModel, channel: FakeChannel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Chatwoot #13359, #12821: whoever comes next goes on where the dead one was."""

    def die(*_args: Any, **_kwargs: Any) -> Any:
        raise Killed

    model.says("Hola, ¿en qué zona?").says("Hola, ¿en qué zona?")
    by_whatsapp(whatsapp.text("Busco casa")).make()
    with monkeypatch.context() as patch:
        patch.setattr(*STEPS[step], die)
        with pytest.raises(Killed):
            drive.settle()
    past = timezone.now() - timedelta(minutes=5)
    Turn.objects.filter(state="running").update(lease_until=past)
    Delivery.objects.filter(state="sending").update(lease_until=past)
    leases_reclaim()
    leases_settle()
    if step == "after the send":
        owed = Message.objects.get(direction="out")
        by_whatsapp(whatsapp.status("wamid.OUT000001", "delivered", ours=str(owed.pk))).make()
    drive.settle()

    assert Message.objects.filter(direction="in").count() == 1
    assert Message.objects.filter(direction="out").count() == 1
    told = Message.objects.get(direction="out").status
    if step == "before the send":
        # Nobody knows: it stays unsure and is not sent twice by mere hope.
        assert (told, channel.said) == ("unsure", [])
    else:
        assert (told, len(channel.said)) == ("delivered" if "after the s" in step else "sent", 1)
