"""What people still write when they have asked for silence, and whether anybody need be called."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from django.utils import timezone

from agents.nlu.intent import Intent
from agents.nlu.text import clauses, fold
from agents.nlu.understanding import Context, understand
from crm.brokers.current import broker_current
from crm.conversations.services.receiving import parting_read_by

#: For so long what asks for nothing still belongs to the wish: why it is theirs, and a farewell.
SAME_BREATH: Final = timedelta(minutes=30)
_FAREWELL: Final = {
    Intent.GREETING, Intent.SMALL_TALK, Intent.CONFIRM, Intent.DENY, Intent.OPT_OUT, Intent.SPAM,
}  # fmt: skip
_REMARK: Final = {*_FAREWELL, Intent.UNKNOWN, Intent.GIVE_INFO, Intent.PRICING}
#: What a remark only speaks of, unless it says what is wanted.
_SPOKEN_OF: Final = {Intent.SEARCH, Intent.LIST_PROPERTY}
#: From here on the second voter is believed that somebody still needs a person, who wants silence.
_SURE: Final = 0.6
_DOUBTED: Final = {Intent.COMPLAINT, Intent.HUMAN}
_NOT_NOW: Final = re.compile(
    r"\b(?:no|ni|nunca|jamas|tampoco|algun dia|some ?day|ever|never|not|\w+n't|neither|nor)\b"
)


def is_parting(text: str, after: timedelta) -> bool:
    """Whether a message, so long after its writer wanted no more of ours, asks for nothing."""
    folded = fold(text)
    if any(each.asks for each in clauses(folded)):
        return False
    broker = broker_current()
    read = understand(
        text,
        context=Context(
            today=timezone.localdate(), currency=broker.currency, country=broker.country,
            language=broker.language,
        ),
    )  # fmt: skip
    is_doubtful = read.voted is not None and read.voted < _SURE
    if read.reason is not None and not is_doubtful:
        return False
    if not timedelta(0) <= after <= SAME_BREATH:
        return set(read.intents) <= _FAREWELL
    intents = set(read.intents) - (_DOUBTED if is_doubtful else set())
    wanted = not _NOT_NOW.search(folded) and set(read.fields) > {"language"}
    return intents <= (_REMARK if wanted else _REMARK | _SPOKEN_OF)


parting_read_by(is_parting)
