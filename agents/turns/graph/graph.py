"""The graph of a lead's turn.

classify, interpret, escalate?, route, remember, cached answer?, answer, validate.

Every step is a function with typed input and output. It is recorded as a step of the run with
what came out and how long it took, and another may stand in its place: a graph is a value.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from django.utils.translation import gettext_noop

from agents.approvals.models import Approval
from agents.memory.notes import Notes
from agents.models import AgentStep
from agents.prompts.catalogue import PromptTemplate
from agents.routing.plan import Plan
from agents.runs.loop import Outcome, Progress
from agents.runs.record import RunRecord
from agents.specialists import crew
from agents.turns.context import TurnContext
from agents.turns.graph.answering import Answered, Work, answer
from agents.turns.graph.cached import Inquiry, give, inquire
from agents.turns.graph.escalation import Trigger, trigger_of
from agents.turns.graph.handing import handed_over
from agents.turns.graph.interpreting import interpret
from agents.turns.graph.reading import Reading, Topic, classify
from agents.turns.graph.remembering import remember
from agents.turns.graph.routing import Assignment, route
from agents.turns.graph.validating import validate


class Told(Protocol):
    """What a step brings: it can say in JSON values what of it is worth keeping."""

    def told(self) -> dict[str, Any]: ...


T = TypeVar("T", bound=Told | None)
_UNDECIDED: Final = gettext_noop("Nobody decided in time what Sofía asked about.")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before a model is asked; reading the database is over by then."""

    reading: Reading
    trigger: Trigger | None
    assignment: Assignment
    notes: Notes
    voice: PromptTemplate
    role: PromptTemplate
    inquiry: Inquiry | None = None
    cached: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The steps of a turn, in their order."""

    classify: Callable[[TurnContext], Reading] = classify
    interpret: Callable[[TurnContext, RunRecord, Reading], Reading] = interpret
    escalate: Callable[[TurnContext, Reading], Trigger | None] = trigger_of
    route: Callable[[TurnContext, Reading, Trigger | None], Assignment] = route
    remember: Callable[[TurnContext, Reading], Notes] = remember
    inquire: Callable[
        [TurnContext, Reading, Trigger | None, PromptTemplate, PromptTemplate], Inquiry | None
    ] = inquire
    give: Callable[[TurnContext, RunRecord, Inquiry, PromptTemplate, Notes], Outcome | None] = give
    answer: Callable[[Work], Answered] = answer
    validate: Callable[[Work, Answered, Trigger | None], Outcome] = validate

    def prepare(self, context: TurnContext, record: RunRecord) -> Prepared:
        """Everything up to the specialist: short, with the database at hand."""
        reading = _step(record, "classify", lambda: self.classify(context))
        if reading.topic is Topic.UNKNOWN:
            reading = self.interpret(context, record, reading)
        record.intent, record.domain = reading.intent.value, reading.domain.value
        record.language, record.urgency = reading.language, reading.urgency.value
        record.sentiment = reading.sentiment
        trigger = _step(record, "escalate", lambda: self.escalate(context, reading))
        assignment = _step(record, "route", lambda: self.route(context, reading, trigger))
        notes = _step(record, "remember", lambda: self.remember(context, reading))
        voice = context.prompt_for(crew.VOICE)
        record.specialist = assignment.specialist.name
        role = context.prompt_for(assignment.specialist.prompt)
        # One experiment about leads at a time: it is the voice's or the part's.
        record.prompt_version = voice.version
        record.experiment = voice.experiment or role.experiment
        inquiry = self.inquire(context, reading, trigger, voice, role)
        cached: Outcome | None = None
        if inquiry is not None:
            record.step(AgentStep.Kind.STAGE, "cached_answer", result=inquiry.told())
            cached = self.give(context, record, inquiry, voice, notes)
        return Prepared(reading, trigger, assignment, notes, voice, role, inquiry, cached)

    def think(
        self,
        context: TurnContext,
        record: RunRecord,
        prepared: Prepared,
        *,
        plan: Plan,
        progress: Progress,
    ) -> Outcome:
        """The specialist and the checks of what it says; no connection is held meanwhile."""
        trigger = prepared.trigger
        if context.approval is not None and context.approval.state == Approval.State.EXPIRED:
            return handed_over(context, reason="other", summary=_UNDECIDED)
        if trigger is not None and trigger.at_once:
            return handed_over(context, reason=trigger.reason, summary=trigger.words)
        if prepared.cached is not None:
            return prepared.cached
        work = Work(
            context=context,
            record=record,
            assignment=prepared.assignment,
            notes=prepared.notes,
            voice=prepared.voice,
            role=prepared.role,
            plan=plan,
            progress=progress,
        )
        answered = _step(record, "specialist", lambda: self.answer(work))
        return self.validate(work, answered, trigger)


GRAPH = Graph()


def _step(record: RunRecord, name: str, run: Callable[[], T]) -> T:
    """Run a step and note what it brought."""
    started = time.monotonic()
    brought = run()
    record.step(
        AgentStep.Kind.STAGE,
        name,
        result=brought.told() if brought is not None else {},
        duration_ms=int((time.monotonic() - started) * 1000),
    )
    return brought
