"""Buttons in a message: shown to the visitor, answered by one press."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from agents.models import Turn
from channels_app.delivery.sending import conversation_deliver
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_queue
from tests.channels_app.sockets import HOST

BUTTONS = {"buttons": [{"id": "buy", "title": "Comprar"}, {"id": "rent", "title": "Arrendar"}]}
ROWS = {"rows": [{"id": "d1", "title": "Lunes", "description": "10:00"}], "button": "Días"}


def say(visitor: Client, **body: Any) -> Any:
    return visitor.post("/chat/messages/", json.dumps(body), content_type="application/json")


def offer(visitor: Client, payload: Mapping[str, Any], kind: str = "buttons") -> str:
    """Sofía asks something that has buttons; the id of her message."""
    say(visitor, text="Hola")
    conversation = Conversation.objects.get()
    message = message_queue(
        conversation=conversation,
        text="¿Qué buscas?",
        author="sofia",
        version=conversation.version,
        kind=kind,
        payload=payload,
    )
    conversation_deliver(conversation.pk)
    return str(message.pk)


def last(visitor: Client) -> dict[str, Any]:
    found: dict[str, Any] = visitor.get("/chat/messages/").json()["messages"][-1]
    return found


@pytest.mark.parametrize(
    ("kind", "payload", "options"),
    [
        ("buttons", BUTTONS, BUTTONS["buttons"]),
        ("list", ROWS, ROWS["rows"]),
        ("buttons", {"buttons": [{"id": "", "title": "x"}, {"id": "y"}, 7, None]}, None),
        ("buttons", {"buttons": "all"}, None),
        ("text", BUTTONS, None),
    ],
)
def test_a_message_brings_its_buttons(
    visitor: Client, kind: str, payload: Mapping[str, Any], options: Any
) -> None:
    offer(visitor, payload, kind)

    assert last(visitor).get("buttons") == options


def test_a_press_is_a_message_that_names_what_was_chosen(visitor: Client) -> None:
    asked = offer(visitor, BUTTONS)

    answer = say(visitor, text="something else", choice="rent", of=asked, message_id="m-1")

    message = Message.objects.filter(direction="in").latest("id")
    assert answer.status_code == 201
    assert answer.json()["text"] == message.text == "Arrendar"
    assert message.kind == "choice"
    assert message.payload["choice"] == "rent"
    assert Turn.objects.filter(state=Turn.State.PENDING).exists()


def test_a_press_that_comes_twice_is_one(visitor: Client) -> None:
    asked = offer(visitor, BUTTONS)

    for _ in range(3):
        say(visitor, choice="rent", of=asked, message_id="m-1")

    assert Message.objects.filter(kind="choice").count() == 1


@pytest.mark.parametrize("choice", ["sell", "'; --", "x" * 5000])
def test_only_what_was_offered_can_be_chosen(visitor: Client, choice: str) -> None:
    asked = offer(visitor, BUTTONS)

    assert say(visitor, text="x", choice=choice, of=asked).status_code == 400
    assert say(visitor, text="x", choice="rent", of="").status_code == 400
    assert not Message.objects.filter(kind="choice").exists()


def test_nobody_presses_the_buttons_of_another_visitor(visitor: Client) -> None:
    asked = offer(visitor, BUTTONS)

    answer = say(Client(headers={"host": HOST}), text="x", choice="rent", of=asked)

    assert answer.status_code == 400
    assert Conversation.objects.count() == 1


def test_what_a_visitor_writes_offers_nothing(visitor: Client) -> None:
    say(visitor, text="Hola", buttons=BUTTONS["buttons"], kind="buttons")

    assert "buttons" not in last(visitor)
