"""Questions asked again (Banking77, HINT3, CLINC150): which would be answered by a kept answer?

Half of the intents have their training questions kept, told by :mod:`knowledge.cache.matching` as a
turn tells them; all test questions are asked then. An answer given to a question of another intent
would be a wrong one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from agents.evals.figures import Section, share
from knowledge.cache.matching import is_self_contained, matter_of

_KEEPS = 2  # of so many intents one is kept


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what it is about, and whether it is of those that are kept."""

    text: str
    intent: str
    is_kept: bool


def repeats(asked: Sequence[Asked], *, baselines: tuple[str, str, str] = ("", "", "")) -> Section:
    """How often a kept answer is given, and how often to the wrong question."""
    section = Section("repeats", "questions answered by what was kept of others")
    kept_intents = _kept({each.intent for each in asked})
    keys: dict[str, set[str]] = {}
    for each in asked:
        if each.is_kept and each.intent in kept_intents and is_self_contained(each.text):
            keys.setdefault(matter_of(each.text, language="en"), set()).add(each.intent)
    probes = [each for each in asked if not each.is_kept]
    hits = right = strangers = to_strangers = 0
    for each in probes:
        strangers += each.intent not in kept_intents
        if not is_self_contained(each.text):
            continue
        found = keys.get(matter_of(each.text, language="en"))
        if found is None:
            continue
        hits += 1
        right += each.intent in found
        to_strangers += each.intent not in kept_intents
        if each.intent not in found:
            section.miss(text=each.text, intent=each.intent, kept=sorted(found))
    correct, wrong, false = baselines
    section.figures = [
        share("correct", "of a kept intent, answered rightly", right, len(probes) - strangers,
              better="", baseline=correct),
        share("wrong", "given answers that are of another intent", hits - right, hits,
              better="less", baseline=wrong),
        share("false", "of no kept intent, answered all the same", to_strangers, strangers,
              better="less", baseline=false),
    ]  # fmt: skip
    return section


def _kept(intents: set[str]) -> set[str]:
    """The half of the intents whose questions are kept, the same each time."""

    def place(intent: str) -> bytes:
        return hashlib.sha1(f"cache|{intent}".encode(), usedforsecurity=False).digest()

    return set(sorted(intents, key=place)[: len(intents) // _KEEPS])
