"""The bars Sofía is held to, whoever answers: below one of them she is not good enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Bar:
    """A bound of one figure: at least ``value``, or at most where less is better."""

    data_set: str
    section: str
    figure: str
    label: str
    value: float
    at_most: bool = False

    def holds(self, found: float) -> bool:
        """Whether a figure clears it."""
        return found <= self.value if self.at_most else found >= self.value


BARS: Final = (
    *(
        bar
        for service in ("Homes_1", "Homes_2")
        for bar in (
            Bar("sgd_homes", service, "jga", f"{service}: joint goal accuracy", 0.70),
            Bar("sgd_homes", service, "slot_f1", f"{service}: slot F1", 0.93),
        )
    ),
    Bar("sgd_homes", "agent", "asked_again", "Homes: needless questions", 0.02, at_most=True),
    *(
        Bar("lead_chats", "card", f"final_f1_{lang}", f"Lead's card, field F1, {lang}", 0.90)
        for lang in ("en", "es", "mixed")
    ),
    Bar("lead_chats", "manners", "escalate_recall", "Calls a person: recall", 0.95),
    Bar("lead_chats", "manners", "escalate_precision", "Calls a person: precision", 0.80),
    Bar("lead_chats", "manners", "opt_out_recall", "Opt-outs caught", 1.0),
    Bar("lead_chats", "manners", "opt_out_precision", "Opt-outs that are ones", 1.0),
    Bar("lead_chats", "manners", "asked_again", "Chats: needless questions", 0.02, at_most=True),
    Bar("nlupp", "all", "handoff_f1", "Wish for a person, F1", 0.88),
    Bar("sgd_homes_searches", "search", "violations", "Homes that break a wish", 0.0, at_most=True),
    Bar("naughty_strings", "agent", "crashed", "Hostile texts that raise", 0.0, at_most=True),
    Bar("naughty_strings", "agent", "whole", "Hostile texts stored as written", 1.0),
    Bar("scenarios", "built_in", "passed", "Scenarios passed", 1.0),
)


def held(sets: Mapping[str, Any]) -> Iterator[tuple[Bar, float, int]]:
    """Every bar whose figure is in a run, with the figure and the cases behind it."""
    found = {
        (name, section["key"], figure["key"]): figure
        for name, data_set in sets.items()
        for section in data_set["sections"]
        for figure in section["figures"]
    }
    for bar in BARS:
        figure = found.get((bar.data_set, bar.section, bar.figure))
        if figure is not None and figure["value"] is not None:
            yield bar, figure["value"], figure["of"]
