"""The specialist who sells and lets: what it is told, what it may call."""

from __future__ import annotations

import json
from typing import Any, Final

from agents.guardrails.disclosure import owed
from agents.llm.base import AssistantText, Item, Prompt, UserText
from agents.prompts.catalogue import PromptTemplate, template
from agents.tools import handover, inventory, knowledge, leads, scheduling
from agents.tools.registry import Tool, tools_named
from agents.turns.context import TurnContext
from crm.brokers.hours import hours_of
from crm.conversations.models import Message
from crm.leads import profile as profiles

NAME: Final = "leasing"
TOOLS: Final = (
    "geo_match",
    "normalize_budget",
    "update_lead",
    "inventory_search",
    "lead_score",
    "search_knowledge",
    "find_slots",
    "book_viewing",
    "escalate_to_human",
)
# Importing the modules is what registers their tools.
_MODULES: Final = (handover, inventory, knowledge, leads, scheduling)

_LANGUAGES: Final = {"es": "Spanish", "en": "English"}
_SAID: Final = 12_000
_AREAS_TOLD: Final = 400


def prompt_template() -> PromptTemplate:
    """The specialist's instructions, with their version."""
    return template(NAME)


def tools() -> tuple[Tool, ...]:
    """What this specialist may call."""
    return tools_named(TOOLS)


def prompt_for(context: TurnContext) -> Prompt:
    """The first prompt of a turn: the stable part first, then facts, then what was said."""
    facts = facts_for(context)
    disclosure = str(facts["disclosure"])
    told = {key: value for key, value in facts.items() if key != "disclosure"}
    system = prompt_template().text.format(
        broker_name=context.broker.name,
        broker_place=", ".join(
            part for part in (context.broker.city, context.broker.country) if part
        ),
        channel=context.conversation.channel,
        language_name=_LANGUAGES.get(context.language, "Spanish"),
        disclosure_rule=(
            f"This is your first message to them; begin it with exactly: {disclosure}"
            if disclosure
            else "You have introduced yourself already; do not do it again."
        ),
        facts=json.dumps(told, ensure_ascii=False, separators=(",", ":")),
    )
    return Prompt(
        system=system,
        items=tuple(_items(context)),
        tools=tuple(tool.spec for tool in tools()),
        facts=facts,
    )


def facts_for(context: TurnContext) -> dict[str, Any]:
    """What is known before the first word, as JSON values."""
    broker = context.broker
    memory = context.conversation.memory
    return {
        "broker": {
            "name": broker.name,
            "language": broker.language,
            "country": broker.country,
            "currency": broker.currency,
            "timezone": broker.timezone,
            "city": broker.city,
        },
        "now": context.now.astimezone(context.timezone).isoformat(timespec="minutes"),
        "channel": context.conversation.channel,
        "lead": context.contact_now(),
        "profile": profiles.as_json(context.profile_now()),
        "missing": context.missing(),
        "inventory": {
            "areas": [list(pair) for pair in context.places[:_AREAS_TOLD]],
            "cities": sorted({city for _area, city in context.places}),
            "types": context.property_types,
        },
        "appointments": context.appointments,
        "offered_slots": memory.get("offered_slots", []),
        "shown_units": memory.get("shown_units", []),
        "hours": _hours(context),
        "agreed": context.conversation.agreed,
        "given_back": context.is_given_back,
        "disclosure": owed(context),
    }


def _hours(context: TurnContext) -> dict[str, Any]:
    """When people of the broker answer, on its own clock."""
    hours = hours_of(context.broker)
    opens = hours.next_opening(context.now)
    return {
        "week": context.broker.opening_hours,
        "open_now": hours.is_open(context.now),
        "next_opening": opens.astimezone(context.timezone).isoformat(timespec="minutes")
        if opens
        else None,
    }


def _items(context: TurnContext) -> list[Item]:
    """The thread as a model reads it, newest part kept when it is long."""
    items: list[Item] = []
    room = _SAID
    for message in reversed(context.history):
        text = message.text or f"[{message.kind}]"
        room -= len(text)
        if room < 0 and items:
            break
        if message.direction == Message.Direction.IN:
            items.append(UserText(text))
        else:
            items.append(AssistantText(text, by_person=message.author == Message.Author.PERSON))
    return items[::-1]
