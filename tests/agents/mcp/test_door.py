"""Who is let in to the MCP server, and where to."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from mcp import Client

from agents.mcp.alone import McpAlone
from crm.accounts.keys.services import api_key_revoke
from crm.accounts.models import User
from crm.accounts.services import user_update
from crm.core.actors import SYSTEM
from crm.core.tenancy import in_schema
from tests.agents.mcp.talk import both_eras, call, error_of, hello, post, talk
from tests.api.cast import Scene, person
from tests.keys import key_of
from tests.platform import CHARLIES_HOST

LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


@pytest.mark.parametrize("secret", ["", "x", "sofia_wrong", "sofia_" + "x" * 500])
def test_without_a_live_key_nobody_is_let_in(server: str, boss: User, secret: str) -> None:
    answer = post(server, secret, hello("2025-11-25"))

    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "not_authenticated"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["x-correlation-id"]


def test_the_apis_way_of_sending_a_key_is_taken_too(server: str, boss: User) -> None:
    _key, secret = key_of(boss)

    answer = post(server, "", hello("2025-11-25"), authorization=f"Api-Key {secret}")

    assert answer.status_code == 200


def test_a_key_opens_its_own_brokers_host_only(
    server: str, boss: User, charlies_lead: tuple[User, Scene]
) -> None:
    _key, secret = key_of(boss)

    assert post(server, secret, hello("2025-11-25"), host=CHARLIES_HOST).status_code == 401
    assert post(server, secret, hello("2025-11-25"), host="nobody.localhost").status_code == 404
    assert post(server, secret, hello("2025-11-25"), host="localhost").status_code == 404


@both_eras
def test_nothing_of_another_broker_is_found(
    server: str, boss: User, charlies_lead: tuple[User, Scene], era: str
) -> None:
    _key, secret = key_of(boss)
    _charlie, theirs = charlies_lead
    asked: list[tuple[str, dict[str, Any]]] = [
        ("lead_read", {"lead_id": str(theirs.lead.pk)}),
        ("lead_note", {"lead_id": str(theirs.lead.pk), "text": "x"}),
        ("conversation_read", {"conversation_id": str(theirs.conversation.pk)}),
        ("unit_read", {"unit_id": str(theirs.unit.pk)}),
        ("task_done", {"task_id": str(theirs.task.pk)}),
    ]

    async def work(client: Client) -> list[Any]:
        return [await client.call_tool(name, given) for name, given in asked]

    for result in talk(server, secret, work, era=era):
        assert error_of(result)["code"] == "not_found"
    found = call(server, secret, "lead_find", {"q": "Omar"}, era=era)
    assert found.structured_content == {"count": 0, "results": []}


def test_a_session_is_served_to_the_key_that_opened_it_only(server: str, boss: User) -> None:
    _key, mine = key_of(boss)
    _other, others = key_of(boss, ["leads.view"], name="Other")
    opened = post(server, mine, hello("2025-11-25"))
    session = opened.headers["mcp-session-id"]

    stolen = post(server, others, LIST, mcp_session_id=session, mcp_protocol_version="2025-11-25")

    assert stolen.status_code == 404


def test_a_key_that_ended_ends_its_sessions(server: str, boss: User) -> None:
    key, secret = key_of(boss)
    session = post(server, secret, hello("2025-11-25")).headers["mcp-session-id"]
    api_key_revoke(key=key, actor=SYSTEM)

    answer = post(server, secret, LIST, mcp_session_id=session, mcp_protocol_version="2025-11-25")

    assert answer.status_code == 401


def test_a_key_lives_no_longer_than_its_person_works_here(server: str, boss: User) -> None:
    luz = person("Luz")
    _key, secret = key_of(luz)
    user_update(user=luz, is_active=False, actor=SYSTEM)

    assert post(server, secret, hello("2025-11-25")).status_code == 401


@pytest.mark.parametrize("version", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
def test_older_clients_are_spoken_to_in_their_version(
    server: str, boss: User, version: str
) -> None:
    _key, secret = key_of(boss)

    answer = post(server, secret, hello(version))

    assert answer.status_code == 200
    assert f'"protocolVersion":"{version}"' in answer.text.replace(" ", "")


def test_a_version_nobody_speaks_is_refused_with_those_we_do(server: str, boss: User) -> None:
    _key, secret = key_of(boss)

    named = "io.modelcontextprotocol/"
    meta = {f"{named}protocolVersion": "1999-01-01", f"{named}clientCapabilities": {}}
    asked = {**LIST, "params": {"_meta": meta}}

    answer = post(server, secret, asked, mcp_protocol_version="1999-01-01", mcp_method="tools/list")

    assert answer.status_code == 400
    assert "2026-07-28" in answer.text


def test_a_client_finds_out_by_itself_which_era_it_is(server: str, boss: User) -> None:
    _key, secret = key_of(boss)

    async def work(client: Client) -> int:
        return len((await client.list_tools()).tools)

    assert talk(server, secret, work, era="auto") > 20


def test_pages_of_other_sites_are_refused(server: str, boss: User) -> None:
    _key, secret = key_of(boss)

    answer = post(server, secret, hello("2025-11-25"), origin="https://evil.example")

    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "foreign_origin"


def test_calls_are_counted_with_those_of_the_api(
    server: str, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "RATE_API", (2, 60))
    _key, secret = key_of(boss)

    answers = [post(server, secret, hello("2025-11-25")) for _each in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].json()["error"]["code"] == "rate_limited"


@pytest.mark.parametrize("body", [[], "x", {"jsonrpc": "2.0"}, {"id": 1}, None])
def test_what_is_no_message_is_refused(server: str, boss: User, body: Any) -> None:
    _key, secret = key_of(boss)

    for version in ("2025-11-25", "2026-07-28"):
        answer = post(server, secret, body, mcp_protocol_version=version)
        assert 400 <= answer.status_code < 500


def test_too_large_a_body_is_413(server: str, boss: User) -> None:
    _key, secret = key_of(boss)

    answer = post(server, secret, {"x": "y" * (1024 * 1024 + 1)})

    assert answer.status_code == 413


def test_alone_it_serves_nothing_but_mcp(boss: User) -> None:
    async def status(path: str) -> int:
        transport = httpx2.ASGITransport(app=McpAlone())
        async with httpx2.AsyncClient(transport=transport, base_url="http://x") as http:
            return (await http.get(path)).status_code

    assert asyncio.run(status("/login/")) == 404
    # Without the server's lifespan nobody holds sessions.
    assert asyncio.run(status("/mcp")) == 503


@both_eras
def test_alone_it_serves_one_broker_whatever_the_host(
    alone: str, boss: User, charlies_lead: tuple[User, Scene], era: str
) -> None:
    _key, secret = key_of(boss)
    with in_schema("t_charlie"):
        _theirs, foreign = key_of(charlies_lead[0])

    async def work(client: Client) -> int:
        return len((await client.list_tools()).tools)

    assert talk(alone, secret, work, era=era, host="127.0.0.1") > 20
    assert post(alone, foreign, hello("2025-11-25"), host="127.0.0.1").status_code == 401


def test_the_command_knows_its_brokers(boss: User) -> None:
    with pytest.raises(CommandError, match="There is no broker nobody"):
        call_command("mcp", "--broker", "nobody")
