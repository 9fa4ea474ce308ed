"""Answer: the specialist's loop over the prompt of this turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.llm.base import ProviderError
from agents.memory.notes import Notes
from agents.prompts.catalogue import PromptTemplate
from agents.prompts.selectors import prompt_for
from agents.routing.plan import Plan
from agents.runs.loop import Loop, Outcome, Progress
from agents.runs.record import RunRecord
from agents.specialists import crew
from agents.specialists.prompting import first_prompt, situation_for
from agents.specialists.specialist import Specialist
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

    def told(self) -> dict[str, Any]:
        """What the run keeps of it."""
        return {"specialist": self.specialist, "ended": self.outcome.reason or "replied"}


def answer(work: Work) -> Answered:
    """Let the specialist answer; without any provider the reply is empty and says why."""
    context, record, assignment = work.context, work.record, work.assignment

    def situation(specialist: Specialist, role: PromptTemplate, why: str = "") -> str:
        brief = assignment.brief if not why else brief_for(specialist, why=why)
        return situation_for(context, specialist, role, brief, work.notes)

    def change(specialist: Specialist) -> None:
        role = prompt_for(specialist.prompt, context.lead)
        loop.resituate(situation(specialist, role, "passed on by a colleague in this very turn"))

    delegation = crew.Delegation(assignment.specialist, record, change)
    loop = Loop(
        context,
        first_prompt(
            context,
            work.voice,
            situation=situation(assignment.specialist, work.role),
            notes=work.notes,
        ),
        crew.tools(),
        record,
        plan=work.plan,
        progress=work.progress,
        limits=assignment.specialist.limits(),
        before=delegation.before,
    )
    try:
        outcome = loop.run()
    except ProviderError as error:
        record.error = str(error)
        outcome = Outcome("", reason=NO_MODEL)
    return Answered(outcome, loop, delegation.specialist.name)
