"""Messages by which somebody says that they were not understood."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from agents.nlu.text import fold

_SAYS_SO: Final = re.compile(
    r"\b(?:no (?:me )?(?:entiend\w+|entendi\w+|entendes)(?: (?:nada|lo que|mi pregunta))?\W*"
    r"(?:\Z|lo|mi|nada)|no (?:es|era) (?:eso )?lo que (?:te |le |les )?"
    r"(?:pregunt\w+|ped\w+|dij\w+)|"
    r"eso no (?:es|era) lo que|no (?:me )?(?:has |ha |han )?respond\w+ (?:lo que|mi|a mi|nada)|"
    r"ya (?:te|se|les?) lo (?:dije|he dicho|respondi)|ya (?:te|se|les?) (?:dije|respondi|conteste)|"
    r"te (?:lo )?repito|otra vez lo mismo|(?:sigues|siguen) sin (?:entender|responder)|"
    r"(?:you|u) (?:don'?t|do not|didn'?t|did not|aren'?t|keep not) "
    r"(?:understand\w*|get(?:ting)? it|answer\w*|listen\w*)|"
    r"not what i (?:asked|said|meant|want\w*)|"
    r"i (?:already|just) (?:told|said|answered)|as i (?:already )?said|"
    r"i(?:'m| am) repeating|"
    r"you (?:already|just) asked (?:me )?(?:that|this))\b"
)
_WORDS: Final = re.compile(r"[a-z0-9ñ]{3,}")
#: A repeated message shares this part of its words with the earlier one, and has so many.
_SHARED: Final = 0.8
_FEWEST: Final = 4


def says_misunderstood(text: str) -> bool:
    """Whether the text says that an answer missed what was meant."""
    return bool(_SAYS_SO.search(fold(text)))


def is_repeated(text: str, before: str) -> bool:
    """Whether the text says again what an earlier one said, in nearly the same words."""
    now, then = _content(text), _content(before)
    if min(len(now), len(then)) < _FEWEST:
        return False
    return len(now & then) / len(now | then) >= _SHARED


@lru_cache(maxsize=1024)
def _content(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(fold(text)))
