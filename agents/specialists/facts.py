"""What is known before the first word: of the broker, the same every turn, and of this turn."""

from __future__ import annotations

from typing import Any, Final

from agents.guardrails.disclosure import owed
from agents.turns.context import TurnContext
from crm.brokers.hours import hours_of
from crm.leads import profile as profiles

_AREAS_TOLD: Final = 400


def broker_facts(context: TurnContext) -> dict[str, Any]:
    """What holds for every lead of this broker, until it changes its inventory or its hours."""
    broker = context.broker
    return {
        "broker": {
            "name": broker.name,
            "language": broker.language,
            "country": broker.country,
            "currency": broker.currency,
            "timezone": broker.timezone,
            "city": broker.city,
        },
        "inventory": {
            "areas": [list(pair) for pair in context.places[:_AREAS_TOLD]],
            "cities": sorted({city for _area, city in context.places}),
            "types": context.property_types,
        },
        "week": broker.opening_hours,
    }


def turn_facts(context: TurnContext) -> dict[str, Any]:
    """What is true now: day, lead, what was shown, offered and agreed."""
    shown = context.conversation.memory
    return {
        "now": context.now.astimezone(context.timezone).isoformat(timespec="minutes"),
        "channel": context.conversation.channel,
        "lead": context.contact_now(),
        "profile": profiles.as_json(context.profile_now()),
        "missing": context.missing(),
        "appointments": context.appointments,
        "offered_slots": shown.get("offered_slots", []),
        "shown_units": shown.get("shown_units", []),
        "hours": _hours(context),
        "agreed": context.conversation.agreed,
        "given_back": context.is_given_back,
        "disclosure": owed(context),
    }


def _hours(context: TurnContext) -> dict[str, Any]:
    """Whether people of the broker answer now, and from when they do, on its own clock."""
    hours = hours_of(context.broker)
    opens = hours.next_opening(context.now)
    return {
        "open_now": hours.is_open(context.now),
        "next_opening": opens.astimezone(context.timezone).isoformat(timespec="minutes")
        if opens
        else None,
    }
