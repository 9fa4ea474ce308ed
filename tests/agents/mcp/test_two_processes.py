"""Sessions of the classic era across two web processes, with the official client."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import anyio
import httpx2
import pytest
from django.conf import settings
from django.db import connection
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from config.bench.system import free_port
from crm.accounts.models import User
from tests.agents.mcp.talk import ERAS, hello, post
from tests.keys import key_of

LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
ERA = "2025-11-25"


@pytest.fixture
def two(boss: User) -> Iterator[list[int]]:
    """Ports of two processes of ``manage.py mcp``, on the test's database and Redis."""
    database = urlsplit(os.environ["DATABASE_URL"])
    database = database._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": database.geturl()}
    ports = [free_port(), free_port()]
    started = [
        subprocess.Popen(
            [sys.executable, "manage.py", "mcp", "--port", str(port), "--broker", "t_alice"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        for port in ports
    ]
    try:
        deadline = time.monotonic() + 60
        for port in ports:
            while not _answers(port) and time.monotonic() < deadline:
                time.sleep(0.1)
        yield ports
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=20)


def _answers(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/mcp").status_code == 401
    except httpx2.TransportError:
        return False


class InTurns(httpx2.AsyncHTTPTransport):
    """Sends each call to the next process, as a balancer would that knows no sessions."""

    def __init__(self, ports: list[int]) -> None:
        super().__init__()
        self._ports = itertools.cycle(ports)

    async def handle_async_request(self, request: Any) -> Any:
        """The call, at the next port."""
        request.url = request.url.copy_with(port=next(self._ports))
        return await super().handle_async_request(request)


def test_a_session_goes_on_whichever_process_is_met(two: list[int], boss: User) -> None:
    _key, secret = key_of(boss)

    async def talked(era: str) -> list[int]:
        headers = {"authorization": f"Bearer {secret}"}
        async with httpx2.AsyncClient(headers=headers, timeout=30, transport=InTurns(two)) as http:
            transport = streamable_http_client(f"http://127.0.0.1:{two[0]}/mcp", http_client=http)
            async with Client(transport, mode=era, cache=None) as client:
                seen = [len((await client.list_tools()).tools) for _each in range(3)]
                called = [await client.call_tool("lead_find", {}) for _each in range(3)]
                return [*seen, *(int(each.is_error or 0) for each in called)]

    for era in ERAS:
        *lists, one, other, third = anyio.run(talked, era)

        assert len(set(lists)) == 1
        assert lists[0] > 20
        assert (one, other, third) == (0, 0, 0)

    here, there = (f"http://127.0.0.1:{port}/mcp" for port in two)
    _other, others = key_of(boss, ["leads.view"], name="Other")
    session = post(here, secret, hello(ERA)).headers["mcp-session-id"]
    named = {"mcp_session_id": session, "mcp_protocol_version": ERA}

    assert post(there, secret, LIST, **named).status_code == 200
    assert post(there, others, LIST, **named).status_code == 404
    ended = httpx2.delete(
        there, headers={"authorization": f"Bearer {secret}", "mcp-session-id": session}
    )
    assert ended.status_code == 200
    assert post(here, secret, LIST, **named).status_code == 404
    assert post(there, secret, LIST, **named).status_code == 404
