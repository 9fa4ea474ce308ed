"""What a call costs: to the last digit, from each vendor's own way of counting."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from agents.llm.anthropic_format import MessageReader
from agents.llm.base import Usage
from agents.llm.chat_format import ChatReader
from agents.llm.gemini_format import ContentReader
from agents.routing.prices import price_table

OPENAI = {
    "prompt_tokens": 2006,
    "completion_tokens": 300,
    "total_tokens": 2306,
    "prompt_tokens_details": {"cached_tokens": 1920, "audio_tokens": 0},
    "completion_tokens_details": {"reasoning_tokens": 192},
}
ANTHROPIC = {
    "input_tokens": 21,
    "cache_creation_input_tokens": 388,
    "cache_read_input_tokens": 188_086,
    "output_tokens": 393,
}
GEMINI = {
    "promptTokenCount": 5000,
    "cachedContentTokenCount": 4096,
    "candidatesTokenCount": 120,
    "thoughtsTokenCount": 80,
    "totalTokenCount": 5200,
}


def chat(usage: dict[str, Any]) -> Usage:
    reader = ChatReader()
    reader.read({"model": "x", "choices": [], "usage": usage})
    return reader.answer.usage


def anthropic(usage: dict[str, Any]) -> Usage:
    reader = MessageReader("x")
    reader.read({"type": "message", "content": [], "stop_reason": "end_turn", "usage": usage})
    return reader.answer.usage


def gemini(usage: dict[str, Any]) -> Usage:
    reader = ContentReader()
    reader.read({"candidates": [], "usageMetadata": usage})
    return reader.answer.usage


@pytest.mark.parametrize(
    ("vendor", "model", "usage", "cost"),
    [
        # 86 x 2.50 + 1920 x 1.25 + 300 x 10, a million
        ("openai", "gpt-4o-2024-08-06", chat(OPENAI), "0.005615"),
        ("openai", "gpt-4o-mini", chat(OPENAI), "0.0003369"),
        # 21 x 3 + 388 x 3.75 + 188086 x 0.30 + 393 x 15
        ("anthropic", "claude-sonnet-4-5-20250929", anthropic(ANTHROPIC), "0.0638388"),
        # 904 x 0.30 + 4096 x 0.03 + 200 x 2.50
        ("gemini", "gemini-2.5-flash", gemini(GEMINI), "0.00089408"),
        # 86 x 0.15 + 1920 x 0.075 + 300 x 0.60
        ("groq", "openai/gpt-oss-120b", chat(OPENAI), "0.0003369"),
    ],
)
def test_cached_tokens_are_charged_once_and_at_their_own_price(
    vendor: str, model: str, usage: Usage, cost: str
) -> None:
    assert price_table().cost(vendor, usage, model) == Decimal(cost)


def test_tokens_cached_for_an_hour_cost_their_own_price() -> None:
    lifetimes = {"ephemeral_5m_input_tokens": 100, "ephemeral_1h_input_tokens": 900}
    usage = anthropic(
        {
            "input_tokens": 0,
            "output_tokens": 0,
            "cache_creation_input_tokens": 1000,
            "cache_creation": lifetimes,
        }
    )

    # 100 x 1.25 + 900 x 2.00
    assert price_table().cost("anthropic", usage, "claude-haiku-4-5") == Decimal("0.001925")


def test_what_was_thought_is_charged_once_as_output() -> None:
    usage = anthropic(
        {
            "input_tokens": 0,
            "output_tokens": 500,
            "output_tokens_details": {"thinking_tokens": 400},
        }
    )

    assert (usage.output_tokens, usage.reasoning_tokens) == (100, 400)
    assert price_table().cost("anthropic", usage, "claude-haiku-4-5") == Decimal("0.0025")


def test_a_long_prompt_has_the_long_price_its_cached_tokens_counted() -> None:
    short = Usage(input_tokens=100_000, cache_read_tokens=100_000, output_tokens=1000)
    long = Usage(input_tokens=100_001, cache_read_tokens=100_000, output_tokens=1000)

    assert price_table().cost("gemini", short, "gemini-2.5-pro") == Decimal("0.1475")
    assert price_table().cost("gemini", long, "gemini-2.5-pro") == Decimal("0.2900025")


@pytest.mark.parametrize(
    ("vendor", "model", "usage"),
    [
        ("openai", "gpt-9", Usage(10, output_tokens=5)),
        ("groq", "gpt-4o", Usage(10, output_tokens=5)),
        ("openai", "gpt-4o", Usage(10, cache_write_tokens=5)),
        ("openai", "gpt-5.5", Usage(300_000, output_tokens=5)),
        ("openai", "gpt-4o", Usage()),
    ],
)
def test_what_is_not_known_is_not_guessed(vendor: str, model: str, usage: Usage) -> None:
    assert price_table().cost(vendor, usage, model) is None


def test_the_model_that_answered_is_charged_before_the_one_asked_for() -> None:
    usage = Usage(1_000_000)

    assert price_table().cost("openai", usage, "gpt-4o-mini", "gpt-4o") == Decimal("0.15")
    assert price_table().cost("openai", usage, "alias", "gpt-4o") == Decimal("2.5")


def test_the_embedded_provider_costs_nothing() -> None:
    assert price_table().cost("offline", Usage(10), "offline-1") == 0


def test_every_price_in_the_table_is_above_nothing_and_cached_input_is_cheaper() -> None:
    for name, price in price_table().prices.items():
        for rates in filter(None, (price.rates, price.long)):
            assert rates.input > 0, name
            if "embedding" in name[1]:
                assert rates.output is None, name
            else:
                assert rates.output is not None, name
                assert rates.output > rates.input, name
            assert rates.cache_read is None or rates.cache_read < rates.input, name
            assert rates.cache_write is None or rates.cache_write > rates.input, name
