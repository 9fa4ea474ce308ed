"""Tools over MCP: listed by scope, called as by the API, in both eras of the protocol."""

from __future__ import annotations

from typing import Any

from mcp import Client
from mcp.shared.exceptions import MCPError

from agents.mcp import tools as mcp_tools
from crm.accounts.models import User
from crm.core.models import AuditLog
from crm.leads.models import Activity
from knowledge.models import Document
from tests.agents.mcp.talk import both_eras, call, error_of, talk
from tests.agents.tools.calls import arguments_for, staff_tools
from tests.api.cast import Scene
from tests.keys import key_of


@both_eras
def test_every_tool_is_listed_and_answers(
    server: str, boss: User, her_scene: Scene, rules: Document, era: str
) -> None:
    _key, secret = key_of(boss)
    asked = arguments_for(her_scene, rules)

    async def work(client: Client) -> dict[str, Any]:
        names = [tool.name for tool in (await client.list_tools()).tools]
        # A viewing that was called off cannot be moved any more.
        names.sort(key=lambda name: name == "viewing_cancel")
        return {name: await client.call_tool(name, asked[name]) for name in names}

    answers = talk(server, secret, work, era=era)

    assert set(answers) == {tool.name for tool in staff_tools()}
    failed = {name: each.structured_content for name, each in answers.items() if each.is_error}
    assert not failed


@both_eras
def test_the_list_holds_what_the_key_may(server: str, boss: User, era: str) -> None:
    _key, secret = key_of(boss, ["inventory.view", "knowledge.view"])

    async def work(client: Client) -> set[str]:
        return {tool.name for tool in (await client.list_tools()).tools}

    assert talk(server, secret, work, era=era) == {
        "unit_list", "unit_match", "unit_read", "document_list", "document_read", "document_search"
    }  # fmt: skip


@both_eras
def test_what_is_not_listed_is_refused_when_called(
    server: str, boss: User, her_scene: Scene, era: str
) -> None:
    _key, secret = key_of(boss, ["inventory.view"])
    given = {"lead_id": str(her_scene.lead.pk), "text": "x"}

    assert error_of(call(server, secret, "lead_note", given, era=era))["code"] == "tool_forbidden"
    assert not Activity.objects.filter(kind="note").exists()


def test_an_agents_key_has_an_agents_rights(server: str, boss: User, her_scene: Scene) -> None:
    luz = User.objects.create(email="luz@sofia.test", name="Luz", role="AGENT")
    _key, secret = key_of(luz)

    async def work(client: Client) -> set[str]:
        return {tool.name for tool in (await client.list_tools()).tools}

    listed = talk(server, secret, work)

    assert "lead_read" in listed
    assert not {"unit_create", "document_add", "channel_accounts", "webhook_list"} & listed
    given = {"lead_id": str(her_scene.lead.pk)}
    assert error_of(call(server, secret, "lead_read", given))["code"] == "not_found"


@both_eras
def test_errors_have_a_code_and_name_the_fields(server: str, boss: User, era: str) -> None:
    _key, secret = key_of(boss)

    wrong = error_of(call(server, secret, "lead_find", {"limit": "many", "x": 1}, era=era))
    missing = error_of(call(server, secret, "lead_read", {"lead_id": str(boss.pk)}, era=era))
    phone = error_of(call(server, secret, "lead_create", {"contact": {"phone": "12"}}, era=era))

    assert (wrong["code"], set(wrong["fields"])) == ("invalid_arguments", {"limit", "x"})
    assert missing["code"] == "not_found"
    assert (phone["code"], "contact.phone" in phone["fields"]) == ("invalid", True)


@both_eras
def test_a_tool_there_is_not_is_the_protocols_error(server: str, boss: User, era: str) -> None:
    _key, secret = key_of(boss)
    told = []

    async def work(client: Client) -> None:
        for name in ("book_viewing", "nothing"):
            try:
                await client.call_tool(name, {})
            except MCPError as error:
                told.append(error.data["code"])

    talk(server, secret, work, era=era)

    assert told == ["unknown_tool", "unknown_tool"]


def test_writes_are_logged_with_the_keys_name(server: str, boss: User, her_scene: Scene) -> None:
    _key, secret = key_of(boss, ["leads.edit"], name="Claude")
    given = {"lead_id": str(her_scene.lead.pk), "text": "Llamó hoy"}

    result = call(server, secret, "lead_note", given)

    assert result.structured_content["note"]["text"] == "Llamó hoy"
    line = AuditLog.objects.get(verb="agents.tool.called")
    assert (line.actor_name, line.data["via"], line.data["key"]) == (
        "Alice (Claude)", "mcp", "Claude"
    )  # fmt: skip
    assert line.request_id


def test_a_result_too_long_is_refused(
    server: str, boss: User, her_scene: Scene, monkeypatch: Any
) -> None:
    monkeypatch.setattr(mcp_tools, "RESULT_LIMIT", 200)
    _key, secret = key_of(boss)

    given = {"lead_id": str(her_scene.lead.pk)}

    assert error_of(call(server, secret, "lead_read", given))["code"] == "too_large"


def test_a_tool_that_breaks_says_so_and_no_more(server: str, boss: User, monkeypatch: Any) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise ZeroDivisionError("a secret of ours")

    monkeypatch.setattr("agents.mcp.server.tool_call", broken)
    _key, secret = key_of(boss)

    result = call(server, secret, "lead_find", {})

    assert error_of(result)["code"] == "server_error"
    assert "secret" not in str(result)
