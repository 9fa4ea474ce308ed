"""What a run did, step by step, gathered while it runs and written when it ends."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from agents.llm.base import Usage
from agents.models import AgentRun, AgentStep, Turn
from agents.routing.attempts import Attempt
from agents.routing.ledger import calls_record
from agents.routing.tasks import Task
from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.core.text import clip, storable, storable_json
from crm.leads.models import Lead

_TEXT: Final = 4000


@dataclass(slots=True)
class RunRecord:
    """The steps and the bill of one run; ``started`` is monotonic seconds, ``cost`` US dollars.

    ``instructions`` is the prompt it was given, for the check that nothing of it is said; it is
    not stored. ``stopped`` names the limit that ended the run. ``last_tokens`` and ``last_cost``
    are those of the newest model call. ``waited`` are the seconds a vendor has already let the lead
    wait for nothing.
    """

    specialist: str
    prompt_version: str
    experiment: str = ""
    task: Task = Task.ANSWER
    instructions: str = ""
    started: float = field(default_factory=time.monotonic)
    provider: str = ""
    model: str = ""
    intent: str = ""
    domain: str = ""
    language: str = ""
    sentiment: float | None = None
    urgency: str = ""
    error: str = ""
    stopped: str = ""
    tool_calls: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: Decimal = Decimal(0)
    last_tokens: int = 0
    last_cost: Decimal = Decimal(0)
    waited: float = 0.0
    attempts: list[Attempt] = field(default_factory=list)
    steps: list[AgentStep] = field(default_factory=list)

    def step(
        self,
        kind: str,
        name: str,
        *,
        arguments: Any = None,
        result: Any = None,
        is_error: bool = False,
        duration_ms: int = 0,
    ) -> None:
        """Note one step."""
        self.steps.append(
            AgentStep(
                ordinal=len(self.steps),
                kind=kind,
                name=name[:60],
                arguments=_kept(arguments or {}),
                result=_kept(result or {}),
                is_error=is_error,
                duration_ms=duration_ms,
            )
        )

    def note(self, attempt: Attempt) -> None:
        """Note that a model was asked: a step, its money, and a row of the ledger to come."""
        completion = attempt.completion
        self.attempts.append(attempt)
        if attempt.cost is not None:
            self.charge(attempt.cost)
        self.step(
            AgentStep.Kind.MODEL,
            f"{attempt.provider} {attempt.model}".strip(),
            result=(
                {
                    "text": completion.text,
                    "calls": [call.name for call in completion.tool_calls],
                    "tokens": completion.usage.total,
                }
                if completion
                else {"error": attempt.error}
            ),
            is_error=completion is None,
            duration_ms=attempt.duration_ms,
        )

    def count(self, usage: Usage) -> None:
        """Add the tokens of one model call."""
        self.last_tokens = usage.total
        self.usage += usage

    def charge(self, cost: Decimal) -> None:
        """Add the money of one attempt, also of one that failed."""
        self.last_cost = cost
        self.cost += cost

    def write(
        self,
        *,
        outcome: str,
        reply: str,
        turn: Turn | None = None,
        lead: Lead | None = None,
        conversation: Conversation | None = None,
        user: User | None = None,
    ) -> AgentRun:
        """Write run, steps and calls in the caller's transaction: three statements."""
        run = AgentRun.objects.create(
            turn=turn,
            lead=lead,
            conversation=conversation,
            user=user,
            specialist=self.specialist,
            provider=self.provider,
            model=self.model[:80],
            prompt_version=self.prompt_version[:80],
            experiment=self.experiment[:80],
            outcome=outcome,
            intent=self.intent[:40],
            domain=self.domain[:20],
            language=self.language[:5],
            sentiment=self.sentiment,
            urgency=self.urgency[:8],
            stopped=self.stopped[:20],
            reply=storable(reply),
            error=clip(storable(self.error), 240),
            tool_calls=self.tool_calls,
            input_tokens=self.usage.input_tokens,
            cache_read_tokens=self.usage.cache_read_tokens,
            cache_write_tokens=self.usage.cache_write_tokens + self.usage.cache_write_long_tokens,
            output_tokens=self.usage.output_tokens + self.usage.reasoning_tokens,
            cost=self.cost,
            duration_ms=int((time.monotonic() - self.started) * 1000),
        )
        for step in self.steps:
            step.run = run
        AgentStep.objects.bulk_create(self.steps)
        calls_record(self.attempts, task=self.task, run=run, prompt_version=self.prompt_version)
        return run


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)[:_TEXT]
    return storable_json(value)
