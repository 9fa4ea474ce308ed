"""The official client at our server, as a broker's assistant would use it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from tests.platform import ALICES_HOST

T = TypeVar("T")
#: The classic handshake with a session, and a call by itself.
ERAS: Final = ("legacy", "2026-07-28")
both_eras = pytest.mark.parametrize("era", ERAS)


def talk(
    server: str,
    secret: str,
    work: Callable[[Client], Awaitable[T]],
    *,
    era: str = "2026-07-28",
    host: str = ALICES_HOST,
) -> T:
    """Connect with this key, do the work, and leave."""

    async def whole() -> T:
        headers = {"authorization": f"Bearer {secret}", "host": host}
        async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
            transport = streamable_http_client(server, http_client=http)
            async with Client(transport, mode=era, cache=None) as client:
                return await work(client)

    return asyncio.run(whole())


def call(server: str, secret: str, name: str, arguments: dict[str, Any], **options: Any) -> Any:
    """One tool call's result."""

    async def work(client: Client) -> Any:
        return await client.call_tool(name, arguments)

    return talk(server, secret, work, **options)


def error_of(result: Any) -> dict[str, Any]:
    """The typed error of a refused call."""
    assert result.is_error
    error: dict[str, Any] = result.structured_content["error"]
    assert set(error) <= {"code", "message", "fields", "retry_after"}
    return error


def post(server: str, secret: str, body: Any, **headers: str) -> httpx2.Response:
    """A bare HTTP call, for what the client would never send."""
    given = {
        "host": ALICES_HOST,
        "accept": "application/json, text/event-stream",
        "authorization": f"Bearer {secret}" if secret else "",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    with httpx2.Client(timeout=30) as http:
        return http.post(server, json=body, headers={k: v for k, v in given.items() if v})


def hello(version: str) -> dict[str, Any]:
    """The classic handshake's first message."""
    return {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": version,
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
