"""How soon each model usually gives its first sign of life.

As this process has heard it; that one is too slow to be waited for is known to all of them, by its
breaker.
"""

from __future__ import annotations

from typing import Final

from agents.routing.breakers import Name, breakers

#: How much the newest time weighs against those before it.
_WEIGHT: Final = 0.3
#: So many models are remembered; a process that has met more begins anew.
_MOST: Final = 1000
#: A vendor is waited for so many times as long as it usually takes.
ALLOWANCE: Final = 1.25


class Pace:
    """The usual first sign of life of models, in seconds; a slower one counts at once."""

    def __init__(self) -> None:
        self._usual: dict[str, float] = {}

    def heard(self, name: Name, seconds: float) -> None:
        """The first sign came after this time."""
        key = str(name)
        usual = self._usual.get(key, 0.0)
        if key not in self._usual and len(self._usual) >= _MOST:
            self._usual.clear()
        self._usual[key] = max(seconds, usual + _WEIGHT * (seconds - usual))

    def forget_all(self) -> None:
        """Begin anew."""
        self._usual.clear()

    def allowed(self, name: Name) -> float:
        """How long it may take before it is late; 0 when it was never heard."""
        return max(self._usual.get(str(name), 0.0), breakers.slowness(name)) * ALLOWANCE


#: This process's memory.
pace: Final = Pace()
