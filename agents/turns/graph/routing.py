"""Route: whose work the messages are, by what they say and where the conversation stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.nlu.intent import Intent, Reason
from agents.specialists import crew
from agents.specialists.prompting import Brief
from agents.specialists.specialist import Specialist
from agents.turns.context import TurnContext
from agents.turns.graph.escalation import Trigger
from agents.turns.graph.reading import Domain, Reading, Topic

_GOALS = {
    crew.QUALIFIER.name: "Find out what they need; show what fits.",
    crew.NEGOTIATOR.name: "Answer about the homes they know; help them decide.",
    crew.SCHEDULER.name: "Bring the viewing to a booked time.",
    crew.AFTER_SALE.name: "Answer from the documents, or call a person.",
    crew.LEASING.name: "Go on with what the lead asks now.",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """The specialist who begins, and the brief they get."""

    specialist: Specialist
    brief: Brief

    def told(self) -> dict[str, Any]:
        """What the run keeps of it."""
        return {"specialist": self.specialist.name, **self.brief.told()}


def route(context: TurnContext, reading: Reading, trigger: Trigger | None) -> Assignment:
    """Give the messages to a specialist; the rules are tried in order, the first that fits."""
    specialist, why = _choice(context, reading)
    return Assignment(
        specialist, brief_for(specialist, why=why, reason=trigger.reason if trigger else "")
    )


def brief_for(specialist: Specialist, *, why: str, reason: str = "") -> Brief:
    """The brief of a specialist; ``reason`` is why a person has to be called, if one has to."""
    return Brief(goal=_GOALS[specialist.name], why=why, calls_for_person=reason)


def _choice(context: TurnContext, reading: Reading) -> tuple[Specialist, str]:
    memory = context.conversation.memory
    if reading.domain is Domain.AFTER_SALE or reading.reason is Reason.REPAIR:
        return crew.AFTER_SALE, "they write about a home they have"
    if reading.topic is Topic.BOOKING or any(read.wants_viewing for read in reading.each):
        return crew.SCHEDULER, "they want to see a home, or speak of a viewing"
    if memory.get("offered_slots") and not reading.has(Intent.SEARCH, Intent.LIST_PROPERTY):
        return crew.SCHEDULER, "times were offered and none is booked yet"
    if memory.get("shown_units") and (
        reading.topic in {Topic.PRICING, Topic.FAQ} or reading.has(Intent.CONFIRM, Intent.DENY)
    ):
        return crew.NEGOTIATOR, "they weigh homes they were shown"
    if reading.topic is Topic.FAQ and reading.domain is Domain.GENERAL and context.appointments:
        return crew.AFTER_SALE, "they ask about papers or rules"
    return crew.QUALIFIER, "their needs are not clear yet, or have changed"
