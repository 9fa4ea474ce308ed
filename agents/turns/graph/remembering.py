"""Remember: what the thread's window no longer tells, and what the person wrote elsewhere."""

from __future__ import annotations

from agents.memory.notes import Notes
from agents.memory.selectors import notes_for
from agents.nlu.geo import Gazetteer
from agents.nlu.understanding import Context
from agents.turns.context import TurnContext
from agents.turns.graph.reading import Reading


def remember(context: TurnContext, reading: Reading) -> Notes:
    """The notes for this turn; two short queries at most."""
    return notes_for(
        context.conversation,
        context.lead,
        query=" ".join(message.text for message in context.unanswered),
        told={message.pk for message in context.history},
        profile=context.profile_now(),
        sources=context.profile_sources,
        how=Context(
            today=context.now.astimezone(context.timezone).date(),
            currency=context.broker.currency,
            country=context.broker.country,
            language=reading.language,
            gazetteer=Gazetteer.of(context.places),
        ),
    )
