"""What a run did, step by step, gathered while it runs and written in its commit."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Final

from agents.llm.base import Usage
from agents.models import AgentRun, AgentStep
from agents.turns.context import TurnContext
from crm.core.text import clip, storable, storable_json

_TEXT: Final = 4000


@dataclass(slots=True)
class RunRecord:
    """The steps and the bill of one run."""

    specialist: str
    prompt_version: str
    started: float = field(default_factory=time.monotonic)
    provider: str = ""
    model: str = ""
    intent: str = ""
    error: str = ""
    tool_calls: int = 0
    usage: Usage = field(default_factory=Usage)
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

    def count(self, usage: Usage) -> None:
        """Add the tokens of one model call."""
        self.usage = Usage(
            input_tokens=self.usage.input_tokens + usage.input_tokens,
            cache_read_tokens=self.usage.cache_read_tokens + usage.cache_read_tokens,
            cache_write_tokens=self.usage.cache_write_tokens + usage.cache_write_tokens,
            output_tokens=self.usage.output_tokens + usage.output_tokens,
        )

    def write(self, context: TurnContext, *, outcome: str, reply: str) -> AgentRun:
        """Write run and steps in the caller's transaction: two statements."""
        run = AgentRun.objects.create(
            turn=context.turn,
            lead=context.lead,
            conversation=context.conversation,
            specialist=self.specialist,
            provider=self.provider,
            model=self.model[:80],
            prompt_version=self.prompt_version,
            outcome=outcome,
            intent=self.intent[:40],
            reply=storable(reply),
            error=clip(storable(self.error), 240),
            tool_calls=self.tool_calls,
            input_tokens=self.usage.input_tokens,
            cache_read_tokens=self.usage.cache_read_tokens,
            cache_write_tokens=self.usage.cache_write_tokens,
            output_tokens=self.usage.output_tokens,
            duration_ms=int((time.monotonic() - self.started) * 1000),
        )
        for step in self.steps:
            step.run = run
        AgentStep.objects.bulk_create(self.steps)
        return run


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)[:_TEXT]
    return storable_json(value)
