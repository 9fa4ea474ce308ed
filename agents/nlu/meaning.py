"""What a reading of a text leans on, and what it brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from agents.nlu import listings, timeline
from agents.nlu.geo import Gazetteer
from agents.nlu.intent import Intent, Reason
from agents.nlu.slots import OfferedSlot


@dataclass(frozen=True, slots=True)
class Context:
    """What a bare answer leans on: the day, the broker, what was asked, offered and is known.

    ``expecting`` is the field just asked for ("budget", "areas", "name", "viewing", …), ``known``
    the profile so far, by the field names of :attr:`Understanding.fields`. ``listings`` are the
    names of the broker's properties, so that "visit Los Aromos" names one of them.
    """

    today: date
    currency: str = "CLP"
    country: str = "CL"
    language: str = "es"
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    property_types: tuple[str, ...] = ()
    expecting: str | None = None
    listings: listings.Titles = field(default_factory=listings.Titles)
    slots: tuple[OfferedSlot, ...] = ()
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one text says. ``fields`` holds only what it states or changes, as full new values.

    ``voted`` is how sure the second voter is of ``reason``, when no rule heard it.
    """

    text: str
    language: str
    intents: tuple[Intent, ...]
    fields: Mapping[str, Any]
    clears: tuple[str, ...]
    questions: tuple[str, ...]
    chosen_slot: int | None
    requested_at: datetime | None
    urgency: timeline.Urgency | None
    reason: Reason | None
    angry: bool
    wants_viewing: bool
    affirm: bool
    deny: bool
    thanks: bool
    excluded_areas: tuple[str, ...] = ()
    outside_cities: tuple[str, ...] = ()
    elsewhere: str = ""
    likes: bool = False
    wants_other: bool = False
    listing: str | None = None
    closes: bool = False
    voted: float | None = None

    @property
    def wants_human(self) -> bool:
        return self.reason is not None

    def has(self, *intents: Intent) -> bool:
        """Tell whether any of the intents was found."""
        return any(i in self.intents for i in intents)
