"""A stream that breaks after its first words still ends in one whole answer."""

from __future__ import annotations

from typing import Any

import pytest

from agents.routing.candidates import provider_of
from tests.agents.routing.vendors import vendors
from tests.fakes.llm import VENDORS, Reply

WORDS = [f"palabra{number} " for number in range(60)]
PAIRS = [("openai", "anthropic"), ("anthropic", "gemini"), ("gemini", "groq"), ("groq", "openai")]


@pytest.fixture(autouse=True)
def short_silences(settings: Any) -> None:
    """A stream may say nothing for a moment only."""
    settings.AGENT_FIRST_TOKEN_SECONDS = 1.5
    settings.AGENT_STALL_SECONDS = 0.5


def broken(vendor: str, way: str) -> Reply:
    """A stream of twenty words that is cut, or falls silent, or keeps sending pings."""
    events = VENDORS[vendor].stream_text(*WORDS)
    begun = events[: next(n for n, event in enumerate(events) if "palabra20" in event)]
    if way == "cut":
        return Reply.events(begun, drop=True)
    if way == "silent":
        return Reply.events(begun, hang=True)
    return Reply.events([*begun, *[": ping\n\n"] * 100], pause=0.02)


@pytest.mark.parametrize("way", ["cut", "silent", "pings"])
@pytest.mark.parametrize(("primary", "other"), PAIRS)
def test_it_is_done_again_elsewhere_and_no_word_is_read_twice(
    primary: str, other: str, way: str
) -> None:
    whole = Reply.events(VENDORS[other].stream_text(*WORDS))
    with vendors(**{primary: broken(primary, way), other: whole}) as office:
        for candidate in office.plan.candidates:
            provider_of(candidate)  # its SDK's import is not what is tried here
        name, heard = office.stream()

    assert name == other
    assert "".join(heard).split() == "".join(WORDS).split()
    failed, answered = office.tried
    assert failed.first_token_ms is not None
    assert answered.first_token_ms is not None


@pytest.mark.parametrize("vendor", sorted(VENDORS))
def test_a_stream_that_never_begins_is_given_up_early(vendor: str) -> None:
    with vendors(**{vendor: Reply(hang=True)}) as office:
        name, _heard = office.stream()

    failed = office.tried[0]
    assert (name, failed.error_kind) == ("offline", "timeout")
    assert failed.duration_ms < 15_000


def test_what_was_read_of_a_broken_stream_is_billed() -> None:
    with vendors(anthropic=broken("anthropic", "cut")) as office:
        office.stream()

    assert office.tried[0].usage.input_tokens == 60


def test_a_draft_is_told_as_it_comes_and_a_broken_one_is_told_to_be_none(settings: Any) -> None:
    whole = Reply.events(VENDORS["anthropic"].stream_text(*WORDS))
    with vendors(openai=broken("openai", "cut"), anthropic=whole) as office:
        drawn = office.draft()

    # What is drawn is begun anew when an attempt failed: the end is the answer, each word once.
    assert "".join(drawn).split() == "".join(WORDS).split()
