"""What comes out of a measurement: figures, gathered in sections, with what was missed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Unit = Literal["share", "count", "ms", "tokens"]
_MOST_MISSES: Final = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its value over ``of`` cases, None when there was no case.

    ``better`` says which way is an improvement ("" when neither is); ``baseline`` what it is held
    against, in words. ``steady`` is False for times, which no two runs agree on.
    """

    key: str
    label: str
    value: float | None
    of: int
    unit: Unit = "share"
    better: Literal["more", "less", ""] = "more"
    baseline: str = ""
    steady: bool = True


@dataclass(slots=True)
class Section:
    """The figures of one thing that was looked at; ``details`` are told in less room."""

    key: str
    title: str
    figures: list[Figure] = field(default_factory=list)
    details: list[Figure] = field(default_factory=list)
    misses: list[dict[str, Any]] = field(default_factory=list)

    def miss(self, **what: Any) -> None:
        """Keep what went wrong where, for whoever wants to look; so many and no more."""
        if len(self.misses) < _MOST_MISSES:
            self.misses.append(what)


@dataclass(slots=True)
class Hits:
    """Right, predicted and wanted, counted: precision, recall and F1."""

    right: int = 0
    predicted: int = 0
    wanted: int = 0

    def add(self, right: int, predicted: int, wanted: int) -> None:
        """Count one case's values."""
        self.right += right
        self.predicted += predicted
        self.wanted += wanted

    def add_sets(self, predicted: Iterable[Hashable], wanted: Iterable[Hashable]) -> None:
        """Count two sets of values against each other."""
        found, gold = set(predicted), set(wanted)
        self.add(len(found & gold), len(found), len(gold))

    def add_flag(self, predicted: bool, wanted: bool) -> None:
        """Count a yes or no, of which only yes is looked for."""
        self.add(int(predicted and wanted), int(predicted), int(wanted))

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None when nothing was predicted or wanted."""
        both = self.predicted + self.wanted
        return 2 * self.right / both if both else None

    def figure(self, key: str, label: str, *, baseline: str = "") -> Figure:
        """Its F1."""
        return Figure(key, label, self.f1, max(self.wanted, self.predicted), baseline=baseline)

    def pair(self, key: str, label: str) -> list[Figure]:
        """Its precision and its recall."""
        return [
            share(f"{key}_precision", f"{label}, precision", self.right, self.predicted),
            share(f"{key}_recall", f"{label}, recall", self.right, self.wanted),
        ]


def share(
    key: str,
    label: str,
    part: int,
    whole: int,
    *,
    better: Literal["more", "less", ""] = "more",
    baseline: str = "",
) -> Figure:
    """A share of cases; None of no cases."""
    value = part / whole if whole else None
    return Figure(key, label, value, whole, better=better, baseline=baseline)


def percentile(values: Iterable[float], part: float) -> float | None:
    """The value that ``part`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else None
