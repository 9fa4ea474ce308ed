"""Handing a turn over to a person, from whichever step finds that it must be."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from agents.runs.loop import Outcome
from agents.tools.handover import handover_for
from agents.turns.context import TurnContext


def handed_over(context: TurnContext, *, reason: str, summary: str) -> Outcome:
    """Draft the hand-over; ``summary`` is a text to be translated for the broker, or ""."""
    with translation.override(context.broker.language):
        words = _(summary) if summary else ""
    context.draft.handover = handover_for(context, reason=reason, words=words)
    return Outcome(context.draft.handover.closing, reason=reason)
