"""Breakers shared by processes, one after the other and at once, with Redis and without."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import redis
import time_machine

from agents.llm.base import ErrorKind, ProviderError
from agents.routing.breaker import Phase
from agents.routing.breakers import Breakers, Name
from crm.core import redis as shared

DOWN = ProviderError(ErrorKind.UNAVAILABLE, "down")
OPENAI = Name("", "openai", "gpt-4o", "abc")


@pytest.fixture(params=["redis", "without"])
def view(request: pytest.FixtureRequest) -> Iterator[Breakers]:
    """One process's breakers; once with Redis, once while it is away."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "without":
            patch.setattr(shared, "client", _away)
        yield Breakers()
    shared.wake()


def _away() -> Any:
    raise redis.ConnectionError("away")


def open_it(view: Breakers) -> None:
    for _ in range(3):
        view.failed(OPENAI, DOWN)


def test_three_failures_close_the_way(view: Breakers) -> None:
    open_it(view)

    assert not view.admit(OPENAI, seconds=20).allowed
    assert view.admit(Name("", "openai", "gpt-4o", "another key"), seconds=20).allowed


def test_of_many_at_once_one_probes(view: Breakers) -> None:
    with time_machine.travel("2026-11-23 10:00", tick=False) as clock:
        open_it(view)
        clock.shift(13)
        with ThreadPoolExecutor(32) as pool:
            passes = list(pool.map(lambda _: view.admit(OPENAI, seconds=20), range(32)))

    assert sum(each.allowed for each in passes) == 1


def test_a_person_may_close_it(view: Breakers) -> None:
    open_it(view)

    view.close(OPENAI)

    assert view.admit(OPENAI, seconds=20).allowed
    assert [change.after for change in view.changes()] == [Phase.CLOSED, Phase.OPEN]


def test_another_process_learns_of_it_within_a_second() -> None:
    here, there = Breakers(), Breakers()
    assert there.admit(OPENAI, seconds=20).allowed

    open_it(here)
    there._read_at = float("-inf")

    assert not there.admit(OPENAI, seconds=20).allowed


def test_two_processes_count_together_and_lend_one_probe() -> None:
    here, there = Breakers(), Breakers()
    with time_machine.travel("2026-11-23 10:00", tick=False) as clock:
        here.failed(OPENAI, DOWN)
        there.failed(OPENAI, DOWN)
        here.failed(OPENAI, DOWN)
        clock.shift(13)
        there.all()

        assert here.admit(OPENAI, seconds=20).allowed
        assert not there.admit(OPENAI, seconds=20).allowed


def test_while_all_is_well_nobody_talks_to_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    view = Breakers()
    view.admit(OPENAI, seconds=20)
    talks: list[object] = []

    def attempt(work: object, *, otherwise: object) -> object:
        talks.append(work)
        return otherwise

    monkeypatch.setattr(shared, "attempt", attempt)

    for _ in range(20):
        view.succeeded(OPENAI, token=view.admit(OPENAI, seconds=20).token)

    assert len(talks) <= 1


def test_no_key_is_kept_only_its_hash() -> None:
    from agents.routing.candidates import Candidate

    view = Breakers()
    candidate = Candidate("openai", "gpt-4o", "sk-very-secret")
    view.failed(candidate.breaker, DOWN)

    kept = str(shared.client().hgetall("sofia:public:breakers"))
    assert candidate.credential in kept
    assert "sk-very-secret" not in kept


def test_names_are_read_as_they_were_written() -> None:
    name = Name("acme", "groq", "odd|model", "abc")

    assert Name.of(str(name)) == name
