"""A small broker's office in memory: fake tools with the real ones' names and answers.

It drives the same loop the turn does, and keeps facts, profile, homes shown and slots offered
between turns as the turn would.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

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
from agents.llm.offline import OfflineProvider, phrases
from agents.nlu.geo import Gazetteer, find_places
from agents.nlu.money import MoneyContext, find_budget

DISCLOSURE = "Soy Sofía, la asistente virtual."
PROFILE = [
    "operation",
    "property_type",
    "city",
    "areas",
    "beds",
    "baths",
    "area_m2",
    "budget_min",
    "budget_max",
    "currency",
    "timeline",
    "timeline_from",
    "timeline_to",
    "preapproved",
]
CONTACT = ("name", "email", "phone", "language")


def spec(name: str, *properties: str) -> ToolSpec:
    return ToolSpec(name, name, {"type": "object", "properties": {p: {} for p in properties}})


TOOLS = (
    spec("update_lead", *PROFILE, *CONTACT, "clear"),
    spec("normalize_budget", "text"),
    spec("geo_match", "text"),
    spec(
        "inventory_search",
        *(
            [
                "operation",
                "property_type",
                "city",
                "areas",
                "beds",
                "baths",
                "area_m2",
                "price_min",
                "price_max",
            ]
        ),
        "currency",
        "limit",
    ),
    spec("lead_score"),
    spec("search_knowledge", "query", "k"),
    spec("find_slots", "unit_ref", "date_from", "date_to", "part_of_day"),
    spec("book_viewing", "slot_id", "unit_ref"),
    spec("escalate_to_human", "reason", "summary"),
)

SANTIAGO: dict[str, Any] = {
    "broker": {
        "name": "Casa Andes",
        "language": "es",
        "country": "CL",
        "currency": "CLP",
        "timezone": "America/Santiago",
        "city": "Santiago",
    },
    "areas": [["Providencia", "Santiago"], ["Ñuñoa", "Santiago"], ["La Reina", "Santiago"]],
    "now": "2026-11-23T10:00:00-03:00",
    "units": [
        {
            "ref": "P-101", "title": "Depto luminoso en Providencia", "operation": "rent",
            "property_type": "apartment", "area": "Providencia", "city": "Santiago",
            "address": "Los Leones 220", "beds": 2, "baths": 2, "area_m2": 62, "price": 640000,
            "currency": "CLP", "price_text": "$640.000",
        },
        {
            "ref": "P-102", "title": "Depto con terraza", "operation": "rent",
            "property_type": "apartment", "area": "Providencia", "city": "Santiago",
            "address": "Suecia 1800", "beds": 2, "baths": 1, "area_m2": 55, "price": 590000,
            "currency": "CLP", "price_text": "$590.000",
        },
    ],
    "slots": [
        {"slot_id": "s1", "starts_at": "2026-11-26T11:00:00-03:00", "label": "jueves 26, 11:00"},
        {"slot_id": "s2", "starts_at": "2026-11-26T17:00:00-03:00", "label": "jueves 26, 17:00"},
        {"slot_id": "s3", "starts_at": "2026-11-28T10:30:00-03:00", "label": "sábado 28, 10:30"},
    ],
}  # fmt: skip
DUBAI: dict[str, Any] = {
    "broker": {
        "name": "Marina Homes",
        "language": "en",
        "country": "AE",
        "currency": "AED",
        "timezone": "Asia/Dubai",
        "city": "Dubai",
    },
    "areas": [["Dubai Marina", "Dubai"], ["JVC", "Dubai"], ["Business Bay", "Dubai"]],
    "now": "2026-11-23T10:00:00+04:00",
    "units": [
        {
            "ref": "M-7", "title": "Sea-facing apartment", "operation": "buy",
            "property_type": "apartment", "area": "Dubai Marina", "city": "Dubai",
            "address": "Marina Gate 1", "beds": 2, "baths": 2, "area_m2": 110, "price": 1900000,
            "currency": "AED", "price_text": "AED 1,900,000",
        },
    ],
    "slots": [
        {"slot_id": "d1", "starts_at": "2026-11-25T10:00:00+04:00", "label": "Wed 25 Nov, 10:00"},
        {"slot_id": "d2", "starts_at": "2026-11-25T18:00:00+04:00", "label": "Wed 25 Nov, 18:00"},
    ],
}  # fmt: skip


@dataclass
class Office:
    """One conversation with one lead; ``say`` is a turn and returns the reply."""

    world: dict[str, Any]
    channel: str = "webchat"
    lead: dict[str, Any] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    knowledge: list[dict[str, Any]] = field(default_factory=list)
    failing: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    tools: tuple[ToolSpec, ...] = TOOLS
    items: list[Item] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    shown: list[dict[str, Any]] = field(default_factory=list)
    offered: list[dict[str, Any]] = field(default_factory=list)
    appointments: list[dict[str, Any]] = field(default_factory=list)
    escalated: str = ""
    now_offered: list[dict[str, Any]] = field(default_factory=list)

    def facts(self) -> dict[str, Any]:
        broker = self.world["broker"]
        return {
            "broker": broker,
            "now": self.world["now"],
            "channel": self.channel,
            "lead": dict(self.lead),
            "profile": dict(self.profile),
            "asked": list(self.asked),
            "missing": [],
            "inventory": {
                "cities": [broker["city"]],
                "areas": self.world["areas"],
                "types": ["apartment", "house", "office"],
            },
            "appointments": list(self.appointments),
            "offered_slots": list(self.offered),
            "shown_units": list(self.shown),
            "disclosure": "" if self._spoken() else DISCLOSURE,
        }

    def _spoken(self) -> bool:
        return any(isinstance(item, AssistantText) for item in self.items)

    def say(self, *texts: str) -> str:
        self.items += [UserText(text) for text in texts]
        self.calls = []
        facts, self.now_offered = self.facts(), []
        for _ in range(12):
            prompt = Prompt(system="", items=tuple(self.items), tools=self.tools, facts=facts)
            completion = OfflineProvider().respond(prompt, timeout=5)
            if not completion.tool_calls:
                return self._finish(completion.text)
            self.items.append(AssistantCalls(completion.tool_calls))
            for call in completion.tool_calls:
                result = self._run(call)
                self.items.append(result)
                if self.escalated:
                    return self._finish(json.loads(result.content)["closing"])
        raise AssertionError("the loop did not end")

    def _finish(self, text: str) -> str:
        self.items.append(AssistantText(text))
        self.asked += phrases.asked_in(text, self.world["broker"]["country"])
        self.offered = self.now_offered
        return text

    def _run(self, call: ToolCall) -> ToolResult:
        arguments = call.arguments or {}
        self.calls.append((call.name, arguments))
        failed = call.name in self.failing
        value = {"error": "down"} if failed else getattr(self, f"_{call.name}")(**arguments)
        return ToolResult(call.id, call.name, json.dumps(value), is_error=failed)

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def arguments(self, name: str) -> dict[str, Any]:
        return next(arguments for called, arguments in self.calls if called == name)

    def _update_lead(self, clear: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
        for name in clear:
            self.profile.pop(name, None)
        for name, value in fields.items():
            (self.lead if name in CONTACT else self.profile)[name] = value
        return {"profile": self.profile, "lead": self.lead, "missing": [], "rejected": {}}

    def _normalize_budget(self, text: str) -> dict[str, Any]:
        broker = self.world["broker"]
        found = find_budget(text, MoneyContext(broker["currency"], broker["country"]))
        if found is None:
            return {"found": False}
        return {
            "found": True, "budget_min": found.min, "budget_max": found.max,
            "currency": found.currency, "period": found.period, "approximate": found.approximate,
        }  # fmt: skip

    def _geo_match(self, text: str) -> dict[str, Any]:
        places = find_places(text, Gazetteer.of(self.world["areas"]))
        return {
            "matches": [{"area": a, "city": "", "score": 100} for a in places.areas],
            "cities": list(places.cities),
            "excluded": list(places.excluded),
        }

    def _inventory_search(self, **wish: Any) -> dict[str, Any]:
        fits = [
            unit
            for unit in self.world["units"]
            if unit["operation"] == wish.get("operation", unit["operation"])
            and (not wish.get("areas") or unit["area"] in wish["areas"])
            and unit["price"] <= wish.get("price_max", unit["price"])
            and unit["beds"] >= wish.get("beds", 0)
        ]
        if fits:
            self.shown = fits
        return {"count": len(fits), "units": fits[: wish.get("limit", 3)], "relaxed": []}

    def _lead_score(self) -> dict[str, Any]:
        return {"score": 70, "qualified": True, "parts": {}, "missing": [], "next_step": ""}

    def _search_knowledge(self, query: str, k: int = 3) -> dict[str, Any]:
        return {"results": self.knowledge[:k]}

    def _find_slots(self, unit_ref: str = "", **when: str) -> dict[str, Any]:
        slots = [
            {**slot, "unit_ref": unit_ref, "agent": "Ana"}
            for slot in self.world["slots"]
            if when.get("date_from", "") <= slot["starts_at"][:10] <= when.get("date_to", "9999")
            and slot["slot_id"] not in self.taken
        ]
        self.now_offered = slots
        return {"slots": slots}

    def _book_viewing(self, slot_id: str, unit_ref: str) -> dict[str, Any]:
        slot = next(s for s in self.world["slots"] if s["slot_id"] == slot_id)
        if slot_id in self.taken:
            return {"booked": False, "reason": "taken", **self._find_slots(unit_ref)}
        unit = next(u for u in self.world["units"] if u["ref"] == unit_ref)
        booking = {
            "booked": True, "appointment_id": "a1", "starts_at": slot["starts_at"],
            "label": slot["label"], "address": unit["address"], "unit_ref": unit_ref,
            "agent": "Ana",
        }  # fmt: skip
        self.appointments = [{"id": "a1", "title": unit["title"], "label": slot["label"]}]
        return booking

    def _escalate_to_human(self, reason: str, summary: str) -> dict[str, Any]:
        self.escalated = reason
        return {"escalated": True, "closing": f"[{reason}] Te contacta una persona."}
