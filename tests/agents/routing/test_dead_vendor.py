"""A vendor that is dead in each of its ways, on the wire: it is left alone, and let back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine

from agents.routing.candidates import provider_of
from tests.agents.routing.vendors import ASK, vendors
from tests.fakes.llm import VENDORS, Reply

LIMIT = 0.5
PAIRS = [("openai", "anthropic"), ("anthropic", "gemini"), ("gemini", "groq"), ("groq", "openai")]
WAYS = ["500", "429", "401", "hang", "drop"]


def dead(vendor: str, way: str) -> Reply:
    """What a vendor answers that is dead in that way."""
    if way == "hang":
        return Reply(hang=True)
    if way == "drop":
        return Reply(drop=True)
    return VENDORS[vendor].error(int(way))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("primary", "other"), PAIRS)
def test_twelve_calls_and_then_thirty_two_at_once(
    primary: str, other: str, way: str, settings: Any
) -> None:
    healthy = VENDORS[other].text("Aquí estoy.")
    with vendors(**{primary: dead(primary, way), other: healthy}) as office:
        provider_of(office.plan.candidates[1])  # its SDK's import is not what is tried here
        settings.AGENT_MODEL_SECONDS = LIMIT if way == "hang" else 20
        for _ in range(12):
            assert office.ask()[0] == other
        settings.AGENT_MODEL_SECONDS = 20
        with ThreadPoolExecutor(32) as pool:
            names = list(pool.map(lambda _: office.ask()[0], range(32)))

        assert names == [other] * 32
        assert office.reached(primary) <= 3
        assert office.reached(other) == 44


@pytest.mark.parametrize("primary", sorted(VENDORS))
def test_a_vendor_that_heals_is_let_back(primary: str) -> None:
    other = next(name for name in VENDORS if name != primary)
    healthy = VENDORS[other].text("Aquí estoy.")
    with vendors(**{primary: dead(primary, "500"), other: healthy}) as office:
        for _ in range(4):
            office.ask()
        office.servers[primary].always = VENDORS[primary].text("De vuelta.")
        assert office.ask()[0] == other
        with time_machine.travel(time.time() + 13):
            assert office.ask()[1].text == "De vuelta."


def test_while_it_is_dead_one_call_a_rest_reaches_it() -> None:
    healthy = VENDORS["groq"].text("Aquí estoy.")
    with vendors(openai=dead("openai", "500"), groq=healthy) as office:
        for _ in range(4):
            office.ask()
        with (
            time_machine.travel(time.time() + 13),
            ThreadPoolExecutor(16) as pool,
        ):
            list(pool.map(lambda _: office.ask(), range(32)))

        assert office.reached("openai") == 4


def test_a_full_quota_is_left_alone_as_long_as_the_vendor_asks() -> None:
    full = VENDORS["openai"].error(429, code="rate_limit_exceeded", retry_after="40")
    with vendors(openai=full, groq=VENDORS["groq"].text("Aquí estoy.")) as office:
        office.ask()
        for later in (1, 39):
            with time_machine.travel(time.time() + later):
                office.ask()
        assert office.reached("openai") == 1
        with time_machine.travel(time.time() + 41):
            office.ask()
        assert office.reached("openai") == 2


@pytest.mark.parametrize("way", ["500", "429", "401", "drop"])
def test_all_vendors_down_the_embedded_one_answers(way: str) -> None:
    with vendors(**{name: dead(name, way) for name in VENDORS}) as office:
        name, completion = office.ask()

        assert (name, bool(completion.text)) == ("offline", True)


def test_a_refused_connection_is_a_dead_vendor_too() -> None:
    with vendors(openai=Reply()) as office:
        plan = office.plan  # its server is gone when it is asked
    answered = plan.respond(ASK, deadline=time.monotonic() + 30, on_attempt=lambda _attempt: None)

    assert answered[0].name == "offline"
