"""What the voter says of a text, and from how sure on it is listened to."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from crm.leads.voter.weights import Weights

#: A person too many costs a minute, so doubts are heard; a buyer silenced by mistake is lost, so
#: there none is. Both were chosen on wordings left out of the training (``docs/voter.md``).
CALL_FROM: Final = 0.2
OFFER_FROM: Final = 0.3  # sums of money are every lead's talk
SILENCE_FROM: Final = 0.5
#: An order to be silent is a sentence; what single words mean the rules know.
_FEWEST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Vote:
    """What a text calls for, and how likely that is, 0 to 1."""

    call: str
    share: float


def silence_vote(text: str) -> float | None:
    """How likely the text asks for no more messages, if that is to be believed."""
    share = _shares(text)[0]
    return share if share >= SILENCE_FROM and len(text.split()) >= _FEWEST_WORDS else None


def call_votes(text: str) -> tuple[Vote, ...]:
    """What the text is believed to call a person for, likeliest first; see ``wordings.CALLS``."""
    from crm.leads.voter.wordings import CALLS

    believed = [
        Vote(call, share)
        for call, share in zip(CALLS[1:], _shares(text)[1:], strict=True)
        if share >= least_of(call)
    ]
    return tuple(sorted(believed, key=lambda vote: -vote.share))


def least_of(call: str) -> float:
    """From how sure on the voter is believed that a text calls for this."""
    return {"silence": SILENCE_FROM, "offer": OFFER_FROM}.get(call, CALL_FROM)


@lru_cache(maxsize=512)
def _shares(text: str) -> tuple[float, ...]:
    return tuple(_weights().shares(text))


@lru_cache(maxsize=1)
def _weights() -> Weights:
    """The weights, read when first asked for: numpy costs 0.15 s and 20 MB of a process."""
    # Read by numpy's linear algebra when it is loaded; see knowledge.embeddings.local.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from crm.leads.voter.weights import Weights

    return Weights.load()
