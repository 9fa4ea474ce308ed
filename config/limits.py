"""The edge's own limit: counts a body's bytes as they arrive, before Django keeps them.

Django reads a whole body to disk before any middleware runs, so a body without a length, or with
a false one, has to be stopped here.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

import orjson

from crm.core import context
from crm.core.answers import error_body
from crm.core.limits import body_limit, body_limit_text

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# A sender that is cut off while it still sends sees a broken connection and not our answer, so
# a little more is read and dropped first.
_DRAIN_BYTES: Final = 64 * 1024 * 1024
_DRAIN_SECONDS: Final = 10.0


class _TooLarge(Exception):
    """More bytes came than the address takes."""


class BodyLimit:
    """ASGI middleware that answers 413 for bodies over the limit of their path."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, unless the length announced or counted is too much."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = body_limit(scope["path"])
        if _announced(scope) > limit:
            await _refuse(scope, receive, send, limit)
            return
        counted = 0
        ended = answered = False

        async def counting() -> Message:
            nonlocal counted, ended
            message = await receive()
            counted += len(message.get("body", b""))
            ended = not message.get("more_body", False)
            if counted > limit:
                raise _TooLarge
            return message

        async def noting(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, counting, noting)
        except _TooLarge:
            if not answered:
                await _refuse(scope, None if ended else receive, send, limit)


def _header(scope: Scope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return ""


def _announced(scope: Scope) -> int:
    value = _header(scope, b"content-length")
    return int(value) if value.isdigit() else 0


async def _refuse(scope: Scope, receive: Receive | None, send: Send, limit: int) -> None:
    """Answer 413, after reading on for a while from a sender that is not at its end."""
    correlation = context.begin(_header(scope, b"x-correlation-id"))
    message = f"A request here carries at most {body_limit_text(limit)}."
    body = orjson.dumps(error_body("too_large", message))
    if receive is not None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(_drain(receive), _DRAIN_SECONDS)
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"x-correlation-id", correlation.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _drain(receive: Receive) -> None:
    read = 0
    while read < _DRAIN_BYTES:
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
