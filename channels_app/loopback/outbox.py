"""What was sent to the stand-ins: the last thousand messages, in Redis or in this process."""

from __future__ import annotations

import itertools
import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson

from crm.core import redis as shared

KEPT: Final = 1000
_KEPT_SECONDS: Final = 24 * 60 * 60

# Begins at the time, so that numbers go on growing over a restart.
_numbers = itertools.count(int(time.time() * 1000))
_here: deque[bytes] = deque(maxlen=KEPT)


@dataclass(frozen=True, slots=True)
class Sent:
    """One message a stand-in accepted. ``number`` grows; ``our_id`` is the id we sent along."""

    number: int
    at: float
    channel: str
    account_id: str
    to: str
    text: str
    external_id: str
    our_id: str = ""


def next_number() -> int:
    """A number above every one before."""
    return next(_numbers)


def keep(sent: Sent) -> None:
    """Remember an accepted message."""
    raw = orjson.dumps(asdict(sent))
    name = shared.key("loopback", "outbox", schema="public")

    def push(redis: Any) -> bool:
        pipe = redis.pipeline(transaction=False)
        pipe.lpush(name, raw)
        pipe.ltrim(name, 0, KEPT - 1)
        pipe.expire(name, _KEPT_SECONDS)
        pipe.execute()
        return True

    if not shared.attempt(push, otherwise=False):
        _here.appendleft(raw)


def since(number: int) -> list[dict[str, Any]]:
    """Messages after ``number``, oldest first."""
    name = shared.key("loopback", "outbox", schema="public")
    empty: list[bytes] = []
    rows = shared.attempt(lambda redis: redis.lrange(name, 0, KEPT - 1), otherwise=empty)
    found = [orjson.loads(row) for row in [*rows, *_here]]
    return sorted((row for row in found if row["number"] > number), key=_by_number)


def forget() -> None:
    """Remember nothing any more."""
    name = shared.key("loopback", "outbox", schema="public")
    shared.attempt(lambda redis: redis.delete(name), otherwise=0)
    _here.clear()


def _by_number(row: dict[str, Any]) -> int:
    return int(row["number"])
