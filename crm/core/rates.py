"""How often somebody may do something: windows in Redis, in this process while Redis is away."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any, Final

from crm.core import redis as shared
from crm.core.errors import RateLimited
from crm.core.tenancy import current_schema

#: Times and seconds: ``(5, 60)`` is five a minute.
Limit = tuple[int, int]

# A window begins with its first hit. A refused hit is counted too, but never moves its end.
_HIT: Final = """
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
local left = redis.call('PTTL', KEYS[1])
if left < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) left = tonumber(ARGV[1]) end
return {n, left}
"""
_MOST_LOCAL_WINDOWS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """Where a caller stands in the window; ``retry_after`` is in whole seconds, at least 1."""

    allowed: bool
    remaining: int
    retry_after: int


class _LocalWindows:
    """The same windows in one process, for the minutes without Redis."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[int, float]] = {}

    def hit(self, name: str, seconds: int) -> tuple[int, int]:
        now = time.monotonic()
        with self._lock:
            count, ends = self._windows.get(name, (0, 0.0))
            if ends <= now:
                count, ends = 0, now + seconds
                self._make_room(now)
            self._windows[name] = (count + 1, ends)
        return count + 1, int((ends - now) * 1000)

    def _make_room(self, now: float) -> None:
        if len(self._windows) < _MOST_LOCAL_WINDOWS:
            return
        self._windows = {name: kept for name, kept in self._windows.items() if kept[1] > now}
        if len(self._windows) >= _MOST_LOCAL_WINDOWS:
            self._windows.clear()

    def clear(self) -> None:
        with self._lock:
            self._windows.clear()


_local = _LocalWindows()


def hit(name: str, who: str, limit: Limit) -> Rate:
    """Count one try of ``who`` (of the broker in hand) and say whether it is within the limit."""
    times, seconds = limit
    window = shared.key("rate", name, who)
    missing: list[int] = []
    answer: Any = shared.attempt(
        lambda redis: redis.eval(_HIT, 1, window, seconds * 1000), otherwise=missing
    )
    count, left_ms = answer if answer else _local.hit(window, seconds)
    return Rate(
        allowed=count <= times,
        remaining=max(0, times - count),
        retry_after=max(1, -(-int(left_ms) // 1000)),
    )


def check(name: str, who: str, limit: Limit, message: str) -> None:
    """Count one try and raise RateLimited with the message when it is one too many."""
    rate = hit(name, who, limit)
    if not rate.allowed:
        raise RateLimited(message, retry_after=rate.retry_after)


def forget_all() -> None:
    """Drop every window of the broker in hand and of this process (tests, an operator's pardon)."""
    _local.clear()
    pattern = shared.key("rate", "*", schema=current_schema())
    shared.attempt(
        lambda redis: [redis.delete(name) for name in redis.scan_iter(pattern)], otherwise=[]
    )
