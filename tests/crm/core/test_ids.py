"""Ids that sort as they were made."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from crm.core import ids


@pytest.fixture(autouse=True)
def _new_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests travel in time, and the sequence never goes back."""
    monkeypatch.setattr(ids, "_last_ms", 0)
    monkeypatch.setattr(ids, "_last_random", 0)


def test_ids_are_version_seven_and_carry_the_time() -> None:
    before = time.time_ns() // 1_000_000
    made = ids.uuid7()

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_ids_of_one_millisecond_keep_their_order() -> None:
    with time_machine.travel("2030-01-01T00:00:00Z", tick=False):
        made = [ids.uuid7() for _number in range(2000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_clock_set_back_does_not_turn_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids.uuid7()
    monkeypatch.setattr("time.time_ns", lambda: 0)

    assert ids.uuid7() > first


def test_threads_never_share_an_id() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _number: ids.uuid7(), range(5000)))

    assert len(set(made)) == len(made)
