"""When a lead waits: all vendors together may be silent for so long, and a slow one is not cut."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine

from agents.llm.base import ErrorKind, ProviderError
from agents.routing.breakers import breakers
from agents.routing.candidates import provider_of
from tests.agents.routing.vendors import Vendors, vendors
from tests.fakes.llm import VENDORS, Call, Reply

SILENCE = 0.9
ALL = sorted(VENDORS)


@pytest.fixture(autouse=True)
def short_patience(settings: Any) -> None:
    """The limits of a turn, nearly a third as long."""
    settings.AGENT_SILENCE_SECONDS = SILENCE
    settings.AGENT_FIRST_TOKEN_SECONDS = 3.0
    settings.AGENT_STALL_SECONDS = 1.5


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause in an answer, and a probe, are waited for accordingly."""
    monkeypatch.setattr("agents.routing.race.PAUSE", 0.22)
    monkeypatch.setattr("agents.routing.race.PROBE", 0.15)


@contextmanager
def awaited(**always: Reply) -> Iterator[Vendors]:
    """Vendors a lead waits for, whose SDKs are there already."""
    with vendors(**always) as office:
        office.awaited = True
        for candidate in office.plan.candidates:
            provider_of(candidate)
        yield office


def words(vendor: str, *, late: float = 0.0) -> Reply:
    """A streamed answer that begins after so many seconds."""
    return Reply.events(VENDORS[vendor].stream_text("Aquí ", "estoy."), late=late)


def silent(_vendor: str) -> Reply:
    """A connection that is taken, and then nothing."""
    return Reply(hang=True)


def halting(vendor: str) -> Reply:
    """The beginning of an answer, and then nothing."""
    return Reply.events(VENDORS[vendor].stream_text("Aquí ", "estoy.")[:2], hang=True)


def failing(status: int) -> Callable[[str], Reply]:
    """An error of this status."""
    return lambda vendor: VENDORS[vendor].error(status)


def timed(office: Vendors) -> tuple[str, float]:
    """Who answered, and after how many of the seconds that silence may last."""
    began = time.monotonic()
    name, completion = office.ask()
    assert completion.text
    return name, (time.monotonic() - began) / SILENCE


WAYS: dict[str, list[Callable[[str], Reply]]] = {
    "silent": [silent] * 4,
    "halting": [halting] * 4,
    "401": [failing(401)] * 4,
    # A quick failure costs nothing: three of them open a breaker.
    "500": [failing(500)] * 4,
    "mixed": [silent, failing(500), halting, failing(401)],
}


@pytest.mark.parametrize("way", WAYS)
def test_all_down_the_embedded_one_answers_in_time_and_then_at_once(way: str) -> None:
    with awaited(**{name: how(name) for name, how in zip(ALL, WAYS[way], strict=True)}) as office:
        name, spent = timed(office)
        first = [attempt.error_kind for attempt in office.tried]
        again, _spent = timed(office)

        assert (name, again) == ("offline", "offline")
        # One after the other they would take more than three times as long each.
        assert spent < 2.5
        assert len(first) == 5
        assert None not in first[:4]
        if way in {"silent", "401"}:
            # The second time nobody was waited for.
            assert [office.reached(each) for each in ALL] == [1] * 4


def test_a_slow_but_living_model_is_waited_for() -> None:
    slow = words("openai", late=SILENCE * 0.7)
    with awaited(openai=slow, groq=silent("groq")) as office:
        assert timed(office)[0] == "openai"
        assert office.tried[-1].error_kind is None
        assert not breakers.is_resting(office.plan.candidates[0].breaker)


def test_one_that_is_writing_is_not_cut_however_long_it_takes() -> None:
    long = Reply.events(VENDORS["openai"].stream_text(*["la "] * 30), pause=0.06)
    with awaited(openai=long, groq=words("groq")) as office:
        name, spent = timed(office)

        assert (name, office.reached("groq")) == ("openai", 0)
        assert spent > 1.5


@pytest.mark.parametrize("vendor", ALL)
def test_while_one_hangs_the_next_is_asked_beside_it_and_then_first(vendor: str) -> None:
    other = ALL[ALL.index(vendor) - 1]
    with awaited(**{vendor: silent(vendor), other: words(other)}) as office:
        names = [timed(office)[0] for _ in range(4)]

        assert names == [other] * 4
        assert office.reached(vendor) == 1


def test_a_model_slower_than_all_patience_is_let_back_and_waited_for_next_time() -> None:
    with awaited(openai=words("openai", late=SILENCE * 1.3)) as office:
        assert timed(office)[0] == "offline"
        breaker = office.plan.candidates[0].breaker
        assert breakers.is_resting(breaker)
        wait_until(lambda: not breakers.is_resting(breaker))

        office.servers["openai"].always = words("openai", late=SILENCE * 1.1)
        assert timed(office)[0] == "openai"


def test_calls_of_tools_are_signs_of_life_too() -> None:
    calls = VENDORS["anthropic"].stream_calls(Call("c1", "look", {"area": "Ñuñoa"}))
    slowly = Reply.events(calls, pause=SILENCE / 6)
    with awaited(anthropic=slowly, groq=words("groq")) as office:
        name, completion = office.ask()

    assert (name, [call.name for call in completion.tool_calls]) == ("anthropic", ["look"])


@pytest.mark.parametrize("vendor", ["openai", "anthropic", "groq"])
def test_a_server_that_knows_no_streams_is_understood(vendor: str) -> None:
    with awaited(**{vendor: VENDORS[vendor].text("Aquí estoy.")}) as office:
        name, completion = office.ask()

    assert (name, completion.text) == (vendor, "Aquí estoy.")


def test_a_probe_of_one_that_still_hangs_holds_up_nobody() -> None:
    with awaited(openai=silent("openai")) as office:
        timed(office)
        breaker = office.plan.candidates[0].breaker
        state = dict(breakers.all())[breaker]
        with time_machine.travel(state.open_until + 1):
            name, spent = timed(office)

        assert (name, office.reached("openai")) == ("offline", 2)
        assert spent < 1.0


def test_our_own_mistake_goes_no_further() -> None:
    with awaited(openai=failing(400)("openai"), groq=words("groq")) as office:
        with pytest.raises(ProviderError) as raised:
            office.ask()
        assert raised.value.kind is ErrorKind.BAD_REQUEST
        assert office.reached("groq") == 0


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again until it holds; five seconds are enough for anything here."""
    until = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
