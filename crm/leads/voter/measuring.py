"""How the voter fares on wordings that were left out of its training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crm.leads.voter.training import trained
from crm.leads.voter.votes import least_of
from crm.leads.voter.wordings import CALLS, Wording


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one thing called for: heard, missed and imagined, of the messages that were left out."""

    call: str
    heard: int
    missed: int
    imagined: int

    @property
    def recall(self) -> float:
        return self.heard / max(1, self.heard + self.missed)

    @property
    def precision(self) -> float:
        return self.heard / max(1, self.heard + self.imagined)


def cross_validated(wordings: Sequence[Wording], parts: int = 5) -> list[Tally]:
    """Train on all parts but one, listen to that one, and so through all of them.

    The last tally, ``a person``, counts a call of any kind, as the product does.
    """
    order = np.random.default_rng(0).permutation(len(wordings))
    counts = {name: [0, 0, 0] for name in (*CALLS, "a person")}
    for part in range(parts):
        left_out = [wordings[place] for place in order[part::parts]]
        kept = [wordings[place] for rest in range(parts) if rest != part
                for place in order[rest::parts]]  # fmt: skip
        weights = trained(kept)
        for wording in left_out:
            believed = {
                call
                for call, share in zip(CALLS, weights.shares(wording.text), strict=True)
                if share >= least_of(call)
            }
            _count(counts, wording, believed)
    return [Tally(name, *found) for name, found in counts.items()]


def _count(counts: dict[str, list[int]], wording: Wording, believed: set[str]) -> None:
    outcomes = [(call, call in wording.calls, call in believed) for call in CALLS
                if call not in wording.unjudged]  # fmt: skip
    others = frozenset(CALLS[1:])
    if not others & wording.unjudged or others & wording.calls:
        outcomes.append(("a person", bool(others & wording.calls), bool(others & believed)))
    for name, wanted, found in outcomes:
        if wanted or found:
            counts[name][0 if wanted and found else 1 if wanted else 2] += 1
