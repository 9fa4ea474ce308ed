"""A turn before its reply, made without a database, in eight markets with their own currency,
wording, area unit and hour; ``markets.jsonl`` says what each holds. ``bare`` turns hold nothing but
what the lead wrote, ``full`` ones a search, free slots and a passage, ``booked`` ones also a
viewing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from agents.models import Turn
from agents.runs.record import RunRecord
from agents.turns.context import TurnContext
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.leads.models import Contact, Lead
from crm.leads.profile import FIELDS

#: Monday 23 November 2026, ten in the morning in Santiago.
NOW: Final = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
_MARKETS: Final = Path(__file__).parent / "replies" / "markets.jsonl"
#: Alicia's in Santiago and Charlie's in Dubai, for tests that need one scene of a language.
_HOME: Final = {"es": "cl", "en": "ae"}


@dataclass(frozen=True, slots=True)
class Scene:
    """A turn before its reply."""

    context: TurnContext
    record: RunRecord


def scene(language: str, *, kind: str = "full", said: tuple[str, ...] = ()) -> Scene:
    """A turn of Alicia's ("es") or Charlie's ("en"); ``said`` are earlier words of Sofía."""
    return market_scene(_HOME[language], kind=kind, said=said)


def market_scene(place: str, *, kind: str = "full", said: tuple[str, ...] = ()) -> Scene:
    """A turn in a market of ``markets.jsonl``."""
    market = _markets()[place]
    broker = Broker(
        schema_name="t_scene", name=market["broker"], language=market["language"],
        country=market["country"], city=market["city"], currency=market["currency"],
        timezone=market["timezone"],
    )  # fmt: skip
    contact = Contact(name=market["lead"], phone=market["phone"], language=market["language"])
    lead = Lead(contact=contact)
    conversation = Conversation(contact=contact, lead=lead, channel="whatsapp", holder_since=NOW)
    heard = [_message(conversation, "in", text) for text in market["words"]]
    spoken = [_message(conversation, "out", text) for text in said]
    context = TurnContext(
        schema="t_scene", broker=broker, turn=Turn(conversation=conversation),
        conversation=conversation, version=1, lead=lead, contact=contact,
        history=[*spoken, *heard], unanswered=heard[-1:], appointments=[],
        places=[(each["area"], each["city"]) for each in market["units"]],
        property_types=["apartment", "house"], now=NOW,
        profile={**dict.fromkeys(FIELDS), **market["profile"]}, profile_sources={},
    )  # fmt: skip
    record = RunRecord(specialist="leasing", prompt_version="test")
    if kind != "bare":
        _tools(record, market)
    if kind == "booked":
        at, label = market["slots"][0]
        first = market["units"][0]
        context.draft.booked = {
            "booked": True, "starts_at": at, "label": label, "unit_ref": first["ref"],
            "title": first["title"], "address": first["address"], "agent": "Ana Ríos",
        }  # fmt: skip
        record.step("tool", "book_viewing", result=context.draft.booked)
    return Scene(context, record)


@cache
def _markets() -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for line in _MARKETS.read_text(encoding="utf-8").splitlines()]
    return {row["place"]: row for row in rows}


def _message(conversation: Conversation, direction: str, text: str) -> Message:
    author = "lead" if direction == "in" else "sofia"
    return Message(conversation=conversation, direction=direction, author=author, text=text)


def _tools(record: RunRecord, market: dict[str, Any]) -> None:
    units = market["units"]
    record.step(
        "tool", "inventory_search", result={"count": len(units), "units": units, "relaxed": []}
    )
    slots = [
        {"slot_id": f"s-{at}", "starts_at": at, "label": label, "unit_ref": units[0]["ref"],
         "agent": "Ana Ríos"}
        for at, label in market["slots"]
    ]  # fmt: skip
    record.step("tool", "find_slots", result={"slots": slots})
    passage = {"document": "FAQ", "heading": "", "text": market["passage"], "score": 0.8}
    record.step("tool", "search_knowledge", result={"results": [passage]})
