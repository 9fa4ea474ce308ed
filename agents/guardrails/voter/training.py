"""Learning the weights: logistic regression by AdaGrad, the same for the same wordings.

numpy is needed here only: what is asked of every reply runs without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from agents.guardrails.voter.features import BUCKETS, buckets_of
from agents.guardrails.voter.weights import Weights
from agents.guardrails.voter.wordings import Wording

_SEED: Final = 0
_EPOCHS: Final = 12
_STEP: Final = 0.3
_SHRINK: Final = 1e-5
_BIAS_STEP: Final = 0.02
#: Sentences that tell are the rarer; each counts this many times at most.
_RARER: Final = 4.0


@dataclass(frozen=True, slots=True)
class Tally:
    """How a batch left out fared: sentences that tell and were heard, plain ones imagined to."""

    batch: str
    told: int
    heard: int
    plain: int
    imagined: int


def trained(wordings: Sequence[Wording]) -> Weights:
    """The weights that tell these wordings apart."""
    rows = [np.fromiter(sorted(buckets_of(each.text)), np.int64) for each in wordings]
    answers = [float(each.tells) for each in wordings]
    told = sum(answers)
    weight = min(_RARER, (len(answers) - told) / max(1.0, told))
    rng = np.random.default_rng(_SEED)
    weights = np.zeros(BUCKETS)
    moved = np.full(BUCKETS, 1e-8)
    bias = 0.0
    for _ in range(_EPOCHS):
        for place in rng.permutation(len(rows)):
            row, answer = rows[place], answers[place]
            share = 1.0 / np.sqrt(len(row))
            evidence = weights[row].sum() * share + bias
            wrong = (1.0 / (1.0 + np.exp(-evidence)) - answer) * (weight if answer else 1.0)
            slope = wrong * share + _SHRINK * weights[row]
            moved[row] += slope * slope
            weights[row] -= _STEP * slope / np.sqrt(moved[row])
            bias -= _BIAS_STEP * wrong
    return Weights.of(weights.tolist(), float(bias))


def cross_validated(wordings: Sequence[Wording], *, listened_from: float) -> list[Tally]:
    """Leave each batch out in turn, train on the others, and listen to it."""
    found = []
    for batch in dict.fromkeys(each.batch for each in wordings):
        weights = trained([each for each in wordings if each.batch != batch])
        left_out = [each for each in wordings if each.batch == batch]
        heard = [weights.evidence(buckets_of(each.text)) >= listened_from for each in left_out]
        pairs = list(zip(left_out, heard, strict=True))
        found.append(
            Tally(
                batch,
                told=sum(each.tells for each in left_out),
                heard=sum(each.tells and ear for each, ear in pairs),
                plain=sum(not each.tells for each in left_out),
                imagined=sum(not each.tells and ear for each, ear in pairs),
            )
        )
    return found
