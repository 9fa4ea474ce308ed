"""A question of the office, read: what is asked, in which language, and what was found so far."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from agents.guardrails.fence import unfenced
from agents.llm.base import AssistantCalls, Prompt, ToolResult, UserText
from agents.nlu.geo import Gazetteer
from agents.nlu.language import detect_language
from agents.nlu.text import fold
from agents.nlu.understanding import Context, Understanding, understand
from agents.nlu.vocabulary import GIVEN_NAMES, ORDINARY

TASK: Final = "desk"
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_REF: Final = re.compile(r"\b[A-ZÑÁÉÍÓÚ]{2,5}-?\d{2,6}\b")
_ORDINALS: Final = (
    re.compile(r"\b(?:primer[oa]?|first|1st)\b"),
    re.compile(r"\b(?:segund[oa]|second|2nd)\b"),
    re.compile(r"\b(?:tercer[oa]?|third|3rd)\b"),
)
_POINTING: Final = re.compile(
    r"\b(?:ella|el|ese|esa|este|esta|aquel|ellos|su|sus|le|lo|la|she|he|her|him|his|they|them|"
    r"that one|this one|it)\b"
)
_PERIODS: Final = (
    (re.compile(r"\b(?:hoy|today|manana|tomorrow)\b"), 1),
    (re.compile(r"\b(?:semana|week)\b"), 7),
    (re.compile(r"\b(?:trimestre|quarter)\b"), 90),
    (re.compile(r"\b(?:ano|year)\b"), 365),
    (re.compile(r"\b(?:mes|month)\b"), 30),
)
# Capitalised in a question without being anybody's name.
_NO_NAMES: Final = frozenset({"sofia", "whatsapp", "telegram", "uf", "clp", "aed", "usd", "ok"})


@dataclass(frozen=True, slots=True)
class Done:
    """A call made for this question, with what came back; ``error`` is "" when it went well."""

    name: str
    arguments: Mapping[str, Any]
    result: Mapping[str, Any]
    error: str


class OfficeScene:
    """One prompt of a specialist for the office."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self.facts = prompt.facts
        start = next(
            (
                index
                for index in range(len(prompt.items) - 1, -1, -1)
                if isinstance(prompt.items[index], UserText)
            ),
            0,
        )
        asked = prompt.items[start] if prompt.items else None
        self.text = asked.text if isinstance(asked, UserText) else ""
        self.folded = fold(self.text)
        self.done = _pairs(prompt.items[start:])
        self.tools = {tool.name for tool in prompt.tools}

    @property
    def specialist(self) -> str:
        return str(self.facts.get("specialist") or "")

    @cached_property
    def language(self) -> str:
        """The language asked for, else the question's, the person's own where it shows none."""
        if self.facts.get("reply_in") in {"es", "en"}:
            return str(self.facts["reply_in"])
        found = detect_language(self.text, str(self.facts.get("language") or "es"))
        return found if found in {"es", "en"} else "en"

    @cached_property
    def now(self) -> datetime:
        return datetime.fromisoformat(str(self.facts["now"]))

    @cached_property
    def about(self) -> Mapping[str, Any]:
        value = self.facts.get("about")
        return value if isinstance(value, Mapping) else {}

    @cached_property
    def wishes(self) -> Understanding:
        """The question read as somebody's wish for a home."""
        broker = self.facts.get("broker") or {}
        inventory = self.facts.get("inventory") or {}
        pairs = [tuple(pair) for pair in inventory.get("areas") or []]
        return understand(
            self.text,
            context=Context(
                today=self.now.date(),
                currency=str(broker.get("currency") or "CLP"),
                country=str(broker.get("country") or "CL"),
                language=self.language,
                gazetteer=Gazetteer.of(
                    pairs, [str(city) for city in inventory.get("cities") or []]
                ),
                property_types=tuple(inventory.get("types") or ()),
                expecting="budget",
            ),
        )

    @cached_property
    def ref(self) -> str:
        """A listing's reference in the question."""
        found = _REF.search(self.text.upper())
        return found.group(0) if found else ""

    @cached_property
    def days(self) -> int | None:
        """The period that is asked about, in days."""
        return next((days for pattern, days in _PERIODS if pattern.search(self.folded)), None)

    @cached_property
    def name(self) -> str:
        """The person asked about, as the question names them."""
        areas = {fold(word) for pair in self._areas for word in pair.split()}
        run: list[str] = []
        for number, match in enumerate(_WORD.finditer(self.text)):
            word, plain = match.group(0), fold(match.group(0)).removesuffix("'s").removesuffix("’s")
            is_given = plain in GIVEN_NAMES and plain not in areas
            is_other = (
                len(word) > 2
                and word[:1].isupper()
                and number > 0
                and plain not in ORDINARY
                and plain not in areas
                and plain not in _NO_NAMES
            )
            if plain in _NO_NAMES:
                is_given = False
            if is_given or is_other:
                run.append(re.sub(r"['’]s\Z", "", word))
            elif run:
                break
        return " ".join(run)

    @property
    def _areas(self) -> list[str]:
        inventory = self.facts.get("inventory") or {}
        return [str(pair[0]) for pair in inventory.get("areas") or [] if pair] + [
            str(city) for city in inventory.get("cities") or []
        ]

    def pointed(self, kind: str) -> str:
        """The id of a lead or unit that the last answer showed and this question means, or ""."""
        shown = [
            each
            for each in self.facts.get("shown") or []
            if isinstance(each, Mapping) and each.get("kind") == kind
        ]
        for place, pattern in enumerate(_ORDINALS):
            if pattern.search(self.folded) and place < len(shown):
                return str(shown[place].get("id"))
        if len(shown) == 1 and _POINTING.search(self.folded):
            return str(shown[0].get("id"))
        return ""

    def result(self, name: str) -> Mapping[str, Any] | None:
        """The last good result of a tool for this question."""
        return next((d.result for d in reversed(self.done) if d.name == name and not d.error), None)

    def was_called(self, name: str) -> bool:
        """Whether a tool was called for this question, well or not."""
        return any(d.name == name for d in self.done)


def is_asked(prompt: Prompt) -> bool:
    """Whether the prompt is the office's."""
    return prompt.facts.get("task") == TASK


def _pairs(items: tuple[Any, ...]) -> list[Done]:
    calls = {
        call.id: call for item in items if isinstance(item, AssistantCalls) for call in item.calls
    }
    found = []
    for item in items:
        if not isinstance(item, ToolResult):
            continue
        try:
            value = json.loads(unfenced(item.content))
        except ValueError:
            value = {}
        result = value if isinstance(value, dict) else {}
        error = str(result.get("error") or "") or ("error" if item.is_error or not result else "")
        call = calls.get(item.call_id)
        found.append(Done(item.name, (call.arguments or {}) if call else {}, result, error))
    return found
