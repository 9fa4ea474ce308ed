"""Answers as the vendors' own documents and SDKs show them, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents.llm.base import Completion, ErrorKind, Prompt, ProviderError, UserText
from tests.fakes.llm import VENDORS, Reply, ScriptedServer

PAYLOADS = Path(__file__).parents[2] / "payloads" / "llm"
ASK = Prompt("Eres Sofía.", (UserText("¿Cuándo puedo ver el Ñ-12?"),))


def answer_to(name: str, *, heard: list[str] | None = None) -> Completion:
    """What the vendor's provider makes of a payload file."""
    wire = VENDORS[name.split("_")[0]]
    path = PAYLOADS / name
    if name.endswith(".error.json"):
        error = json.loads(path.read_text(encoding="utf-8"))
        body = json.dumps(error["body"]).encode()
        reply = Reply(error["status"], (body,), headers=error["headers"])
    elif name.endswith(".sse"):
        reply = Reply.events([path.read_text(encoding="utf-8")])
    else:
        reply = Reply(200, (path.read_bytes(),))
    with ScriptedServer(refuse=wire.flaw) as server:
        server.enqueue(reply)
        hear = heard.append if heard is not None else None
        return wire.provider(server).respond(ASK, timeout=5, on_text=hear)


@pytest.mark.parametrize("vendor", sorted(VENDORS))
def test_streamed_tool_call(vendor: str) -> None:
    heard: list[str] = []

    answer = answer_to(f"{vendor}_tool_call.sse", heard=heard)

    (call,) = answer.tool_calls
    assert (call.name, call.arguments) == ("find_slots", {"unit_ref": "Ñ-12"})
    usage = answer.usage
    assert (usage.input_tokens, usage.cache_read_tokens) == (54, 256)
    assert usage.output_tokens + usage.reasoning_tokens == 18
    assert "".join(heard) == ("Reviso la agenda 📅." if vendor == "anthropic" else "")


def test_thinking_is_kept_for_its_own_vendor_only() -> None:
    answer = answer_to("anthropic_tool_call.sse", heard=[])

    (block,) = answer.opaque["thinking"]
    assert (block["thinking"], block["signature"]) == ("A viewing: slots first.", "EqQBCg==")
    assert json.loads(json.dumps(answer.opaque)) == answer.opaque  # it goes into a row


def test_reasoning_is_never_shown() -> None:
    assert answer_to("groq_text.json").text == "Hola, ¿en qué comuna buscas?"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("openai_refusal.json", ErrorKind.REFUSED),
        ("anthropic_window_full.json", ErrorKind.CONTEXT_LENGTH),
        ("gemini_malformed_call.json", ErrorKind.UNPARSABLE),
    ],
)
def test_an_answer_the_vendor_ended_early(name: str, kind: ErrorKind) -> None:
    with pytest.raises(ProviderError) as caught:
        answer_to(name)

    assert caught.value.kind is kind


def test_gemini_sends_back_only_what_it_must() -> None:
    answer = answer_to("gemini_tool_call.sse", heard=[])

    (part,) = answer.opaque["parts"]  # neither the thought nor the empty text
    assert part["thoughtSignature"] == "CpsBAXLI2nw="


def test_an_error_inside_a_good_stream_is_an_error() -> None:
    with pytest.raises(ProviderError) as caught:
        answer_to("anthropic_overloaded.sse", heard=[])

    assert caught.value.kind is ErrorKind.UNAVAILABLE


@pytest.mark.parametrize(
    ("name", "kind", "retry_after"),
    [
        ("openai_quota", ErrorKind.AUTH, None),
        ("openai_rate_limit", ErrorKind.RATE_LIMITED, 0.25),
        ("anthropic_overloaded", ErrorKind.UNAVAILABLE, 3.0),
        ("gemini_exhausted", ErrorKind.RATE_LIMITED, 17.0),
        ("gemini_bad_key", ErrorKind.AUTH, None),
        ("gemini_overloaded", ErrorKind.UNAVAILABLE, None),
        ("groq_decommissioned", ErrorKind.AUTH, None),
        ("groq_garbled_call", ErrorKind.UNPARSABLE, None),
    ],
)
def test_refusals(name: str, kind: ErrorKind, retry_after: float | None) -> None:
    with pytest.raises(ProviderError) as caught:
        answer_to(f"{name}.error.json")

    assert (caught.value.kind, caught.value.retry_after) == (kind, retry_after)
