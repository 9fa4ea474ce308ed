"""Conversations about homes of the Schema-Guided Dialogue data: the user's wishes, turn by turn.

The words are read by the agent's own understanding. What lies between is glue: slots are our
fields under other names, the system's last request is what was asked, and the home it offered
last is taken as chosen when the user agrees, thanks for it or wants to see it, as a lead who was
shown one home is understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from agents.evals.figures import Hits, Section, share
from agents.evals.profile import Profile, replayed
from agents.evals.sgd_rows import SERVICES, Dialogue, Home, SgdTurn, acts_of, days_of
from agents.nlu.geo import Gazetteer
from agents.nlu.understanding import Context, Understanding, understand

TODAY: Final = date(2019, 3, 1)  # the day from which the data set reckons
_ASKS: Final = {
    "area": "areas", "number_of_beds": "beds", "number_of_baths": "baths", "intent": "operation",
    "visit_date": "viewing",
}  # fmt: skip
#: Slots that the agent has no field for: counted as missed wherever they are wanted.
UNREAD: Final = frozenset({"in_unit_laundry"})
_SEARCH: Final = frozenset({"areas", "beds", "baths", "pets", "furnished", "parking"})
_RULES: Final = {
    "Homes_1": ("rules .592 | .566", "rules .901 | .889"),
    "Homes_2": ("rules .546 | .591", "rules .905 | .910"),
}


def sgd_homes(dialogues: list[Dialogue], homes: list[Home]) -> Iterator[Section]:
    """Follow every dialogue; then read every wording of a day by itself."""
    gazetteer = Gazetteer.of((area, "") for area in sorted({home.area for home in homes}))
    days = {wording.lower(): day for wording, day in days_of(dialogues).items()}
    for service in SERVICES:
        yield _slots(service, dialogues, gazetteer, days)
    yield _visit_days(dialogues)


def _slots(
    service: str, dialogues: list[Dialogue], gazetteer: Gazetteer, days: dict[str, str]
) -> Section:
    section = Section(service, f"wishes of the user, {service}")
    every, each = Hits(), dict[str, Hits]()
    joint = joint_read = total = 0
    for dialogue in dialogues:
        follower = Follower(service, gazetteer)
        for turn in dialogue.turns:
            # Also what is said of a flight or a hotel: "in that area" may well mean there.
            if turn.speaker != "USER":
                follower.hear_system(turn)
                continue
            follower.hear_user(turn)
            for frame in turn.frames:
                if frame.service != service or frame.state is None:
                    continue
                total += 1
                gold = frame.state.slot_values
                found = follower.slots()
                wrong = _count(found, gold, days, every, each)
                joint += not wrong
                joint_read += not set(wrong) - UNREAD
                if wrong:
                    section.miss(
                        id=dialogue.dialogue_id,
                        text=turn.utterance,
                        gold={slot: gold.get(slot) for slot in wrong},
                        got={slot: found.get(slot) for slot in wrong},
                    )
    rules_joint, rules_f1 = _RULES[service]
    section.figures = [
        share("jga", "joint goal accuracy", joint, total, baseline=rules_joint),
        every.figure("slot_f1", "slot F1", baseline=rules_f1),
        *every.pair("slots", "slots"),
        share("jga_read", "joint goal accuracy, slots we have a field for", joint_read, total),
    ]
    section.details = [hits.figure(f"slot.{slot}", slot) for slot, hits in sorted(each.items())]
    return section


def _count(
    found: dict[str, str],
    gold: dict[str, tuple[str, ...]],
    days: dict[str, str],
    every: Hits,
    each: dict[str, Hits],
) -> list[str]:
    """Count one state, slot by slot; returns the slots that are wrong."""
    wrong = []
    for slot in sorted(found.keys() | gold.keys()):
        accepted = {value.lower() for value in gold.get(slot, ())}
        if slot == "visit_date":
            accepted = {days.get(value, value) for value in accepted}
        right = slot in found and found[slot].lower() in accepted
        for hits in (every, each.setdefault(slot, Hits())):
            hits.add(int(right), int(slot in found), int(slot in gold))
        if not right:
            wrong.append(slot)
    return wrong


class Follower:
    """What is known of the user's wishes by now."""

    def __init__(self, service: str, gazetteer: Gazetteer) -> None:
        self._service = service
        self._gazetteer = gazetteer
        self._known: Profile = {}
        self._asked: str | None = None
        self._offered = ""
        self._chosen = ""

    def hear_system(self, turn: SgdTurn) -> None:
        """Remember what was asked last and which home was offered."""
        self._asked = None
        for act, slot, values, _days in acts_of(turn):
            if act == "REQUEST":
                self._asked = _ASKS.get(slot)
            if act == "OFFER" and slot == "property_name" and values:
                self._offered = values[0]

    def hear_user(self, turn: SgdTurn) -> None:
        """Read what the user says."""
        read = understand(
            turn.utterance,
            context=Context(
                today=TODAY,
                currency="USD",
                country="US",
                language="en",
                gazetteer=self._gazetteer,
                expecting=self._asked,
                known=self._known,
            ),
        )
        self._known = replayed(self._known, read.fields, read.clears)
        if self._offered and _chooses(read):
            self._chosen = self._offered

    def slots(self) -> dict[str, str]:
        """The wishes under the data set's names."""
        known = self._known
        found: dict[str, Any] = {
            "area": next(iter(known.get("areas") or ()), None),
            "number_of_beds": known.get("beds"),
            "number_of_baths": known.get("baths"),
            "pets_allowed": known.get("pets"),
            "furnished": known.get("furnished"),
            "visit_date": (known.get("viewing") or {}).get("date_from"),
            "property_name": self._chosen or None,
        }
        if self._service == "Homes_2":
            found["has_garage"] = known.get("parking")
            found["intent"] = known.get("operation")
        return {slot: _written(value) for slot, value in found.items() if value is not None}


def _chooses(read: Understanding) -> bool:
    """Whether the home on offer is taken: wished to see or welcomed, and no other asked for."""
    if _SEARCH & set(read.fields):
        return False
    return read.wants_viewing or ((read.affirm or read.thanks) and not read.deny)


def _written(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _visit_days(dialogues: list[Dialogue]) -> Section:
    section = Section("visit_date", "days to visit, each wording once")
    pairs = sorted(days_of(dialogues).items())
    right = 0
    for wording, day in pairs:
        read = understand(
            wording,
            context=Context(
                today=TODAY, currency="USD", country="US", language="en", expecting="viewing"
            ),
        )
        found = (read.fields.get("viewing") or {}).get("date_from")
        right += found == day
        if found != day:
            section.miss(text=wording, gold=day, got=found)
    section.figures = [
        share("accuracy", "day right", right, len(pairs), baseline="dateparser .778 | .788")
    ]
    return section
