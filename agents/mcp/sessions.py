"""The sessions of the classic era, known to all web processes.

What a session holds lives in the process that opened it; that it exists, and whose it is, stands in
Redis, so that any other process can serve its calls too. Without Redis a session is its own
process's, as the protocol has it: elsewhere it is not found, and the client opens another.
"""

from __future__ import annotations

import threading
import time
from enum import Enum
from typing import Any, Final

from crm.core import redis as shared

#: How long a session may say nothing, in seconds.
IDLE: Final = 30 * 60
_ENDED: Final = b"-"


class Standing(Enum):
    """What is known of a session: this caller's, ended by its client, or nothing."""

    OWN = "own"
    ENDED = "ended"
    UNKNOWN = "unknown"


def session_note(schema: str, session: str, owner: str) -> None:
    """Let all processes know of a session that was opened; ``owner`` is :attr:`Caller.name`."""
    key = _key(schema, session)
    shared.attempt(lambda redis: redis.set(key, owner, ex=IDLE), otherwise=None)


def session_end(schema: str, session: str) -> None:
    """No process serves it any more."""
    key = _key(schema, session)
    shared.attempt(lambda redis: redis.set(key, _ENDED, ex=IDLE), otherwise=None)


def session_standing(schema: str, session: str, owner: str) -> Standing:
    """What is known of it; a session that is used lives on."""
    key = _key(schema, session)

    def look(redis: Any) -> bytes | None:
        pipe = redis.pipeline(transaction=False)
        pipe.get(key)
        pipe.expire(key, IDLE)
        found: bytes | None = pipe.execute()[0]
        return found

    found = shared.attempt(look, otherwise=None)
    if found == _ENDED:
        return Standing.ENDED
    return Standing.OWN if found == owner.encode() else Standing.UNKNOWN


class Held:
    """The sessions that this process opened; those long silent are forgotten."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._lock = threading.Lock()

    def note(self, session: str) -> None:
        """It was opened here, or used."""
        now = time.monotonic()
        with self._lock:
            for each in [key for key, seen in self._seen.items() if seen + 2 * IDLE < now]:
                del self._seen[each]
            self._seen[session] = now

    def forget(self, session: str) -> None:
        """It is over."""
        with self._lock:
            self._seen.pop(session, None)

    def __contains__(self, session: str) -> bool:
        return session in self._seen


def _key(schema: str, session: str) -> str:
    # What a client sends as its session may be anything.
    return shared.key("mcp", "session", session[:64], schema=schema)
