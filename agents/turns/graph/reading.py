"""Classify: what the messages that are owed an answer are for, and how they sound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from agents.nlu.geo import Gazetteer
from agents.nlu.intent import Intent, Reason
from agents.nlu.mood import Urgency, sentiment_of, urgency_of
from agents.nlu.understanding import Context, Understanding, understand
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


class Topic(StrEnum):
    """The ten things a message may be for, by which work is routed."""

    BOOKING = "booking"
    FAQ = "faq"
    PRICING = "pricing"
    SEARCH = "search"
    LEAD_INFO = "lead_info"
    COMPLAINT = "complaint"
    HUMAN = "human"
    SPAM = "spam"
    SMALL_TALK = "small_talk"
    UNKNOWN = "unknown"


_TOPICS: Final = {
    Intent.BOOK_VIEWING: Topic.BOOKING,
    Intent.RESCHEDULE: Topic.BOOKING,
    Intent.CANCEL: Topic.BOOKING,
    Intent.FAQ: Topic.FAQ,
    Intent.PRICING: Topic.PRICING,
    Intent.SEARCH: Topic.SEARCH,
    Intent.LIST_PROPERTY: Topic.LEAD_INFO,
    Intent.GIVE_INFO: Topic.LEAD_INFO,
    Intent.CONFIRM: Topic.LEAD_INFO,
    Intent.DENY: Topic.LEAD_INFO,
    Intent.COMPLAINT: Topic.COMPLAINT,
    Intent.HUMAN: Topic.HUMAN,
    Intent.OPT_OUT: Topic.HUMAN,
    Intent.INJECTION: Topic.SPAM,
    Intent.SPAM: Topic.SPAM,
    Intent.GREETING: Topic.SMALL_TALK,
    Intent.SMALL_TALK: Topic.SMALL_TALK,
}


class Domain(StrEnum):
    """Which side of the business the messages are about."""

    SALES = "sales"
    LETTING = "letting"
    OWNERS = "owners"  # who has a home to sell or to let
    AFTER_SALE = "after_sale"  # who lives in one of the broker's, or has bought it
    GENERAL = "general"


_DOMAINS: Final = {
    "buy": Domain.SALES,
    "rent": Domain.LETTING,
    "sell": Domain.OWNERS,
    "rent_out": Domain.OWNERS,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a burst says. ``reason`` is why it calls for a person by its words, if it does."""

    intent: Intent
    topic: Topic
    domain: Domain
    language: str
    sentiment: float
    urgency: Urgency
    reason: Reason | None
    each: tuple[Understanding, ...]

    def has(self, *intents: Intent) -> bool:
        """Whether any of the messages does any of these."""
        return any(read.has(*intents) for read in self.each)

    def told(self) -> dict[str, Any]:
        """What the run keeps of it."""
        return {
            "intent": self.intent.value,
            "topic": self.topic.value,
            "domain": self.domain.value,
            "language": self.language,
            "sentiment": self.sentiment,
            "urgency": self.urgency.value,
            "reason": self.reason.value if self.reason else "",
            # How sure the second voter is, where the reason is its word and no rule's.
            **({} if self.voted is None else {"voter": round(self.voted, 2)}),
        }

    @property
    def voted(self) -> float | None:
        """The voter's share behind ``reason``; None where a rule heard it or there is none."""
        return next((read.voted for read in self.each if read.reason), None)


def classify(context: TurnContext) -> Reading:
    """Read the messages this turn answers, by rules: no model is asked."""
    how = Context(
        today=context.now.astimezone(context.timezone).date(),
        currency=context.broker.currency,
        country=context.broker.country,
        language=context.language,
        gazetteer=Gazetteer.of(context.places),
        known={**context.profile_now(), **context.contact_now()},
    )
    texts = [message.text for message in context.unanswered]
    each = tuple(understand(text, context=how) for text in texts)
    found = {intent for read in each for intent in read.intents}
    intent = next((each for each in _WEIGHT if each in found), Intent.UNKNOWN)
    return Reading(
        intent=intent,
        topic=_TOPICS.get(intent, Topic.UNKNOWN),
        domain=_domain(context, each),
        language=each[-1].language if each else context.language,
        sentiment=min(map(sentiment_of, texts), default=0.0),
        urgency=_most([urgency_of(text) for text in texts]),
        reason=next((read.reason for read in each if read.reason), None),
        each=each,
    )


def _domain(context: TurnContext, each: tuple[Understanding, ...]) -> Domain:
    if any(read.reason in {Reason.REPAIR, Reason.DANGER} for read in each):
        return Domain.AFTER_SALE
    stated = [read.fields["operation"] for read in each if read.fields.get("operation")]
    operation = stated[-1] if stated else context.profile_now()["operation"]
    return _DOMAINS.get(operation, Domain.GENERAL)


def _most(found: list[Urgency]) -> Urgency:
    order = [Urgency.NORMAL, Urgency.HIGH, Urgency.CRITICAL]
    return max(found, key=order.index, default=Urgency.NORMAL)
