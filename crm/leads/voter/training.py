"""Learning the weights: one logistic regression for each call, by stochastic gradient descent.

Nothing but numpy is needed, and the same wordings make the same weights: the order in which they
are looked at is drawn from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crm.leads.voter.features import BUCKETS, buckets_of
from crm.leads.voter.weights import Weights
from crm.leads.voter.wordings import CALLS, Wording

_SEED: Final = 1
_EPOCHS: Final = 12
_BATCH: Final = 64
#: AdaGrad's first step; each bucket's steps shrink with what it has moved already.
_STEP: Final = np.float32(0.5)
_SHRINK: Final = np.float32(6.4e-3)  # the pull of every weight back to nothing, for a batch
#: What calls for something is the rarer and the dearer to miss.
_POSITIVE: Final = np.float32(2.0)
#: What the rules are tested on was chosen to provoke, and must come out right.
_PROVOKING: Final = np.float32(3.0)
_FIRST: Final = np.float32(1e-3)  # keeps AdaGrad's first division finite
_BIAS: Final = np.float32(-2.0)


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """The wordings as numbers: the buckets of each, end to end, and the answers beside them.

    ``answers`` is (wordings, calls) of 0 and 1; ``counts`` of the same shape weighs them, 0 where
    nobody has judged.
    """

    buckets: NDArray[np.intp]
    starts: NDArray[np.int64]
    answers: NDArray[np.float32]
    counts: NDArray[np.float32]

    @classmethod
    def of(cls, wordings: Sequence[Wording]) -> TrainingSet:
        """Make it of wordings."""
        each = [buckets_of(wording.text) for wording in wordings]
        lengths = np.array([len(one) for one in each], np.int64)
        answers = np.array([[c in w.calls for c in CALLS] for w in wordings], np.float32)
        judged = np.array([[c not in w.unjudged for c in CALLS] for w in wordings], np.float32)
        tested = np.array([w.batch.startswith("rules_") for w in wordings])[:, None]
        unlike = np.where(tested, _PROVOKING, np.float32(1))
        return cls(
            np.concatenate(each),
            np.concatenate([[0], np.cumsum(lengths)]),
            answers,
            judged * np.where(answers > 0, _POSITIVE, unlike).astype(np.float32),
        )

    def __len__(self) -> int:
        return len(self.answers)

    def rows(self, which: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """The buckets of these wordings end to end, and how many each has."""
        parts = [self.buckets[self.starts[one] : self.starts[one + 1]] for one in which]
        return np.concatenate(parts), np.array([len(part) for part in parts], np.int64)


def trained(wordings: Sequence[Wording]) -> Weights:
    """The weights that tell these wordings apart."""
    known = TrainingSet.of(wordings)
    rng = np.random.default_rng(_SEED)
    weights = np.zeros((BUCKETS, len(CALLS)), np.float32)
    moved = np.full_like(weights, _FIRST)
    bias = np.full(len(CALLS), _BIAS, np.float32)
    bias_moved = np.full_like(bias, _FIRST)
    for _ in range(_EPOCHS):
        order = rng.permutation(len(known))
        for start in range(0, len(known), _BATCH):
            which = order[start : start + _BATCH]
            buckets, lengths = known.rows(which)
            value = (1 / np.sqrt(lengths)).astype(np.float32)[:, None]
            firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
            evidence = np.add.reduceat(weights[buckets], firsts, axis=0) * value + bias
            wrong = (1 / (1 + np.exp(-evidence)) - known.answers[which]) * known.counts[which]
            touched, place = np.unique(buckets, return_inverse=True)
            slope = np.zeros((len(touched), len(CALLS)), np.float32)
            np.add.at(slope, place, np.repeat(wrong * value, lengths, axis=0))
            slope += _SHRINK * weights[touched]
            moved[touched] += slope * slope
            weights[touched] -= _STEP * slope / np.sqrt(moved[touched])
            total = wrong.sum(axis=0)
            bias_moved += total * total
            bias -= _STEP * total / np.sqrt(bias_moved)
    return Weights(weights, bias)
