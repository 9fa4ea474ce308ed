"""Who is said to receive the lead: only somebody a result, a text or the lead has named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from agents.guardrails.sentences import Sentence
from agents.nlu.text import fold

_NAME: Final = r"(?P<name>[A-ZÁÉÍÓÚÑ][a-záéíóúñü]+(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñü]+)?)"
_RECEIVES: Final = (
    re.compile(
        r"\b(?:[Tt]e|[Ll]os|[Ll]as) (?:va a )?(?:espera|esperará|esperar|recibe|recibirá|recibir|"
        r"atiende|atenderá|atender|acompaña|acompañará|acompañar|muestra|mostrará) " + _NAME
    ),
    re.compile(
        _NAME + r"(?: (?:from|of) (?:our|the) \w+)?(?:'ll| will| is going to) "
        r"(?:meet|greet|welcome|receive|show|be waiting|"
        r"be expecting|let you in)\b"
    ),
    re.compile(
        _NAME + r" (?:te|los|las) (?:va a )?(?:espera|recib|atiend|atender|acompañ|mostrar)"
    ),
)
_NOBODY: Final = frozenset(
    [
        "she",
        "he",
        "they",
        "we",
        "you",
        "it",
        "that",
        "this",
        "there",
        "someone",
        "somebody",
        "who",
        "everyone",
        "one",
        "the",
        "nobody",
        "ella",
        "el",
        "alguien",
        "quien",
        "nadie",
        "usted",
        "ustedes",
    ]
)


def strangers_in(sentence: Sentence, known: Iterable[str]) -> list[str]:
    """The names of those who are to receive the lead that stand in nothing known."""
    names = [found["name"] for each in _RECEIVES for found in each.finditer(sentence.text)]
    if not names or sentence.asks:
        return []
    held = set(re.findall(r"\w+", fold(" ".join(known))))
    return [
        name
        for name in names
        if fold(name) not in _NOBODY and not set(fold(name).split()) <= held | _NOBODY
    ]
