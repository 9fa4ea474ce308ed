"""Somebody who wants no messages hears nothing more, on no channel, from the same moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.models import Turn
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_queue
from crm.core.errors import Conflict
from crm.leads.models import Contact
from tests.drive import receive, replies, settle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stage(number: Any, model: Any, channel: Any, window_off: None) -> None:
    for _turn in range(3):
        model.says("Hola, ¿en qué zona buscas?")


def test_stop_ends_the_thread_without_an_answer() -> None:
    receive("BAJA")
    settle()

    thread = Conversation.objects.get()
    assert thread.holder == Conversation.Holder.CLOSED
    assert thread.contact.opted_out_at is not None
    assert replies() == []
    assert not Turn.objects.filter(state=Turn.State.PENDING).exists()


def test_what_was_written_before_the_wish_is_not_sent_after_it() -> None:
    receive("Hola, busco casa")
    thread = Conversation.objects.get()
    queued = message_queue(
        conversation=thread, text="Un momento", author="sofia", version=thread.version
    )

    receive("no me escriban más")
    settle()

    queued.refresh_from_db()
    assert queued.status == Message.Status.CANCELLED
    assert replies() == []


def test_who_writes_again_after_stop_gets_a_person_and_no_automatic_word() -> None:
    receive("STOP")
    receive("¿Sigue disponible la casa?")
    settle()

    again = Conversation.objects.exclude(holder=Conversation.Holder.CLOSED).get()
    assert again.holder == Conversation.Holder.QUEUE
    assert again.handover_reason == "opted_out"
    assert replies() == []


@pytest.mark.parametrize(
    "text",
    [
        "gracias igual", "suerte con los que siguen buscando", "STOP", "chao gracias",
        "seriously, lose my number", "No, nothing to sell either, we were renting",
        "si, por dueño directo y sin comisión, un milagro jaja", "no no es por ustedes, todo bien",
        "no, con nadie de ustedes, fue un sobrino",
    ],
)  # fmt: skip
def test_who_only_takes_their_leave_after_stop_calls_nobody(text: str) -> None:
    receive("STOP")
    receive(text)
    settle()

    assert {each.holder for each in Conversation.objects.all()} == {Conversation.Holder.CLOSED}
    assert replies() == []


@pytest.mark.parametrize(
    "text",
    [
        "quién les dio mi número", "bueno, al final sí quiero ver la casa", "se está inundando",
        "quiero hablar con alguien", "busco casa en Ñuñoa",
    ],
)  # fmt: skip
def test_who_still_needs_something_after_stop_gets_a_person(text: str) -> None:
    receive("STOP")
    receive(text)

    assert Conversation.objects.filter(holder=Conversation.Holder.QUEUE).exists()


def test_a_remark_long_after_stop_is_read_by_a_person() -> None:
    receive("STOP")
    Contact.objects.update(opted_out_at=timezone.now() - timedelta(days=3))
    receive("el portón quedó abierto")

    assert Conversation.objects.filter(holder=Conversation.Holder.QUEUE).exists()


def test_start_brings_sofia_back() -> None:
    receive("STOP")
    receive("START")
    receive("Busco casa en Ñuñoa")
    settle()

    assert len(replies()) == 1
    assert Conversation.objects.filter(holder=Conversation.Holder.SOFIA).exists()


def test_free_text_after_the_window_is_refused_for_sofia_too() -> None:
    receive("Hola")
    Conversation.objects.update(reply_until=timezone.now() - timedelta(minutes=1))
    thread = Conversation.objects.get()

    with pytest.raises(Conflict) as refused:
        message_queue(conversation=thread, text="Hola", author="sofia", version=thread.version)

    assert refused.value.code == "window_closed"


def test_an_answer_that_comes_too_late_calls_a_person_and_says_nothing() -> None:
    receive("Hola")
    Conversation.objects.update(reply_until=timezone.now() - timedelta(minutes=1))
    settle()

    thread = Conversation.objects.get()
    assert thread.holder == Conversation.Holder.QUEUE
    assert thread.handover_reason == "window_closed"
    assert replies() == []
