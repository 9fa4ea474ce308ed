"""Signs of life in Redis: which workers live, and when work last flowed from beat to a worker."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import connection

from crm.core import redis as shared

#: Seconds after which a silent worker is taken for dead.
WORKER_TTL: Final = 15
#: Seconds between two pulses, and after which their absence means that the queue stands still.
PULSE_EVERY: Final = 10
LAG_LIMIT: Final = 60
_PUBLIC: Final = "public"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the system: whether it works, and in a few words how."""

    name: str
    ok: bool
    detail: str


def note_worker(name: str) -> None:
    """This worker lives; called every few seconds."""
    key = shared.key("worker", name, schema=_PUBLIC)
    shared.attempt(lambda redis: redis.set(key, int(time.time()), ex=WORKER_TTL), otherwise=None)


def forget_worker(name: str) -> None:
    """This worker ended in order."""
    key = shared.key("worker", name, schema=_PUBLIC)
    shared.attempt(lambda redis: redis.delete(key), otherwise=None)


def note_pulse() -> None:
    """Work flowed just now."""
    key = shared.key("pulse", schema=_PUBLIC)
    shared.attempt(lambda redis: redis.set(key, time.time()), otherwise=None)


def parts() -> list[Part]:
    """Every part that /readyz and the console report, asked now."""
    redis = _redis()
    if not redis.ok:
        unknown = "unknown without Redis"
        return [_database(), redis, Part("workers", False, unknown), Part("queue", False, unknown)]
    return [_database(), redis, _workers(), _queue()]


def queue_depths() -> dict[str, int]:
    """Messages waiting in each queue; empty while Redis is away."""
    names = queue_names()
    empty: list[int] = []

    def ask(redis: Any) -> list[int]:
        pipe = redis.pipeline(transaction=False)
        for name in names:
            pipe.llen(name)
        return [int(length) for length in pipe.execute()]

    return dict(zip(names, shared.attempt(ask, otherwise=empty), strict=False))


def queue_names() -> list[str]:
    """The queues that workers serve."""
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    return sorted(routed | {settings.CELERY_TASK_DEFAULT_QUEUE})


def pulse_age() -> float | None:
    """Seconds since work last flowed; None when it never did, or while Redis is away."""
    key = shared.key("pulse", schema=_PUBLIC)
    value = shared.attempt(lambda redis: redis.get(key), otherwise=None)
    return max(0.0, time.time() - float(value)) if value else None


def workers_alive() -> int:
    """Workers heard of within WORKER_TTL."""
    pattern = shared.key("worker", "*", schema=_PUBLIC)
    return shared.attempt(
        lambda redis: sum(1 for _name in redis.scan_iter(pattern, count=1000)), otherwise=0
    )


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:
        # Whatever the driver or the pool raises, the database does not answer.
        return Part("database", False, f"does not answer ({type(error).__name__})")
    return Part("database", True, "answers")


def _redis() -> Part:
    shared.wake()
    if shared.attempt(lambda redis: bool(redis.ping()), otherwise=False):
        return Part("redis", True, "answers")
    return Part("redis", False, "does not answer")


def _workers() -> Part:
    alive = workers_alive()
    return Part("workers", alive > 0, f"{alive} alive")


def _queue() -> Part:
    age = pulse_age()
    waiting = sum(queue_depths().values())
    if age is None:
        return Part("queue", True, f"no pulse yet, {waiting} waiting")
    lag = max(0.0, age - PULSE_EVERY)
    return Part("queue", lag <= LAG_LIMIT, f"{lag:.0f} s behind, {waiting} waiting")
