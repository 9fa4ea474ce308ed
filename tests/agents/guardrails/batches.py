"""The batches of replies and advertisements, one row a line in ``replies/*.jsonl``.

Batches but "tuned" were written before they were tried, in the order of their names; what each
scored at first sight stands in ``docs/guardrails.md``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from agents.guardrails.gate import problems_of
from tests.agents.guardrails.scenes import market_scene

_REPLIES: Final = Path(__file__).parent / "replies"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply in a scene of a market; ``code`` is the problem a false one has to have, "" any."""

    batch: str
    place: str
    scene: str
    reply: str
    code: str = ""

    def codes(self) -> list[str]:
        """What stands against it, by code."""
        stage = market_scene(self.place, kind=self.scene)
        return [each.code for each in problems_of(self.reply, stage.context, stage.record)]


@cache
def honest() -> tuple[Reply, ...]:
    """Replies that say nothing their turn does not hold."""
    return _replies("honest")


@cache
def false() -> tuple[Reply, ...]:
    """Replies that claim something their turn does not hold."""
    return _replies("false")


@cache
def housing(kind: str) -> tuple[str, ...]:
    """Texts that steer ("steers"), look as if ("plain"), ask a trait ("asks") or may be asked
    ("may_ask")."""
    lines = (_REPLIES / "housing.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(row["text"] for row in map(json.loads, lines) if row["kind"] == kind)


def _replies(name: str) -> tuple[Reply, ...]:
    lines = (_REPLIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Reply(**json.loads(line)) for line in lines)
