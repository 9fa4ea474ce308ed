"""Health: which part failed, said by name."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from config import signs
from crm.core import redis as shared


@pytest.fixture
def bare(db: None) -> Iterator[Client]:
    """A browser at the bare host, with an empty Redis."""
    shared.wake()
    shared.client().flushdb()
    yield Client(headers={"host": "localhost"})
    shared.wake()


def failed(client: Client) -> tuple[int, list[str]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["failed"]


def test_the_process_is_alive_without_asking_anybody(
    bare: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert bare.get("/healthz").json() == {"status": "ok"}


def test_without_a_worker_nothing_is_ready(bare: Client) -> None:
    assert failed(bare) == (503, ["workers"])

    signs.note_worker("one@host")
    assert failed(bare) == (200, [])

    signs.forget_worker("one@host")
    assert failed(bare) == (503, ["workers"])


def test_a_silent_worker_is_taken_for_dead(bare: Client) -> None:
    signs.note_worker("one@host")

    key = shared.key("worker", "one@host", schema="public")
    assert 0 < shared.client().ttl(key) <= signs.WORKER_TTL


def test_a_queue_that_stands_still_is_named(bare: Client) -> None:
    signs.note_worker("one@host")
    signs.note_pulse()
    assert failed(bare) == (200, [])

    shared.client().set(shared.key("pulse", schema="public"), time.time() - 200)
    assert failed(bare) == (503, ["queue"])


def test_without_redis_its_parts_are_unknown(bare: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert failed(bare) == (503, ["redis", "workers", "queue"])


def test_without_the_database_it_is_named(bare: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    signs.note_worker("one@host")
    monkeypatch.setattr(
        signs, "_database", lambda: signs.Part("database", False, "does not answer")
    )

    assert failed(bare) == (503, ["database"])


def test_metrics_are_prometheus_text(bare: Client) -> None:
    shared.client().rpush("turns", "a", "b")

    lines = bare.get("/metrics").content.decode().splitlines()

    assert 'sofia_queue_depth{queue="turns"} 2' in lines
    assert "sofia_workers 0" in lines
    assert "sofia_queue_pulse_age_seconds NaN" in lines
    assert all(line.startswith("#") or len(line.split()) == 2 for line in lines)


def test_probes_reach_it_by_address(bare: Client) -> None:
    assert bare.get("/healthz", headers={"host": "10.1.2.3:8000"}).status_code == 200
