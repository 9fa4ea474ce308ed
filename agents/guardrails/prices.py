"""The amounts of money of a text, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agents.guardrails.measures import (
    COUNT,
    DIGITS,
    NUMBER_WORDS,
    SPAN,
    Figure,
    Kind,
    Reading,
    bound_of,
    ranged,
)
from agents.guardrails.spoken import spoken_in
from agents.nlu import currency as currencies
from agents.nlu.features import SQUARE_FOOT
from agents.nlu.numbers import find_numbers, parse_digits, words_value
from agents.nlu.text import mask

_PRICED: Final = re.compile(
    r"\b(?:precio|cuesta\w?|vale\w?|valor|arriendo|alquiler|renta|rent|price\w?|costs?|"
    r"sale\w? (?:en|"
    r"a|por)|asking|por|for|at|presupuesto|budget|desde|from|tope|en|is|es)"
    r"(?: (?:es|is|de|of|en|a|son|now|only|solo|just|around|unos))*\W{0,3}$"
)
_PERIOD: Final = re.compile(
    r"\s*(?:al mes|mensual\w*|por mes|cada mes|al ano|anual\w*|a month|per month|monthly|pcm|"
    r"pm\b|a "
    r"week|per week|weekly|a year|per year|annually|por noche|a night)"
)
_PRICED_WORDS: Final = re.compile(
    rf"\b(?:cuesta\w?|vale|precio es(?: de)?|costs?|price is|"
    rf"sale en)\s+(?P<n>(?:{NUMBER_WORDS})(?:(?:\s+"
    rf"(?:y|and)\s+|\s+|-)(?:{NUMBER_WORDS}))*)\b(?!\s+(?:de|of|por|opcion\w*|mas))"
)
# Amounts whose scale is left to the listener ("cuesta 8.5", "it's listed at 690").
_PRICED_DIGITS: Final = re.compile(
    r"\b(?:cuesta\w?|vale\w?|sale\w? (?:en|a)|baj[oa]\w* (?:a|en)|rebaj\w+ (?:a|en)|dej\w+ en|"
    r"publicad[oa] en|anunciad[oa] en|precio (?:es|de)|costs?|priced at|listed at|going for|"
    r"asking(?: price)?(?: is)?|dropped (?:it )?to|reduced to|down to|goes for|sells for|price is)"
    rf"\s+(?:de |solo |unos |only |just |about )?(?P<n>{DIGITS})(?![\d%])(?!\s*(?:%|veces|times|"
    r"de cada|cuotas|semanas?|mes(?:es)?|dias?|weeks?|months?|days?))"
)
_PER: Final = re.compile(
    r"\s*(?:/|por |per |el |cada |an? |la )\s*(?:(?P<m2>m2|m²|metro(?: cuadrado)?|sqm|square "
    r"met(?:er|re)|sq\.? ?m)|(?P<ft2>sq\.? ?ft|sqft|square f(?:oo|ee)t|pie cuadrado|ft2|ft²))(?!\w)"
)
_NOT_MONEY: Final = re.compile(
    r"\s*(?:personas?|people|clientes|clients|familias|unidades de|habitantes|anos|years|visitas)\b"
)
_YEARS: Final = range(1900, 2101)
_MILLIONS: Final = re.compile(r"\s?MM?\b")


def _spoken_money(folded: str, how: Reading) -> Iterator[Figure]:
    """Amounts in words of more than one word."""
    for start, end, value in spoken_in(folded):
        before = currencies.BEFORE.search(folded[max(0, start - 24) : start])
        after = currencies.AFTER.match(folded, end)
        code: str = next(
            (
                currencies.resolve(each[1], country=how.country, currency=how.currency)
                for each in (before, after)
                if each
            ),
            "",
        )
        priced = _PRICED.search(folded[max(0, start - 40) : start])
        if not code and (
            value < 100
            or _NOT_MONEY.match(folded, end)
            or _unit_follows(folded, end)
            or not (value >= 3000 or _PERIOD.match(folded, end) or (priced and value >= 200))
        ):
            continue
        per = _PER.match(folded, end)
        bound = bound_of(folded, start, end)
        yield Figure(
            Kind.MONEY, value, start, end, code, bound, is_short=value >= 3000,
            per="m2" if per else "",
        )  # fmt: skip


def money_in(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    spoken = list(_spoken_money(folded, how))
    yield from spoken
    taken = [(each.start, each.end) for each in spoken]
    folded = mask(folded, taken)
    for place, number in enumerate(find_numbers(folded, language=how.language)):
        start, end, value = number.start, number.end, number.value
        scale = number.multiplier
        if not scale and (millions := _MILLIONS.match(text, end)):
            value, scale = value * 1e6, "m"
            end = millions.end()
        before = currencies.BEFORE.search(folded[max(0, start - 24) : start])
        after = currencies.AFTER.match(folded, end)
        code = None
        if before:
            start -= len(before.group())
            code = currencies.resolve(before[1], country=how.country, currency=how.currency)
        if after:
            end = after.end()
            said = currencies.resolve(after[1], country=how.country, currency=how.currency)
            code = said if code is None or after[1] != "$" else code
        if code is None and (_NOT_MONEY.match(folded, end) or _unit_follows(folded, end)):
            continue
        priced = _PRICED.search(folded[max(0, start - 40) : start])
        if code is None and not scale and not (priced and value >= 100 and value not in _YEARS):
            continue
        if code is None and scale in {"hundred", "kilos"} and not priced:
            continue
        per = _PER.match(folded, end)
        if per and per["ft2"]:
            value /= SQUARE_FOOT
        figure = Figure(
            Kind.MONEY, value, start, end, code or "", bound_of(folded, start, end),
            bool(scale), "m2" if per else "",
        )  # fmt: skip
        yield from ranged(folded, figure, how, 300 + place)
        taken.append((start, end))
    for match in _PRICED_DIGITS.finditer(folded):
        value = parse_digits(match["n"], language=how.language)
        overlaps = any(left < match.end("n") and match.start("n") < right for left, right in taken)
        if not overlaps and 2 <= value < 1000:
            yield Figure(Kind.MONEY, value, match.start("n"), match.end("n"), is_short=True)
    for match in _PRICED_WORDS.finditer(folded):
        alone = words_value(match["n"])
        if alone is not None and alone >= 2:
            yield Figure(Kind.MONEY, alone, match.start("n"), match.end(), is_short=True)


def _unit_follows(folded: str, end: int) -> bool:
    return bool(
        SPAN.match("1 " + folded[end:].lstrip()) or COUNT.match("1 " + folded[end:].lstrip())
    )
