"""Conversations about homes of the Schema-Guided Dialogue data: the user's wishes, turn by turn.

Days are compared as days, all else as text in lower case; how a conversation is followed is told
in :mod:`agents.evals.sgd_follow`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agents.evals.figures import Hits, Section, share
from agents.evals.sgd_follow import TODAY, Follower, Market
from agents.evals.sgd_rows import SERVICES, Dialogue, Home, days_of
from agents.nlu.understanding import Context, understand

_RULES: Final = {
    "Homes_1": ("rules .592 | .566", "rules .901 | .889"),
    "Homes_2": ("rules .546 | .591", "rules .905 | .910"),
}


def sgd_homes(dialogues: list[Dialogue], homes: list[Home]) -> Iterator[Section]:
    """Follow every dialogue; then read every wording of a day by itself."""
    market = Market.of((home.area for home in homes), (home.property_name for home in homes))
    days = {wording.lower(): day for wording, day in days_of(dialogues).items()}
    for service in SERVICES:
        yield _slots(service, dialogues, market, days)
    yield _visit_days(dialogues)


def _slots(
    service: str, dialogues: list[Dialogue], market: Market, days: dict[str, str]
) -> Section:
    section = Section(service, f"wishes of the user, {service}")
    every, each = Hits(), dict[str, Hits]()
    joint = total = errands = 0
    asked = Hits()
    for dialogue in dialogues:
        follower = Follower(service, market)
        for turn in dialogue.turns:
            if turn.speaker != "USER":
                follower.hear_system(turn)
                continue
            follower.hear_user(turn)
            for frame in turn.frames:
                if frame.service != service or frame.state is None:
                    continue
                total += 1
                right = follower.errand() == frame.state.active_intent
                errands += right
                asked.add_flag(follower.asks, bool(frame.state.requested_slots))
                gold = frame.state.slot_values
                found = follower.slots()
                wrong = _count(found, gold, days, every, each)
                joint += not wrong
                if wrong:
                    section.miss(
                        id=dialogue.dialogue_id,
                        text=turn.utterance,
                        gold={slot: gold.get(slot) for slot in wrong},
                        got={slot: found.get(slot) for slot in wrong},
                    )
                if not right:
                    section.miss(
                        id=dialogue.dialogue_id,
                        text=turn.utterance,
                        intent=[frame.state.active_intent, follower.errand()],
                    )
    rules_joint, rules_f1 = _RULES[service]
    section.figures = [
        share("jga", "joint goal accuracy", joint, total, baseline=rules_joint),
        every.figure("slot_f1", "slot F1", baseline=rules_f1),
        *every.pair("slots", "slots"),
        share("intent", "active intent right", errands, total,
              baseline="BERT on all services .966 / .885"),
        asked.figure("asked", "questions about a home heard as ones, F1"),
        *asked.pair("asked", "questions about a home"),
    ]  # fmt: skip
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
