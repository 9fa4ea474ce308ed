"""Delivered five times, in any order, to eight workers at once: the same rows, one reply."""

from __future__ import annotations

import random
import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from agents.models import Turn
from channels_app.accounts import account_connect
from channels_app.channels.base import Delivered
from channels_app.channels.registry import adapter_for
from channels_app.inbound.ledger import store
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker
from crm.conversations.models import Attachment, Conversation, Message
from crm.core.tenancy import in_schema
from crm.leads.models import Contact, Lead
from tests import drive
from tests.fakes.model import FakeModel
from tests.payloads import telegram as tg
from tests.payloads import twilio as tw


@pytest.fixture
def alice(alice_for_real: Broker) -> Broker:
    """Alice's broker with real commits."""
    return alice_for_real


def by_telegram(alice: Broker) -> list[Delivered]:
    account_connect(
        broker=alice, channel="telegram", account_id=tg.BOT, token=tg.TOKEN, secret=tg.SECRET
    )
    payloads = [
        tg.text("Hola", 101),
        tg.text("Busco casa", 102, reply_to_message={"message_id": 101, "date": 1}),
        tg.message(103, photo=[tg.file("a")], media_group_id="5", caption="Como esta"),
        tg.message(104, photo=[tg.file("b")], media_group_id="5"),
        tg.pressed("slot:1", under=tg.ours(90, {"slot:1": "11:00"})),
    ]
    return [lowered(*tg.posted(payload)) for payload in payloads]


def by_sms(alice: Broker) -> list[Delivered]:
    account_connect(
        broker=alice,
        channel="twilio",
        account_id=tw.SID,
        token=tw.TOKEN,
        config={"from": tw.NUMBER},
    )
    picture = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/m", "MediaContentType0": "a/b"}
    forms = [tw.sms("Hi"), tw.sms("A flat"), tw.sms("", **picture), tw.sms("", **picture)]
    forms.append(tw.sms("Thanks"))
    return [lowered(*tw.posted(form), url=tw.ORIGIN + tw.SMS) for form in forms]


def lowered(body: bytes, headers: dict[str, str], url: str = "") -> Delivered:
    return Delivered(body, {name.lower(): each for name, each in headers.items()}, url=url)


@pytest.mark.parametrize(("channel", "deliveries"), [("telegram", by_telegram), ("twilio", by_sms)])
def test_repeats_in_any_order_by_eight_workers_give_the_same_rows_and_one_reply(
    alice: Broker, model: FakeModel, window_off: None, channel: str, deliveries: Any
) -> None:
    model.says("¡Hola! ¿En qué zona?")
    five_times = deliveries(alice) * 5
    random.Random(8).shuffle(five_times)
    problems = at_once([five_times[each::8] for each in range(8)], channel)

    assert problems == []
    assert InboundEvent.objects.filter(state="done").count() == InboundEvent.objects.count() == 5
    assert (Message.objects.count(), Attachment.objects.count()) == (5, 2)
    assert Contact.objects.count() == Lead.objects.count() == Conversation.objects.count() == 1

    Turn.objects.update(due_at=timezone.now())
    # Nothing is to be sent: what matters is what was written.
    ChannelAccount.objects.update(paused_at=timezone.now())
    drive.settle()
    assert len(drive.replies()) == 1


def at_once(shares: list[list[Delivered]], channel: str) -> list[BaseException]:
    """Store and interpret each share in a thread of its own; what went wrong."""
    gate = threading.Barrier(len(shares))
    problems: list[BaseException] = []

    def work(share: list[Delivered]) -> None:
        try:
            with in_schema("t_alice"):
                gate.wait()
                for delivered in share:
                    for stored in store(channel, adapter_for(channel).split(delivered)):
                        event_process(stored.event_id)
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return problems
