"""One run of a specialist for somebody of the broker: the chat page and the API call the same.

No database connection is held while a model is waited for; what is to be kept is returned.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from agents.desk.cards import card_of
from agents.desk.grounding import ungrounded
from agents.guardrails.fence import unfenced
from agents.llm.base import Completion, Item, OnText, Prompt, Provider, ToolCall, ToolResult
from agents.llm.registry import OFFLINE, provider_with
from agents.models import AgentStep
from agents.routing.attempts import Attempt
from agents.routing.plan import Plan
from agents.routing.tasks import Task
from agents.runs.loop import Asks, Loop, Outcome
from agents.runs.record import RunRecord
from agents.specialists.office import OfficeSpecialist
from agents.tools.registry import Tool
from agents.tools.staff import StaffContext

_OFFLINE_SECONDS = 5.0
#: The step of a run that holds what it was given to do.
TASK_STEP: Final = "task"


@dataclass(slots=True)
class Work:
    """What came of a run. ``reply`` is empty when it was stopped or found no words.

    ``log`` is the whole exchange, from which one that waits for the person goes on.
    """

    reply: str
    reason: str
    record: RunRecord
    cards: list[dict[str, Any]] = field(default_factory=list)
    log: tuple[Item, ...] = ()


class Watcher:
    """Looks on while a run goes; the base class looks away."""

    def began(self) -> None:
        """A model is asked: words that came before are no part of the answer."""

    def words(self, text: str) -> None:
        """Some more of the answer."""

    def called(self, card: dict[str, Any]) -> None:
        """A tool was called."""

    def before(self, tool: Tool, call: ToolCall) -> None:
        """A tool is about to be called; raising :class:`agents.runs.loop.Pause` ends the run."""

    def guarded(self, tool: Tool) -> Tool:
        """The tool as this run may call it."""
        return tool


@dataclass(frozen=True, slots=True)
class _Streamed:
    """A plan whose answers are told word by word."""

    plan: Plan
    watcher: Watcher

    def respond(
        self, prompt: Prompt, *, deadline: float, on_attempt: Callable[[Attempt], None]
    ) -> tuple[Provider, Completion]:
        """As :meth:`agents.routing.plan.Plan.respond`."""
        self.watcher.began()

        def attempted(attempt: Attempt) -> None:
            if attempt.completion is None:
                # It broke off: the next begins anew, and so does what is drawn.
                self.watcher.began()
            on_attempt(attempt)

        draft: OnText = self.watcher.words
        return self.plan.respond(prompt, deadline=deadline, on_attempt=attempted, on_draft=draft)


def work(
    context: StaffContext,
    specialist: OfficeSpecialist,
    prompt: Prompt,
    *,
    plan: Plan,
    watcher: Watcher | None = None,
    task: dict[str, Any] | None = None,
) -> Work:
    """Run the specialist on the prompt. ``task`` is kept with the run where no talk holds what was
    asked. An answer that states figures or links nobody told it is
    written once more, and then by the embedded provider, which repeats results only.

    Raises :class:`agents.llm.base.ProviderError` when no provider answered.
    """
    watcher = watcher or Watcher()
    record = RunRecord(
        specialist=specialist.name,
        prompt_version=specialist.prompt_template().version,
        task=Task.WRITE,
    )
    if task is not None:
        record.step(AgentStep.Kind.STAGE, TASK_STEP, arguments=task)
    _taken_up(prompt, record)
    cards: list[dict[str, Any]] = []

    def progress(kind: str, _data: dict[str, Any]) -> None:
        if kind == "tool":
            cards.append(_card(record))
            watcher.called(cards[-1])

    asks: Asks = _Streamed(plan, watcher)
    loop = Loop(
        context,
        prompt,
        tuple(watcher.guarded(tool) for tool in specialist.tools_of(context)),
        record,
        plan=asks,
        progress=progress,
        limits=specialist.limits(),
        before=watcher.before,
    )
    result = loop.run()
    if result.reply:
        result = _grounded(loop, result, prompt, record)
    return Work(unfenced(result.reply), result.reason, record, cards, result.log)


def _taken_up(prompt: Prompt, record: RunRecord) -> None:
    """Note the results a run goes on from: what it says rests on them."""
    for item in prompt.items:
        if isinstance(item, ToolResult):
            record.step(
                AgentStep.Kind.TOOL,
                item.name,
                arguments={"resumed": item.call_id},
                result=_read(item.content),
                is_error=item.is_error,
            )


def _read(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        # A long result was cut for the model.
        return {"text": content}


def _grounded(loop: Loop, result: Outcome, prompt: Prompt, record: RunRecord) -> Outcome:
    problems = ungrounded(result.reply, prompt, result.log)
    if not problems:
        return result
    record.step(AgentStep.Kind.CHECK, "claims", result={"problems": problems}, is_error=True)
    again = loop.again(result.reply, problems)
    if again.reply and not ungrounded(again.reply, prompt, again.log):
        return again
    return Outcome(_plainly(prompt, result.log), "claims", result.log)


def _plainly(prompt: Prompt, log: tuple[Item, ...]) -> str:
    """The results in the embedded provider's words."""
    asked = Prompt(
        system=prompt.system,
        items=log,
        tools=prompt.tools,
        facts=prompt.facts,
        tool_choice="none",
    )
    return provider_with(OFFLINE).respond(asked, timeout=_OFFLINE_SECONDS).text


def _card(record: RunRecord) -> dict[str, Any]:
    """The newest tool call in brief."""
    step = next(step for step in reversed(record.steps) if step.kind == AgentStep.Kind.TOOL)
    result = step.result if isinstance(step.result, dict) else {}
    return card_of(step.name, result, ok=not step.is_error)
