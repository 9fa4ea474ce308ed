"""Who may do what with the tools for the broker's people: the same as on the pages."""

from __future__ import annotations

import json
from datetime import time
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agents.tools.calling import tool_call
from agents.tools.registry import Effect, tools_for
from agents.tools.staff import StaffContext, staff_context
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.core.errors import DomainError, Forbidden, Invalid, NotFound
from crm.core.models import AuditLog
from crm.core.tenancy import in_schema
from crm.leads.services import lead_create
from knowledge.ingest import document_add
from knowledge.models import Document
from tests.agents.tools.calls import (
    ADMINS,
    OF_A_LEAD,
    OF_THE_BROKER,
    arguments_for,
    staff_tools,
)
from tests.api.cast import Scene
from tests.crm.scheduling.cast import agent
from tests.isolation.cast import everything


@pytest.fixture
def document(alice: Broker) -> Document:
    """A document of Alice's."""
    return document_add(title="Mascotas", text="Se aceptan mascotas pequeñas.", language="es")


@pytest.fixture
def asked(bobs: Scene, document: Document) -> dict[str, Any]:
    """What to call each tool with, about Bob's lead."""
    return arguments_for(bobs, document)


@pytest.fixture
def charlies_asked(charlies: Any) -> dict[str, Any]:
    """The same about a lead of Charlie's broker."""
    theirs, _api = charlies
    with in_schema("t_charlie"):
        rules = document_add(title="Pets", text="No pets.", language="en")
        return arguments_for(theirs, rules, shower=agent("Zoe", starts=time(0), ends=time(23, 59)))


def undone(context: StaffContext, name: str, given: dict[str, Any]) -> dict[str, Any] | DomainError:
    """What the tool answers or refuses; whatever it did is taken back."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                return tool_call(context, name, given, via="test")
        except DomainError as error:
            return error
        finally:
            transaction.set_rollback(True)


def test_every_tool_does_its_work_for_the_admin(admin: User, asked: dict[str, Any]) -> None:
    for name, given in asked.items():
        result = undone(staff_context(admin), name, given)

        assert isinstance(result, dict), (name, result)
        assert json.dumps(result)


def test_an_agent_does_with_their_own_leads_what_they_may(bob: User, asked: dict[str, Any]) -> None:
    for name, given in asked.items():
        result = undone(staff_context(bob), name, given)

        if name in ADMINS:
            assert getattr(result, "code", "") == "tool_forbidden", name
        else:
            assert isinstance(result, dict), (name, result)


def test_another_agents_lead_is_not_found(luz: User, asked: dict[str, Any]) -> None:
    before = everything("t_alice")

    for name in OF_A_LEAD:
        with pytest.raises(NotFound):
            tool_call(staff_context(luz), name, asked[name], via="test")

    assert everything("t_alice") == before


def test_another_brokers_ids_are_not_found(admin: User, charlies_asked: dict[str, Any]) -> None:
    with in_schema("t_alice"):
        before = everything("t_alice"), everything("t_charlie")

        for name in OF_A_LEAD | OF_THE_BROKER:
            with pytest.raises(DomainError) as refused:
                tool_call(staff_context(admin), name, theirs(charlies_asked[name]), via="test")
            assert refused.value.code == "not_found", name

        assert (everything("t_alice"), everything("t_charlie")) == before


def theirs(given: dict[str, Any]) -> dict[str, Any]:
    """The call with a reference of theirs that is none of ours."""
    return {**given, "ref": "DXB-NONE"} if "ref" in given else given


def test_a_scope_too_small_is_a_typed_error(admin: User, asked: dict[str, Any]) -> None:
    narrow = staff_context(admin, scopes=frozenset({"audit.view"}), key_name="narrow")
    before = everything("t_alice")

    for name, given in asked.items():
        with pytest.raises(Forbidden) as refused:
            tool_call(narrow, name, given, via="test")
        assert refused.value.code == "tool_forbidden"

    assert tools_for(narrow) == ()
    assert everything("t_alice") == before


def test_each_tool_is_opened_by_its_own_right_alone(admin: User, asked: dict[str, Any]) -> None:
    for tool in staff_tools():
        own = staff_context(admin, scopes=frozenset({tool.right}), key_name="own")

        assert isinstance(undone(own, tool.name, asked[tool.name]), dict), tool.name
        assert tool in tools_for(own)
        assert {each.right for each in tools_for(own)} == {tool.right}


def test_what_is_no_argument_of_a_tool_is_named(admin: User) -> None:
    for tool in staff_tools():
        with pytest.raises(Invalid) as refused:
            tool_call(staff_context(admin), tool.name, {"broker": "t_charlie"}, via="test")

        assert refused.value.code == "invalid_arguments"
        assert "broker" in refused.value.fields


def test_a_leads_tool_is_no_tool_of_the_staff(admin: User) -> None:
    for name in ("book_viewing", "update_lead", "escalate_to_human", "nothing_of_the_kind"):
        with pytest.raises(NotFound) as refused:
            tool_call(staff_context(admin), name, {}, via="test")
        assert refused.value.code == "unknown_tool"


def test_every_staff_tool_is_tried_here(asked: dict[str, Any]) -> None:
    assert set(asked) == {each.name for each in staff_tools()}


def test_a_write_leaves_its_line_with_the_keys_name(admin: User, asked: dict[str, Any]) -> None:
    context = staff_context(admin, scopes=frozenset({"leads.edit"}), key_name="Zapier")

    tool_call(context, "lead_note", asked["lead_note"], via="mcp")

    line = AuditLog.objects.get(verb="agents.tool.called")
    assert line.actor_name == "Alice (Zapier)"
    assert line.data == {"tool": "lead_note", "effect": "write", "via": "mcp", "key": "Zapier"}
    assert str(line.lead_id) == asked["lead_note"]["lead_id"]
    noted = AuditLog.objects.filter(verb="crm.lead.noted").first()
    assert noted is not None
    assert noted.actor_name == "Alice (Zapier)"


def test_what_fails_writes_nothing_and_no_line(
    admin: User, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_kwargs: Any) -> None:
        raise DomainError("The log is full.", code="full")

    monkeypatch.setattr("agents.tools.calling._record", full)
    before = everything("t_alice")

    for tool in staff_tools():
        if tool.effect is not Effect.READ:
            with pytest.raises(DomainError, match="full"):
                tool_call(staff_context(admin), tool.name, asked[tool.name], via="test")

    assert everything("t_alice") == before


def test_reading_writes_nothing(admin: User, asked: dict[str, Any]) -> None:
    before = everything("t_alice")

    for tool in staff_tools():
        if tool.effect is Effect.READ:
            tool_call(staff_context(admin), tool.name, asked[tool.name], via="test")

    assert everything("t_alice") == before


def test_what_may_be_repeated_leaves_what_one_call_leaves(
    admin: User, asked: dict[str, Any]
) -> None:
    context = staff_context(admin)
    for tool in staff_tools():
        if not tool.repeatable or tool.effect is Effect.READ:
            continue
        with transaction.atomic():
            first = tool_call(context, tool.name, asked[tool.name], via="test")
            messages = Message.objects.count()

            again = tool_call(context, tool.name, asked[tool.name], via="test")

            assert without_times(again) == without_times(first), tool.name
            assert Message.objects.count() == messages
            transaction.set_rollback(True)


def without_times(result: dict[str, Any]) -> str:
    """The result but for when it was last touched."""
    parts = json.loads(json.dumps(result))
    for part in parts.values():
        if isinstance(part, dict):
            for name in ("updated_at", "version"):
                part.pop(name, None)
    return json.dumps(parts, sort_keys=True)


def test_lists_go_on_where_a_page_ends(admin: User) -> None:
    for number in range(7):
        lead_create(actor=admin.as_actor(), name=f"Lead {number}")

    first = tool_call(staff_context(admin), "lead_find", {"limit": 5}, via="test")
    rest = {"limit": 5, "offset": first["next_offset"]}
    second = tool_call(staff_context(admin), "lead_find", rest, via="test")

    assert (first["count"], len(first["results"]), len(second["results"])) == (7, 5, 2)
    assert "next_offset" not in second
    assert not {row["id"] for row in first["results"]} & {row["id"] for row in second["results"]}


def test_no_page_is_longer_than_the_longest(admin: User) -> None:
    with pytest.raises(Invalid, match="less than or equal to 50"):
        tool_call(staff_context(admin), "lead_find", {"limit": 51}, via="test")


def test_an_agent_finds_only_their_leads_and_nobodys(luz: User, bobs: Scene) -> None:
    lead_create(actor=luz.as_actor(), name="De Luz", owner=luz)
    lead_create(actor=luz.as_actor(), name="De nadie")

    found = tool_call(staff_context(luz), "lead_find", {}, via="test")

    assert {row["name"] for row in found["results"]} == {"De Luz", "De nadie"}


def test_a_reply_makes_the_conversation_the_persons(bob: User, asked: dict[str, Any]) -> None:
    tool_call(staff_context(bob), "conversation_reply", asked["conversation_reply"], via="test")

    thread = Conversation.objects.get(pk=asked["conversation_reply"]["conversation_id"])
    assert (thread.holder, thread.holder_user) == ("person", bob)
    assert Message.objects.filter(text="Hola, soy Bob", author_user=bob).count() == 1


@pytest.mark.parametrize("name", ["lead_find", "conversation_list", "unit_list", "viewing_list"])
def test_a_longer_list_costs_no_more_queries(
    admin: User, asked: dict[str, Any], bobs: Scene, name: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tool_call(staff_context(admin), name, {}, via="test")
        return len(queries)

    cost()
    few = cost()
    for number in range(5):
        lead_create(actor=admin.as_actor(), name=f"Lead {number}", owner=admin)

    assert cost() == few <= 4
