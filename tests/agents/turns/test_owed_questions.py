"""What Sofía says will be asked is asked: a person gets it as a task."""

from __future__ import annotations

from typing import Any

import pytest

from agents.models import AgentStep
from crm.leads.models import Task
from tests import drive
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel


@pytest.fixture(autouse=True)
def _stage(number: Any, model: FakeModel, channel: FakeChannel, window_off: None) -> None:
    """One office, its number and its model."""


@pytest.mark.parametrize(
    "reply",
    [
        "No tengo ese dato, lo consulto con el equipo. ¿Para cuándo lo necesitas?",
        "I'm not sure about that; I'll check with a colleague. When would you like to move?",
        "Eso no lo sé: le voy a preguntar al propietario.",
    ],
)
def test_a_question_she_will_ask_is_said_and_becomes_a_task(
    reply: str, model: FakeModel, channel: FakeChannel
) -> None:
    model.says(reply)

    drive.receive(
        "¿Se puede fumar en la terraza?" if "I'm" not in reply else "Can one smoke there?"
    )
    drive.settle()

    assert channel.said == [reply]
    task = Task.objects.get()
    assert "¿Se puede fumar" in task.title or "Can one smoke" in task.title
    assert task.due_at is not None
    assert not AgentStep.objects.filter(kind=AgentStep.Kind.CHECK, is_error=True).exists()


def test_the_same_question_is_one_task(model: FakeModel) -> None:
    for _time in range(2):
        model.says("No tengo ese dato, lo consulto con el equipo.")
        drive.receive("¿Se puede fumar en la terraza?")
        drive.settle()

    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    "reply",
    [
        "Ya lo consulté con el propietario y está de acuerdo.",
        "Voy a negociar la rebaja con el propietario.",
        "Lo consulto con el equipo y te confirmo mañana a las 10.",
    ],
)
def test_what_nobody_may_owe_is_not_said(
    reply: str, model: FakeModel, channel: FakeChannel
) -> None:
    model.says(reply).says("No tengo ese dato. ¿Quieres que lo vea una persona?")

    drive.receive("¿Se puede bajar el precio?")
    drive.settle()

    assert channel.said == ["No tengo ese dato. ¿Quieres que lo vea una persona?"]
    assert not Task.objects.exists()
