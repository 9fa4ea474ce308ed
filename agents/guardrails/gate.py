"""The one door a reply goes through before anything is said to a lead."""

from __future__ import annotations

from agents.guardrails.claims import unbacked
from agents.guardrails.evidence import gathered
from agents.guardrails.problem import Problem
from agents.runs.record import RunRecord
from agents.turns.context import TurnContext


def problems_of(reply: str, context: TurnContext, record: RunRecord) -> list[Problem]:
    """Everything that stands against saying this reply in this turn; [] when it may be said."""
    evidence = gathered(context, record)
    return list(dict.fromkeys(unbacked(reply, context, evidence)))
