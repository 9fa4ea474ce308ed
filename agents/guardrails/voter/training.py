"""Teaching the voter its wordings, and how it fares on batches it was not taught."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from agents.guardrails.voter.votes import LISTENED_FROM
from agents.guardrails.voter.wordings import Wording
from crm.core.linear.measuring import Tally, parts_by, shares_left_out
from crm.core.linear.training import TrainingSet, trained
from crm.core.linear.weights import Weights

#: Sentences that tell are the rarer, and the dearer to miss.
_TELLING: Final = 3.0
_SHRINK: Final = 1e-4


def training_set(wordings: Sequence[Wording]) -> TrainingSet:
    """The wordings as numbers; the one label is whether a sentence tells of a doing."""
    tells = np.array([[each.tells] for each in wordings])
    return TrainingSet.of([each.text for each in wordings], tells, np.where(tells, _TELLING, 1.0))


def taught(wordings: Sequence[Wording]) -> Weights:
    """The weights learned from the wordings."""
    return trained(training_set(wordings), shrink=_SHRINK)


def cross_validated(wordings: Sequence[Wording]) -> list[Tally]:
    """Leave each batch out in turn, train on the others, and listen to it; the last is of all."""
    batches = parts_by([each.batch for each in wordings])
    shares = shares_left_out(training_set(wordings), batches, shrink=_SHRINK)
    outcomes: dict[str, list[tuple[bool, bool]]] = {}
    for place, each in enumerate(wordings):
        outcome = each.tells, shares[place][0] >= LISTENED_FROM
        outcomes.setdefault(each.batch, []).append(outcome)
    outcomes["all"] = [one for batch in outcomes.values() for one in batch]
    return [Tally.of(name, found) for name, found in outcomes.items()]
