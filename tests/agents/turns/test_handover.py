"""Handing over to people: one closing text with a time that is kept, and no way round it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from agents.guardrails.announced import announced
from agents.llm.base import AssistantText, ErrorKind, ProviderError
from agents.llm.offline.provider import OfflineProvider
from agents.models import Turn
from agents.routing import plan
from agents.turns import commit as committing
from agents.turns import run as running
from agents.turns.run import turn_run
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation
from crm.conversations.promises import promise_words
from crm.conversations.services import (
    conversation_close,
    conversation_release,
    conversation_take,
    person_reply,
)
from crm.leads.models import Task
from tests import drive
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.usefixtures("number")

SANTIAGO = ZoneInfo("America/Santiago")
ASKED = ("escalate_to_human", {"reason": "asked_for_person", "summary": "Quiere hablar"})
PLEASE = "Quiero hablar con una persona"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SANTIAGO)


@pytest.fixture
def monday() -> Iterator[Any]:
    """A Monday morning in Santiago, during opening hours."""
    with time_machine.travel(local("2026-11-23 10:00"), tick=False) as travel:
        yield travel


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded provider, which is there without any key."""
    monkeypatch.setattr(plan, "provider_of", lambda _candidate: OfflineProvider())


def only_conversation() -> Conversation:
    return Conversation.objects.exclude(holder="closed").get()


@pytest.mark.parametrize(
    ("language", "at", "words"),
    [
        ("es", "2026-11-23 18:30", "hoy antes de las 18:30"),
        ("es", "2026-11-24 09:15", "mañana martes a partir de las 9:15"),
        ("es", "2026-11-28 13:05", "el sábado a partir de las 13:05"),
        ("es", "2026-11-30 01:15", "el lunes 30 de noviembre a partir de la 1:15"),
        ("en", "2026-11-23 18:30", "today before 6:30 pm"),
        ("en", "2026-11-24 00:15", "tomorrow, Tuesday, from 12:15 am"),
        ("en", "2026-12-01 12:00", "on Tuesday 1 December from 12:00 pm"),
    ],
)
def test_a_promise_in_words(language: str, at: str, words: str) -> None:
    now = local("2026-11-23 10:00")

    assert promise_words(local(at), now=now, language=language, zone=SANTIAGO) == words


@pytest.mark.parametrize(
    ("now", "promised", "words"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:15", "hoy antes de las 10:15"),
        ("2026-11-22 20:00", "2026-11-23 09:15", "mañana lunes a partir de las 9:15"),
    ],
)
def test_the_closing_text_promises_a_time_of_the_hours(
    model: FakeModel, channel: FakeChannel, now: str, promised: str, words: str
) -> None:
    model.calls(ASKED)
    with time_machine.travel(local(now), tick=False):
        drive.receive(PLEASE)
        drive.settle()

    assert len(channel.sent) == 1
    assert words in channel.sent[0].text
    assert only_conversation().promised_at == local(promised)


def test_a_model_that_says_goodbye_besides_is_not_heard(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.calls(ASKED, ASKED).says("¡Chao, que te vaya bien!")

    drive.receive(PLEASE)
    drive.settle()

    assert len(channel.sent) == 1
    assert "Chao" not in channel.sent[0].text


def test_a_hand_over_interrupted_before_its_commit_closes_once(
    model: FakeModel, channel: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.calls(ASKED).calls(ASKED)
    drive.receive(PLEASE)
    original, failed = committing.turn_commit, [True]

    def dies_once(*args: Any, **kwargs: Any) -> Any:
        if failed.pop() if failed else False:
            raise RuntimeError("the worker died")
        return original(*args, **kwargs)

    monkeypatch.setattr(running, "turn_commit", dies_once)
    turn_run(drive.the_turn().pk)
    Turn.objects.update(due_at="2020-01-01T00:00:00Z")
    drive.settle()

    assert len(channel.sent) == 1
    assert only_conversation().holder == "queue"


def test_without_a_model_the_lead_is_promised_a_time_too(
    model: FakeModel, channel: FakeChannel, monday: Any
) -> None:
    for _try in range(2):
        model.fails(ProviderError(ErrorKind.UNAVAILABLE, "down"))

    drive.receive("Hola")
    drive.settle()

    assert [sent.text.count("10:15") for sent in channel.sent] == [1]
    assert only_conversation().handover_reason == "technical"


def test_the_summary_tells_what_is_wanted_and_what_is_open(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.calls(
        ("update_lead", {"operation": "buy", "areas": ["Ñuñoa"], "beds": 2}),
        ("escalate_to_human", {"reason": "offer", "summary": "Quiere ofertar."}),
    )
    drive.receive("Ofrezco 100 millones por el de Irarrázaval")
    drive.settle()

    lines = only_conversation().handover_summary.splitlines()
    assert lines[0] == "Quiere ofertar."
    assert "Ñuñoa" in lines[1]
    assert lines[-1] == "«Ofrezco 100 millones por el de Irarrázaval»"


@pytest.mark.parametrize(
    ("reply", "is_one"),
    [
        ("Claro, te paso con una persona del equipo.", True),
        ("Un asesor te contactará pronto.", True),
        ("I'm transferring you to a colleague.", True),
        ("Someone from our team will call you.", True),
        ("¿Quieres que te contacte una persona del equipo?", False),
        ("Si quieres te paso con una persona.", False),
        ("Te paso tres opciones con terraza.", False),
        ("The agent will show you the flat.", False),
    ],
)
def test_an_announced_hand_over_is_recognised(reply: str, is_one: bool) -> None:
    assert bool(announced(reply)) is is_one


def test_a_hand_over_that_is_only_announced_is_made(
    model: FakeModel, channel: FakeChannel, monday: Any
) -> None:
    """Instructions made the model announce a transfer that nobody triggered (CW 13178)."""
    model.says("Claro, te paso con una persona del equipo.")

    drive.receive(PLEASE)
    drive.settle()

    assert only_conversation().holder == "queue"
    assert [sent.text.count("hoy antes de las 10:15") for sent in channel.sent] == [1]


def test_a_person_nobody_asked_for_is_not_announced_either(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.says("Un asesor te contactará pronto.").says("¿En qué zona buscas?")

    drive.receive("Busco depto")
    drive.settle()

    assert channel.sent[0].text.endswith("¿En qué zona buscas?")
    assert only_conversation().holder == "sofia"


# --- and back ---------------------------------------------------------------------------------


def handed_over_and_back(person: User, **release: Any) -> Conversation:
    conversation = only_conversation()
    conversation_take(conversation=conversation, user=person)
    person_reply(conversation=conversation, user=person, text="Hola, soy Ana")
    return conversation_release(conversation=conversation, user=person, **release)


def test_giving_back_says_nothing_by_itself(
    model: FakeModel, channel: FakeChannel, person: User
) -> None:
    model.calls(ASKED)
    drive.receive(PLEASE)
    drive.settle()

    handed_over_and_back(person)
    drive.settle()

    assert len(channel.sent) == 2
    assert not Turn.objects.filter(state="pending").exists()


@pytest.mark.parametrize("line", [PLEASE, "¿Puedo hablar con una persona?", "I want a human"])
def test_an_old_wish_for_a_person_does_not_call_the_next_one(
    offline: None, channel: FakeChannel, person: User, line: str
) -> None:
    """After give-back the old line called a person again and again (CW 15068)."""
    drive.receive(PLEASE)
    drive.settle()
    drive.receive(line)
    conversation = only_conversation()
    conversation_take(conversation=conversation, user=person)
    conversation_release(conversation=conversation, user=person)
    drive.settle()
    drive.receive("Busco depto de 2 dormitorios en Ñuñoa")
    drive.settle()

    assert only_conversation().holder == "sofia"
    assert len(channel.sent) == 2


def test_a_question_beside_the_old_wish_is_answered(
    offline: None, channel: FakeChannel, person: User
) -> None:
    drive.receive(PLEASE)
    drive.settle()
    drive.receive("Quiero una persona. Y busco depto de 2 dormitorios en Ñuñoa, ¿tienen?")
    conversation = only_conversation()
    conversation_take(conversation=conversation, user=person)
    conversation_release(conversation=conversation, user=person)
    drive.settle()

    assert only_conversation().holder == "sofia"
    assert len(channel.sent) == 2


def test_an_old_wish_in_a_closed_thread_is_not_heard_in_the_next(
    offline: None, channel: FakeChannel, person: User
) -> None:
    drive.receive(PLEASE)
    drive.settle()
    conversation = only_conversation()
    conversation_close(conversation=conversation, user=person)

    drive.receive("Hola, busco depto en Ñuñoa")
    drive.settle()

    assert only_conversation().holder == "sofia"


def test_a_new_wish_after_give_back_calls_again(
    offline: None, channel: FakeChannel, person: User
) -> None:
    drive.receive(PLEASE)
    drive.settle()
    handed_over_and_back(person)
    drive.receive(PLEASE)
    drive.settle()

    assert only_conversation().holder == "queue"


def test_what_was_agreed_is_told_to_the_model_and_who_wrote_what(
    model: FakeModel, channel: FakeChannel, person: User
) -> None:
    model.calls(ASKED).says("Perfecto")
    drive.receive(PLEASE)
    drive.settle()
    handed_over_and_back(person, agreed="Visita el jueves a las 11 con Ana")
    drive.receive("Gracias")
    drive.settle()

    last = model.prompts[-1]
    assert last.facts["agreed"] == "Visita el jueves a las 11 con Ana"
    assert AssistantText("Hola, soy Ana", by_person=True) in last.items


def test_what_a_person_settled_is_not_asked_again_and_is_written_down(
    offline: None, channel: FakeChannel, person: User, listings: list[str]
) -> None:
    drive.receive("Hola, busco depto para comprar en Ñuñoa, 2 dormitorios")
    drive.settle()
    conversation = only_conversation()
    person_reply(conversation=conversation, user=person, text="Soy Ana. ¿Cuánto quieres gastar?")
    drive.receive("Hasta 120 millones")
    conversation_release(
        conversation=conversation, user=person, agreed="Visita acordada para el jueves 11:00"
    )
    drive.settle()
    drive.receive("Perfecto, gracias. ¿Aceptan mascotas?")
    drive.settle()

    said = " ".join(sent.text for sent in channel.sent[2:])
    for asked in ("Hasta cuánto", "Qué presupuesto", "En qué zona", "una visita", "ir a ver"):
        assert asked not in said
    assert drive.the_lead().profile.budget_max == 120_000_000


def test_a_person_is_called_by_task_and_it_is_done_when_they_come(
    model: FakeModel, channel: FakeChannel, person: User, monday: Any
) -> None:
    model.calls(ASKED)
    drive.receive(PLEASE)
    drive.settle()

    conversation = only_conversation()
    task = Task.objects.get()
    assert (conversation.called_user, task.assignee, conversation.calls) == (person, person, 1)
    assert task.due_at == conversation.promised_at == local("2026-11-23 10:15")
    conversation_take(conversation=conversation, user=person)
    task.refresh_from_db()
    assert task.done_at is not None


def test_without_hours_for_a_year_no_time_is_promised(
    model: FakeModel, channel: FakeChannel, alice: Broker
) -> None:
    Broker.objects.filter(pk=alice.pk).update(
        closed_days=[{"from": "2020-01-01", "to": "2090-01-01", "name": ""}]
    )
    from crm.brokers import current

    current.forget_all()
    model.calls(ASKED)
    drive.receive(PLEASE)
    drive.settle()

    assert channel.sent[0].text.endswith("en cuanto pueda.")
    assert only_conversation().promised_at is None


def test_an_answer_not_yet_sent_still_goes_out_before_the_closing_text(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.says("¿En qué comuna?").calls(ASKED)
    drive.receive("Busco depto")
    turn_run(drive.the_turn().pk)
    drive.receive(PLEASE)
    drive.settle()

    assert len(channel.sent) == 2
    assert channel.sent[0].text.endswith("¿En qué comuna?")
