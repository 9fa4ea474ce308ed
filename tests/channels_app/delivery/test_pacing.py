"""No second holds more than the account's rate, with Redis and without it."""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from channels_app.delivery import pacing
from channels_app.delivery.pacing import (
    account_hold,
    behind_since,
    caught_up,
    look_ahead,
    slot_take,
    slot_wait,
)
from crm.brokers.models import Broker
from crm.core import redis as shared
from crm.core.tenancy import in_schema

KEY = "whatsapp:pace"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that has sent nothing yet."""
    monkeypatch.setattr(pacing, "_place", pacing._Place())
    yield
    shared.wake()


def busiest_second(times: list[float]) -> int:
    ordered = sorted(times)
    return max(bisect_right(ordered, at + 1.0) - place for place, at in enumerate(ordered))


def race(rate: float, *, threads: int, seconds: float, schema: str) -> list[float]:
    """When each of many threads that want to send all the time was let through."""
    times: list[float] = []
    until = time.monotonic() + seconds

    def run() -> None:
        with in_schema(schema):
            while time.monotonic() < until:
                slot = slot_take(KEY, rate=rate, ahead=look_ahead(rate))
                if slot is None:
                    time.sleep(0.01)
                elif slot_wait(KEY, slot, rate=rate):
                    times.append(time.monotonic())
        connection.close()

    crowd = [threading.Thread(target=run) for _ in range(threads)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return times


def test_many_threads_keep_within_the_rate_and_use_most_of_it(alice: Broker) -> None:
    times = race(80, threads=24, seconds=2.5, schema="t_alice")

    assert busiest_second(times) <= 80 * 1.05
    assert len(times) > 80 * 2.5 * 0.8


@pytest.mark.usefixtures("alice_for_real")
def test_without_redis_the_database_keeps_the_pace(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    times = race(40, threads=8, seconds=2.5, schema="t_alice")

    assert busiest_second(times) <= 40 * 1.05
    assert len(times) > 40 * 2.5 * 0.6


def test_a_slot_that_is_far_away_is_not_taken(alice: Broker) -> None:
    first = slot_take(KEY, rate=0.1, ahead=1.0)

    assert first is not None
    assert slot_take(KEY, rate=0.1, ahead=1.0) is None


def test_an_account_that_turned_somebody_away_is_behind(alice: Broker) -> None:
    slot_take(KEY, rate=10, ahead=0.01)
    before = behind_since(KEY)
    slot_take(KEY, rate=10, ahead=0.01)

    assert before == ""
    assert behind_since(KEY)


def test_an_account_that_caught_up_is_behind_no_more(alice: Broker) -> None:
    while slot_take(KEY, rate=1.0, ahead=0.5) is not None:
        pass

    caught_up(KEY, behind_since(KEY))

    assert behind_since(KEY) == ""


def test_whoever_was_turned_away_after_the_look_keeps_it_behind(alice: Broker) -> None:
    while slot_take(KEY, rate=1.0, ahead=0.5) is not None:
        pass
    seen = behind_since(KEY)
    slot_take(KEY, rate=1.0, ahead=0.5)

    caught_up(KEY, seen)

    assert behind_since(KEY)


def test_accounts_do_not_wait_for_each_other(alice: Broker) -> None:
    slot_take(KEY, rate=0.1, ahead=1.0)

    other = slot_take("telegram:pace", rate=0.1, ahead=1.0)

    assert other is not None


def test_a_slot_that_has_passed_is_not_used(alice: Broker) -> None:
    slot = slot_take(KEY, rate=2, ahead=1.0)
    assert slot is not None
    time.sleep(0.08)

    assert slot_wait(KEY, slot, rate=2)

    assert time.monotonic() - slot >= 1 / 2


@pytest.mark.parametrize("away", [False, True])
def test_an_account_that_was_too_fast_is_held(alice: Broker, settings: Any, away: bool) -> None:
    if away:
        settings.REDIS_URL = "redis://127.0.0.1:1/0"
    account_hold(KEY, 30)

    assert slot_take(KEY, rate=100, ahead=1.0) is None


def test_a_redis_that_forgot_is_given_a_moment(alice: Broker) -> None:
    shared.client().delete(shared.key("pace-since", schema="public"))

    slot = slot_take(KEY, rate=100, ahead=0.01)

    assert slot is not None
    assert slot - time.monotonic() > 0.2


def test_a_change_of_place_is_a_moment_of_silence(alice: Broker, settings: Any) -> None:
    slot_take(KEY, rate=100, ahead=1.0)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    began = time.monotonic()

    slot_take(KEY, rate=100, ahead=1.0)

    assert time.monotonic() - began > 0.2
