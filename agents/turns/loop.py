"""The tool loop: the model proposes, code disposes.

At most so many tool calls and so many seconds a turn, counted before anything runs. Arguments
are validated by schema, mistakes go back to the model as readable results, and the same call
asked for a third time stops the run. When a limit is reached the model gets one closing call
without tools; if even that fails, a person is called.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings

from agents.llm.base import (
    AssistantCalls,
    Completion,
    Item,
    Prompt,
    Provider,
    ProviderError,
    ToolCall,
    ToolResult,
)
from agents.llm.chain import Attempt, respond
from agents.models import AgentStep
from agents.tools.registry import Effect, Tool, ToolError
from agents.turns.context import TurnContext
from agents.turns.record import RunRecord
from crm.core.connections import release
from crm.core.errors import Conflict, DomainError

logger = logging.getLogger(__name__)

_SAME_CALL: Final = 3
#: Seconds kept at the end of a turn for the closing call and the commit.
_RESERVE: Final = 8.0
_RESULT_LIMIT: Final = 12_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the loop ended: a reply, or why there is none."""

    reply: str
    reason: str = ""


Progress = Callable[[str, dict[str, Any]], None]


class Loop:
    """One turn's exchange between model and tools."""

    def __init__(
        self,
        context: TurnContext,
        prompt: Prompt,
        tools: tuple[Tool, ...],
        record: RunRecord,
        *,
        progress: Progress,
    ) -> None:
        self._context = context
        self._prompt = prompt
        self._tools = {tool.name: tool for tool in tools}
        self._record = record
        self._progress = progress
        self._seen: Counter[str] = Counter()
        self._items: list[Item] = list(prompt.items)
        self._deadline = time.monotonic() + settings.AGENT_TURN_SECONDS

    def run(self) -> Outcome:
        """Go round until the model answers, a tool ends the turn, or a limit is reached.

        Raises :class:`ProviderError` when no provider answered, :class:`Conflict` when the
        conversation is no longer this turn's.
        """
        items = self._items
        while True:
            provider, completion = self._ask(replace(self._prompt, items=tuple(items)))
            if not completion.tool_calls:
                return Outcome(completion.text.strip())
            stop = self._limit(completion.tool_calls)
            if stop:
                return self._close(stop)
            items.append(
                AssistantCalls(
                    calls=completion.tool_calls,
                    text=completion.text,
                    vendor=provider.name,
                    opaque=completion.opaque,
                )
            )
            for call in completion.tool_calls:
                result = self._call(call)
                items.append(result)
                tool = self._tools.get(call.name)
                if tool is not None and tool.closes_turn and not result.is_error:
                    handover = self._context.draft.handover
                    return Outcome(handover.closing if handover else "", reason="handed_over")

    def again(self, reply: str, problems: list[str]) -> Outcome:
        """One more try at the closing text after a check refused it, without tools."""
        complaint = (
            f"\n\n# Your draft was refused\nDraft: {reply}\nWhy: {'; '.join(problems)}.\n"
            "Write the answer again without it; use only what the tool results say."
        )
        self._prompt = replace(self._prompt, system=self._prompt.system + complaint)
        return self._close("claims")

    def _ask(self, prompt: Prompt) -> tuple[Provider, Completion]:
        release()
        provider, completion = respond(
            prompt,
            deadline=self._deadline - (_RESERVE if prompt.tool_choice == "auto" else 0),
            on_attempt=self._note_attempt,
        )
        self._record.provider = provider.name
        self._record.model = completion.model
        self._record.count(completion.usage)
        return provider, completion

    def _note_attempt(self, attempt: Attempt) -> None:
        completion = attempt.completion
        self._record.step(
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

    def _limit(self, calls: tuple[ToolCall, ...]) -> str:
        """Why these calls must not run, or nothing. Invalid and parallel ones count too."""
        self._record.tool_calls += len(calls)
        if self._record.tool_calls > settings.AGENT_MAX_TOOL_CALLS:
            self._record.tool_calls -= len(calls)
            return "tool_calls"
        for call in calls:
            key = f"{call.name}:{json.dumps(call.arguments, sort_keys=True, default=str)}"
            self._seen[key] += 1
            if self._seen[key] >= _SAME_CALL:
                return "repetition"
        return ""

    def _close(self, reason: str) -> Outcome:
        self._record.step(AgentStep.Kind.CHECK, f"limit:{reason}", is_error=True)
        try:
            _provider, completion = self._ask(
                replace(self._prompt, items=tuple(self._items), tool_choice="none")
            )
        except ProviderError:
            return Outcome("", reason=reason)
        return Outcome(completion.text.strip(), reason=reason)

    def _call(self, call: ToolCall) -> ToolResult:
        started = time.monotonic()
        content: dict[str, Any]
        failed = False
        try:
            content = self._run_tool(call)
        except ToolError as error:
            content, failed = {"error": str(error)}, True
        except Conflict:
            # Not the model's business: the turn itself has lost the conversation.
            raise
        except DomainError as error:
            content, failed = {"error": error.message, "fields": error.fields}, True
        except Exception:
            logger.exception("Tool %s failed", call.name)
            content, failed = {"error": "The tool failed. Go on without it."}, True
        duration = int((time.monotonic() - started) * 1000)
        self._record.step(
            AgentStep.Kind.TOOL,
            call.name,
            arguments=call.arguments if call.arguments is not None else {"raw": call.raw[:500]},
            result=content,
            is_error=failed,
            duration_ms=duration,
        )
        self._progress("tool", {"name": call.name, "ok": not failed})
        return ToolResult(
            call_id=call.id,
            name=call.name,
            content=json.dumps(content, ensure_ascii=False, default=str)[:_RESULT_LIMIT],
            is_error=failed,
        )

    def _run_tool(self, call: ToolCall) -> dict[str, Any]:
        tool = self._tools.get(call.name)
        if tool is None:
            raise ToolError(f"There is no tool {call.name!r}. There are: {', '.join(self._tools)}.")
        if call.arguments is None:
            raise ToolError("The arguments were not a JSON object.")
        if tool.effect is Effect.IRREVERSIBLE and self._context.draft.booked is not None:
            raise ToolError("A viewing was booked in this turn already.")
        return tool.call(self._context, call.arguments)
