"""Teaching the voter its wordings, and how it fares on those it was not taught."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from crm.core.linear.measuring import Tally, random_parts, shares_left_out
from crm.core.linear.training import TrainingSet, trained
from crm.core.linear.weights import Weights
from crm.leads.voter.votes import call_shares, least_of
from crm.leads.voter.wordings import CALLS, Wording

#: What calls for something is the rarer and the dearer to miss.
_POSITIVE: Final = 2.0
#: What the rules are tested on was chosen to provoke, and must come out right.
_PROVOKING: Final = 3.0
_SHRINK: Final = 6.4e-3
_OTHERS: Final = frozenset(CALLS[1:])


def training_set(wordings: Sequence[Wording]) -> TrainingSet:
    """The wordings as numbers, a label for each of ``LABELS``."""
    answers = np.array(
        [[*(call in each.calls for call in CALLS), bool(_OTHERS & each.calls)] for each in wordings]
    )
    judged = np.array(
        [[*(call not in each.unjudged for call in CALLS), _is_judged(each)] for each in wordings]
    )
    tested = np.array([each.batch.startswith("rules_") for each in wordings])[:, None]
    counts = judged * np.where(answers, _POSITIVE, np.where(tested, _PROVOKING, 1.0))
    return TrainingSet.of([each.text for each in wordings], answers, counts)


def taught(wordings: Sequence[Wording]) -> Weights:
    """The weights learned from the wordings."""
    return trained(training_set(wordings), shrink=_SHRINK)


def cross_validated(wordings: Sequence[Wording], parts: int = 5) -> list[Tally]:
    """Train on all parts but one, listen to that one, and so through all of them.

    The last tally, ``a person``, counts a call of any kind, as the product does.
    """
    dealt = random_parts(len(wordings), parts)
    shares = shares_left_out(training_set(wordings), dealt, shrink=_SHRINK)
    believed = [_believed(shares[place]) for place in range(len(wordings))]
    heard = list(zip(wordings, believed, strict=True))
    tallies = [
        Tally.of(call, ((call in each.calls, call in found) for each, found in heard
                        if call not in each.unjudged))
        for call in CALLS
    ]  # fmt: skip
    return [*tallies, Tally.of("a person", _calls_for_a_person(heard))]


def _believed(shares: Sequence[float]) -> set[str]:
    told = zip(CALLS, [shares[0], *call_shares(shares)], strict=True)
    return {call for call, share in told if share >= least_of(call)}


def _is_judged(wording: Wording) -> bool:
    """Whether somebody has judged if it calls for a person."""
    return not _OTHERS & wording.unjudged or bool(_OTHERS & wording.calls)


def _calls_for_a_person(heard: Sequence[tuple[Wording, set[str]]]) -> Iterator[tuple[bool, bool]]:
    for each, found in heard:
        if _is_judged(each):
            yield bool(_OTHERS & each.calls), bool(_OTHERS & found)
