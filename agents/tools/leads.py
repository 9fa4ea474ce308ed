"""Tools that learn about the lead and weigh what is known."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from agents.scoring.qualify import verdict_for
from agents.tools.registry import Arguments, Effect, tool
from agents.turns.context import TurnContext
from crm.leads import profile as profiles

ProfileField = Literal[
    "operation", "property_type", "city", "areas", "beds", "baths", "area_m2", "budget_min",
    "budget_max", "currency", "period", "approx", "timeline", "timeline_from", "timeline_to",
    "preapproved", "financing", "pets", "parking", "furnished", "laundry", "viewing",
    "viewing_from", "viewing_to", "viewing_part",
]  # fmt: skip
_CONTACT_FIELDS = ("name", "phone", "email", "language")


class LeadUpdate(Arguments):
    operation: Literal["buy", "rent", "sell", "rent_out"] | None = None
    property_type: (
        Literal[
            "apartment",
            "house",
            "villa",
            "townhouse",
            "studio",
            "office",
            "commercial",
            "land",
            "parking",
            "storage",
        ]
        | None
    ) = None
    city: str | None = Field(default=None, max_length=120)
    areas: list[str] | None = Field(default=None, max_length=12)
    beds: int | None = Field(default=None, ge=0, le=50, description="at least so many")
    baths: float | None = Field(default=None, ge=0, le=50)
    area_m2: float | None = Field(default=None, gt=0, description="at least so many square metres")
    budget_min: float | None = Field(default=None, ge=0)
    budget_max: float | None = Field(default=None, ge=0)
    currency: str | None = Field(default=None, max_length=3, description="ISO 4217, or UF")
    period: Literal["month", "year"] | None = Field(default=None, description="of a rent")
    approx: bool | None = Field(default=None, description="the budget is a rough one")
    timeline: str | None = Field(default=None, max_length=160, description="in the lead's words")
    timeline_from: str | None = Field(default=None, description="ISO date")
    timeline_to: str | None = Field(default=None, description="ISO date")
    preapproved: bool | None = None
    financing: Literal["cash", "mortgage"] | None = None
    pets: bool | None = Field(default=None, description="a pet must be allowed")
    parking: bool | None = None
    furnished: bool | None = None
    laundry: bool | None = Field(default=None, description="in the home")
    viewing: str | None = Field(
        default=None, max_length=160, description="when they can see homes, in their words"
    )
    viewing_from: str | None = Field(default=None, description="ISO date")
    viewing_to: str | None = Field(default=None, description="ISO date")
    viewing_part: Literal["morning", "afternoon", "evening"] | None = None
    name: str | None = Field(default=None, max_length=160)
    phone: str | None = Field(default=None, max_length=40)
    email: str | None = Field(default=None, max_length=254)
    language: Literal["es", "en"] | None = None
    clear: list[ProfileField] = Field(default_factory=list, description="fields withdrawn")


@tool(effect=Effect.WRITE)
def update_lead(context: TurnContext, arguments: LeadUpdate) -> dict[str, Any]:
    """Note what the lead said about themselves and what they want. Give only what they said in so
    many words, never a guess. Fields left out stay as they are; name those they took back in
    `clear`. The answer lists what is still missing, the most useful first, and what was refused."""
    given = arguments.model_dump(exclude_none=True, exclude={"clear"})
    changes: dict[str, Any] = dict.fromkeys(arguments.clear)
    changes |= {name: value for name, value in given.items() if name not in _CONTACT_FIELDS}
    rejected = context.profile_change(changes) if changes else {}
    contact = {name: str(value) for name, value in given.items() if name in _CONTACT_FIELDS}
    context.draft.contact |= contact
    return {
        "profile": profiles.as_json(context.profile_now()),
        "lead": context.contact_now(),
        "missing": context.missing(),
        "rejected": rejected,
    }


class Nothing(Arguments):
    pass


@tool(effect=Effect.READ)
def lead_score(context: TurnContext, arguments: Nothing) -> dict[str, Any]:
    """Weigh the lead from 0 to 100 by what is known so far; 60 or more is qualified. Each part
    gives its points and the reason in words."""
    verdict = verdict_for(context.profile_now(), context.contact_now(), today=context.now.date())
    context.draft.verdict = verdict
    return {
        "score": verdict.score,
        "qualified": verdict.qualified,
        "parts": {
            name: {"points": part.points, "max": part.max, "reason": part.reason}
            for name, part in verdict.parts.items()
        },
        "missing": context.missing(),
        "next_step": verdict.next_step,
    }
