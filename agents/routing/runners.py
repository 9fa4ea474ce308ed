"""A vendor being asked beside others, and what its breaker is told when nobody waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from agents.llm.base import Completion, ErrorKind, Provider, ProviderError
from agents.routing.attempts import Attempt, Stopwatch
from agents.routing.breakers import breakers
from agents.routing.candidates import Candidate

Ended = tuple[Provider, Completion] | BaseException


@dataclass(eq=False, slots=True)
class Runner:
    """A vendor being asked; all times are monotonic seconds.

    ``judged``: it was given up as hanging, and its breaker told.
    """

    candidate: Candidate
    token: str
    watch: Stopwatch
    began: float
    spoke_at: float | None = None
    judged: bool = False

    @property
    def spoke_after(self) -> float:
        """Seconds until its first sign of life; 0 when there was none."""
        return 0.0 if self.spoke_at is None else self.spoke_at - self.began


def settle(runner: Runner, ended: Ended) -> Attempt:
    """Tell the breaker how a call ended that nobody waited for; what it came to."""
    name, token = runner.candidate.breaker, "" if runner.judged else runner.token
    if isinstance(ended, tuple):
        breakers.spoke(name, token=token, after=runner.spoke_after)
        return runner.watch.answered(runner.candidate, ended[1])
    if not isinstance(ended, ProviderError):
        breakers.give_back(name, token)
        ended = ProviderError(ErrorKind.OUTRUN, f"{type(ended).__name__}: {ended}")
    elif ended.kind is ErrorKind.OUTRUN:
        breakers.spoke(name, token=token, after=runner.spoke_after)
    elif not runner.judged:
        silent_for = runner.watch.elapsed if runner.spoke_at is None else 0.0
        breakers.failed(name, ended, token=token, silent_for=silent_for)
    return runner.watch.failed(runner.candidate, ended)
