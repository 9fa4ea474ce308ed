"""What the voter says of a sentence, and from how sure on it is listened to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from agents.guardrails.voter.features import buckets_of, evened
from agents.guardrails.voter.weights import Weights

#: In log odds; chosen on batches left out of the training (``docs/guardrails.md``).
LISTENED_FROM: Final = 1.0
#: Fewer words than this tell nothing by themselves.
_FEWEST_WORDS: Final = 4


def tells_doing(folded: str, names: Iterable[str]) -> bool:
    """Whether a sentence (folded) is believed to tell of a doing outside the chat."""
    if folded.count(" ") + 1 < _FEWEST_WORDS:
        return False
    return _weights().evidence(buckets_of(evened(folded, names))) >= LISTENED_FROM


@cache
def _weights() -> Weights:
    return Weights.load()
