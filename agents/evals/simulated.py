"""A lead that is played by rules: it answers what it is asked from its goal, in its own manner."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from agents.llm.offline.phrases import FIELD_OF
from agents.nlu.text import fold

Persona = Literal["plain", "chatty", "terse", "evasive", "sloppy"]

_UNSURE: Final = {
    "es": ("todavía no lo sé", "no estoy segura", "no lo tengo claro aún"),
    "en": ("not sure yet", "I don't know yet", "haven't decided"),
}
_DECLINES: Final = {
    "es": ("prefiero no darlo todavía", "después te lo paso"),
    "en": ("I'd rather not say yet", "maybe later"),
}
_AGAIN: Final = {"es": "ya te dije, {told}", "en": "as I said, {told}"}
_LEAVES: Final = {
    "es": ("ok, gracias, lo voy a pensar", "vale, gracias por todo"),
    "en": ("ok thanks, I'll think about it", "alright, thanks for everything"),
}
#: What a lead says to these when its goal says nothing of them.
_BY_ITSELF: Final = {
    "es": {"unit": "la primera", "slot": "el primero", "viewing": "no, gracias",
           "human": "no, gracias", "day": "cualquier día"},
    "en": {"unit": "the first one", "slot": "the first one", "viewing": "no thanks",
           "human": "no thanks", "day": "any day"},
}  # fmt: skip
_PRIVATE: Final = frozenset({"name", "phone", "email"})


@dataclass(frozen=True, slots=True)
class Goal:
    """What the lead wants and how it speaks."""

    language: Literal["es", "en"]
    persona: Persona
    answers: Mapping[str, str]
    asides: Mapping[int, str]
    seed: int


class SimulatedLead:
    """One conversation of such a lead; the same goal and seed give the same words."""

    def __init__(self, goal: Goal) -> None:
        self._goal = goal
        self._random = random.Random(goal.seed)  # noqa: S311 - to vary, not to keep a secret
        self._told: list[str] = []
        self._declined: set[str] = set()
        self._heard = 0
        self._leaving = False

    def reply(self, said: str, asked: Sequence[str]) -> str | None:
        """What the lead writes next, None when it has nothing more to say.

        ``asked`` names the questions in ``said``; of several the first with an answer is taken up.
        """
        self._heard += 1
        aside = self._goal.asides.get(self._heard)
        if aside is not None:
            return aside
        words = self._answer(asked) if asked else None
        if words is None:
            words = self._volunteer()
        if words is None:
            if self._leaving:
                return None
            self._leaving = True
            return self._pick(_LEAVES)
        return self._manner(words)

    def _answer(self, asked: Sequence[str]) -> str:
        names = [name if name in self._goal.answers else FIELD_OF.get(name, name) for name in asked]
        fresh = [n for n in names if n in self._goal.answers and n not in self._told]
        name = next(iter(fresh), names[0])
        if self._goal.persona == "evasive" and name in _PRIVATE and name not in self._declined:
            self._declined.add(name)
            return self._pick(_DECLINES)
        if name in self._goal.answers:
            again = name in self._told and name not in _BY_ITSELF[self._goal.language]
            self._told.append(name)
            told = self._goal.answers[name]
            return _AGAIN[self._goal.language].format(told=told) if again else told
        by_itself = _BY_ITSELF[self._goal.language].get(name)
        return by_itself or self._pick(_UNSURE)

    def _volunteer(self) -> str | None:
        """The next thing the agent has not asked for; steps of a viewing wait to be asked."""
        steps = _BY_ITSELF[self._goal.language]
        left = [n for n in self._goal.answers if n not in self._told and n not in steps]
        if not left:
            return None
        self._told.append(left[0])
        return self._goal.answers[left[0]]

    def _manner(self, words: str) -> str:
        if self._goal.persona == "chatty" and (more := self._volunteer()) is not None:
            joiner = {"es": ", y ", "en": ", and "}[self._goal.language]
            return words + joiner + more
        if self._goal.persona == "terse":
            return re.sub(r"[.!]+$", "", words)
        if self._goal.persona == "sloppy":
            return self._sloppy(words)
        return words

    def _sloppy(self, words: str) -> str:
        """Lower case, no accents, and now and then two letters the wrong way round."""
        kept = []
        for word in fold(words).split():
            if word.isalpha() and len(word) > 6 and self._random.random() < 0.2:
                at = self._random.randrange(2, len(word) - 2)
                word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            kept.append(word)
        return " ".join(kept)

    def _pick(self, options: Mapping[str, Sequence[str]]) -> str:
        return self._random.choice(options[self._goal.language])
