"""The broker of a socket, chosen by its host, and the origin a browser opened it from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from channels.db import database_sync_to_async

from crm.brokers.hosts import broker_for_host, is_bare, normal_host
from crm.brokers.models import Broker

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def header(scope: Scope, name: bytes) -> str:
    """A header of the handshake; empty when it is not there."""
    for key, value in scope.get("headers", ()):
        if key == name:
            return str(value.decode("latin-1"))
    return ""


async def broker_for_scope(scope: Scope) -> Broker | None:
    """The broker the socket's host names; None for the bare host, a stranger, a suspended one."""
    host = normal_host(header(scope, b"host"))
    if not host or is_bare(host):
        return None
    broker: Broker | None = await database_sync_to_async(broker_for_host)(host)
    return None if broker is None or broker.is_suspended else broker


def is_same_origin(scope: Scope) -> bool:
    """Whether the page that opened the socket is of the socket's host; programs name no origin."""
    origin = header(scope, b"origin")
    if not origin:
        return True
    try:
        named = urlsplit(origin).hostname
    except ValueError:  # a bracket that nothing closes
        return False
    return bool(named) and normal_host(named or "") == normal_host(header(scope, b"host"))


class BrokerSockets:
    """Lets in sockets of a broker's host only, and gives them ``scope["broker"]``.

    The schema is not entered here: a consumer's database work runs in threads of its own, each
    of which enters ``scope["broker"].schema_name`` for as long as it needs it.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse with 403 before the handshake, or hand on."""
        broker = await broker_for_scope(scope) if is_same_origin(scope) else None
        if broker is None:
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return
        await self.app({**scope, "broker": broker}, receive, send)
