"""What a score is worked out from: plain values, so that scoring needs no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

#: Kinds that have no bedrooms to wish for, and those that have no size either.
WITHOUT_BEDS: Final = frozenset({"office", "commercial", "land"})
WITHOUT_SIZE: Final = frozenset({"parking", "storage"})

Reach: TypeAlias = Literal["unknown", "none", "near", "some"]


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What the lead wants; empty or None is unknown. ``currency`` is that of the budget."""

    operation: str = ""
    property_type: str = ""
    city: str = ""
    areas: tuple[str, ...] = ()
    beds: int | None = None
    baths: Decimal | None = None
    area_m2: int | None = None
    budget_min: Decimal | None = None
    budget_max: Decimal | None = None
    currency: str = ""
    timeline: str = ""
    timeline_from: date | None = None
    timeline_to: date | None = None
    preapproved: bool | None = None
    pets: bool | None = None
    parking: bool | None = None
    furnished: bool | None = None
    laundry: bool | None = None

    @classmethod
    def of(cls, profile: Mapping[str, Any]) -> ProfileFacts:
        """The facts in a profile's values by field name; unknown names are passed over."""
        known = {item.name: profile[item.name] for item in fields(cls) if item.name in profile}
        known["areas"] = tuple(known.get("areas") or ())
        for name in ("baths", "budget_min", "budget_max"):
            if known.get(name) is not None:
                known[name] = Decimal(str(known[name]))
        for name in ("timeline_from", "timeline_to"):
            if isinstance(known.get(name), str):
                known[name] = date.fromisoformat(known[name])
        return cls(**known)

    @property
    def is_owner(self) -> bool:
        """Whether they have a property rather than look for one."""
        return self.operation in {"sell", "rent_out"}


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """How the lead can be reached; ``has_channel`` when they wrote to us where we can answer."""

    name: str = ""
    phone: str = ""
    phone_is_valid: bool = False
    email: str = ""
    has_channel: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A unit worth showing, with why in words."""

    ref: str
    title: str
    price_text: str
    why: str


@dataclass(frozen=True, slots=True)
class MarketFacts:
    """What the broker has for such a lead.

    Each of the first four answers one part from its own fields alone: areas and city, type, type
    with size, budget. ``matches`` and ``found`` look at everything together, and ``missed`` names
    the wishes those matches do not fulfil.
    """

    has_areas: bool = False
    has_city: bool = False
    has_type: bool = False
    has_property: bool = False
    reach: Reach = "unknown"
    cheapest_text: str = ""
    matches: tuple[Match, ...] = ()
    found: int = 0
    missed: tuple[str, ...] = ()
    budget_text: str = field(default="")
