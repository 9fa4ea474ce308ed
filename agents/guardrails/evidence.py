"""What a turn holds that a reply may stand on: tool results, cited text, broker facts.

Kept apart by what it may prove. A listing proves its own figures and no other's; cited text (the
broker's documents, what a person of the broker wrote) proves what it says; the lead's own words
prove nothing about a listing, they may only be repeated as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from agents.guardrails.fence import unfenced
from agents.models import AgentStep
from agents.runs.record import RunRecord
from agents.turns.context import TurnContext
from crm.conversations.models import Message
from knowledge.suspicion import suspicions

#: Tools that only read back what the lead said; what they answer is the lead's, not the broker's.
_LEARNING: Final = frozenset(
    {"update_lead", "normalize_budget", "geo_match", "lead_score", "escalate_to_human"}
)
#: Keys under which a result keeps somebody's private details.
_PRIVATE: Final = re.compile(
    r"owner|propietari|landlord|tenant|inquilin|arrendatari|^leads?$|client|customer|contact|buyer|"
    r"seller|visitor|guest|occupant|person|phone|mobile|email|whatsapp|_key$|secret|token|password"
)
_CITED: Final = frozenset({"text", "heading", "document", "answer", "quote", "passage", "excerpt"})
_COUNTED: Final = {"beds": "dormitorios", "baths": "baños", "area_m2": "m²"}
#: Keys whose numbers measure time or distance; any other number says nothing of those.
_MEASURED: Final = re.compile(
    r"minute|hour|day|week|month|year|term|km|distance|metre|meter|mile|walk|floor|storey|parking"
)
_UNSAID: Final = frozenset({"slot_id", "appointment_id", "id", "chunk_id", "score", "lead_id"})


@dataclass(frozen=True, slots=True)
class Listing:
    """A property of a result, or one the lead was shown before (``is_fresh`` False)."""

    ref: str
    title: str = ""
    address: str = ""
    area: str = ""
    city: str = ""
    price: float | None = None
    currency: str = ""
    area_m2: float | None = None
    beds: float | None = None
    baths: float | None = None
    notes: str = ""
    is_fresh: bool = True


@dataclass(frozen=True, slots=True)
class Visit:
    """A moment on the broker's clock at which a property is or can be shown."""

    at: datetime
    unit_ref: str = ""
    title: str = ""
    address: str = ""


@dataclass(slots=True)
class Evidence:
    """Everything the turn may lean on.

    ``cited`` are the broker's documents and what its people wrote, ``about`` the broker itself,
    ``facts`` other words of results; ``said`` Sofía's earlier words, ``lead`` the lead's own,
    ``wishes`` what of it is noted as looked for. ``spans`` are those of ``numbers`` that measure
    time or distance. ``private`` is what results hold of other people, ``done`` the deeds that
    results confirm.
    """

    listings: dict[str, Listing] = field(default_factory=dict)
    booked: list[Visit] = field(default_factory=list)
    offered: list[Visit] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    numbers: set[float] = field(default_factory=set)
    wishes: list[str] = field(default_factory=list)
    spans: set[float] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    searched: bool = False

    @property
    def texts(self) -> list[str]:
        """What may be quoted as it stands."""
        return [*self.cited, *self.about, *self.facts]

    def fresh(self) -> list[Listing]:
        """The listings of this turn's results."""
        return [each for each in self.listings.values() if each.is_fresh]


def gathered(context: TurnContext, record: RunRecord) -> Evidence:
    """Read the turn: what its tools answered, what is known, and who said what."""
    evidence = Evidence()
    reader = _Reader(evidence, context.timezone)
    memory = context.conversation.memory
    for unit in memory.get("shown_units", []):
        reader.listing(unit, is_fresh=False)
    for slot in memory.get("offered_slots", []):
        reader.visit(slot, evidence.offered)
    for visit in [*context.appointments, *([context.draft.booked] if context.draft.booked else [])]:
        reader.visit(visit, evidence.booked)
    for step in record.steps:
        if step.kind == AgentStep.Kind.TOOL and not step.is_error:
            _step(step, reader)
    _words(context, evidence)
    return evidence


def _step(step: AgentStep, reader: _Reader) -> None:
    evidence, result = reader.evidence, step.result
    if not isinstance(result, Mapping):
        return
    if step.name in _LEARNING:
        # Not "lead": contact data the model noted, which the lead need not have said.
        noted = {key: value for key, value in result.items() if key != "lead"}
        evidence.lead += list(_plain(noted))
        return
    for verb in ("sent", "queued", "cancelled", "rescheduled", "reserved", "booked"):
        if result.get(verb) is True:
            evidence.done.add(verb)
    if "units" in result or "listings" in result:
        evidence.searched = True
    reader.walk(result, "")


def _words(context: TurnContext, evidence: Evidence) -> None:
    broker = context.broker
    evidence.about += [
        str(each)
        for each in (broker.name, broker.disclosure, broker.city, broker.privacy_url)
        if each
    ]
    evidence.cited.append(context.conversation.agreed)
    evidence.about.append(f"{broker.respond_minutes} min")
    for message in context.history:
        if message.direction == Message.Direction.IN:
            evidence.lead.append(message.text)
        elif message.author == Message.Author.PERSON:
            evidence.cited.append(message.text)
        else:
            evidence.said.append(message.text)
    profile = context.profile_now()
    evidence.wishes += list(_plain(profile))
    # A number of the card says nothing of itself; "1d" read as a bedroom is one in words too.
    evidence.wishes += [
        f"{profile[name]:g} {word}" for name, word in _COUNTED.items() if profile[name] is not None
    ]
    money = profile.get("currency") or broker.currency
    evidence.wishes += [
        f"{money} {profile[name]:.0f}"
        for name in ("budget_min", "budget_max")
        if profile.get(name) is not None
    ]
    evidence.lead += evidence.wishes
    # What the model noted is not what they said: a phone it made up proves nothing.
    contact = context.contact
    evidence.lead += [str(each) for each in (contact.name, contact.phone, contact.email) if each]
    evidence.lead.append(context.contact_now()["name"])


class _Reader:
    """Sorts the values of results into evidence."""

    def __init__(self, evidence: Evidence, zone: ZoneInfo) -> None:
        self.evidence = evidence
        self._zone = zone

    def walk(self, value: Any, key: str) -> None:
        """Take in a value of a result, whatever its shape."""
        if isinstance(value, Mapping):
            if _PRIVATE.search(key):
                self.evidence.private += list(_plain(value))
                return
            if "starts_at" in value:
                self.visit(value, self.evidence.offered)
            elif (value.get("ref") or value.get("unit_ref")) and (
                "price" in value or "title" in value
            ):
                self.listing(value, is_fresh=True)
            else:
                for name, each in value.items():
                    self.walk(each, str(name))
        elif isinstance(value, list | tuple):
            for each in value:
                self.walk(each, key)
        elif isinstance(value, bool) or value is None or key in _UNSAID:
            return
        elif isinstance(value, int | float):
            self.evidence.numbers.add(float(value))
            if _MEASURED.search(key):
                self.evidence.spans.add(float(value))
        elif _PRIVATE.search(key):
            self.evidence.private.append(str(value))
        elif not suspicions(str(value)):
            # What tries to instruct the model proves nothing.
            kept = self.evidence.cited if key in _CITED else self.evidence.facts
            kept.append(unfenced(str(value)))

    def visit(self, row: Mapping[str, Any], kept: list[Visit]) -> None:
        """A slot or a booking."""
        ref = str(row.get("unit_ref") or "")
        title, address = str(row.get("title") or ""), str(row.get("address") or "")
        try:
            at = datetime.fromisoformat(str(row["starts_at"])).astimezone(self._zone)
        except (KeyError, ValueError):
            return
        kept.append(Visit(at, ref, title, address))
        if row.get("agent"):
            self.evidence.facts.append(str(row["agent"]))
        if ref and (title or address) and ref not in self.evidence.listings:
            self.evidence.listings[ref] = Listing(ref, title, address, is_fresh=False)

    def listing(self, row: Mapping[str, Any], *, is_fresh: bool) -> None:
        """A property; a newer result of the same one wins."""
        ref = str(row.get("ref") or row.get("unit_ref"))
        known = {
            "ref",
            "unit_ref",
            "title",
            "address",
            "price",
            "currency",
            "area_m2",
            "beds",
            "baths",
        }
        notes = [
            text
            for name, each in row.items()
            if name not in known and not _PRIVATE.search(str(name))
            for text in _plain(each)
            if not suspicions(text)
        ]
        for name, each in row.items():
            if _PRIVATE.search(str(name)):
                self.evidence.private += list(_plain(each))
        self.evidence.listings[ref] = Listing(
            ref=ref,
            title=str(row.get("title") or ""),
            address=str(row.get("address") or ""),
            area=str(row.get("area") or ""),
            city=str(row.get("city") or ""),
            price=_number(row.get("price")),
            currency=str(row.get("currency") or ""),
            area_m2=_number(row.get("area_m2")),
            beds=_number(row.get("beds")),
            baths=_number(row.get("baths")),
            notes=". ".join(notes),
            is_fresh=is_fresh,
        )


def _plain(value: Any) -> Iterator[str]:
    """Every text and number in a value, as text."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _plain(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _plain(each)
    elif value is not None and not isinstance(value, bool) and str(value).strip():
        yield str(value)


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
