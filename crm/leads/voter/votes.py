"""What the voter says of a text, and from how sure on it is listened to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import Final

from crm.core.linear.model import Model
from crm.leads.voter.wordings import CALLS

MODEL: Final = Model(Path(__file__).with_name("weights.npz"))
#: A person too many costs a minute, so doubts are heard; a buyer silenced by mistake is lost, so
#: there none is. Both were chosen on wordings left out of the training (``docs/voter.md``).
SILENCE_FROM: Final = 0.45
CALL_FROM: Final = 0.36
#: Few other talk sounds like the law; of what went wrong in their own lives, and of what a home
#: should have, people tell in much the same words as of what ours did and what burns.
_FROM: Final = {
    "silence": SILENCE_FROM, "legal": 0.28, "danger": 0.45, "repair": 0.5, "complaint": 0.5,
}  # fmt: skip
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
    believed = [
        Vote(call, share)
        for call, share in zip(CALLS[1:], call_shares(_shares(text)), strict=True)
        if share >= least_of(call)
    ]
    return tuple(sorted(believed, key=lambda vote: -vote.share))


def highest_call(text: str) -> float:
    """How likely the likeliest call in the text is, believed or not."""
    return max(call_shares(_shares(text)))


def call_shares(shares: Sequence[float]) -> list[float]:
    """How likely each call for a person is, of the shares of ``LABELS``.

    The mean (geometric) with how likely the text calls for a person at all: both together tell
    calls from other talk better than either.
    """
    *calls, a_person = shares[1:]
    return [sqrt(share * a_person) for share in calls]


def least_of(call: str) -> float:
    """From how sure on the voter is believed that a text calls for this."""
    return _FROM.get(call, CALL_FROM)


@lru_cache(maxsize=512)
def _shares(text: str) -> tuple[float, ...]:
    return tuple(MODEL.shares(text))
