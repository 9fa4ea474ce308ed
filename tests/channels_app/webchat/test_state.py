"""Who answers, as the visitor is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.brokers.services import broker_update
from crm.conversations.models import Conversation
from crm.conversations.services import conversation_release, conversation_take

NOW = datetime(2026, 3, 31, 15, 0, tzinfo=UTC)  # noon in Santiago
LATER = datetime(2026, 3, 31, 21, 30, tzinfo=UTC)
TOMORROW = datetime(2026, 4, 1, 13, 0, tzinfo=UTC)


@pytest.fixture
def ana(visitor: Client) -> User:
    """An agent, while somebody is writing."""
    visitor.post("/chat/messages/", {"text": "Hola"})
    return User.objects.create(email="ana@alice.test", name="Ana Pérez", role=User.Role.AGENT)


def waiting(**facts: Any) -> None:
    Conversation.objects.update(holder="queue", **facts)


def state(visitor: Client, language: str = "en") -> Any:
    return visitor.get("/chat/messages/", {"language": language}).json()["state"]


def test_nothing_is_said_while_sofia_answers(visitor: Client, ana: User) -> None:
    assert state(visitor) == {"type": "state", "holder": "sofia", "text": ""}


def test_nothing_is_known_of_a_stranger(visitor: Client) -> None:
    assert state(visitor) == {"type": "state", "holder": "sofia", "text": ""}


def test_a_person_who_took_over_is_named(visitor: Client, ana: User) -> None:
    conversation = Conversation.objects.get()
    conversation_take(conversation=conversation, user=ana)

    assert state(visitor)["text"] == "Ana is with you now."
    assert "Ana está contigo" in visitor.get("/chat/", {"language": "es"}).content.decode()

    conversation_release(conversation=conversation, user=ana)
    assert state(visitor)["text"] == ""


@pytest.mark.parametrize(
    ("promised", "language", "text"),
    [
        (LATER, "en", "Ana will answer you here, today before 18:30."),
        (LATER, "es", "Ana te responde aquí, hoy antes de las 18:30."),
        (TOMORROW, "en", "Ana will answer you here, tomorrow before 10:00."),
        (None, "en", "Ana will answer you here."),
    ],
)
def test_who_waits_knows_for_whom_and_until_when(
    visitor: Client, alice: Broker, ana: User, promised: datetime | None, language: str, text: str
) -> None:
    broker_update(broker=alice, changes={"timezone": "America/Santiago"})
    waiting(called_user=ana, promised_at=promised)

    with time_machine.travel(NOW, tick=False):
        assert state(visitor, language)["text"] == text


def test_a_promise_that_has_passed_is_not_repeated(visitor: Client, ana: User) -> None:
    waiting(called_user=ana, promised_at=NOW)

    with time_machine.travel(LATER, tick=False):
        assert state(visitor)["text"] == "Ana will answer you here."


def test_who_waits_for_nobody_yet_waits_for_the_broker(
    visitor: Client, alice: Broker, ana: User
) -> None:
    waiting(promised_at=None)

    assert state(visitor)["text"] == f"A person of {alice.name} will answer you here."
