"""Who is asked when: in order, each with its share, and what an error means for the next."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine

from agents.llm.base import ErrorKind, ProviderError
from agents.routing.breakers import breakers
from tests.agents.routing.conftest import Cast

CastOf = Callable[..., Cast]


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes, so that a share is what the plan gave and not what a busy machine left."""
    now = time.monotonic()
    monkeypatch.setattr("time.monotonic", lambda: now)


def test_the_first_that_answers_is_the_answer(cast_of: CastOf) -> None:
    cast = cast_of("openai", "anthropic", "offline")

    assert cast.ask() == "openai"
    assert cast["anthropic"].given == []


@pytest.mark.usefixtures("still_clock")
def test_one_with_others_behind_it_does_not_get_the_whole_turn(cast_of: CastOf) -> None:
    cast = cast_of("openai", "offline")
    cast["openai"].fails = ErrorKind.TIMEOUT

    assert cast.ask() == "offline"
    assert cast["openai"].given == [pytest.approx(20, abs=0.1)]
    assert cast["offline"].given[0] > 50


@pytest.mark.usefixtures("still_clock")
def test_a_short_deadline_still_leaves_the_last_vendor_a_useful_slice(cast_of: CastOf) -> None:
    cast = cast_of("openai", "anthropic", "offline")
    cast["openai"].fails = ErrorKind.UNAVAILABLE

    cast.ask(seconds=8)

    assert cast["openai"].given[0] == pytest.approx(2, abs=0.1)
    assert cast["anthropic"].given[0] == pytest.approx(7, abs=0.1)


def test_our_own_mistake_goes_no_further(cast_of: CastOf) -> None:
    cast = cast_of("openai", "offline")
    cast["openai"].fails = ErrorKind.BAD_REQUEST

    for _ in range(5):
        with pytest.raises(ProviderError):
            cast.ask()

    assert len(cast["openai"].given) == 5
    assert cast["offline"].given == []


def test_a_prompt_too_long_goes_to_a_larger_window(cast_of: CastOf) -> None:
    cast = cast_of("openai", "groq", "gemini", "offline", gemini=1_000_000)
    cast["openai"].fails = ErrorKind.CONTEXT_LENGTH

    assert cast.ask() == "gemini"
    assert cast["groq"].given == []
    assert breakers.all() == []


def test_refused_content_is_shown_to_one_other_vendor_only(cast_of: CastOf) -> None:
    cast = cast_of("openai", "anthropic", "gemini", "offline")
    cast["openai"].fails = cast["anthropic"].fails = ErrorKind.REFUSED

    with pytest.raises(ProviderError):
        cast.ask()

    assert cast["gemini"].given == cast["offline"].given == []
    assert breakers.all() == []


@pytest.mark.parametrize(
    ("kind", "reached"),
    [
        (ErrorKind.UNAVAILABLE, 3),
        (ErrorKind.TIMEOUT, 3),
        (ErrorKind.UNPARSABLE, 3),
        (ErrorKind.AUTH, 1),
        (ErrorKind.RATE_LIMITED, 1),
    ],
)
def test_a_sick_provider_is_left_alone(cast_of: CastOf, kind: ErrorKind, reached: int) -> None:
    cast = cast_of("openai", "offline")
    cast["openai"].fails = kind

    assert [cast.ask() for _ in range(12)] == ["offline"] * 12
    assert len(cast["openai"].given) == reached
    assert cast.tried[-2].passed_over


def test_who_fails_and_who_is_passed_over_is_told(cast_of: CastOf) -> None:
    cast = cast_of("openai", "offline")
    cast["openai"].fails = ErrorKind.AUTH

    cast.ask()
    cast.ask()

    failed, answered, passed, _answered = cast.tried
    assert (failed.provider, failed.error_kind, failed.model) == ("openai", "auth", "openai-1")
    assert (answered.provider, answered.cost) == ("offline", Decimal(0))
    assert answered.error_kind is None
    assert passed.error.startswith("passed over: setting, tried again in")
    assert "key-openai" not in repr(cast.tried)


def test_what_interrupts_a_probe_gives_it_back(cast_of: CastOf) -> None:
    cast = cast_of("openai", "offline")
    cast["openai"].fails = ErrorKind.UNAVAILABLE
    for _ in range(3):
        cast.ask()

    def interrupt() -> None:
        raise KeyboardInterrupt

    cast["openai"].fails, cast["openai"].while_asked = None, interrupt
    with time_machine.travel(time.time() + 13):
        with pytest.raises(KeyboardInterrupt):
            cast.ask()
        cast["openai"].while_asked = lambda: None

        assert cast.ask() == "openai"


def test_a_healed_provider_is_let_back_within_its_period(cast_of: CastOf) -> None:
    cast = cast_of("openai", "offline")
    cast["openai"].fails = ErrorKind.UNAVAILABLE
    for _ in range(4):
        cast.ask()

    cast["openai"].fails = None
    assert cast.ask() == "offline"

    with time_machine.travel(time.time() + 13):
        assert [cast.ask(), cast.ask()] == ["openai", "openai"]
