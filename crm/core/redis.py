"""The shared Redis client. What is in it may be lost at any time, and it may be away.

Keys carry the broker: ``key("chat", id)`` is ``sofia:<schema>:chat:<id>`` in the schema in hand.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeVar

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from crm.core.tenancy import current_schema

logger = logging.getLogger(__name__)
T = TypeVar("T")

PREFIX: Final = "sofia"
#: Everything a call on Redis may raise when it is away, slow, full or loading.
ERRORS: Final = (redis.RedisError, OSError)
# After a failure nobody tries for this long (seconds): a request must not wait for a dead Redis
# again and again.
_REST_SECONDS: Final = 2.0
# An outage is told once in so many seconds, not with every event that meets it.
_TOLD_EVERY: Final = 60.0
_resting_until = 0.0
_told_until = 0.0


@lru_cache(maxsize=4)
def _client(url: str) -> Any:
    return redis.Redis.from_url(
        url,
        socket_connect_timeout=0.5,
        socket_timeout=1.0,
        health_check_interval=30,
        retry=Retry(NoBackoff(), 1),
    )


def client() -> Any:
    """This process's client; calls on it raise ``redis.RedisError`` or ``OSError``."""
    return _client(settings.REDIS_URL)


def key(*parts: object, schema: str | None = None) -> str:
    """A key of the broker in hand, or of the schema given."""
    owner = schema if schema is not None else current_schema()
    return ":".join([PREFIX, owner, *map(str, parts)])


def attempt(work: Callable[[Any], T], *, otherwise: T) -> T:
    """What ``work`` answers on the client, or ``otherwise`` while Redis is away."""
    global _resting_until, _told_until
    if time.monotonic() < _resting_until:
        return otherwise
    try:
        return work(client())
    except ERRORS as error:
        now = time.monotonic()
        _resting_until = now + _REST_SECONDS
        if now >= _told_until:
            _told_until = now + _TOLD_EVERY
            logger.warning("Redis is away: %s", error)
        return otherwise


def wake() -> None:
    """Try Redis again at once, whatever happened before."""
    global _resting_until
    _resting_until = 0.0
