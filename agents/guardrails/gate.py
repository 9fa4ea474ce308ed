"""The one door a reply goes through before anything is said to a lead."""

from __future__ import annotations

from agents.guardrails.claims import unbacked
from agents.guardrails.evidence import gathered
from agents.guardrails.housing import steering_in
from agents.guardrails.leaks import leaks_in
from agents.guardrails.privacy import others_data
from agents.guardrails.problem import Problem
from agents.guardrails.promises import promises_in
from agents.guardrails.traits import asked_traits
from agents.guardrails.wording import language_of, shape_of
from agents.runs.record import RunRecord
from agents.turns.context import TurnContext


def problems_of(reply: str, context: TurnContext, record: RunRecord) -> list[Problem]:
    """Everything that stands against saying this reply in this turn; [] when it may be said."""
    evidence = gathered(context, record)
    found = [
        *shape_of(reply, context.conversation.channel),
        *leaks_in(
            reply,
            instructions=record.instructions,
            schema=context.schema,
            public=[context.broker.disclosure],
        ),
        *others_data(reply, evidence),
        *steering_in(reply, context.language),
        *asked_traits(reply),
        *promises_in(reply),
        *language_of(reply, context, evidence),
        *unbacked(reply, context, evidence),
    ]
    return list(dict.fromkeys(found))
