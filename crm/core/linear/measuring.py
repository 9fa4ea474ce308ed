"""How a model fares on texts that were left out of its training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crm.core.linear.training import TrainingSet, trained


@dataclass(frozen=True, slots=True)
class Tally:
    """Of texts that were left out: what was heard, missed, imagined and rightly left alone."""

    name: str
    heard: int
    missed: int
    imagined: int
    left_alone: int

    @classmethod
    def of(cls, name: str, outcomes: Iterable[tuple[bool, bool]]) -> Tally:
        """Count them by whether it was there, and whether it was believed."""
        found = list(outcomes)
        return cls(
            name,
            heard=found.count((True, True)),
            missed=found.count((True, False)),
            imagined=found.count((False, True)),
            left_alone=found.count((False, False)),
        )

    @property
    def recall(self) -> float:
        return self.heard / max(1, self.heard + self.missed)

    @property
    def precision(self) -> float:
        return self.heard / max(1, self.heard + self.imagined)


def random_parts(count: int, parts: int = 5) -> list[NDArray[np.int64]]:
    """The places of ``count`` texts, dealt out by a fixed seed."""
    order = np.random.default_rng(0).permutation(count)
    return [order[part::parts] for part in range(parts)]


def parts_by(names: Sequence[str]) -> list[NDArray[np.int64]]:
    """The places of texts, one part for each name."""
    each = np.array(names)
    return [np.flatnonzero(each == name) for name in dict.fromkeys(names)]


def shares_left_out(
    known: TrainingSet, parts: Sequence[NDArray[np.int64]], *, shrink: float
) -> dict[int, list[float]]:
    """For the place of every text, how likely each label is true of it by the weights trained on
    all parts but its own."""
    found = {}
    for left_out in parts:
        kept = [part for part in parts if part is not left_out]
        weights = trained(known.only(np.concatenate(kept)), shrink=shrink)
        for place in left_out.tolist():
            found[place] = weights.shares_of(known.buckets_at(place))
    return found
