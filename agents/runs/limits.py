"""How far one run may go, and how much of it is gone."""

from __future__ import annotations

import time
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.conf import settings

from agents.runs.record import RunRecord

#: Seconds kept at the end of a run for the closing call and the commit.
RESERVE: Final = 8.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one run, whoever takes part in it: a delegation shares them.

    ``seconds`` is wall-clock from the record's start, ``tokens`` the sum of all buckets over all
    model calls, ``cost`` the money of all attempts in US dollars, ``same_call`` the time at which
    the same call with the same arguments stops the run.
    """

    tool_calls: int
    seconds: float
    tokens: int
    cost: Decimal
    same_call: int = 3

    @classmethod
    def from_settings(cls) -> Limits:
        """What the operator allows a run."""
        return cls(
            tool_calls=settings.AGENT_MAX_TOOL_CALLS,
            seconds=settings.AGENT_TURN_SECONDS,
            tokens=settings.AGENT_MAX_TOKENS,
            cost=settings.AGENT_MAX_COST,
        )

    def deadline(self, record: RunRecord) -> float:
        """The monotonic second at which the run must be over."""
        return record.started + self.seconds

    def closing_at(self, record: RunRecord) -> float:
        """The monotonic second from which the run may only close."""
        return self.deadline(record) - min(RESERVE, self.seconds / 4)

    def reached(self, record: RunRecord) -> str:
        """The limit that lets the run only close now, or "".

        Tokens and money are looked at before a call that may not be the last: they leave room for
        it and for a closing one, each as large as the newest was.
        """
        if time.monotonic() >= self.closing_at(record):
            return "time"
        if record.usage.total + 2 * record.last_tokens > self.tokens:
            return "tokens"
        if record.cost + 2 * record.last_cost > self.cost:
            return "cost"
        return ""
