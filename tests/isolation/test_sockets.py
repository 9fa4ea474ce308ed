"""Who may open which socket, and what an agent hears there of others' leads: nothing."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.test import Client as Browser
from django.utils import timezone

from channels_app.live.threads import in_broker
from channels_app.routing import websocket_urlpatterns
from channels_app.webchat.sessions import COOKIE
from crm.accounts.models import User
from crm.accounts.tokens import tokens_for
from crm.brokers.models import Broker
from crm.brokers.services import broker_resume, broker_suspend
from crm.conversations.services import conversation_escalate, message_receive
from crm.core import live
from crm.core.actors import SYSTEM
from crm.leads.services import lead_create, note_add, task_add
from tests.api.cast import conversation
from tests.channels_app.sockets import (
    HOST,
    OTHER_HOST,
    Client,
    ana,
    boss,
    broker,
    luis,
    session_cookie,
)
from tests.channels_app.sockets import play as played

__all__ = ["ana", "boss", "broker", "luis"]

#: A path for each address there is; a new one has to be named here to be tested with the others.
PATHS: Final = {
    r"^ws/live/?$": "/ws/live/",
    r"^ws/chat/?$": "/ws/chat/",
    r"^ws/(?P<broker>[A-Za-z0-9_-]{1,64})/(?P<user>[0-9a-fA-F-]{36})/?$": "/ws/t_alice/{user}",
}
every_socket = pytest.mark.parametrize("path", PATHS.values())


def cookies(user: User) -> str:
    """Everything a browser of Alice's might carry: a session, and a visitor's key."""
    visitor = Browser(headers={"host": HOST})
    visitor.get("/chat/")
    return f"{session_cookie(user)}; {COOKIE}={visitor.cookies[COOKIE].value}"


def test_every_address_is_tested_here() -> None:
    assert {str(each.pattern) for each in websocket_urlpatterns} == set(PATHS)


ORIGINS: Final = [
    "t-charlie.localhost",
    "evil.test",
    "localhost",
    f"{HOST}.evil.test",
    "[",
    "a@[::1",
]
HOSTS: Final = ["localhost", "nobody.localhost", "127.0.0.1", "[::1]", "", "\xff", "["]


@every_socket
def test_a_page_of_another_origin_is_refused_at_the_handshake(boss: User, path: str) -> None:
    cookie = cookies(boss)

    async def scenario() -> None:
        for origin in ORIGINS:
            async with Client(path.format(user=boss.pk), cookie=cookie, origin=origin) as page:
                assert not page.accepted, origin

    played(scenario)


@every_socket
def test_a_host_of_no_broker_is_refused_at_the_handshake(boss: User, path: str) -> None:
    cookie = cookies(boss)

    async def scenario() -> None:
        for host in HOSTS:
            page = Client(path.format(user=boss.pk), cookie=cookie, host=host, origin="")
            async with page:
                assert not page.accepted, host

    played(scenario)


@every_socket
def test_another_brokers_cookies_open_nothing(boss: User, path: str) -> None:
    cookie = cookies(boss)
    own = path.format(user=boss.pk).replace("t_alice", "t_charlie")
    token = tokens_for(boss)[0]

    async def scenario() -> None:
        async with Client(own, cookie=cookie, host=OTHER_HOST) as page:
            if page.accepted:
                await page.say({"type": "auth", "token": token})
                assert await page.closed() == 4401

    played(scenario)


@every_socket
def test_a_suspended_brokers_sockets_do_not_open(broker: Broker, boss: User, path: str) -> None:
    cookie = cookies(boss)
    broker_suspend(broker=broker)

    async def scenario() -> None:
        async with Client(path.format(user=boss.pk), cookie=cookie) as page:
            assert not page.accepted

    try:
        played(scenario)
    finally:
        broker_resume(broker=broker)


SECRET: Final = "Marcela Secreta"
WORDS: Final = "palabras que nadie debe oír"


def _work(lead: Any, person: User) -> None:
    """Everything a day may bring to a lead."""
    thread = conversation(lead, WORDS)
    message_receive(conversation=thread, external_id="s-2", text=WORDS, sent_at=timezone.now())
    conversation_escalate(
        conversation=thread, reason="asked_for_person", summary=WORDS, closing="", actor=SYSTEM,
        version=thread.version,
    )  # fmt: skip
    note_add(lead=lead, text=WORDS, actor=person.as_actor())
    task_add(lead=lead, title=WORDS, actor=SYSTEM, due_at=timezone.now())


def test_an_open_page_tells_an_agent_nothing_of_anothers_lead(ana: User, luis: User) -> None:
    theirs = lead_create(actor=SYSTEM, name=SECRET, phone="+56987654399", owner=ana)
    mine = lead_create(actor=SYSTEM, name="Pedro Propio", owner=luis)
    cookie = session_cookie(luis)
    # Whoever writes their own client may ask for any topic, of any lead.
    topics = [*live._renderers, f"lead:{theirs.pk}"]
    heard: list[str] = []

    async def scenario() -> None:
        async with Client("/ws/live/", cookie=cookie) as page:
            await page.say({"type": "hello", "last_id": 0, "topics": topics})
            await in_broker("t_alice", _work, theirs, ana)
            await in_broker("t_alice", note_add, lead=mine, text="fin", actor=luis.as_actor())
            while not heard or str(mine.pk) not in heard[-1]:
                heard.append(await page.text())

    played(scenario)

    told = "".join(heard)
    for secret in (SECRET, "Secreta", WORDS, "87654399"):
        assert secret not in told


def test_the_feed_tells_an_agent_nothing_of_anothers_lead(ana: User, luis: User) -> None:
    theirs = lead_create(actor=SYSTEM, name=SECRET, phone="+56987654399", owner=ana)
    mine = lead_create(actor=SYSTEM, name="Pedro Propio", owner=luis)
    token = tokens_for(luis)[0]
    heard: list[Any] = []

    async def scenario() -> None:
        async with Client(f"/ws/t_alice/{luis.pk}") as program:
            await program.say({"type": "auth", "token": token, "since": 0})
            await in_broker("t_alice", _work, theirs, ana)
            await in_broker("t_alice", _work, mine, luis)
            while not any(frame["type"] == "conversation_escalated" for frame in heard):
                heard.append(await program.json())

    played(scenario)

    assert {frame.get("lead_id", str(mine.pk)) for frame in heard} == {str(mine.pk)}
    assert str(theirs.pk) not in str(heard)
