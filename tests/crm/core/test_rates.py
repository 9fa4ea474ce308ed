"""How often somebody may do something."""

from __future__ import annotations

from typing import Any

import pytest

from crm.brokers.models import Broker
from crm.core import rates
from crm.core import redis as shared
from crm.core.errors import RateLimited
from crm.core.tenancy import in_schema

LIMIT = (3, 60)


@pytest.fixture(params=["with Redis", "without Redis"])
def either(request: Any, db: None, settings: Any) -> None:
    """Both ways of counting keep the same promises."""
    if request.param == "without Redis":
        settings.REDIS_URL = "redis://127.0.0.1:1/0"


def test_the_limit_is_reached_and_not_passed(either: None) -> None:
    answers = [rates.hit("x", "me", LIMIT) for _try in range(5)]

    assert [answer.allowed for answer in answers] == [True, True, True, False, False]
    assert [answer.remaining for answer in answers] == [2, 1, 0, 0, 0]
    assert all(1 <= answer.retry_after <= 60 for answer in answers)


def test_names_and_people_do_not_share_a_window(either: None) -> None:
    for _try in range(4):
        rates.hit("x", "me", LIMIT)

    assert rates.hit("x", "you", LIMIT).allowed
    assert rates.hit("y", "me", LIMIT).allowed


def test_brokers_do_not_share_a_window(alice: Broker, charlie: Broker) -> None:
    with in_schema("t_alice"):
        for _try in range(4):
            rates.hit("x", "me", LIMIT)

    with in_schema("t_charlie"):
        assert rates.hit("x", "me", LIMIT).allowed


def test_a_refused_caller_is_told_when_to_come_again(db: None) -> None:
    for _try in range(3):
        rates.check("x", "me", LIMIT, "slow down")

    with pytest.raises(RateLimited, match="slow down") as refusal:
        rates.check("x", "me", LIMIT, "slow down")
    assert 1 <= refusal.value.retry_after <= 60


def test_the_window_in_the_process_ends(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    now = 1000.0
    monkeypatch.setattr("crm.core.rates.time.monotonic", lambda: now)
    for _try in range(4):
        rates.hit("x", "me", LIMIT)

    now += 61

    assert rates.hit("x", "me", LIMIT).allowed


def test_the_window_in_redis_ends_by_itself(db: None) -> None:
    rates.hit("x", "me", (3, 2))

    key = shared.key("rate", "x", "me")
    assert 0 < shared.client().pttl(key) <= 2000


def test_a_dead_redis_is_not_asked_again_at_once(db: None, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    asked: list[int] = []

    def ask(redis: Any) -> int:
        asked.append(1)
        return int(redis.ping())

    assert [shared.attempt(ask, otherwise=-1) for _try in range(5)] == [-1] * 5
    assert len(asked) == 1


def test_keys_carry_the_broker(alice: Broker) -> None:
    assert shared.key("rate", "x") == "sofia:t_alice:rate:x"
    assert shared.key("worker", schema="public") == "sofia:public:worker"
