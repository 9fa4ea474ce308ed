"""A turn may change vendor between two steps: all twelve ordered pairs."""

from __future__ import annotations

import itertools
import json

import pytest

from agents.llm.base import AssistantCalls, Item, Prompt, ToolResult, UserText
from tests.agents.llm.conftest import SEARCH
from tests.fakes.llm import VENDORS, Call, Reply, ScriptedServer

ASK: tuple[Item, ...] = (UserText("¿Qué hay en Ñuñoa y en Macul?"),)
CALLS = (
    Call("call_" + "x" * 50, "inventory_search", {"city": "Ñuñoa"}),
    Call("call.with.dots", "inventory_search", {"city": "Macul"}),
)
PAIRS = list(itertools.permutations(sorted(VENDORS), 2))


def step_of(name: str) -> tuple[Item, ...]:
    """A tool step that vendor ``name`` really answered with, and its results."""
    wire = VENDORS[name]
    with ScriptedServer(refuse=wire.flaw) as server:
        server.enqueue(wire.calls(*CALLS))
        answer = wire.provider(server).respond(Prompt("", ASK, (SEARCH,)), timeout=5)
    step = AssistantCalls(answer.tool_calls, answer.text, name, answer.opaque)
    results = [ToolResult(c.id, c.name, f'{{"ref": "D-{c.id}"}}') for c in answer.tool_calls]
    return (*ASK, step, *results)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_foreign_tool_step_is_replayed_well_formed(
    source: str, target: str, stream: bool
) -> None:
    wire = VENDORS[target]
    reply = Reply.events(wire.stream_text("Hay dos.")) if stream else wire.text("Hay dos.")
    with ScriptedServer(refuse=wire.flaw) as server:
        server.enqueue(reply)
        answer = wire.provider(server).respond(
            Prompt("Eres Sofía.", step_of(source), (SEARCH,)),
            timeout=5,
            on_text=(lambda _: None) if stream else None,
        )
        body = json.dumps(server.requests[-1].body, ensure_ascii=False)

    assert (answer.text, server.complaints) == ("Hay dos.", [])
    assert all(word in body for word in ("Ñuñoa", "Macul", "D-call.with.dots"))


def test_both_vendors_steps_stand_side_by_side() -> None:
    wire = VENDORS["gemini"]
    items = (*step_of("anthropic"), *step_of("gemini")[1:])
    with ScriptedServer(refuse=wire.flaw) as server:
        server.enqueue(wire.text("Bien."))
        wire.provider(server).respond(Prompt("", items, (SEARCH,)), timeout=5)
        turns = server.requests[-1].body["contents"]

    signatures = [turn["parts"][0].get("thoughtSignature") for turn in turns]
    assert [word for word in signatures if word] == [
        "skip_thought_signature_validator",
        "c2lnbmVkLWJ5LWdlbWluaQ==",
    ]


@pytest.mark.parametrize(
    "complaint",
    [
        VENDORS["gemini"].error(
            400, "Function call is missing a thought_signature in functionCall parts."
        ),
        VENDORS["gemini"].text("", finish="MISSING_THOUGHT_SIGNATURE"),
    ],
)
def test_gemini_refusing_the_placeholder_gets_the_step_in_words(complaint: Reply) -> None:
    wire = VENDORS["gemini"]
    with ScriptedServer(refuse=wire.flaw) as server:
        server.enqueue(complaint, wire.text("Hay dos."))
        answer = wire.provider(server).respond(Prompt("", step_of("openai"), (SEARCH,)), timeout=5)
        second = json.dumps(server.requests[1].body["contents"], ensure_ascii=False)

    assert answer.text == "Hay dos."
    assert "functionCall" not in second
    assert "Ñuñoa" in second
