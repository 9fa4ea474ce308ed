"""Nobody is left to think that Sofía is a person."""

from __future__ import annotations

from typing import Any

import pytest

from crm.brokers.models import Broker
from crm.brokers.services import broker_update
from tests.drive import receive, replies, settle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stage(number: Any, channel: Any, window_off: None) -> None:
    """One number, and no waiting."""


def test_the_first_message_says_that_a_machine_speaks(model: Any) -> None:
    model.says("¿En qué comuna buscas?")
    receive("Hola")
    settle()

    assert "(IA)" in replies()[0]
    assert replies()[0].endswith("¿En qué comuna buscas?")


def test_it_is_said_in_the_brokers_own_words(model: Any, alice: Broker) -> None:
    broker_update(broker=alice, changes={"disclosure": "Habla un robot."})
    model.says("¿En qué comuna buscas?")
    receive("Hola")
    settle()

    assert replies() == ["Habla un robot. ¿En qué comuna buscas?"]


def test_it_is_said_once(model: Any, alice: Broker) -> None:
    broker_update(broker=alice, changes={"disclosure": "Habla un robot."})
    model.says("Habla un robot. ¿En qué comuna buscas?").says("Claro.")
    receive("Hola")
    settle()
    receive("En Ñuñoa")
    settle()

    assert replies() == ["Habla un robot. ¿En qué comuna buscas?", "Claro."]


def test_a_first_message_that_hands_over_says_it_too(model: Any) -> None:
    model.calls(("escalate_to_human", {"reason": "asked_for_person", "summary": "Quiere hablar"}))
    receive("Quiero hablar con una persona")
    settle()

    assert len(replies()) == 1
    assert "(IA)" in replies()[0]
