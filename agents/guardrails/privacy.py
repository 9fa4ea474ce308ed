"""Other people's personal data is never told: names, phones and e-mails that results hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from agents.guardrails.evidence import Evidence
from agents.guardrails.problem import Problem
from crm.core.text import fold

_WORDS: Final = "it tells personal data of somebody else; leave out their names and contact data"
_LEAST_DIGITS: Final = 7


def others_data(reply: str, evidence: Evidence) -> list[Problem]:
    """Whether the reply tells what results hold of owners, tenants or other leads."""
    if not evidence.private:
        return []
    own = fold(" ".join([*evidence.lead, *evidence.about, *evidence.cited]))
    told = fold(reply)
    digits = re.sub(r"\D", "", reply)
    for private in _parts(evidence.private):
        number = re.sub(r"\D", "", private)
        if "@" in private:
            found = private in told
        elif len(number) >= _LEAST_DIGITS and not re.search(r"[a-z]{3}", private):
            found = number[-8:] in digits
        else:
            found = bool(re.search(rf"(?<!\w){re.escape(private)}(?!\w)", told))
        if found and private not in own:
            return [Problem("privacy", _WORDS)]
    return []


def _parts(private: Iterable[str]) -> Iterator[str]:
    """Each value whole; of a name also its family name, which says as much."""
    for value in private:
        text = fold(value)
        if len(text) >= 5:
            yield text
            words = text.split()
            if (
                2 <= len(words) <= 4
                and all(word.isalpha() for word in words)
                and len(words[-1]) >= 4
            ):
                yield words[-1]
