"""Terms that texts fix for a purpose: "two months' deposit" is not proved by "a month in advance".

A figure alone is held against every text (:mod:`backing`); here the span of rent a deposit or an
advance takes is held against what texts say of that very thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from agents.guardrails.measures import DIGITS, NUMBER_WORDS
from agents.guardrails.sentences import Sentence
from agents.nlu.numbers import words_value
from agents.nlu.text import fold

_SPAN: Final = (
    rf"(?P<n>{DIGITS}|un|una|a|one|{NUMBER_WORDS})(?: sol[oa]| unic[oa]| single)?[ -]"
    r"(?P<unit>mes|month|semana|week)(?:es|s)?(?:'s|')?"
)
_THINGS: Final = {
    "advance": r"adelant\w+|por adelantado|de anticipo|in advance|up ?front",
    "deposit": r"(?:de |como )?(?:garantia|deposito|fianza)|(?:rent )?(?:as (?:a |the )?)?deposit",
}
_AFTER: Final = {
    name: re.compile(rf"\b{_SPAN} (?:(?:de )?(?:renta|alquiler|arriendo|rent) )?(?:{words})\b")
    for name, words in _THINGS.items()
}
_BEFORE: Final = re.compile(
    r"\b(?<!holding )(?:deposito|garantia|fianza|deposit) (?:es |son |is |of |de |equals? )*"
    r"(?:[^.;?]{0,25}?(?:same as|equal to|equivalent to|igual a|equivalente a|equivale a|o sea|"
    r"es decir|i\.e\.?),? )?" + _SPAN + r"(?! (?:adelant|por adelant|in advance))\b"
)
_LEASE: Final = re.compile(
    r"\b(?:tenanc(?:y|ies)|leases?|contratos?)(?: (?:minimo|minimum|es|son|is|are|runs?|lasts?|"
    r"dura[n]?|for|"
    r"de|por|term|at least|only|solo|just|un|una))* "
    rf"(?P<n>{DIGITS}|un|una|a|one|{NUMBER_WORDS})[ -](?P<unit>mes|month|ano|year)(?:es|s)?\b"
    r"(?![ -]break)"
)
_TOLD: Final = re.compile(
    r"garantia|tenanc|lease|contrato|deposit|fianza|adelant|anticipo|advance|up ?front|\bband\b"
)
_BAND: Final = re.compile(r"\bcouncil tax (?:is |in |at )*band (?P<band>[a-h])\b")


def wrong_terms(sentence: Sentence, texts: Iterable[str]) -> list[str]:
    """The deposits and advances of a sentence that texts put otherwise."""
    if sentence.asks or not _TOLD.search(sentence.folded):
        return []
    stated = _terms(sentence.folded)
    held = [term for text in texts if stated for term in _terms(fold(text))]
    named = {name for name, _much in held}
    return [name for name, much in stated if name in named and (name, much) not in held]


def _terms(folded: str) -> list[tuple[str, tuple[float, str]]]:
    """What each deposit or advance takes: so many weeks or months."""
    found = [(name, each) for name, words in _AFTER.items() for each in words.finditer(folded)]
    found += [("deposit", each) for each in _BEFORE.finditer(folded)]
    found += [("lease", each) for each in _LEASE.finditer(folded)]
    terms = [(name, _much(each["n"], each["unit"])) for name, each in found]
    return terms + [("tax band", (0.0, each["band"])) for each in _BAND.finditer(folded)]


def _much(number: str, unit: str) -> tuple[float, str]:
    """So many weeks or months; a year is twelve."""
    return (_number(number) * (12 if unit[0] in "ay" else 1), "s" if unit[0] in "sw" else "m")


def _number(raw: str) -> float:
    if raw[:1].isdigit():
        return float(raw.replace(",", "."))
    return 1.0 if raw in {"a", "un", "una", "one"} else words_value(raw) or 0.0
