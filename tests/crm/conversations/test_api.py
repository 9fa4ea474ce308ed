"""Conversations over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import User
from crm.conversations.models import Message
from crm.core.actors import SYSTEM
from crm.leads.services import lead_create
from tests.api.cast import Scene, conversation
from tests.api.client import Api, error_of


def path(scene: Scene, rest: str = "") -> str:
    return f"conversations/{scene.conversation.pk}{rest}"


def test_a_conversation_says_who_holds_it_and_what_was_said_last(as_bob: Api, bobs: Scene) -> None:
    row = as_bob.get(path(bobs)).json()

    assert (row["holder"], row["holder_user"], row["version"]) == ("sofia", None, 1)
    assert (row["channel"], row["unread"]) == ("whatsapp", 1)
    assert row["last_message"]["text"] == "Busco depto en Ñuñoa"
    assert row["lead_id"] == str(bobs.lead.pk)


def test_a_list_costs_the_same_however_long_it_is(as_admin: Api, bobs: Scene) -> None:
    as_admin.get("conversations")
    with CaptureQueriesContext(connection) as before:
        as_admin.get("conversations")
    for number in range(6):
        conversation(lead_create(actor=SYSTEM, phone=f"+5698765010{number}"))

    with CaptureQueriesContext(connection) as after:
        assert as_admin.get("conversations").json()["count"] == 7

    # Who calls, how many, the page.
    assert len(before) == len(after) == 3


def test_lists_are_narrowed(as_bob: Api, as_luz: Api, bobs: Scene) -> None:
    other = lead_create(actor=SYSTEM, name="Otra", phone="+56987650200")
    conversation(other)

    assert as_bob.get("conversations").json()["count"] == 2
    assert as_luz.get("conversations").json()["count"] == 1
    assert as_bob.get("conversations", lead=str(bobs.lead.pk)).json()["count"] == 1
    assert as_bob.get("conversations", holder="me").json()["count"] == 0
    assert as_bob.get("conversations", q="pedro").json()["count"] == 1
    assert as_bob.get(f"leads/{other.pk}/conversations").json()["count"] == 1
    assert as_luz.get("conversations", lead=str(bobs.lead.pk)).status_code == 404


def test_a_reply_takes_the_conversation(as_bob: Api, bobs: Scene, bob: User) -> None:
    answer = as_bob.post(path(bobs, "/messages"), {"text": "Hola Pedro, soy Bob", "version": 1})

    message = answer.json()
    row = as_bob.get(path(bobs)).json()
    assert answer.status_code == 201
    assert (message["direction"], message["author"], message["status"]) == (
        "out",
        "person",
        "queued",
    )
    assert message["author_name"] == "Bob"
    assert (row["holder"], row["holder_user"]["id"], row["version"]) == ("person", str(bob.pk), 2)


def test_a_reply_to_a_conversation_that_moved_is_refused(
    as_bob: Api, as_admin: Api, bobs: Scene
) -> None:
    as_admin.post(path(bobs, "/takeover"))

    answer = as_bob.post(path(bobs, "/messages"), {"text": "Hola", "version": 1})

    assert answer.status_code == 409
    assert error_of(answer)["code"] == "conversation_moved"


def test_a_reply_with_its_key_is_sent_once(as_bob: Api, bobs: Scene) -> None:
    for _attempt in range(2):
        answer = as_bob.post(path(bobs, "/messages"), {"text": "Hola"}, idempotency_key="k1")
        assert answer.status_code == 201

    assert Message.objects.filter(direction="out", text="Hola").count() == 1


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 400, "text"),
        ({"text": " \n"}, 400, "text"),
        ({"text": "a\x00b"}, 400, "text"),
        ({"text": "x" * 4097}, 413, "text"),
        ({"text": "hola", "version": "two"}, 400, "version"),
        ({"text": "hola", "version": 2**40}, 400, "version"),
        ({"text": "hola", "author": "sofia"}, 400, "author"),
    ],
)
def test_a_reply_that_cannot_be_is_refused_by_name(
    as_bob: Api, bobs: Scene, body: Any, status: int, field: str
) -> None:
    answer = as_bob.post(path(bobs, "/messages"), body)

    assert answer.status_code == status
    assert list(error_of(answer)["fields"]) == [field]
    assert list(Message.objects.filter(direction="out")) == [bobs.message]


def test_a_message_of_any_script_survives_the_round_trip(as_bob: Api, bobs: Scene) -> None:
    text = "Ñandú 👩‍👩‍👧 مرحبا\nsegunda línea " + "x" * 4000

    as_bob.post(path(bobs, "/messages"), {"text": text})

    assert as_bob.get(path(bobs, "/messages")).json()["results"][-1]["text"] == text


def test_messages_go_on_from_the_oldest_seen(as_bob: Api, bobs: Scene) -> None:
    for number in range(4):
        as_bob.post(path(bobs, "/messages"), {"text": f"Mensaje {number}"})

    bobs.message.delete()
    newest = as_bob.get(path(bobs, "/messages"), limit=3).json()
    older = as_bob.get(newest["next"].partition("/api/v1/")[2]).json()

    assert newest["count"] == 5
    assert [row["text"] for row in newest["results"]] == ["Mensaje 1", "Mensaje 2", "Mensaje 3"]
    assert [row["text"] for row in older["results"]] == ["Busco depto en Ñuñoa", "Mensaje 0"]
    assert older["next"] is None


def test_a_conversation_is_taken_given_back_and_closed(as_bob: Api, bobs: Scene) -> None:
    taken = as_bob.post(path(bobs, "/takeover"), {"version": 1}).json()
    back = as_bob.post(path(bobs, "/release")).json()
    closed = as_bob.post(path(bobs, "/close")).json()
    late = as_bob.post(path(bobs, "/messages"), {"text": "Hola"})

    assert [row["holder"] for row in (taken, back, closed)] == ["person", "sofia", "closed"]
    assert [row["version"] for row in (taken, back, closed)] == [2, 3, 4]
    assert (late.status_code, error_of(late)["code"]) == (409, "conversation_closed")


def test_giving_back_says_what_was_agreed(as_bob: Api, bobs: Scene) -> None:
    as_bob.post(path(bobs, "/takeover"))
    back = as_bob.post(path(bobs, "/release"), {"agreed": "Visita el jueves a las 11"}).json()

    assert (back["holder"], back["agreed"]) == ("sofia", "Visita el jueves a las 11")
    long = as_bob.post(path(bobs, "/release"), {"agreed": "x" * 2001})
    assert (long.status_code, list(error_of(long)["fields"])) == (400, ["agreed"])
