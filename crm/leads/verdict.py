"""The outcome of scoring a lead, whoever worked it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One weighted part of the score, with its reason in words for the broker."""

    points: int
    max: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score of 0 to 100, what it is made of, and what to do next."""

    score: int
    qualified: bool
    parts: dict[str, Part]
    reasons: list[str]
    next_step: str
    top_matches: list[dict[str, Any]] = field(default_factory=list)
