"""How far two shares may truly lie apart, given how few were counted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

#: The 97.5 % point of the normal distribution: intervals that hold 95 times of 100.
Z: Final = 1.959964
#: Counts below which no difference is told, whatever the interval says.
LEAST_LEADS: Final = 30
LEAST_EVENTS: Final = 5
_POWER: Final = 0.841621  # the 80 % point


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``total``; ``low`` and ``high`` bound the true share (Wilson, 95 %)."""

    hits: int
    total: int

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.hits / self.total if self.total else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Wilson's interval; everything is possible when nothing was counted."""
        if not self.total:
            return 0.0, 1.0
        rate, n = self.hits / self.total, self.total
        middle = rate + Z * Z / (2 * n)
        spread = Z * math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n))
        whole = 1 + Z * Z / n
        return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


@dataclass(frozen=True, slots=True)
class Difference:
    """Challenger less control, with its interval; ``enough`` when the counts allow a word."""

    value: float | None
    low: float
    high: float
    enough: bool

    @property
    def verdict(self) -> str:
        """``more``, ``less`` or ``open``; ``few`` while too little was counted."""
        if not self.enough:
            return "few"
        if self.low > 0:
            return "more"
        return "less" if self.high < 0 else "open"


def difference(control: Share, challenger: Share) -> Difference:
    """The difference of two shares with Newcombe's interval (his method 10).

    Built from both Wilson intervals it stays honest for small counts and shares near 0 or 1, where
    the usual one is too narrow.
    """
    low_a, high_a = control.bounds
    low_b, high_b = challenger.bounds
    a, b = control.rate, challenger.rate
    if a is None or b is None:
        return Difference(None, -1.0, 1.0, enough=False)
    value = b - a
    low = value - math.hypot(b - low_b, high_a - a)
    high = value + math.hypot(high_b - b, a - low_a)
    return Difference(value, max(-1.0, low), min(1.0, high), enough=_enough(control, challenger))


def smallest_seen(control: Share, challenger: Share) -> float | None:
    """The difference that so many leads show four times of five, 0 to 1; None of nothing."""
    total = control.total + challenger.total
    if not control.total or not challenger.total:
        return None
    rate = (control.hits + challenger.hits + 1) / (total + 2)
    spread = math.sqrt(rate * (1 - rate) * (1 / control.total + 1 / challenger.total))
    return min(1.0, (Z + _POWER) * spread)


def _enough(*shares: Share) -> bool:
    hits = sum(each.hits for each in shares)
    misses = sum(each.total - each.hits for each in shares)
    few = any(each.total < LEAST_LEADS for each in shares)
    return not few and hits >= LEAST_EVENTS and misses >= LEAST_EVENTS
