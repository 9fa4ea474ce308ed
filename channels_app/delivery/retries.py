"""When to try again, and when to stop trying."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Final

from django.conf import settings

_FIRST_SECONDS: Final = 2.0
_LONGEST_SECONDS: Final = 900.0
_JITTER: Final = 0.25
_FIRST_WAIT: Final = 5.0
#: What a channel may ask us to wait at most; beyond it the next try asks again.
_LONGEST_WAIT: Final = 3600.0
_WAIT_GROWTH: Final = 1.6


def again_in(attempts: int, *, retry_after: float | None = None) -> float:
    """Seconds until the next try after so many that failed, drawn a little apart."""
    grown = min(_LONGEST_SECONDS, _FIRST_SECONDS * 2.0 ** min(attempts - 1, 20))
    return max(min(retry_after or 0.0, _LONGEST_WAIT), _drawn(grown))


def wait_in(waits: int, *, retry_after: float | None = None) -> float:
    """Seconds to wait when the channel asks for the ``waits``-th time in a row, never less."""
    asked = min(_LONGEST_WAIT, retry_after or _FIRST_WAIT)
    grown = min(max(asked, _LONGEST_SECONDS), asked * _WAIT_GROWTH ** min(waits - 1, 20))
    return max(asked, grown * (1 + random.random() * _JITTER))  # noqa: S311 - no secret


def is_given_up(*, attempts: int, began_at: datetime | None, now: datetime) -> bool:
    """Whether it has been tried for long enough: a day, or very often."""
    if attempts >= settings.DELIVERY_MAX_ATTEMPTS:
        return True
    age = (now - began_at).total_seconds() if began_at else 0.0
    return age >= settings.DELIVERY_GIVE_UP_SECONDS


def _drawn(seconds: float) -> float:
    # Many that failed together shall not come back together.
    return seconds * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - no secret
