"""Where the conversation stands: the log and the facts of a prompt, read anew each call."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from agents.guardrails.fence import unfenced
from agents.llm.base import (
    AssistantCalls,
    AssistantText,
    Item,
    Prompt,
    ToolCall,
    ToolResult,
    ToolSpec,
    UserText,
)
from agents.llm.offline import phrases
from agents.llm.offline.settled import is_fresh, told_to_person, topics_in
from agents.nlu.geo import Gazetteer
from agents.nlu.intent import Intent
from agents.nlu.language import reply_language
from agents.nlu.slots import OfferedSlot
from agents.nlu.understanding import Context, Understanding, understand

_CONTEXT_KEYS = (
    "operation", "property_type", "city", "areas", "beds", "baths", "area_m2", "budget_min",
    "budget_max", "currency", "period", "approx", "preapproved", "financing", "pets", "parking",
    "furnished", "laundry",
)  # fmt: skip
_SPREAD = {
    "timeline": {"text": "timeline", "from": "timeline_from", "to": "timeline_to"},
    "viewing": {
        "text": "viewing", "date_from": "viewing_from", "date_to": "viewing_to",
        "part_of_day": "viewing_part",
    },
}  # fmt: skip
#: The columns of a profile that say one thing together, by what the understanding calls it.
COLUMNS = {name: tuple(parts.values()) for name, parts in _SPREAD.items()}
# What a person heard from the lead and Sofía may write down: no name or number of somebody else.
_CARRIED = frozenset(_CONTEXT_KEYS) | set(COLUMNS["timeline"])
# What the understanding calls the answer to each question.
_EXPECTS = {
    "budget": "budget", "areas": "areas", "owner_area": "areas", "owner_type": "property_type",
    "owner_price": "budget", "owner_timeline": "timeline", "day": "viewing", "slot": "slot",
}  # fmt: skip


_WORDLESS = re.compile(r"\[([a-z_]+)\]\Z")


@dataclass(frozen=True, slots=True)
class Done:
    """A tool call of this turn with what came back; ``error`` is "" when it went well."""

    name: str
    arguments: Mapping[str, Any]
    result: Mapping[str, Any]
    error: str


class Scene:
    """One prompt, read: the burst to answer, what was done about it, and what is known."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self.facts = prompt.facts
        start = _turn_start(prompt.items)
        self.history: tuple[Item, ...] = prompt.items[:start]
        turn = prompt.items[start:]
        said = [item.text for item in turn if isinstance(item, UserText)]
        # A message without words stands in the log as its kind in brackets.
        self.wordless = frozenset(kind[1] for text in said if (kind := _WORDLESS.match(text)))
        self.text = "\n".join(text for text in said if not _WORDLESS.match(text))
        self.done: tuple[Done, ...] = tuple(_pairs(turn))
        self.tools: dict[str, ToolSpec] = {tool.name: tool for tool in prompt.tools}

    def mapping(self, name: str) -> Mapping[str, Any]:
        value = self.facts.get(name)
        return value if isinstance(value, Mapping) else {}

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        value = self.facts.get(name)
        return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []

    @cached_property
    def country(self) -> str:
        return str(self.mapping("broker").get("country") or "CL").upper()

    @cached_property
    def today(self) -> date:
        try:
            return datetime.fromisoformat(str(self.facts.get("now"))).date()
        except ValueError:
            # Only a broken prompt has no clock; dates then count from the epoch, not from a guess.
            return date(1970, 1, 1)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """What has been asked so far, the latest last; the log tells when the facts do not."""
        given = self.facts.get("asked")
        listed = tuple(str(name) for name in given) if isinstance(given, list | tuple) else ()
        logged = tuple(
            field
            for item in self.history
            if isinstance(item, AssistantText)
            for field in phrases.asked_in(item.text, self.country)
        )
        # The log is cut short in long conversations, the facts are not: trust the longer one.
        return listed if len(listed) > len(logged) else logged

    @cached_property
    def last_question(self) -> str | None:
        """Name what the last reply asked; None when it asked nothing or a person wrote it."""
        last = next((i for i in reversed(self.history) if isinstance(i, AssistantText)), None)
        if last is None or last.by_person:
            return None
        worded = phrases.asked_in(last.text, self.country)
        if worded:
            return worded[-1]
        return self.asked[-1] if self.asked and "?" in last.text else None

    @cached_property
    def offers_person(self) -> bool:
        """Whether the last reply offered a person, as its question or beside another."""
        last = next((i for i in reversed(self.history) if isinstance(i, AssistantText)), None)
        if last is None or last.by_person:
            return False
        return self.last_question == "human" or phrases.says(
            last.text, "person_offer", self.country
        )

    @cached_property
    def first_reply(self) -> bool:
        return not any(isinstance(item, AssistantText) for item in self.history)

    @cached_property
    def offered(self) -> tuple[OfferedSlot, ...]:
        return slots_from(self.rows("offered_slots"))

    @cached_property
    def known(self) -> dict[str, Any]:
        """The profile before this turn, in the names the understanding uses."""
        profile, lead = self.mapping("profile"), self.mapping("lead")
        known = {key: profile[key] for key in _CONTEXT_KEYS if profile.get(key) not in (None, "")}
        for name, parts in _SPREAD.items():
            if any(profile.get(column) for column in parts.values()):
                known[name] = {part: profile.get(column) for part, column in parts.items()}
                known[name]["text"] = known[name]["text"] or ""
        for key in ("name", "phone", "email", "language"):
            if lead.get(key):
                known[key] = lead[key]
        if self.first_reply and not any(isinstance(item, UserText) for item in self.history):
            known.pop("language", None)  # a default of the channel, not yet the lead's choice
        return known

    @cached_property
    def gazetteer(self) -> Gazetteer:
        inventory = self.mapping("inventory")
        pairs = [
            pair for pair in inventory.get("areas") or [] if isinstance(pair, list | tuple) and pair
        ]
        return Gazetteer.of(pairs, [str(city) for city in inventory.get("cities") or []])

    @cached_property
    def understanding(self) -> Understanding:
        return understand(self.text, context=self._reading(known=self.known))

    def _reading(self, *, known: Mapping[str, Any]) -> Context:
        """What a text is read with; ``known`` is what was known before it."""
        broker = self.mapping("broker")
        question = self.last_question
        return Context(
            today=self.today,
            currency=str(broker.get("currency") or "CLP"),
            country=self.country,
            language=str(self.mapping("lead").get("language") or broker.get("language") or "es"),
            gazetteer=self.gazetteer,
            property_types=tuple(self.mapping("inventory").get("types") or ()),
            expecting=_EXPECTS.get(question, question) if question else None,
            slots=self.offered,
            known=known,
        )

    @cached_property
    def agreed(self) -> str:
        """What a person settled with the lead, in that person's words."""
        return str(self.facts.get("agreed") or "")

    @cached_property
    def settled(self) -> frozenset[str]:
        """The questions a person has left nothing to ask about."""
        return topics_in(self.agreed)

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the lead told a person, and that person wrote down, since our last words."""
        text = told_to_person(self.history)
        parts = [text, self.agreed] if is_fresh(self.history) or not self.history else [text]
        stated: dict[str, Any] = {}
        for part in parts:
            if part.strip():
                stated |= flat(understand(part, context=self._reading(known={})).fields)
        return {name: stated[name] for name in _CARRIED if stated.get(name) is not None}

    @property
    def is_given_back(self) -> bool:
        """Whether a person has dealt with all that is unanswered."""
        return bool(self.facts.get("given_back"))

    @cached_property
    def language(self) -> str:
        fallback = str(self.mapping("broker").get("language") or "es")
        return reply_language(self.understanding.language, fallback)

    @cached_property
    def profile(self) -> dict[str, Any]:
        """The profile as it stands now: what update_lead answered, else facts plus this text."""
        answered = self.result("update_lead")
        if answered and isinstance(answered.get("profile"), Mapping):
            return {k: v for k, v in answered["profile"].items() if v not in (None, "", [])}
        profile = {k: v for k, v in self.mapping("profile").items() if v not in (None, "", [])}
        stated = {**self.told, **flat(self.understanding.fields)}
        for name in self.understanding.clears:
            profile.pop(name, None)
        profile.update({k: v for k, v in stated.items() if k not in {"name", "phone", "email"}})
        return profile

    @cached_property
    def lead(self) -> dict[str, Any]:
        answered = self.result("update_lead")
        lead = dict(self.mapping("lead"))
        if answered and isinstance(answered.get("lead"), Mapping):
            lead.update({k: v for k, v in answered["lead"].items() if v})
        else:
            fields = self.understanding.fields
            lead.update({k: fields[k] for k in ("name", "phone", "email") if k in fields})
        return lead

    def result(self, name: str) -> Mapping[str, Any] | None:
        """Give the last good result of a tool in this turn."""
        return next((d.result for d in reversed(self.done) if d.name == name and not d.error), None)

    def results(self, name: str) -> list[Done]:
        return [d for d in self.done if d.name == name]

    def failed(self, name: str) -> bool:
        """Tell whether the last call of a tool in this turn went wrong."""
        calls = self.results(name)
        return bool(calls) and bool(calls[-1].error)

    def may(self, name: str) -> bool:
        """Tell whether a tool exists and has not yet been called in this turn."""
        return name in self.tools and not self.results(name)

    def intends(self, *intents: Intent) -> bool:
        return self.understanding.has(*intents)

    @property
    def under_review(self) -> bool:
        """Tell whether a reply of this turn was refused: then say only what needs no backing."""
        return any(d.error and d.name not in self.tools for d in self.done)

    @property
    def affirms(self) -> bool:
        return self.understanding.affirm and not self.understanding.deny

    @cached_property
    def seed(self) -> str:
        return f"{len(self.history)}|{self.text}"


def flat(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Spread timeline and viewing over the columns a profile has for each."""
    spread = {k: v for k, v in fields.items() if k not in _SPREAD}
    for name, parts in _SPREAD.items():
        when = fields.get(name)
        if isinstance(when, Mapping):
            spread |= {column: when.get(part) for part, column in parts.items()}
    return spread


def slots_from(rows: list[Mapping[str, Any]]) -> tuple[OfferedSlot, ...]:
    """Read slots as tools and facts write them; a slot without a readable time is left out."""
    slots: list[OfferedSlot] = []
    for row in rows:
        try:
            starts_at = datetime.fromisoformat(str(row.get("starts_at")))
        except ValueError:
            continue
        slots.append(
            OfferedSlot(
                str(row.get("slot_id", "")),
                starts_at,
                str(row.get("label") or ""),
                str(row.get("unit_ref") or ""),
            )
        )
    return tuple(slots)


def _turn_start(items: tuple[Item, ...]) -> int:
    """Find where this turn begins: after the last words said to the lead."""
    for index in range(len(items) - 1, -1, -1):
        if isinstance(items[index], AssistantText):
            return index + 1
    # Nothing was said yet: all the lead's words are still unanswered.
    return 0


def _pairs(turn: tuple[Item, ...]) -> Iterator[Done]:
    calls: dict[str, ToolCall] = {}
    for item in turn:
        if isinstance(item, AssistantCalls):
            calls.update({call.id: call for call in item.calls})
        elif isinstance(item, ToolResult):
            call = calls.get(item.call_id)
            result, error = _read(item)
            yield Done(item.name, (call.arguments or {}) if call else {}, result, error)


def _read(item: ToolResult) -> tuple[Mapping[str, Any], str]:
    try:
        value = json.loads(unfenced(item.content))
    except ValueError:
        return {}, item.content or "unreadable"
    if not isinstance(value, dict):
        return {}, "not an object"
    error = str(value.get("error") or "") or ("error" if item.is_error else "")
    return value, error
