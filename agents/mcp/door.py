"""The MCP server as an ASGI app: lets callers in by host and key, then hands on to the SDK.

Both eras of the protocol are spoken: clients that send ``MCP-Protocol-Version: 2026-07-28`` need
no session; older ones shake hands and get one, which belongs to the key that opened it. Calls of a
session that another process opened are served too, each by itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any, Final

import anyio.to_thread
import orjson
from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import INVALID_REQUEST

from agents.mcp.caller import Caller, admit, origin_check
from agents.mcp.calls import call_key, call_off, taken_back
from agents.mcp.server import CALLER, SESSION, build
from agents.mcp.sessions import IDLE, Held, Standing, session_end, session_note, session_standing
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
#: Sessions of older clients in one process.
_SESSIONS: Final = 1_000
_SESSION: Final = SESSION.encode()
_BODY: Final = 1024 * 1024


class McpDoor:
    """Serves MCP while :meth:`run` is entered, which the server's lifespan does.

    ``slug`` makes it one broker's alone, whatever host it is called by.
    """

    def __init__(self, *, slug: str = "") -> None:
        self._slug = slug
        self._sessions: StreamableHTTPSessionManager | None = None
        self._elsewhere: StreamableHTTPSessionManager | None = None
        self._held = Held()

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Hold sessions for as long as it is entered; may be entered again afterwards."""
        sessions = StreamableHTTPSessionManager(
            build(),
            max_sessions=_SESSIONS,
            session_idle_timeout=float(IDLE),
            max_request_body_size=_BODY,
        )
        elsewhere = StreamableHTTPSessionManager(
            build(), stateless=True, max_request_body_size=_BODY
        )
        async with sessions.run(), elsewhere.run():
            self._sessions, self._elsewhere, self._held = sessions, elsewhere, Held()
            try:
                yield
            finally:
                self._sessions = self._elsewhere = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP call."""
        correlation = tracing.begin(header(scope, HEADER.lower().encode()) or None)

        async def traced(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = (HEADER.lower().encode(), correlation.encode())
                message = {**message, "headers": [*message.get("headers", ()), named]}
            await send(message)

        if self._sessions is None or self._elsewhere is None:
            await _refuse(traced, DomainError("MCP is not served here.", code="unavailable"), 503)
            return
        try:
            origin_check(is_same_origin(scope))
            host, authorization = header(scope, b"host"), header(scope, b"authorization")
            session = header(scope, _SESSION)
            caller, standing = await in_thread(
                lambda: _admitted(host, authorization, correlation, self._slug, session)
            )
        except DomainError as error:
            await _refuse(traced, error, error.status)
            return
        inner = {**scope, CALLER: caller, "user": _owner(caller)}
        schema = caller.broker.schema_name
        if standing is Standing.OWN and scope["method"] == "POST":
            receive = _telling(receive, schema, session)
        if not session:
            opening = self._noting(traced, caller)
            await self._sessions.handle_request(inner, receive, opening)
        elif standing is Standing.ENDED:
            self._held.forget(session)
            await _not_found(traced)
        elif session in self._held or standing is Standing.UNKNOWN:
            if session in self._held:
                self._held.note(session)
            await self._sessions.handle_request(inner, receive, traced)
            if scope["method"] == "DELETE":
                await in_thread(lambda: _ended(schema, session, standing))
        elif scope["method"] == "POST":
            await self._elsewhere.handle_request(inner, receive, traced)
        elif scope["method"] == "DELETE":
            await in_thread(lambda: session_end(schema, session))
            await _empty(traced, 200)
        else:
            # A stream of what happens besides calls: nothing ever does, and clients do without.
            await _empty(traced, 405, (b"allow", b"POST, DELETE"))

    def _noting(self, send: Send, caller: Caller) -> Send:
        """Send, after all processes know of the session that the answer opens."""

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                headers = dict(message.get("headers", ()))
                session = headers.get(_SESSION, b"").decode("latin-1")
                if session:
                    self._held.note(session)
                    schema, owner = caller.broker.schema_name, caller.name
                    await in_thread(lambda: session_note(schema, session, owner))
            await send(message)

        return noted


def _telling(receive: Receive, schema: str, session: str) -> Receive:
    """Receive, telling all processes of a call that the session's client takes back.

    A message that does comes in one piece; in several, only the process it reached hears of it.
    """

    async def told() -> Message:
        message = await receive()
        request = taken_back(message.get("body", b""))
        if request is not None:
            await anyio.to_thread.run_sync(call_off, call_key(schema, session, request))
        return message

    return told


def _owner(caller: Caller) -> AuthenticatedUser:
    """The caller as the SDK compares them: a session is served to no other broker or key."""
    return AuthenticatedUser(
        AccessToken(token=caller.key.prefix, client_id=caller.name, scopes=caller.key.scopes)
    )


def _admitted(
    host: str, authorization: str, correlation: str, slug: str, session: str
) -> tuple[Caller, Standing]:
    """Who calls, and what is known of the session they name; raises as :func:`admit` does."""
    caller = admit(host, authorization, correlation=correlation, slug=slug)
    if not session:
        return caller, Standing.UNKNOWN
    return caller, session_standing(caller.broker.schema_name, session, caller.name)


def _ended(schema: str, session: str, standing: Standing) -> None:
    """The session's own client ended it here: it is over everywhere."""
    if standing is Standing.OWN:
        session_end(schema, session)


async def _not_found(send: Send) -> None:
    """As the SDK says it: the client opens another session."""
    error = {"code": INVALID_REQUEST, "message": "Session not found"}
    body = orjson.dumps({"jsonrpc": "2.0", "id": None, "error": error})
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _empty(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    named = [*headers, (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": named})
    await send({"type": "http.response.body", "body": b""})


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
