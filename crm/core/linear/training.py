"""Learning the weights: one logistic regression for each label, by stochastic gradient descent.

Nothing but numpy is needed, and the same training set makes the same weights: the order in which
its texts are looked at is drawn from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crm.core.linear.features import BUCKETS, buckets_of
from crm.core.linear.weights import Weights

_SEED: Final = 1
_EPOCHS: Final = 12
_BATCH: Final = 64
#: AdaGrad's first step; each bucket's steps shrink with what it has moved already.
_STEP: Final = np.float32(0.5)
_FIRST: Final = np.float32(1e-3)  # keeps AdaGrad's first division finite
_BIAS: Final = np.float32(-2.0)


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Texts as numbers: the buckets of each, end to end, and the answers beside them.

    ``answers`` is (texts, labels) of 0 and 1; ``counts`` of the same shape weighs them, 0 where
    nobody has judged.
    """

    buckets: NDArray[np.intp]
    starts: NDArray[np.int64]
    answers: NDArray[np.float32]
    counts: NDArray[np.float32]

    @classmethod
    def of(cls, texts: Sequence[str], answers: ArrayLike, counts: ArrayLike) -> TrainingSet:
        """Make it of texts; raises ValueError where answers or counts are not of its shape."""
        told = np.asarray(answers, np.float32)
        weighed = np.asarray(counts, np.float32)
        if not len(texts) == len(told) or told.shape != weighed.shape:
            raise ValueError(f"{len(texts)} texts, answers {told.shape}, counts {weighed.shape}")
        return cls(*_end_to_end([buckets_of(text) for text in texts]), told, weighed)

    def __len__(self) -> int:
        return len(self.answers)

    def only(self, which: NDArray[np.int64]) -> TrainingSet:
        """These texts of it, in this order."""
        each = [self.buckets_at(one) for one in which]
        return TrainingSet(*_end_to_end(each), self.answers[which], self.counts[which])

    def buckets_at(self, place: int | np.int64) -> NDArray[np.intp]:
        """The buckets of one text."""
        return self.buckets[self.starts[place] : self.starts[place + 1]]


def trained(known: TrainingSet, *, shrink: float) -> Weights:
    """The weights that tell these texts apart.

    ``shrink`` is the pull of every weight back to nothing, for a batch.
    """
    labels = known.answers.shape[1]
    pull = np.float32(shrink)
    rng = np.random.default_rng(_SEED)
    weights = np.zeros((BUCKETS, labels), np.float32)
    moved = np.full_like(weights, _FIRST)
    bias = np.full(labels, _BIAS, np.float32)
    bias_moved = np.full_like(bias, _FIRST)
    for _ in range(_EPOCHS):
        order = rng.permutation(len(known))
        for start in range(0, len(known), _BATCH):
            which = order[start : start + _BATCH]
            buckets, starts = _end_to_end([known.buckets_at(one) for one in which])
            lengths = np.diff(starts)
            value = (1 / np.sqrt(lengths)).astype(np.float32)[:, None]
            evidence = np.add.reduceat(weights[buckets], starts[:-1], axis=0) * value + bias
            wrong = (1 / (1 + np.exp(-evidence)) - known.answers[which]) * known.counts[which]
            touched, place = np.unique(buckets, return_inverse=True)
            slope = np.zeros((len(touched), labels), np.float32)
            np.add.at(slope, place, np.repeat(wrong * value, lengths, axis=0))
            slope += pull * weights[touched]
            moved[touched] += slope * slope
            weights[touched] -= _STEP * slope / np.sqrt(moved[touched])
            total = wrong.sum(axis=0)
            bias_moved += total * total
            bias -= _STEP * total / np.sqrt(bias_moved)
    return Weights(weights, bias)


def _end_to_end(each: Sequence[NDArray[np.intp]]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """All buckets in one row, and where each text's begin, with the end of the last."""
    lengths = np.array([len(one) for one in each], np.int64)
    return np.concatenate(each), np.concatenate([[0], np.cumsum(lengths)])
