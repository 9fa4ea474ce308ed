"""When the next message of an account may go out: strict spacing, shared by all workers.

A generic cell rate algorithm on Redis' own clock: every slot lies one interval after the one
before, so that no second holds more than the account's rate, whoever asks. A slot that is used
late would crowd those after it, so it is worth nothing after a moment and another one is taken.
Nobody queues up for slots: one that lies too far ahead is not taken, the message stays due, and
whoever holds the last slot looks for what waits (:mod:`channels_app.delivery.sending`).

Without Redis a row of the broker's keeps the pace: slower, and as strict.
"""

from __future__ import annotations

import threading
import time
from typing import Final

from django.db import connection

from crm.core import redis as shared
from crm.core.connections import release

#: Slots are so much further apart than the rate asks for, since the way out is never even.
HEADROOM: Final = 1.04
#: Seconds a slot may be used late.
TOLERANCE: Final = 0.04
#: Seconds nothing is sent after the pace was lost: with Redis' memory, or by a change of place.
_AFTER_LOSS: Final = 0.25
_FARTHEST: Final = 2.0
_LONGEST_HOLD: Final = 120.0
# A claim in hand is worth some waiting, but less than its lease.
_FORCED_AHEAD: Final = 5.0
_MOST_TRIES: Final = 20

# KEYS: next slot, when somebody was last turned away, since when this Redis remembers.
# ARGV: interval, how far ahead, grace after a loss; microseconds.
# The answer is how long to wait, -1 when that is too far ahead.
_TAKE: Final = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, ahead, grace = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or 0))
if at - now > ahead then
  redis.call('SET', KEYS[2], string.format('%.0f', now), 'PX', 10000)
  return -1
end
local since = redis.call('GET', KEYS[3])
if not since then
  since = now
  redis.call('SET', KEYS[3], string.format('%.0f', now))
end
at = math.max(at, tonumber(since) + grace)
redis.call('SET', KEYS[1], string.format('%.0f', at + interval),
           'PX', math.ceil((at + interval - now) / 1000) + 1000)
return at - now
"""
# What was forgotten meanwhile may not be forgotten again for somebody who came after it.
_CAUGHT_UP: Final = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""
_HOLD: Final = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local at = math.max(now + tonumber(ARGV[1]), tonumber(redis.call('GET', KEYS[1]) or 0))
redis.call('SET', KEYS[1], string.format('%.0f', at), 'PX', math.ceil((at - now) / 1000) + 1000)
return 1
"""
_TAKE_ROW: Final = """
    INSERT INTO channels_app_pace AS pace (account_key, next_at)
    VALUES (%(key)s, clock_timestamp() + make_interval(secs => %(interval)s))
    ON CONFLICT (account_key) DO UPDATE
        SET next_at = GREATEST(pace.next_at, clock_timestamp())
                      + make_interval(secs => %(interval)s)
        WHERE pace.next_at <= clock_timestamp() + make_interval(secs => %(ahead)s)
    RETURNING EXTRACT(EPOCH FROM next_at - clock_timestamp()) - %(interval)s
"""
_HOLD_ROW: Final = """
    INSERT INTO channels_app_pace AS pace (account_key, next_at)
    VALUES (%(key)s, clock_timestamp() + make_interval(secs => %(seconds)s))
    ON CONFLICT (account_key) DO UPDATE
        SET next_at = GREATEST(pace.next_at, clock_timestamp() + make_interval(secs => %(seconds)s))
"""


class _Place:
    """Where this process finds the pace now; a change of place costs a moment of silence."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_redis: bool | None = None
        self._silent_until = 0.0

    def use(self, *, is_redis: bool) -> bool:
        """Whether the place is the one used before; if not, wait and ask once more."""
        with self._lock:
            same = self._is_redis in {None, is_redis}
            if not same:
                self._silent_until = time.monotonic() + _AFTER_LOSS
            self._is_redis = is_redis
            wait = self._silent_until - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        return same


class _Lead:
    """How long a claim takes here lately: so much before its slot it has to begin."""

    def __init__(self) -> None:
        self.seconds = 0.02

    def note(self, seconds: float) -> None:
        """One more claim took so long."""
        self.seconds = min(0.25, 0.8 * self.seconds + 0.2 * 1.5 * seconds)


_place = _Place()
lead = _Lead()


def look_ahead(rate: float) -> float:
    """How far ahead a slot may lie for somebody to wait for it: enough to keep the rate up."""
    return min(_FARTHEST, max(1.5 / rate, lead.seconds + 0.05))


def slot_take(account_key: str, *, rate: float, ahead: float) -> float | None:
    """When (monotonic) the account may send next, at ``rate`` a second; None when far ahead.

    No connection may be held by the caller. An answer that was long on its way says too little
    of when it was true, and is asked for again.
    """
    interval = HEADROOM / rate
    for _ in range(_MOST_TRIES):
        asked = time.monotonic()
        wait = _take(account_key, interval, ahead)
        if wait is None:
            return None
        answered = time.monotonic()
        slot = answered + wait
        if answered - asked <= TOLERANCE:
            break
    return slot


def slot_wait(account_key: str, slot: float, *, rate: float) -> bool:
    """Sleep until the slot; take another when its time has passed. False when that is far away."""
    current: float | None = slot
    while current is not None:
        if (wait := current - time.monotonic()) > 0:
            time.sleep(wait)
        if time.monotonic() - current <= TOLERANCE:
            return True
        current = slot_take(account_key, rate=rate, ahead=_FORCED_AHEAD)
    return False


def behind_since(account_key: str) -> str:
    """When somebody was last turned away, so that more may be due than is being sent; "" if not.

    Without Redis nobody knows, which reads as if somebody had been.
    """
    unknown = b"unknown"
    found: bytes | None = shared.attempt(
        lambda redis: redis.get(shared.key("pace-behind", account_key)), otherwise=unknown
    )
    return found.decode() if found else ""


def caught_up(account_key: str, since: str) -> None:
    """Nothing is due any more of what was when ``since`` was asked for.

    Whoever was turned away after it keeps the account behind.
    """
    shared.attempt(
        lambda redis: redis.eval(_CAUGHT_UP, 1, shared.key("pace-behind", account_key), since),
        otherwise=0,
    )


def account_hold(account_key: str, seconds: float) -> None:
    """Give the account no slot for so long: the channel said that we are too fast."""
    held = min(seconds, _LONGEST_HOLD)
    done = shared.attempt(
        lambda redis: redis.eval(_HOLD, 1, shared.key("pace", account_key), int(held * 1e6)),
        otherwise=0,
    )
    if not done:
        with connection.cursor() as cursor:
            cursor.execute(_HOLD_ROW, {"key": account_key, "seconds": held})


def _take(account_key: str, interval: float, ahead: float) -> float | None:
    answer: int | None = shared.attempt(
        lambda redis: int(
            redis.eval(
                _TAKE,
                3,
                shared.key("pace", account_key),
                shared.key("pace-behind", account_key),
                shared.key("pace-since", schema="public"),
                int(interval * 1e6),
                int(ahead * 1e6),
                int(_AFTER_LOSS * 1e6),
            )
        ),
        otherwise=None,
    )
    if not _place.use(is_redis=answer is not None):
        return _take(account_key, interval, ahead)
    if answer is None:
        return _take_row(account_key, interval, ahead)
    return None if answer < 0 else answer / 1e6


def _take_row(account_key: str, interval: float, ahead: float) -> float | None:
    given: dict[str, str | float] = {"key": account_key, "interval": interval, "ahead": ahead}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_ROW, given)
        row = cursor.fetchone()
    release()
    return None if row is None else max(0.0, float(row[0]))
