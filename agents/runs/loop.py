"""The tool loop: the model proposes, code disposes.

It runs for any context that tools accept: a lead's turn, a broker's question. At most so many
tool calls, seconds, tokens and so much money a run; calls are counted before anything runs, the
invalid and the parallel ones too. Arguments are validated by schema, mistakes go back to the
model as readable results, and the same call asked for a third time stops the run. When a limit is
reached the model gets one closing call without tools; a run that has no words even then says so
by an empty reply, and whoever started it calls a person.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

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
from agents.models import AgentStep
from agents.routing.attempts import Attempt
from agents.runs.limits import Limits
from agents.runs.record import RunRecord
from agents.tools.desk import Desk
from agents.tools.registry import Tool, ToolError
from crm.core.connections import release
from crm.core.errors import Conflict, DomainError

logger = logging.getLogger(__name__)

_RESULT_LIMIT: Final = 12_000
_CLOSE_NOW: Final = (
    "# Close now\nNo tool can be called any more. Answer from the results above. What they do not "
    "tell, say plainly that you could not find out."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the loop ended: a reply, or why there is none.

    ``reason`` is "" for a plain answer, "closed" when a tool ended the run, "paused" when a call
    waits for a person, else the limit that was reached. ``log`` is the whole exchange, from which
    a paused run is taken up again.
    """

    reply: str
    reason: str = ""
    log: tuple[Item, ...] = ()


class Pause(Exception):
    """Raised before a call that has to wait for somebody; the run stops with what it has."""


class Asks(Protocol):
    """Whatever finds a model that answers: see :class:`agents.routing.plan.Plan`."""

    def respond(
        self, prompt: Prompt, *, deadline: float, on_attempt: Callable[[Attempt], None]
    ) -> tuple[Provider, Completion]:
        """The provider that answered before ``deadline`` (monotonic seconds), and its answer."""
        ...


Progress = Callable[[str, dict[str, Any]], None]
Before = Callable[[Tool, ToolCall], None]


def silent(_kind: str, _data: dict[str, Any]) -> None:
    """Progress that nobody watches."""


class Loop:
    """One run's exchange between model and tools.

    ``before`` is asked ahead of every call whose tool exists: it may refuse it with
    :class:`ToolError` or stop the run with :class:`Pause`. A prompt whose log ends with calls
    that have no results is a paused run: those calls are made first, and no finished one again.
    """

    def __init__(
        self,
        context: Desk,
        prompt: Prompt,
        tools: tuple[Tool, ...],
        record: RunRecord,
        *,
        plan: Asks,
        progress: Progress = silent,
        limits: Limits | None = None,
        before: Before | None = None,
    ) -> None:
        self._context = context
        self._prompt = prompt
        self._tools = {tool.name: tool for tool in tools}
        self._record = record
        record.instructions = prompt.system
        self._plan = plan
        self._progress = progress
        self._limits = limits or Limits.from_settings()
        self._before = before
        self._seen: Counter[str] = Counter()
        self._items: list[Item] = list(prompt.items)

    def run(self) -> Outcome:
        """Go round until the model answers, a tool ends the run, or a limit is reached.

        Raises :class:`ProviderError` when no provider answered, :class:`Conflict` when the
        context may no longer act.
        """
        calls = _unfinished(self._items)
        while True:
            if calls:
                ended = self._call_all(calls)
                if ended is not None:
                    return ended
            stop = self._limits.reached(self._record)
            if stop:
                return self._close(stop)
            try:
                provider, completion = self._ask(self._prompt)
            except ProviderError:
                if self._limits.reached(self._record) != "time":
                    raise
                return self._close("time")
            calls = completion.tool_calls
            if not calls:
                return self._ended(completion.text.strip())
            stop = self._limit(calls)
            if stop:
                return self._close(stop)
            self._items.append(
                AssistantCalls(
                    calls=calls,
                    text=completion.text,
                    vendor=provider.name,
                    opaque=completion.opaque,
                )
            )

    def resituate(self, context: str) -> None:
        """From the next model call on, this is what is true now."""
        self._prompt = replace(self._prompt, context=context)

    def again(self, reply: str, problems: list[str]) -> Outcome:
        """One more try at the closing text after a check refused it, without tools."""
        complaint = (
            f"# Your draft was refused\nDraft: {reply}\nWhy: {'; '.join(problems)}.\n"
            "Write the answer again without it; use only what the tool results say."
        )
        return self._close("claims", complaint)

    def _ended(self, reply: str, reason: str = "") -> Outcome:
        return Outcome(reply, reason, tuple(self._items))

    def _ask(self, prompt: Prompt) -> tuple[Provider, Completion]:
        release()
        closing = prompt.tool_choice == "none"
        limits, record = self._limits, self._record
        provider, completion = self._plan.respond(
            replace(prompt, items=tuple(self._items)),
            deadline=limits.deadline(record) if closing else limits.closing_at(record),
            on_attempt=record.note,
        )
        record.provider = provider.name
        record.model = completion.model
        record.count(completion.usage)
        return provider, completion

    def _limit(self, calls: tuple[ToolCall, ...]) -> str:
        """Why these calls must not run, or nothing. Invalid and parallel ones count too."""
        stop = self._limits.reached(self._record)
        if stop:
            return stop
        if self._record.tool_calls + len(calls) > self._limits.tool_calls:
            return "tool_calls"
        self._record.tool_calls += len(calls)
        for call in calls:
            key = f"{call.name}:{json.dumps(call.arguments, sort_keys=True, default=str)}"
            self._seen[key] += 1
            if self._seen[key] >= self._limits.same_call:
                return "repetition"
        return ""

    def _close(self, reason: str, words: str = _CLOSE_NOW) -> Outcome:
        """The one call without tools: of what it answers only the text counts."""
        if reason != "claims":
            self._record.stopped = reason
            self._record.step(AgentStep.Kind.CHECK, f"limit:{reason}", is_error=True)
        situation = f"{self._prompt.context}\n\n{words}".strip()
        try:
            _provider, completion = self._ask(
                replace(self._prompt, context=situation, tool_choice="none")
            )
        except ProviderError:
            return self._ended("", reason)
        return self._ended(completion.text.strip(), reason)

    def _call_all(self, calls: tuple[ToolCall, ...]) -> Outcome | None:
        """Make these calls in their order; what ended the run, if one of them did."""
        for call in calls:
            try:
                content, failed = self._call(call)
            except Pause:
                return self._ended("", "paused")
            text = json.dumps(content, ensure_ascii=False, default=str)[:_RESULT_LIMIT]
            self._items.append(ToolResult(call.id, call.name, text, is_error=failed))
            tool = self._tools.get(call.name)
            if tool is not None and tool.closes_turn and not failed:
                return self._ended(str(content.get("closing") or ""), "closed")
        return None

    def _call(self, call: ToolCall) -> tuple[dict[str, Any], bool]:
        """What a call brought, and whether it failed; both are noted as a step."""
        started = time.monotonic()
        content: dict[str, Any]
        failed = False
        try:
            content = self._run_tool(call)
        except ToolError as error:
            content, failed = {"error": str(error)}, True
        except (Conflict, Pause):
            # Not the model's business: the run itself may not go on.
            raise
        except DomainError as error:
            content, failed = {"error": error.message, "fields": error.fields}, True
        except Exception:
            # Whatever one tool does wrong, the lead still gets an answer.
            logger.exception("Tool %s failed", call.name)
            content, failed = {"error": "The tool failed. Go on without it."}, True
        self._record.step(
            AgentStep.Kind.TOOL,
            call.name,
            arguments=call.arguments if call.arguments is not None else {"raw": call.raw[:500]},
            result=content,
            is_error=failed,
            duration_ms=int((time.monotonic() - started) * 1000),
        )
        self._progress("tool", {"name": call.name, "ok": not failed})
        return content, failed

    def _run_tool(self, call: ToolCall) -> dict[str, Any]:
        tool = self._tools.get(call.name)
        if tool is None:
            raise ToolError(f"There is no tool {call.name!r}. There are: {', '.join(self._tools)}.")
        if call.arguments is None:
            raise ToolError("The arguments were not a JSON object.")
        if time.monotonic() >= self._limits.closing_at(self._record):
            raise ToolError("There was no time left for this call.")
        if self._before is not None:
            self._before(tool, call)
        return tool.call(self._context, call.arguments)


def _unfinished(items: list[Item]) -> tuple[ToolCall, ...]:
    """Calls of the last model step that have no result yet."""
    finished: set[str] = set()
    for item in reversed(items):
        if isinstance(item, ToolResult):
            finished.add(item.call_id)
        elif isinstance(item, AssistantCalls):
            return tuple(call for call in item.calls if call.id not in finished)
        else:
            return ()
    return ()
