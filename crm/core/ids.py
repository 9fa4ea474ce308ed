"""Identifiers that sort by time and never collide between brokers."""

from __future__ import annotations

import os
import threading
import time
import uuid
from typing import Final

_RANDOM_BITS: Final = 74
_STEP_BITS: Final = 32

_lock = threading.Lock()
_last_ms = 0
_last_random = 0


def uuid7() -> uuid.UUID:
    """A version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits.

    Rows made later have larger ids, also within one millisecond of one process (the RFC's
    monotonic random method: the last value plus a random step). So a list can be paged by id
    alone, a burst of messages keeps its order, and another broker's id never names a row of ours.
    """
    global _last_ms, _last_random
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms = now
            _last_random = int.from_bytes(os.urandom(10), "big") >> (80 - _RANDOM_BITS)
        else:
            _last_random += 1 + int.from_bytes(os.urandom(_STEP_BITS // 8), "big")
            if _last_random >> _RANDOM_BITS:
                _last_ms += 1
                _last_random &= (1 << _RANDOM_BITS) - 1
        ms, tail = _last_ms, _last_random
    return uuid.UUID(
        int=ms << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0x2 << 62 | tail & ((1 << 62) - 1)
    )
