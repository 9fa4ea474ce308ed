"""Tools of the desk beside those of ``agents.tools``: who waits, and whom to write to."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from agents.desk.proposals import proposal
from agents.desk.segments import Segment, segments_for
from agents.desk.waiting import leads_waiting_for
from agents.guardrails.fence import heard, neutral
from agents.tools.registry import Arguments, Effect, tool
from agents.tools.staff import StaffContext
from crm.core.payload import stamp
from crm.inventory.money import format_price


class WaitingQuery(Arguments):
    score_min: int = Field(default=0, ge=0, le=100, description="75 and more is hot")
    minutes: int = Field(default=0, ge=0, le=100_000, description="waiting at least so long")


@tool(effect=Effect.READ, right="conversations.view")
def leads_waiting(context: StaffContext, arguments: WaitingQuery) -> dict[str, Any]:
    """List leads who wrote last and have no answer yet, whoever holds the thread; those who have
    waited longest first. With score_min 75 it is the hot ones."""
    found = leads_waiting_for(
        context.user,
        now=context.now,
        score_min=arguments.score_min,
        minutes=arguments.minutes,
    )
    return {
        "count": found.count,
        "waiting": [
            {
                "conversation_id": str(row.pk),
                "lead_id": str(row.lead_id),
                "name": neutral(row.contact.name or row.contact.phone),
                "phone": row.contact.phone,
                "score": row.lead.score,
                "channel": row.channel,
                "holder": str(row.holder),
                "last_message": heard(row.last_message_text),
                "since": stamp(row.last_message_at),
                "waiting_seconds": int((context.now - row.last_message_at).total_seconds())
                if row.last_message_at
                else None,
            }
            for row in found.threads
        ],
    }


class Nothing(Arguments):
    pass


@tool(effect=Effect.READ, right="leads.view")
def campaign_segments(context: StaffContext, arguments: Nothing) -> dict[str, Any]:
    """List groups of leads worth a message now, with counts, some names and fitting listings.
    Kinds: new_listings (in an area they look in), ready (approved and qualified), visited (saw a
    home, nothing planned), quiet (good leads silent for two weeks), owners (want to sell or let).
    Nothing is sent."""
    return {
        "segments": [
            _segment(each, context.language) for each in segments_for(context.user, now=context.now)
        ]
    }


def _segment(segment: Segment, language: str) -> dict[str, Any]:
    return {
        "kind": segment.kind,
        "area": segment.area or None,
        "count": segment.count,
        "draft": proposal(segment, language),
        "leads": [
            {"lead_id": str(lead.pk), "name": lead.contact.name or lead.contact.phone,
             "score": lead.score}
            for lead in segment.leads
        ],
        "units": [
            {
                "id": str(unit.pk),
                "ref": unit.ref,
                "title": unit.title,
                "property_type": str(unit.property_type),
                "price_text": format_price(unit.price, unit.currency, language),
            }
            for unit in segment.units
        ],
    }  # fmt: skip
