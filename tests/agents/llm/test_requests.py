"""What the SDKs really send for a prompt."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agents.llm.base import (
    AssistantCalls,
    AssistantText,
    Item,
    Prompt,
    Provider,
    ToolCall,
    ToolResult,
    UserText,
)
from agents.llm.registry import provider_with
from tests.agents.llm.conftest import SEARCH
from tests.fakes.llm import VENDORS, Call, ScriptedServer, Wire

FOUND = '{"count": 1, "units": [{"ref": "D-12"}]}'


def sent(provider: Provider, server: ScriptedServer, prompt: Prompt) -> dict[str, Any]:
    """The body of the request a prompt leads to."""
    server.enqueue(VENDORS[provider.name].text("Bien."))
    provider.respond(prompt, timeout=5)
    return server.requests[-1].body


def test_own_tool_step_goes_round(wire: Wire, server: ScriptedServer, provider: Provider) -> None:
    ask: tuple[Item, ...] = (UserText("¿Algo en Ñuñoa?"),)
    call = Call("call_a1", "inventory_search", {"city": "Ñuñoa"})
    server.enqueue(wire.calls(call, Call("call_b2", "inventory_search", {"city": "Macul"})))
    answer = provider.respond(Prompt("Eres Sofía.", ask, (SEARCH,)), timeout=5)

    step = AssistantCalls(answer.tool_calls, answer.text, provider.name, answer.opaque)
    results = tuple(ToolResult(c.id, c.name, FOUND) for c in answer.tool_calls)
    body = sent(provider, server, Prompt("Eres Sofía.", (*ask, step, *results), (SEARCH,)))

    text = json.dumps(body, ensure_ascii=False)
    assert text.count("D-12") == 2
    assert "call_a1" in text
    assert "call_b2" in text


@pytest.mark.parametrize(
    "items",
    [
        (),
        (AssistantText("¡Hola! Soy Sofía."),),
        (AssistantText("Hola"), UserText("Hola"), UserText("¿hay deptos?"), AssistantText("Sí")),
        (UserText("  "), UserText("Hola")),
        (UserText("Hola"), AssistantCalls((ToolCall("x", "inventory_search", {}),))),
        (ToolResult("gone", "inventory_search", FOUND), UserText("Hola")),
        (
            UserText("Hola"),
            AssistantCalls((ToolCall("x", "inventory_search", None, raw='{"city": '),)),
            ToolResult("x", "inventory_search", "not JSON", is_error=True),
        ),
        (
            AssistantText("Un momento."),
            AssistantCalls((ToolCall("x", "inventory_search", {}),), text="Busco."),
            UserText("¿y en Macul?"),
            ToolResult("x", "inventory_search", FOUND),
        ),
        (
            UserText("Hola"),
            AssistantCalls((ToolCall("same", "inventory_search", {}),)),
            ToolResult("same", "inventory_search", FOUND),
            AssistantCalls((ToolCall("same", "inventory_search", {}),)),
            ToolResult("same", "inventory_search", ""),
        ),
    ],
)
def test_any_log_is_phrased_as_the_vendor_accepts_it(
    items: tuple[Item, ...], server: ScriptedServer, provider: Provider
) -> None:
    # The fake refuses what the vendor would; the fixture checks that it had no complaint.
    sent(provider, server, Prompt("Eres Sofía.", items, (SEARCH,)))
    sent(provider, server, Prompt("", items))


def test_closing_text_keeps_the_tools_but_forbids_them(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    body = sent(provider, server, Prompt("s", (UserText("Hola"),), (SEARCH,), tool_choice="none"))

    forbidden = {
        "anthropic": body.get("tool_choice") == {"type": "none"},
        "gemini": body.get("toolConfig") == {"functionCallingConfig": {"mode": "NONE"}},
    }.get(wire.name, body.get("tool_choice") == "none")
    assert forbidden
    assert body["tools"]


def test_anthropic_caches_tools_and_system_and_sends_no_temperature() -> None:
    wire = VENDORS["anthropic"]
    with ScriptedServer(refuse=wire.flaw) as server:
        body = sent(
            wire.provider(server), server, Prompt("Eres Sofía.", (UserText("Hola"),), (SEARCH,))
        )

    assert body["system"][0]["cache_control"] == {"type": "ephemeral"}
    assert body["tools"][-1]["cache_control"] == {"type": "ephemeral"}
    assert body["tools"][-1]["input_schema"] == SEARCH.parameters
    assert "temperature" not in body


def test_anthropic_gets_all_results_of_a_step_in_one_message() -> None:
    wire = VENDORS["anthropic"]
    calls = tuple(ToolCall(f"c{n}", "inventory_search", {"city": "Macul"}) for n in range(3))
    results = tuple(ToolResult(call.id, call.name, FOUND, is_error=False) for call in calls)
    items: tuple[Item, ...] = (
        UserText("Hola"),
        AssistantCalls(calls, vendor="anthropic"),
        *reversed(results),
    )
    with ScriptedServer(refuse=wire.flaw) as server:
        body = sent(wire.provider(server), server, Prompt("", items, (SEARCH,)))

    last = body["messages"][-1]
    assert [block["tool_use_id"] for block in last["content"]] == ["c0", "c1", "c2"]


def test_anthropic_gets_its_signed_thinking_back() -> None:
    wire = VENDORS["anthropic"]
    thinking = {"type": "thinking", "thinking": "hm", "signature": "abc"}
    call = ToolCall("c1", "inventory_search", {})
    opaque = {"model": "test-model", "thinking": [thinking]}
    items = (
        UserText("Hola"),
        AssistantCalls((call,), vendor="anthropic", opaque=opaque),
        ToolResult("c1", "inventory_search", FOUND),
    )
    with ScriptedServer(refuse=wire.flaw) as server:
        body = sent(wire.provider(server), server, Prompt("", items, (SEARCH,)))

    assert body["messages"][1]["content"][0] == thinking


def test_gemini_gets_its_signature_back_unchanged() -> None:
    wire = VENDORS["gemini"]
    with ScriptedServer(refuse=wire.flaw) as server:
        provider = wire.provider(server)
        server.enqueue(wire.calls(Call("", "inventory_search", {"city": "Macul"})))
        ask = UserText("Hola")
        answer = provider.respond(Prompt("", (ask,), (SEARCH,)), timeout=5)
        step = AssistantCalls(answer.tool_calls, "", "gemini", answer.opaque)
        result = ToolResult(answer.tool_calls[0].id, "inventory_search", FOUND)
        body = sent(provider, server, Prompt("", (ask, step, result), (SEARCH,)))

    called, answered = body["contents"][1]["parts"][0], body["contents"][2]["parts"][0]
    assert called["thoughtSignature"] == "c2lnbmVkLWJ5LWdlbWluaQ=="
    assert answered["functionResponse"]["response"] == json.loads(FOUND)


@pytest.mark.parametrize(
    ("name", "suffix", "path"),
    [
        ("anthropic", "/v1", "/v1/messages"),
        ("gemini", "/v1beta/", "/v1beta/models/test-model:generateContent"),
        ("groq", "/openai/v1/", "/openai/v1/chat/completions"),
        ("openai", "/v1/", "/v1/chat/completions"),
    ],
)
def test_an_address_with_the_version_at_its_end_is_understood(
    name: str, suffix: str, path: str
) -> None:
    with ScriptedServer() as server:
        address = f"{server.url}{suffix}"
        provider = provider_with(name, api_key="key", base_url=address, model="test-model")
        sent(provider, server, Prompt("", (UserText("Hola"),)))

    assert server.requests[-1].path == path


def test_the_key_travels_in_the_vendors_header(server: ScriptedServer, provider: Provider) -> None:
    sent(provider, server, Prompt("", (UserText("Hola"),)))

    headers = server.requests[-1].headers
    assert "test" in headers.get("authorization", "") + headers.get("x-goog-api-key", "")


NOW = "<situation>It is Monday.</situation>"


def test_what_is_true_now_is_the_last_thing_read(
    provider: Provider, server: ScriptedServer
) -> None:
    found: tuple[Item, ...] = (
        UserText("¿Algo en Ñuñoa?"),
        AssistantCalls((ToolCall("call_a1", "inventory_search", {"city": "Ñuñoa"}),)),
        ToolResult("call_a1", "inventory_search", FOUND),
    )
    for items in (found[:1], found, (*found, AssistantText("Hay una."))):
        body = sent(provider, server, Prompt("Eres Sofía.", items, (SEARCH,), context=NOW))

        log = body.get("messages") or body["contents"]
        assert NOW in json.dumps(log[-1], ensure_ascii=False)
        assert NOW not in json.dumps(log[:-1], ensure_ascii=False)


def test_what_comes_before_it_is_the_same_whatever_is_true_now(
    provider: Provider, server: ScriptedServer
) -> None:
    bodies = [
        sent(provider, server, Prompt("Eres Sofía.", (UserText("Hola"),), (SEARCH,), context=now))
        for now in ("It is Monday.", "It is Tuesday.")
    ]

    monday, tuesday = (json.dumps(body, ensure_ascii=False) for body in bodies)
    assert monday.replace("Monday", "Tuesday") == tuesday
    assert monday.index("Hola") < monday.index("Monday")


def test_anthropic_caches_tools_system_and_history_but_not_what_is_true_now() -> None:
    wire = VENDORS["anthropic"]
    with ScriptedServer(refuse=wire.flaw) as server:
        prompt = Prompt("Eres Sofía.", (UserText("Hola"),), (SEARCH,), context=NOW)
        body = sent(wire.provider(server), server, prompt)

    said, now = body["messages"][-1]["content"]
    marked = [body["tools"][-1], body["system"][-1], said]
    assert all(each["cache_control"] == {"type": "ephemeral"} for each in marked)
    assert "cache_control" not in now
