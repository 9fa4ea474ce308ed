"""Following one conversation about homes: what the user wishes by now, in the data's own slots.

The words are read by the agent's understanding. What lies between is what any assistant knows of
itself: what it asked last, which home it offered, what it put to the user for confirmation, and
which of its tasks is being spoken of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from agents.evals.profile import Profile, replayed
from agents.evals.sgd_rows import SERVICES, SgdTurn, acts_of
from agents.evals.sgd_topic import Topic, topic_of
from agents.nlu.dates import find_days
from agents.nlu.geo import Gazetteer, find_places
from agents.nlu.intent import Intent
from agents.nlu.listings import Titles
from agents.nlu.text import fold
from agents.nlu.understanding import Context, Understanding, understand

TODAY: Final = date(2019, 3, 1)  # the day from which the data set reckons
Errand = Literal["find", "visit", "none"]
_ASKS: Final = {
    "area": "areas", "number_of_beds": "beds", "number_of_baths": "baths", "intent": "operation",
    "visit_date": "viewing", "pets_allowed": "pets", "furnished": "furnished",
    "has_garage": "parking", "in_unit_laundry": "laundry",
}  # fmt: skip
_SEARCH: Final = frozenset({"areas", "beds", "baths", "pets", "furnished", "parking", "laundry"})


@dataclass(frozen=True)
class Market:
    """The places and the homes the assistant knows of."""

    gazetteer: Gazetteer
    titles: Titles

    @classmethod
    def of(cls, areas: Iterable[str], names: Iterable[str]) -> Market:
        """Compile them."""
        pairs = [(area, "") for area in sorted(set(areas))]
        # A home that is called like its area is not told from it by its name.
        return cls(Gazetteer.of(pairs), Titles.of(sorted(set(names)), besides=areas))


class Follower:
    """What is known of the user's wishes by now."""

    def __init__(self, service: str, market: Market) -> None:
        self._service = service
        self._market = market
        self._known: Profile = {}
        self._area = ""  # in the user's own words, as the slot has it
        self._day: str | None = None
        self._chosen = ""
        self._topic: Topic = "homes"
        self._asked: str | None = None
        self._offered = ""
        self._proposed: dict[str, str] = {}
        # Of other tasks: taken up when a home is to be found there, or seen that day.
        self._elsewhere = ""
        self._that_day: str | None = None
        self._errand: Errand = "find"
        self._visit_offered = self._more_offered = False
        self.asks = False  # whether the user's newest words ask for something

    def hear_system(self, turn: SgdTurn) -> None:
        """Remember what was asked last, which home was offered, and what is to be confirmed."""
        self._asked = None
        self._proposed = {}
        self._visit_offered = self._more_offered = False
        services = [frame.service for frame in turn.frames]
        if any(service in SERVICES for service in services):
            self._topic = "homes"
        elif services:
            self._topic = "calendar" if services[0].startswith("Calendar") else "other"
        for act, slot, values, days in acts_of(turn):
            if act == "REQUEST" and self._asked is None:
                self._asked = _ASKS.get(slot)
            if act == "OFFER" and slot == "property_name" and values:
                self._offered = values[0]
            if act == "OFFER_INTENT":
                self._asked = "viewing"
                self._visit_offered = True
            if act == "REQ_MORE":
                self._more_offered = True
            if act == "CONFIRM" and values:
                self._proposed[slot] = days[0] if slot == "visit_date" and days else values[0]

    def hear_user(self, turn: SgdTurn) -> None:
        """Read what the user says."""
        text = turn.utterance
        before, self._topic = self._topic, topic_of(text, self._topic)
        read = self._read(text)
        if before == "homes":
            self._answer(read)
        self.asks = bool(read.questions)
        if self._topic == "homes":
            self._turn_to(read)
            self._wish(text, read)
        else:
            self._note(text)

    def _read(self, text: str) -> Understanding:
        expecting = self._asked
        if expecting is None and (self._offered or self._proposed):
            expecting = "viewing"
        return understand(
            text,
            context=Context(
                today=TODAY,
                currency="USD",
                country="US",
                language="en",
                gazetteer=self._market.gazetteer,
                listings=self._market.titles,
                expecting=expecting if self._topic == "homes" else None,
                known=self._known,
            ),
        )

    def _turn_to(self, read: Understanding) -> None:
        """What they are about by now; who only says goodbye is still about what was done last."""
        searching = bool(_SEARCH & set(read.fields)) or read.wants_other
        day = (read.fields.get("viewing") or {}).get("date_from")
        refuses = read.deny or (self._more_offered and read.closes)
        if (self._visit_offered or self._more_offered) and refuses and not (searching or day):
            self._errand = "none"
        elif read.wants_viewing or day or (self._visit_offered and read.affirm):
            self._errand = "visit"
        elif searching:
            self._errand = "find"

    def errand(self) -> str:
        """What they are about under the data set's names."""
        finding = "FindApartment" if self._service == "Homes_1" else "FindHomeByArea"
        return {"find": finding, "visit": "ScheduleVisit", "none": "NONE"}[self._errand]

    def _answer(self, read: Understanding) -> None:
        """What the reaction to an offer or a proposal settles."""
        if self._proposed:
            # Silence is consent: who goes on to ask for the phone number has agreed.
            if not read.deny:
                self._day = self._proposed.get("visit_date", self._day)
                self._chosen = self._proposed.get("property_name", self._chosen)
            return
        if self._offered and _chooses(read):
            self._chosen = self._offered

    def _wish(self, text: str, read: Understanding) -> None:
        stated = {name: value for name, value in read.fields.items() if name != "viewing"}
        self._known = replayed(self._known, stated, read.clears)
        if "areas" in stated:
            self._area = _as_said(text, self._market.gazetteer, stated["areas"][0])
        if read.listing:
            self._chosen = read.listing
        day = (read.fields.get("viewing") or {}).get("date_from")
        if day and not (_SEARCH & set(stated) and not read.wants_viewing):
            self._day = day
        elif read.wants_viewing and self._that_day:
            self._day = self._day or self._that_day
        searching = read.has(Intent.SEARCH) or bool(_SEARCH & set(stated))
        if searching and not self._area and self._elsewhere:
            self._area = self._elsewhere

    def _note(self, text: str) -> None:
        """Keep the day and the place spoken of in another task."""
        folded = fold(text)
        places = find_places(text, self._market.gazetteer, expected=self._asked is None)
        if places.matches:
            match = places.matches[0]
            self._elsewhere = text[match.start : match.end]
        days = [day for day in find_days(folded, TODAY, country="US") if day.first >= TODAY]
        if days:
            self._that_day = days[0].first.isoformat()

    def slots(self) -> dict[str, str]:
        """The wishes under the data set's names."""
        known = self._known
        found: dict[str, Any] = {
            "area": self._area or None,
            "number_of_beds": known.get("beds"),
            "number_of_baths": known.get("baths"),
            "visit_date": self._day,
            "property_name": self._chosen or None,
        }
        if self._service == "Homes_1":
            found["pets_allowed"] = known.get("pets")
            found["furnished"] = known.get("furnished")
        else:
            found["has_garage"] = known.get("parking")
            found["in_unit_laundry"] = known.get("laundry")
            found["intent"] = known.get("operation")
        return {slot: _written(value) for slot, value in found.items() if value is not None}


def _chooses(read: Understanding) -> bool:
    """Whether the home on offer is taken: wished to see or welcomed, and no other asked for."""
    if read.wants_other or _SEARCH & set(read.fields):
        return False
    return read.wants_viewing or ((read.likes or read.affirm or read.thanks) and not read.deny)


def _as_said(text: str, gazetteer: Gazetteer, area: str) -> str:
    """The user's own words for an area: the data's slot is what was said, "San Fran"."""
    places = find_places(text, gazetteer, expected=True)
    return next((text[m.start : m.end] for m in places.matches if m.area == area), area)


def _written(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)
