"""Open sockets of Alice's broker, on real commits and the real Redis."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from config.asgi import application
from crm.accounts.models import User
from crm.brokers.models import Broker

__all__ = ["ana", "boss", "broker", "luis"]

HOST = "t-alice.localhost"
OTHER_HOST = "t-charlie.localhost"


@pytest.fixture
def broker(alice_for_real: Broker) -> Broker:
    """Alice's broker with real commits."""
    return alice_for_real


def _person(name: str, role: str) -> User:
    person = User(email=f"{name}@alice.test", name=f"{name.title()} Pérez", role=role)
    person.set_password("a long secret")
    person.save()
    return person


@pytest.fixture
def ana(broker: Broker) -> User:
    """An agent."""
    return _person("ana", User.Role.AGENT)


@pytest.fixture
def luis(broker: Broker) -> User:
    """Another agent."""
    return _person("luis", User.Role.AGENT)


@pytest.fixture
def boss(broker: Broker) -> User:
    """The admin."""
    return _person("alice", User.Role.ADMIN)


def session_cookie(user: User) -> str:
    """The Cookie header of somebody signed in at Alice's."""
    session: Any = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "crm.accounts.backends.EmailBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


class Client:
    """A socket as a browser or program sees it."""

    def __init__(
        self,
        path: str,
        *,
        query: str = "",
        cookie: str = "",
        host: str = HOST,
        origin: str | None = None,
    ) -> None:
        headers = [(b"host", host.encode())]
        if origin != "":
            headers.append((b"origin", f"http://{origin or host}".encode()))
        if cookie:
            headers.append((b"cookie", cookie.encode()))
        # channels.testing has the like, but wants a server (daphne) that we do not run.
        self._socket = ApplicationCommunicator(
            application,
            {
                "type": "websocket",
                "path": path,
                "query_string": query.encode(),
                "headers": headers,
                "subprotocols": [],
            },
        )

    async def __aenter__(self) -> Client:
        await self._socket.send_input({"type": "websocket.connect"})
        answer = await self._socket.receive_output(5)
        self.accepted = answer["type"] == "websocket.accept"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._socket.wait(5)

    async def say(self, frame: Any) -> None:
        """Send a frame."""
        text = frame if isinstance(frame, str) else json.dumps(frame)
        await self._socket.send_input({"type": "websocket.receive", "text": text})

    async def ready(self) -> None:
        """Wait until the page hears what is published; it is accepted before it listens."""
        await self.say({"type": "ping"})
        assert await self.json() == {"type": "pong"}

    async def text(self, timeout: float = 5) -> str:
        """The next frame."""
        output = await self._socket.receive_output(timeout)
        assert output["type"] == "websocket.send", output
        return str(output["text"])

    async def json(self, timeout: float = 5) -> Any:
        """The next frame as JSON."""
        return json.loads(await self.text(timeout))

    async def closed(self, timeout: float = 20) -> int:
        """The code of the closing that comes next, frames before it passed over."""
        while True:
            output = await self._socket.receive_output(timeout)
            if output["type"] == "websocket.close":
                return int(output.get("code") or 1000)

    async def silent(self, seconds: float = 0.3) -> bool:
        """Whether nothing comes for a while."""
        return bool(await self._socket.receive_nothing(timeout=seconds, interval=0.02))


def play(scenario: Any) -> None:
    """Run a test's asynchronous part."""
    asyncio.run(scenario())
