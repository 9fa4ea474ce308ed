"""The second voter's word on whether a person is called.

It is a linear model over runs of letters and words (``crm.leads.voter``). Where the rules heard no
call it may hear one; what they know to be no call of a kind is none, however it sounds. Where they
heard one it may doubt it: their phrases stand in ordinary talk too, of others, of the past, of what
might be, and that talk does not sound like a call.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from agents.nlu.human_words import COURTESY, NOT_HUMAN
from agents.nlu.intent_words import ELSEWHERE, NOT_OFFER
from agents.nlu.trouble_words import NOT_GRIEVANCE, NOT_LEGAL, NOT_REPAIR
from crm.leads.voter.votes import Vote, call_votes, highest_call

#: "Call me Jess" is how they are called.
_NAMED: Final = re.compile(
    r"\bcall me (?!back|now|later|today|tonight|tomorrow|please|pls|asap|at|on|after|before|when|"
    r"any|instead|if|in|this|next|to|and|or|for|so|ok|first|again|about|as|by|from|mon|tue|wed|thu|fri|"
    r"sat|sun)[a-z]+(?: [a-z]+)?\W*$"
)
_NEVER: Final = {
    "asked_for_person": (NOT_HUMAN, COURTESY, _NAMED),
    "repair": (NOT_REPAIR,),
    "complaint": (ELSEWHERE, NOT_GRIEVANCE),
    "legal": (NOT_LEGAL,),
    "offer": (NOT_OFFER,),
    "danger": (),
}
#: Below this a call of the rules is doubted; chosen on conversations new to the rules and on
#: wordings left out of the training (``docs/voter.md``).
_DOUBTED_BELOW: Final = 0.11


def is_doubted(folded: str) -> bool:
    """Whether the text sounds so little like a call of any kind that no single rule is believed."""
    return highest_call(folded) < _DOUBTED_BELOW


@lru_cache(maxsize=256)
def second_vote(folded: str) -> Vote | None:
    """The likeliest call in the text that no rule denies, or None."""
    for vote in call_votes(folded):
        if not any(denial.search(folded) for denial in _NEVER[vote.call]):
            return vote
    return None
