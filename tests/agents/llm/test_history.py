"""The order that a conversation log is put into before it is phrased for a vendor."""

from __future__ import annotations

from agents.llm.base import AssistantCalls, AssistantText, Item, ToolCall, ToolResult, UserText
from agents.llm.history import LOST_RESULT, Called, Said, framed, steps

SEARCH = ToolCall("toolu_1", "inventory_search", {})


def test_a_burst_is_one_message() -> None:
    ordered = steps([UserText("Hola "), UserText(""), UserText("¿hay deptos?")], vendor="openai")

    assert ordered == [Said("user", "Hola\n¿hay deptos?")]


def test_own_ids_stay_and_foreign_ones_are_numbered() -> None:
    items: list[Item] = [
        AssistantCalls((SEARCH,), vendor="anthropic"),
        ToolResult("toolu_1", "inventory_search", "{}"),
    ]

    (own,), (foreign,) = steps(items, vendor="anthropic"), steps(items, vendor="groq")

    assert isinstance(own, Called)
    assert isinstance(foreign, Called)
    assert (own.own, own.calls[0].id, own.results[0].call_id) == (True, "toolu_1", "toolu_1")
    assert (foreign.own, foreign.calls[0].id) == (False, "replay_1")
    assert foreign.results[0].call_id == "replay_1"


def test_another_vendors_secrets_are_left_out() -> None:
    items: list[Item] = [AssistantCalls((SEARCH,), vendor="gemini", opaque={"parts": []})]

    (step,) = steps(items, vendor="anthropic")

    assert isinstance(step, Called)
    assert step.opaque is None


def test_results_take_the_order_of_their_calls() -> None:
    other = ToolCall("toolu_2", "lead_score", {})
    items: list[Item] = [
        AssistantCalls((SEARCH, other), vendor="anthropic"),
        ToolResult("toolu_2", "lead_score", "second"),
        ToolResult("toolu_1", "inventory_search", "first"),
    ]

    (step,) = steps(items, vendor="anthropic")

    assert isinstance(step, Called)
    assert [result.content for result in step.results] == ["first", "second"]


def test_a_lost_result_is_said_and_a_lost_call_forgotten() -> None:
    items: list[Item] = [
        ToolResult("trimmed", "inventory_search", "{}"),
        UserText("Hola"),
        AssistantCalls((SEARCH,), vendor="anthropic"),
    ]

    said, called = steps(items, vendor="anthropic")

    assert said == Said("user", "Hola")
    assert isinstance(called, Called)
    assert (called.results[0].content, called.results[0].is_error) == (LOST_RESULT, True)


def test_numbers_do_not_change_when_the_log_grows() -> None:
    items: list[Item] = [AssistantCalls((SEARCH,)), ToolResult("toolu_1", "inventory_search", "{}")]

    (first,), (again, _) = steps(items, vendor="groq"), steps([*items, *items], vendor="groq")

    assert first == again


def test_frame_begins_and_ends_with_the_user() -> None:
    ordered = framed(steps([AssistantText("Hola, soy Sofía.")], vendor="anthropic"))

    assert [step.role for step in ordered if isinstance(step, Said)] == [
        "user",
        "assistant",
        "user",
    ]
