"""Who needs a person gets one, whatever the model says; who does not is left to Sofía."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from agents.models import AgentRun
from agents.nlu.misunderstood import is_repeated, says_misunderstood
from agents.nlu.mood import Urgency, sentiment_of, urgency_of
from crm.brokers import current
from crm.brokers.models import Broker
from crm.conversations.models import Conversation
from tests import drive
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.usefixtures("number")


def set_limits(broker: Broker, **changes: Any) -> None:
    Broker.objects.filter(pk=broker.pk).update(**changes)
    current.forget_all()


def held_after(model: FakeModel, *texts: str) -> Conversation:
    """The conversation after these messages, each answered by a model that never hands over."""
    for number, text in enumerate(texts):
        model.says(f"Claro, dime más ({number}).")
        drive.receive(text)
        drive.settle()
    return Conversation.objects.get()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Quiero hablar con una persona", "asked_for_person"),
        ("I want to talk to a human", "asked_for_person"),
        ("Esto es una vergüenza, voy a reclamar", "complaint"),
        ("Your service is the worst, this is unacceptable", "complaint"),
        ("Hay olor a gas en mi depto", "danger"),
        ("There is a gas leak in my flat", "danger"),
        ("Es una emergencia, por favor", "urgent"),
        ("This is an emergency, please", "urgent"),
        ("Estoy decepcionada, molesta y frustrada, muy mala cosa", "upset"),
        ("I am disappointed, upset and frustrated, an awful thing", "upset"),
    ],
)
def test_the_words_of_the_lead_call_a_person(
    model: FakeModel, channel: FakeChannel, text: str, reason: str
) -> None:
    conversation = held_after(model, text)

    assert (conversation.holder, conversation.handover_reason) == ("queue", reason)
    assert conversation.handover_summary
    assert len(channel.sent) == 1
    assert "Claro, dime" not in channel.sent[0].text


@pytest.mark.parametrize(
    "text",
    [
        "Necesito arrendar urgente, me tengo que mudar la otra semana",
        "I need a flat asap, we move next week",
        "Esa casa no me gusta, la encuentro fea",
        "I don't like that one, the kitchen is bad",
        "¿El edificio tiene escalera de emergencia?",
        "Does it have an emergency exit?",
        "No hay problema, gracias",
    ],
)
def test_a_plain_wish_calls_nobody(model: FakeModel, channel: FakeChannel, text: str) -> None:
    assert held_after(model, text).holder == "sofia"


@pytest.mark.parametrize(
    "texts",
    [
        ("Busco en Ñuñoa", "Eso no es lo que te pregunté", "Te lo repito: con terraza"),
        ("Flats in Ñuñoa?", "That's not what I asked", "I already told you: two bedrooms"),
        (
            "¿Cuánto son los gastos comunes del edificio?",
            "¿Cuánto son los gastos comunes del edificio?",
            "¿¿Cuánto son los gastos comunes del edificio??",
        ),
    ],
)
def test_two_misunderstandings_in_a_row_call_a_person(
    model: FakeModel, channel: FakeChannel, texts: tuple[str, ...]
) -> None:
    conversation = held_after(model, *texts)

    assert conversation.handover_reason == "misunderstood"
    assert len(model.prompts) == 2


def test_one_misunderstanding_and_then_an_answer_call_nobody(
    model: FakeModel, channel: FakeChannel
) -> None:
    texts = ("Busco en Ñuñoa", "Eso no es lo que te pregunté", "Sí, ese", "Ya te lo dije")

    assert held_after(model, *texts).holder == "sofia"


def test_a_budget_above_the_brokers_limit_calls_a_person_once(
    model: FakeModel, channel: FakeChannel, alice: Broker
) -> None:
    set_limits(alice, handover_value=Decimal(500_000_000), currency="CLP")
    model.calls(("update_lead", {"budget_max": 600_000_000, "currency": "CLP"}))
    conversation = held_after(model, "Mi presupuesto es 600 millones")
    assert conversation.handover_reason == "high_value"

    Conversation.objects.update(holder="sofia")
    assert held_after(model, "¿Qué tienes en Vitacura?").holder == "sofia"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"handover_sentiment": None}, "Estoy decepcionada, molesta y frustrada, muy mala cosa"),
        ({"handover_when_urgent": True}, "Necesito arrendar urgente"),
    ],
)
def test_brokers_set_their_own_limits(
    model: FakeModel, channel: FakeChannel, alice: Broker, changes: dict[str, Any], text: str
) -> None:
    set_limits(alice, **changes)

    holder = held_after(model, text).holder

    assert holder == ("queue" if "handover_when_urgent" in changes else "sofia")


def test_a_limit_reached_without_an_answer_tells_the_person_so(
    model: FakeModel, channel: FakeChannel
) -> None:
    for _time in range(3):
        model.calls(("search_knowledge", {"query": "gastos comunes"}))
    model.says("")
    drive.receive("¿gastos comunes?")
    drive.settle()

    conversation = Conversation.objects.get()
    assert conversation.handover_reason == "technical"
    assert AgentRun.objects.get().stopped == "repetition"


@pytest.mark.parametrize(
    ("text", "at_most", "at_least"),
    [
        ("Gracias, excelente servicio", 1, 0.3),
        ("Pésimo servicio, nunca responden", -0.6, -1),
        ("Thank you, lovely!", 1, 0.3),
        ("This is terrible, I hate it", -0.6, -1),
        ("Busco depto de 2 dormitorios", 0, 0),
        ("No me gusta", 0, -1),
    ],
)
def test_sentiment(text: str, at_most: float, at_least: float) -> None:
    assert at_least <= sentiment_of(text) <= at_most


def test_urgency_and_misunderstanding_are_read() -> None:
    assert urgency_of("Lo necesito lo antes posible") is Urgency.HIGH
    assert urgency_of("No hay apuro, no urge") is Urgency.NORMAL
    assert says_misunderstood("I already told you: two bedrooms")
    assert not says_misunderstood("No entiendo mucho de créditos, ¿me explicas?")
    assert is_repeated(
        "¿Aceptan mascotas grandes en el edificio?", "aceptan mascotas grandes, el edificio"
    )
