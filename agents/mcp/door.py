"""The MCP server as an ASGI app: lets callers in by host and key, then hands on to the SDK.

Both eras of the protocol are spoken: clients that send ``MCP-Protocol-Version: 2026-07-28`` need
no session; older ones shake hands and get one, which belongs to the key that opened it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any, Final

import orjson
from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from agents.mcp.caller import Caller, admit, origin_check
from agents.mcp.server import CALLER, build
from agents.mcp.work import in_thread
from crm.brokers.sockets import header, is_same_origin
from crm.core import context as tracing
from crm.core.answers import error_body
from crm.core.errors import DomainError, RateLimited
from crm.core.middleware import HEADER

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PATHS: Final = frozenset({"/mcp", "/mcp/"})
#: Sessions of older clients in one process, and how long one may say nothing, in seconds.
_SESSIONS: Final = 1_000
_IDLE: Final = 30 * 60.0
_BODY: Final = 1024 * 1024


class McpDoor:
    """Serves MCP while :meth:`run` is entered, which the server's lifespan does.

    ``slug`` makes it one broker's alone, whatever host it is called by.
    """

    def __init__(self, *, slug: str = "") -> None:
        self._slug = slug
        self._sessions: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Hold sessions for as long as it is entered; may be entered again afterwards."""
        sessions = StreamableHTTPSessionManager(
            build(),
            max_sessions=_SESSIONS,
            session_idle_timeout=_IDLE,
            max_request_body_size=_BODY,
        )
        async with sessions.run():
            self._sessions = sessions
            try:
                yield
            finally:
                self._sessions = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP call."""
        correlation = tracing.begin(header(scope, HEADER.lower().encode()) or None)

        async def traced(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = (HEADER.lower().encode(), correlation.encode())
                message = {**message, "headers": [*message.get("headers", ()), named]}
            await send(message)

        if self._sessions is None:
            await _refuse(traced, DomainError("MCP is not served here.", code="unavailable"), 503)
            return
        try:
            origin_check(is_same_origin(scope))
            host, authorization = header(scope, b"host"), header(scope, b"authorization")
            caller = await in_thread(
                lambda: admit(host, authorization, correlation=correlation, slug=self._slug)
            )
        except DomainError as error:
            await _refuse(traced, error, error.status)
            return
        inner = {**scope, CALLER: caller, "user": _owner(caller)}
        await self._sessions.handle_request(inner, receive, traced)


def _owner(caller: Caller) -> AuthenticatedUser:
    """The caller as the SDK compares them: a session is served to no other broker or key."""
    return AuthenticatedUser(
        AccessToken(token=caller.key.prefix, client_id=caller.name, scopes=caller.key.scopes)
    )


async def _refuse(send: Send, error: DomainError, status: int) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    if status == 401:
        headers.append((b"www-authenticate", b'Bearer realm="sofia"'))
    if isinstance(error, RateLimited):
        headers.append((b"retry-after", str(error.retry_after).encode()))
    body = orjson.dumps(error_body(error.code, error.message, error.fields))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
