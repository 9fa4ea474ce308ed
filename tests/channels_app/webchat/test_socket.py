"""A visitor's open chat page."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.test import Client as Browser

from agents.models import Turn
from agents.turns.run import turn_run
from agents.turns.signals import turn_progress
from channels_app.delivery.sending import conversation_deliver
from channels_app.live.threads import in_broker
from channels_app.webchat.services import chat_post
from channels_app.webchat.sessions import COOKIE, session_new, session_token
from channels_app.webchat.socket import ChatPage
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation
from crm.conversations.services import conversation_take, person_reply
from crm.core import rates
from tests.channels_app.sockets import HOST, OTHER_HOST, Client, play


@pytest.fixture
def cookie(broker: Broker) -> str:
    """A visitor's cookie, as the page gave it."""
    rates.forget_all()
    browser = Browser(headers={"host": HOST})
    browser.get("/chat/")
    return f"{COOKIE}={browser.cookies[COOKIE].value}"


def _key(cookie: str) -> str:
    return cookie.partition("=")[2].rpartition(":")[0]


def _answer() -> None:
    """Sofía answers, and the answer is delivered."""
    conversation = Conversation.objects.get()
    Turn.objects.update(due_at=conversation.created_at)
    turn_run(Turn.objects.get().pk)
    conversation_deliver(conversation.pk)


def test_an_answer_appears_at_once(cookie: str) -> None:
    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=cookie) as page:
            await page.say({"type": "message", "text": "Hola 👋", "message_id": "m-1"})
            first = [await page.json(), await page.json()]
            await in_broker("t_alice", _answer)
            frames = [await page.json()]
            while frames[-1]["type"] != "message":
                frames.append(await page.json())

        by_type = {frame["type"]: frame for frame in first}
        assert by_type["message"]["text"] == "Hola 👋"
        assert by_type["received"]["id"] == by_type["message"]["id"]
        assert by_type["received"]["message_id"] == "m-1"
        assert frames[-1]["author"] == "sofia"
        assert frames[0]["type"] == "typing"

    play(scenario)


def test_history_comes_on_connecting(cookie: str) -> None:
    for number in range(60):
        chat_post(session=_key(cookie), text=f"m {number}")

    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=cookie) as page:
            texts = [(await page.json())["text"] for _ in range(50)]
            assert texts == [f"m {number}" for number in range(10, 60)]
            assert await page.silent()

    play(scenario)


def test_a_person_appears_with_their_first_name(cookie: str, ana: User) -> None:
    chat_post(session=_key(cookie), text="Hola")

    def reply() -> None:
        conversation = Conversation.objects.get()
        person_reply(conversation=conversation, user=ana, text="Hola, soy Ana")
        conversation_deliver(conversation.pk)

    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=cookie) as page:
            await page.json()
            await in_broker("t_alice", reply)
            state, frame = await page.json(), await page.json()

        assert (state["holder"], state["text"]) == ("person", "Ana está contigo ahora.")
        assert (frame["author"], frame["name"]) == ("person", "Ana")

    play(scenario)


def test_what_tools_did_is_not_told(cookie: str) -> None:
    chat_post(session=_key(cookie), text="Hola")

    def progress() -> None:
        conversation = Conversation.objects.get()
        for kind, data in [
            ("tool", {"name": "score_lead", "ok": True}),
            ("token", {"text": "Ho"}),
            ("done", {"outcome": "replied"}),
        ]:
            turn_progress.send(sender=Turn, conversation=conversation, kind=kind, data=data)

    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=cookie) as page:
            await page.json()
            await in_broker("t_alice", progress)
            assert await page.json() == {"type": "token", "text": "Ho"}
            assert (await page.json()) == {"type": "done"}

    play(scenario)


def test_another_visitor_hears_nothing(cookie: str) -> None:
    other = Browser(headers={"host": HOST})
    other.get("/chat/")
    theirs = f"{COOKIE}={other.cookies[COOKIE].value}"

    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=theirs) as page:
            await in_broker("t_alice", chat_post, session=_key(cookie), text="a secret")
            assert await page.silent(0.5)

    play(scenario)


@pytest.mark.parametrize("forged", ["", f"{COOKIE}=x", f"{COOKIE}={'a' * 43}:forged"])
def test_no_session_no_socket(broker: Broker, forged: str) -> None:
    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=forged) as page:
            assert await page.closed() == 4401

    play(scenario)


def test_a_cookie_counts_at_its_own_broker_only(cookie: str) -> None:
    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=cookie, host=OTHER_HOST) as page:
            assert await page.closed() == 4401

    play(scenario)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "invalid"), ("x" * 4097, "too_large"), (7, "invalid"), (None, "invalid")],
)
def test_what_cannot_be_said_is_answered_in_words(cookie: str, text: Any, code: str) -> None:
    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=cookie) as page:
            await page.say({"type": "message", "text": text, "message_id": "m-1"})
            answer = await page.json()

        assert (answer["type"], answer["code"]) == ("error", code)
        assert answer["message_id"] == "m-1"
        assert answer["message"]

    play(scenario)


def test_too_many_messages_are_put_off(cookie: str, settings: Any) -> None:
    settings.RATE_WEBCHAT = (2, 60)

    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=cookie) as page:
            for number in range(3):
                await page.say({"type": "message", "text": f"m {number}"})
            frames = [await page.json() for _ in range(5)]

        refused = [frame for frame in frames if frame["type"] == "error"]
        assert [frame["code"] for frame in refused] == ["rate_limited"]
        assert refused[0]["retry_after"] >= 1

    play(scenario)


def test_two_open_pages_show_the_same(cookie: str) -> None:
    async def scenario() -> None:
        async with (
            Client("/ws/chat/", cookie=cookie) as one,
            Client("/ws/chat/", cookie=cookie) as two,
        ):
            await asyncio.sleep(0.1)
            await one.say({"type": "message", "text": "Hola"})
            assert (await two.json())["text"] == "Hola"

    play(scenario)


def test_a_frame_says_who_it_is_and_cookies_do_not_count(cookie: str) -> None:
    mine = session_new()
    chat_post(session=mine, text="de mi marco")
    chat_post(session=_key(cookie), text="de la página")
    token = session_token(mine, schema="t_alice")

    async def scenario() -> None:
        async with Client("/ws/chat/", query="embed=1", cookie=cookie) as page:
            assert await page.silent()
            await page.say({"type": "hello", "token": token})
            assert (await page.json())["text"] == "de mi marco"
            assert await page.silent()

    play(scenario)


@pytest.mark.parametrize(
    "first",
    [
        {"type": "hello", "token": "made-up"},
        {"type": "hello", "token": 7},
        {"type": "hello"},
        {"type": "message", "text": "Hola", "message_id": "1"},
        {"type": "ping"},
    ],
)
def test_a_frame_that_does_not_say_who_it_is_is_closed(cookie: str, first: Any) -> None:
    async def scenario() -> None:
        async with Client("/ws/chat/", query="embed=1", cookie=cookie) as page:
            await page.say(first)
            assert await page.closed() == 4401

    play(scenario)
    assert not Conversation.objects.exists()


def test_a_frame_that_says_nothing_is_closed(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChatPage, "hello_seconds", 0.05)

    async def scenario() -> None:
        async with Client("/ws/chat/", query="embed=1") as page:
            assert await page.closed() == 4401

    play(scenario)


def test_another_brokers_token_is_no_session(broker: Broker) -> None:
    token = session_token(session_new(), schema="t_charlie")

    async def scenario() -> None:
        async with Client("/ws/chat/", query="embed=1") as page:
            await page.say({"type": "hello", "token": token})
            assert await page.closed() == 4401

    play(scenario)


@pytest.mark.parametrize(("language", "text"), [("es", "contigo"), ("en-GB", "with you")])
def test_who_answers_is_said_in_the_visitors_language(
    cookie: str, ana: User, language: str, text: str
) -> None:
    chat_post(session=_key(cookie), text="Hola")
    conversation_take(conversation=Conversation.objects.get(), user=ana)

    async def scenario() -> None:
        async with Client("/ws/chat/", query=f"language={language}", cookie=cookie) as page:
            await page.json()
            assert text in (await page.json())["text"]

    play(scenario)


def test_beginning_anew_is_told_to_the_other_pages(cookie: str) -> None:
    browser = Browser(headers={"host": HOST})
    browser.cookies[COOKIE] = cookie.partition("=")[2]

    async def scenario() -> None:
        async with Client("/ws/chat/", cookie=cookie) as page:
            await page.ready()
            await asyncio.to_thread(browser.post, "/chat/forget/")
            assert await page.json() == {"type": "forgotten"}

    play(scenario)
