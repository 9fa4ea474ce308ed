"""Rows of the Schema-Guided Dialogue data on homes, as far as we read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from agents.evals.rows import Row

SERVICES = ("Homes_1", "Homes_2")


class State(Row):
    """What the user wants by now: slot to every accepted spelling of its value; what they are
    about, and what of a home they ask."""

    active_intent: str = ""
    requested_slots: tuple[str, ...] = ()
    slot_values: dict[str, tuple[str, ...]]


class Frame(Row):
    """What a turn does in one service; an act is (act, slot, values, canonical values)."""

    service: str
    state: State | None = None
    acts: tuple[tuple[Any, ...], ...] = ()


class SgdTurn(Row):
    """One turn of the user or the system."""

    speaker: str
    utterance: str
    frames: tuple[Frame, ...] = ()


class Dialogue(Row):
    """One conversation."""

    dialogue_id: str
    turns: tuple[SgdTurn, ...]


class Home(Row):
    """A home of the inventory: where it lies and what it is called."""

    service: str
    area: str = ""
    property_name: str = ""


def acts_of(turn: SgdTurn) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """The acts about homes, each with its values and their canonical forms."""
    for frame in (frame for frame in turn.frames if frame.service in SERVICES):
        for act in frame.acts:
            name, slot, values, *canonical = (*act, (), ())[: max(3, len(act))]
            yield str(name), str(slot), tuple(values), tuple(canonical[0]) if canonical else ()


def days_of(dialogues: list[Dialogue]) -> dict[str, str]:
    """Every wording of a day to visit, with the day it means (ISO)."""
    return {
        wording: day
        for dialogue in dialogues
        for turn in dialogue.turns
        for _act, slot, wordings, days in acts_of(turn)
        if slot == "visit_date"
        for wording, day in zip(wordings, days, strict=False)
    }
