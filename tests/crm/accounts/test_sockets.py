"""Who stands behind a socket."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from rest_framework.exceptions import AuthenticationFailed

from crm.accounts.models import User
from crm.accounts.services import password_set
from crm.accounts.sockets import _session_key, _user_of_session, _user_of_token
from crm.accounts.tokens import tokens_for
from crm.brokers.models import Broker
from crm.brokers.sockets import BrokerSockets, is_same_origin
from crm.core.actors import SYSTEM
from crm.core.tenancy import in_schema
from tests.platform import ALICES_HOST, person


@pytest.fixture
def ana(alice: Broker) -> User:
    return person("t_alice", "ana@alice.test")


def test_a_session_opens_sockets_of_its_own_broker_only(
    alices: Client, ana: User, charlie: Any
) -> None:
    with in_schema("t_alice"):
        alices.force_login(ana)
    key = _session_key(f"a=b; sessionid={alices.cookies['sessionid'].value}")

    assert _user_of_session("t_alice", key) == ana
    assert _user_of_session("t_charlie", key) is None
    assert _user_of_session("t_alice", "guess") is None


def test_a_session_of_an_old_password_opens_none(alices: Client, ana: User) -> None:
    alices.force_login(ana)
    password_set(user=ana, password="another-horse-8", actor=SYSTEM)

    assert _user_of_session("t_alice", alices.cookies["sessionid"].value) is None


def test_a_token_opens_sockets_of_its_own_broker_only(ana: User, charlie: Any) -> None:
    with in_schema("t_alice"):
        access, _refresh = tokens_for(ana)

    assert _user_of_token("t_alice", access) == ana
    with pytest.raises(AuthenticationFailed):
        _user_of_token("t_charlie", access)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("", True),
        ("http://t-alice.localhost:8000", True),
        ("https://T-ALICE.localhost", True),
        ("http://t-charlie.localhost:8000", False),
        ("https://evil.test", False),
        ("null", False),
    ],
)
def test_only_pages_of_the_host_may_open_a_socket(origin: str, allowed: bool) -> None:
    headers = [(b"host", b"t-alice.localhost:8000")]
    if origin:
        headers.append((b"origin", origin.encode()))

    assert is_same_origin({"headers": headers}) is allowed


@pytest.mark.parametrize(
    ("host", "origin"),
    [("nobody.localhost", ""), ("localhost", ""), (ALICES_HOST, "https://evil.test")],
)
def test_a_socket_that_belongs_nowhere_is_closed(
    alice: Broker, host: str, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.brokers.sockets.broker_for_host", lambda _host: None)
    sent: list[dict[str, Any]] = []

    async def app(*_anything: Any) -> None:
        sent.append({"type": "reached"})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", host.encode()), (b"origin", origin.encode())]
    async_to_sync(BrokerSockets(app))({"type": "websocket", "headers": headers}, receive, send)

    assert [message["type"] for message in sent] == ["websocket.close"]
