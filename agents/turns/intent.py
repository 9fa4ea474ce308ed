"""What a burst of messages is for, noted with every run whoever answers it."""

from __future__ import annotations

from typing import Final

from agents.nlu.geo import Gazetteer
from agents.nlu.intent import Intent
from agents.nlu.understanding import Context, understand
from agents.turns.context import TurnContext

#: When a burst does several things, the one that matters most to the broker names it.
_WEIGHT: Final = (
    Intent.COMPLAINT,
    Intent.HUMAN,
    Intent.OPT_OUT,
    Intent.BOOK_VIEWING,
    Intent.RESCHEDULE,
    Intent.CANCEL,
    Intent.LIST_PROPERTY,
    Intent.PRICING,
    Intent.FAQ,
    Intent.SEARCH,
    Intent.GIVE_INFO,
    Intent.CONFIRM,
    Intent.DENY,
    Intent.INJECTION,
    Intent.SPAM,
    Intent.GREETING,
    Intent.SMALL_TALK,
)


def main_intent(context: TurnContext) -> str:
    """The weightiest intent of the messages this turn answers."""
    read = Context(
        today=context.now.astimezone(context.timezone).date(),
        currency=context.broker.currency,
        country=context.broker.country,
        language=context.language,
        gazetteer=Gazetteer.of(context.places),
        known={**context.profile_now(), **context.contact_now()},
    )
    found = {
        intent
        for message in context.unanswered
        for intent in understand(message.text, context=read).intents
    }
    return next((intent.value for intent in _WEIGHT if intent in found), Intent.UNKNOWN.value)
