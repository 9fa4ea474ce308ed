"""How long a delivery waits before it is tried again, and an endpoint before anything is."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Final

_STEPS: Final = (5, 30, 120, 600, 1800, 3600, 7200)
#: The most an endpoint's Retry-After is listened to (seconds).
_LONGEST_ASKED: Final = 3600.0
#: However long an endpoint has been away, its return is noticed within this (seconds).
_LONGEST_REST: Final = 600
#: An endpoint that only failed for so long is switched off.
GIVEN_UP_AFTER: Final = timedelta(days=7)


def retry_in(tries: int, *, retry_after: float = 0.0) -> timedelta:
    """The pause after the so-manieth failed try of a delivery: 5 s, 30 s, 2 min … 2 h, ± 20 %."""
    return _pause(_STEPS[min(tries, len(_STEPS)) - 1], retry_after)


def rest_for(failures: int, *, retry_after: float = 0.0) -> timedelta:
    """How long to leave alone an endpoint that failed so many times in a row."""
    return _pause(min(_STEPS[min(failures, len(_STEPS)) - 1], _LONGEST_REST), retry_after)


def _pause(seconds: float, retry_after: float) -> timedelta:
    # Spread, so that what failed together does not come back together.
    spread = seconds * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
    return timedelta(seconds=max(spread, min(retry_after, _LONGEST_ASKED)))
