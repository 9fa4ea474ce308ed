"""The chat in a frame on another site: no cookies, a token, and only where the broker wants it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from channels_app.models import InboundEvent
from channels_app.webchat.sessions import (
    COOKIE,
    HEADER,
    peer_of,
    session_new,
    session_of_token,
    session_token,
)
from crm.brokers.models import Broker
from crm.brokers.services import broker_update
from crm.conversations.models import Conversation, Message
from tests.channels_app.sockets import HOST
from tests.isolation.test_browser_rules import policy

FRAME = "/chat/?embed=1&origin=https://www.example.com"


@pytest.fixture
def frame(alice: Broker) -> Client:
    """A browser that blocks cookies, and checks of forms as strict as in earnest."""
    return Client(enforce_csrf_checks=True, headers={"host": HOST})


def token_of(page: Any) -> str:
    """The fresh token in a framed page."""
    return str(page.context["token"])


def say(frame: Client, token: str, **body: Any) -> Any:
    frame.cookies.clear()
    return frame.post(
        "/chat/messages/",
        json.dumps({"text": "Hola", **body}),
        content_type="application/json",
        headers={HEADER: token},
    )


def read(frame: Client, token: str) -> list[str]:
    frame.cookies.clear()
    answer = frame.get("/chat/messages/", headers={HEADER: token})
    return [message["text"] for message in answer.json()["messages"]]


def test_a_frame_gets_a_token_and_no_cookies(frame: Client) -> None:
    page = frame.get(FRAME)

    assert session_of_token(token_of(page), schema="t_alice")
    assert not page.cookies
    assert f'data-token="{token_of(page)}"' in page.content.decode()


def test_the_page_itself_shows_no_token(frame: Client) -> None:
    page = frame.get("/chat/").content.decode()

    assert "data-token" not in page
    assert "csrfmiddlewaretoken" in page


def test_a_visitor_without_cookies_writes_and_comes_back(frame: Client) -> None:
    token = token_of(frame.get(FRAME))

    first = say(frame, token, text="uno")
    second = say(frame, token, text="dos")

    assert (first.status_code, second.status_code) == (201, 201)
    assert not first.cookies
    assert read(frame, token) == ["uno", "dos"]
    assert Conversation.objects.get().peer == peer_of(session_of_token(token, schema="t_alice"))


def test_a_token_counts_and_the_cookie_beside_it_does_not(frame: Client) -> None:
    mine, other = session_new(), session_new()
    frame.cookies[COOKIE] = session_token(other, schema="t_alice")

    answer = frame.post(
        "/chat/messages/",
        json.dumps({"text": "Hola"}),
        content_type="application/json",
        headers={HEADER: session_token(mine, schema="t_alice")},
    )

    assert answer.status_code == 201
    assert Conversation.objects.get().peer == peer_of(mine)


@pytest.mark.parametrize("token", ["", "made-up", "x" * 5000, "A" * 43])
def test_a_token_that_is_not_ours_is_told_so(frame: Client, token: str) -> None:
    for answer in (
        say(frame, token),
        frame.get("/chat/messages/", headers={HEADER: token}),
        frame.post("/chat/forget/", headers={HEADER: token, "accept": "application/json"}),
    ):
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "unknown_session"
    assert not InboundEvent.objects.exists()


def test_another_brokers_token_opens_nothing(frame: Client) -> None:
    token = token_of(frame.get(FRAME))
    say(frame, token, text="secreto")

    answer = Client(headers={"host": "t-charlie.localhost"}).get(
        "/chat/messages/", headers={HEADER: token}
    )

    assert answer.status_code == 401


def test_the_same_message_sent_again_is_one(frame: Client) -> None:
    token = token_of(frame.get(FRAME))

    answers = [say(frame, token, message_id="m-1").json() for _ in range(5)]

    assert len({answer["id"] for answer in answers}) == 1
    assert {answer["message_id"] for answer in answers} == {"m-1"}
    assert Message.objects.count() == 1


def test_who_begins_anew_has_another_conversation(frame: Client) -> None:
    token = token_of(frame.get(FRAME))
    say(frame, token, text="uno")

    answer = frame.post(
        "/chat/forget/", headers={HEADER: token, "accept": "application/json"}
    ).json()
    say(frame, answer["token"], text="dos")

    assert read(frame, answer["token"]) == ["dos"]
    assert Conversation.objects.count() == 2


def test_beginning_anew_on_the_page_takes_the_cookie_away(visitor: Client) -> None:
    visitor.get("/chat/")
    visitor.post("/chat/messages/", {"text": "uno"})

    answer = visitor.post("/chat/forget/")

    assert (answer.status_code, answer["Location"]) == (302, "/chat/")
    assert visitor.cookies[COOKIE].value == ""
    assert b"uno" not in visitor.get("/chat/").content


def test_beginning_anew_wants_the_form_of_the_page(frame: Client) -> None:
    frame.get("/chat/")

    assert frame.post("/chat/forget/").status_code == 403
    assert frame.get("/chat/forget/").status_code == 405


def test_any_site_embeds_the_chat_until_the_broker_names_some(frame: Client, alice: Broker) -> None:
    assert policy(frame.get(FRAME))["frame-ancestors"] == "*"

    broker_update(
        broker=alice, changes={"chat_origins": ["https://www.example.com/", "https://*.alice.cl"]}
    )

    rules = policy(frame.get(FRAME))
    assert rules["frame-ancestors"] == "https://www.example.com https://*.alice.cl"
    assert rules["default-src"] == "'self'"


@pytest.mark.parametrize("path", ["/chat/", "/chat/?embed=0", "/chat/?embed", "/chat/messages/"])
def test_what_knows_cookies_is_framed_by_nobody(frame: Client, path: str) -> None:
    assert policy(frame.get(path))["frame-ancestors"] == "'none'"
