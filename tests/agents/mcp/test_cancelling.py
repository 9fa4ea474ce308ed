"""A call nobody waits for any more ends, and leaves nothing half done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import pytest
from django.db import connection
from mcp import Client

from agents.mcp.alone import McpAlone
from agents.tools import registry
from agents.tools.registry import Arguments, Effect, tool
from agents.tools.staff import StaffContext
from crm.accounts.models import User
from crm.leads.models import Activity
from crm.leads.selectors import lead_list_for
from crm.leads.services import note_add
from tests.agents.mcp.conftest import serving
from tests.agents.mcp.talk import both_eras, error_of, hello, post, talk
from tests.api.cast import Scene
from tests.keys import key_of

ERA = "2025-11-25"


class Nothing(Arguments):
    pass


def note_and_sleep(context: StaffContext, arguments: Nothing) -> dict[str, Any]:
    """Leave a note, and then take very long."""
    [lead] = lead_list_for(context.user)
    note_add(lead=lead, text="half done", actor=context.actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(60)")
    return {"slept": True}


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A tool that sleeps in the database."""
    monkeypatch.setattr(registry, "_tools", dict(registry._tools))

    def register(seconds: float) -> None:
        tool(effect=Effect.WRITE, right="leads.view", timeout=seconds)(note_and_sleep)

    return register


@pytest.fixture
def two_doors(schemas: None) -> Iterator[tuple[str, str]]:
    """Addresses of two doors that hold no session together, as two processes do."""
    with serving(McpAlone(slug="t_alice")) as one, serving(McpAlone(slug="t_alice")) as other:
        yield one, other


def sleepers() -> int:
    """How many calls sleep in the database now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def until(wanted: int) -> None:
    """Wait for so many sleepers, and no longer than a patient person would."""
    ends = time.monotonic() + 20
    try:
        while sleepers() != wanted and time.monotonic() < ends:
            time.sleep(0.05)
        assert sleepers() == wanted
    finally:
        connection.close()


@both_eras
def test_a_cancelled_call_stops_and_leaves_nothing(
    server: str, boss: User, her_scene: Scene, slow: Any, era: str
) -> None:
    slow(60.0)
    _key, secret = key_of(boss)

    async def work(client: Client) -> None:
        async def asking() -> None:
            await client.call_tool("note_and_sleep", {})

        async with anyio.create_task_group() as group:
            _asked = group.start_soon(asking)
            await anyio.to_thread.run_sync(until, 1)
            group.cancel_scope.cancel()
        await anyio.to_thread.run_sync(until, 0)
        # The session goes on.
        assert (await client.list_tools()).tools

    talk(server, secret, work, era=era)

    assert not Activity.objects.filter(text="half done").exists()


@pytest.mark.parametrize("runs_in", [0, 1])
def test_a_call_is_taken_back_whichever_process_hears_of_it(
    two_doors: tuple[str, str], boss: User, her_scene: Scene, slow: Any, runs_in: int
) -> None:
    slow(60.0)
    _key, secret = key_of(boss)
    _other, others = key_of(boss, ["leads.view"], name="Other")
    session = post(two_doors[0], secret, hello(ERA)).headers["mcp-session-id"]
    named = {"mcp_session_id": session, "mcp_protocol_version": ERA}
    runs, hears = two_doors[runs_in], two_doors[1 - runs_in]
    call = {"jsonrpc": "2.0", "id": 7, "method": "tools/call",
            "params": {"name": "note_and_sleep", "arguments": {}}}  # fmt: skip
    off = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 7}}
    calling = threading.Thread(target=post, args=(runs, secret, call), kwargs=named)
    calling.start()
    until(1)

    assert post(hears, others, off, **named).status_code == 404
    assert post(hears, secret, {**off, "params": {"requestId": 8}}, **named).status_code == 202
    assert sleepers() == 1
    assert post(hears, secret, off, **named).status_code == 202

    until(0)
    calling.join(10)
    assert not calling.is_alive()
    assert not Activity.objects.filter(text="half done").exists()


@both_eras
def test_a_call_that_takes_too_long_is_stopped(
    server: str, boss: User, her_scene: Scene, slow: Any, era: str
) -> None:
    slow(0.3)
    _key, secret = key_of(boss)

    async def work(client: Client) -> Any:
        return await client.call_tool("note_and_sleep", {})

    assert error_of(talk(server, secret, work, era=era))["code"] == "timeout"
    until(0)
    assert not Activity.objects.filter(text="half done").exists()
