"""The same promises with real commits, real threads and real waiting."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from agents.models import Turn
from agents.turns.run import turn_run
from channels_app.channels.base import Delivered
from channels_app.channels.registry import adapter_for
from channels_app.delivery.sending import conversation_deliver
from channels_app.inbound.ledger import store
from channels_app.inbound.processing import event_process
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.conversations.services import person_reply
from crm.core.tenancy import in_schema
from crm.leads.models import Lead
from tests import drive
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel
from tests.payloads import whatsapp


@pytest.fixture
def alice(alice_for_real: Broker) -> Broker:
    """Alice's broker with real commits."""
    return alice_for_real


pytestmark = pytest.mark.usefixtures("number")


def together(*works: Any) -> None:
    """Run all of these at once, each in a thread with a connection of its own."""
    gate = threading.Barrier(len(works))
    problems: list[BaseException] = []

    def run(work: Any) -> None:
        try:
            with in_schema("t_alice"):
                gate.wait()
                work()
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not problems, problems


def test_eight_workers_with_the_same_delivery_store_it_once() -> None:
    raw, headers = whatsapp.signed(whatsapp.text("Hola"))
    delivered = Delivered(raw, {name.lower(): each for name, each in headers.items()})

    def work() -> None:
        for stored in store("whatsapp", adapter_for("whatsapp").split(delivered)):
            event_process(stored.event_id)

    together(*[work] * 8)

    assert Message.objects.count() == Lead.objects.count() == Turn.objects.count() == 1


def test_eight_different_messages_of_one_person_open_one_conversation() -> None:
    # Whoever finds the lane taken leaves theirs to who has it, so nobody looks at once.
    together(*[lambda n=n: drive.deliver(whatsapp.text(f"mensaje {n}")) for n in range(8)])

    assert Message.objects.count() == 8
    assert Lead.objects.count() == Conversation.objects.count() == 1
    assert Turn.objects.filter(state="pending").count() == 1


def test_eight_workers_with_the_same_turn_answer_once(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.says("Hola")
    drive.receive("Hola")
    turn = drive.the_turn()

    together(*[lambda: turn_run(turn.pk)] * 8)
    conversation = Conversation.objects.get()
    together(*[lambda: conversation_deliver(conversation.pk)] * 8)

    assert channel.said == ["Hola"]


def test_a_person_answering_while_the_model_thinks_has_the_last_word(
    model: FakeModel, channel: FakeChannel, person: User
) -> None:
    model.says("Hola, soy Sofía")
    drive.receive("Hola")
    turn, conversation = drive.the_turn(), Conversation.objects.get()
    thinking, answered = threading.Event(), threading.Event()

    def think(_prompt: Any) -> None:
        thinking.set()
        assert answered.wait(10)

    model.before = think

    def answer() -> None:
        assert thinking.wait(10)
        person_reply(conversation=Conversation.objects.get(), user=person, text="Soy Ana")
        answered.set()

    together(lambda: turn_run(turn.pk), answer)
    conversation_deliver(conversation.pk)

    assert channel.said == ["Soy Ana"]


def test_no_connection_is_held_while_the_model_thinks(
    model: FakeModel, channel: FakeChannel
) -> None:
    drive.receive("Hola")
    held: list[bool] = []
    model.before = lambda _prompt: held.append(connection.connection is not None)
    model.calls(("lead_score", {})).says("Hola")

    turn_run(drive.the_turn().pk)

    assert held == [False, False]
