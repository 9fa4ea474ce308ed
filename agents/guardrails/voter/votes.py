"""What the voter says of a sentence, and from how sure on it is listened to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from agents.guardrails.voter.evened import evened
from crm.core.linear.model import Model

MODEL: Final = Model(Path(__file__).with_name("weights.npz"))
#: 0 to 1; chosen on batches left out of the training (``docs/guardrails.md``).
LISTENED_FROM: Final = 0.7
#: Fewer words than this tell nothing by themselves.
_FEWEST_WORDS: Final = 4


def tells_doing(text: str, names: Iterable[str]) -> bool:
    """Whether a sentence is believed to tell of a doing outside the chat; ``names`` are folded."""
    if text.count(" ") + 1 < _FEWEST_WORDS:
        return False
    (share,) = MODEL.shares(evened(text, names))
    return share >= LISTENED_FROM
