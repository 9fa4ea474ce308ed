"""Answer: the specialist's loop over the prompt of this turn."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from agents.approvals.gate import Asked, Gate
from agents.approvals.log import log_kept, log_read
from agents.llm.base import Prompt, ProviderError, ToolCall, ToolResult
from agents.memory.notes import Notes
from agents.models import AgentStep
from agents.prompts.catalogue import PromptTemplate
from agents.routing.plan import Plan
from agents.runs.loop import Loop, Outcome, Progress
from agents.runs.record import RunRecord
from agents.specialists import crew
from agents.specialists.prompting import first_prompt, situation_for
from agents.specialists.specialist import Specialist
from agents.tools.registry import Tool
from agents.turns.context import TurnContext
from agents.turns.graph.routing import Assignment, brief_for

#: Why there is no reply when no provider answered.
NO_MODEL = "no_model"


@dataclass(frozen=True, slots=True)
class Work:
    """What the specialist works with."""

    context: TurnContext
    record: RunRecord
    assignment: Assignment
    notes: Notes
    voice: PromptTemplate
    role: PromptTemplate
    plan: Plan
    progress: Progress


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of it; ``loop`` is there to ask once more when a check refuses the reply."""

    outcome: Outcome
    loop: Loop
    specialist: str
    role_version: str

    def told(self) -> dict[str, Any]:
        """What the run keeps of it."""
        return {
            "specialist": self.specialist,
            "role_version": self.role_version,
            "ended": self.outcome.reason or "replied",
        }


def answer(work: Work) -> Answered:
    """Let the specialist answer; without any provider the reply is empty and says why."""
    context, record, assignment = work.context, work.record, work.assignment

    def situation(specialist: Specialist, role: PromptTemplate, why: str = "") -> str:
        brief = assignment.brief if not why else brief_for(specialist, why=why)
        return situation_for(context, specialist, role, brief, work.notes)

    def change(specialist: Specialist) -> None:
        role = context.prompt_for(specialist.prompt)
        loop.resituate(situation(specialist, role, "passed on by a colleague in this very turn"))

    delegation = crew.Delegation(assignment.specialist, record, change)
    gate = Gate(context)

    def before(tool: Tool, call: ToolCall) -> None:
        delegation.before(tool, call)
        gate.before(tool, call)

    prompt = first_prompt(
        context,
        work.voice,
        situation=situation(assignment.specialist, work.role),
        notes=work.notes,
    )
    said = len(prompt.items)
    prompt = _resumed(work, prompt)
    loop = Loop(
        context,
        prompt,
        crew.tools(),
        record,
        plan=replace(work.plan, waited=record.waited) if record.waited else work.plan,
        progress=work.progress,
        limits=assignment.specialist.limits(),
        before=before,
    )
    try:
        outcome = loop.run()
    except ProviderError as error:
        record.error = str(error)
        outcome = Outcome("", reason=NO_MODEL)
    if gate.asked is not None and outcome.reason == "paused":
        context.draft.asked = Asked(
            tool=gate.asked.name,
            call_id=gate.asked.id,
            arguments=dict(gate.asked.arguments or {}),
            exchange=log_kept(outcome.log[said:]),
        )
    return Answered(outcome, loop, delegation.specialist.name, work.role.version)


def _resumed(work: Work, prompt: Prompt) -> Prompt:
    """The prompt of a turn that goes on from a person's decision: with all that was called.

    The results there were are noted in this run too, for what it says rests on them.
    """
    approval = work.context.approval
    if approval is None:
        return prompt
    items = log_read(approval.exchange, call_id=approval.call_id, arguments=approval.arguments_now)
    for item in items:
        if isinstance(item, ToolResult):
            work.record.step(
                AgentStep.Kind.TOOL,
                item.name,
                arguments={"resumed": str(approval.pk)},
                result=_read(item.content),
                is_error=item.is_error,
            )
    return replace(prompt, items=(*prompt.items, *items))


def _read(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        # A long result was cut for the model.
        return {"text": content}
