"""Escalate? Whether the messages call for a person, decided by data and not left to a model.

What is owed to a person stays owed: when the specialist does not call one, the turn does.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_noop

from agents.nlu.misunderstood import is_repeated, says_misunderstood
from agents.nlu.mood import Urgency
from agents.tools.handover import MET
from agents.turns.context import TurnContext
from agents.turns.graph.reading import Reading
from crm.conversations.models import Message

_WORDS: Final = {
    "asked_for_person": gettext_noop("Asks for a person."),
    "complaint": gettext_noop("Complains."),
    "offer": gettext_noop("Makes an offer."),
    "legal": gettext_noop("Speaks of the law."),
    "danger": gettext_noop("Speaks of danger."),
    "repair": gettext_noop("Needs a repair."),
    "urgent": gettext_noop("Says that it is urgent."),
    "upset": gettext_noop("Sounds upset."),
    "misunderstood": gettext_noop("Sofía did not understand them, more than once."),
    "high_value": gettext_noop("A lead of high value, by your own limit."),
}
#: Reasons for which no model is waited for: seconds count, or it has failed them already.
_AT_ONCE: Final = frozenset({"danger", "misunderstood"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Why a person is called: a code, words for the person, and whether to do it at once."""

    reason: str
    at_once: bool = False

    @property
    def words(self) -> str:
        """The first line of the summary, to be translated."""
        return _WORDS.get(self.reason, "")

    def told(self) -> dict[str, Any]:
        """What the run keeps of it."""
        return {"reason": self.reason, "at_once": self.at_once}


def trigger_of(context: TurnContext, reading: Reading) -> Trigger | None:
    """The weightiest reason to call a person for what is unanswered, or None.

    What a person has dealt with before giving the thread back calls nobody again; danger does.
    """
    reason = _reason(context, reading)
    if reason is None or (context.is_given_back and reason in MET):
        return None
    return Trigger(reason, at_once=reason in _AT_ONCE)


def _reason(context: TurnContext, reading: Reading) -> str | None:
    broker = context.broker
    if reading.reason is not None:
        return reading.reason.value
    if reading.urgency is Urgency.CRITICAL:
        return "urgent"
    if broker.handover_when_urgent and reading.urgency is Urgency.HIGH:
        return "urgent"
    if broker.handover_sentiment is not None and reading.sentiment <= broker.handover_sentiment:
        return "upset"
    if broker.handover_misses and misses(context) >= broker.handover_misses:
        return "misunderstood"
    return None


def misses(context: TurnContext) -> int:
    """How often in a row the lead's messages, up to the newest, say that an answer missed them.

    A message does so in words, or by asking the same again after an answer. One that does
    neither begins the count anew, and so does a person's message.
    """
    count = 0
    before: list[str] = []
    answered = False
    for message in context.history:
        if message.author == Message.Author.PERSON:
            count, before, answered = 0, [], False
        elif message.direction != Message.Direction.IN:
            answered = True
        elif message.text:
            again = answered and any(is_repeated(message.text, each) for each in before[-3:])
            missed = answered and says_misunderstood(message.text)
            count = count + 1 if again or missed else 0
            before.append(message.text)
    return count


def is_high_value(context: TurnContext) -> bool:
    """Whether the lead's budget has passed the broker's limit and nobody was told before."""
    limit: Decimal | None = context.broker.handover_value
    if limit is None or context.conversation.memory.get("high_value"):
        return False
    profile = context.profile_now()
    budget = profile["budget_max"] or profile["budget_min"]
    currency = profile["currency"] or context.broker.currency
    return budget is not None and currency == context.broker.currency and budget >= limit
