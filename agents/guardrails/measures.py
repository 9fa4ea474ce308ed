"""What a figure is: its kind, bound and unit; and how a number, a bound and a range are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from agents.nlu.money_words import APPROX_AFTER, APPROX_BEFORE, MAX_BEFORE, MIN_BEFORE
from agents.nlu.numbers import UNITS, parse_digits, words_value
from agents.nlu.text import words_pattern


class Kind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    SIZE = "size"  # square metres
    BEDS = "beds"
    BATHS = "baths"
    SHARE = "share"  # per cent
    SPAN = "span"  # days, months, kilometres, ...
    COUNT = "count"  # so many homes
    BARE = "bare"  # a number that says nothing of itself


class Bound(StrEnum):
    """How a figure bounds what it speaks of."""

    EXACT = ""
    ABOUT = "about"
    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text. ``unit`` is a currency's code or a span's unit, "" where unsaid.

    ``is_short`` tells one written with a scale ("1.2M"), which leaves the small digits out;
    ``per`` what an amount is for one of ("m2"); figures of one range share their ``pair``.
    """

    kind: Kind
    value: float
    start: int
    end: int
    unit: str = ""
    bound: Bound = Bound.EXACT
    is_short: bool = False
    per: str = ""
    pair: int = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """What settles a figure: the broker's country and currency, the text's language."""

    country: str
    currency: str
    language: str


NUMBER_WORDS: Final = words_pattern(
    (UNITS.keys() - {"a", "an", "medio", "media", "half"}) | {"hundred", "mil"}
)
DIGITS: Final = (
    r"(?:\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
)
NUMBER: Final = (
    rf"(?<![\w.,/#-])(?P<n>{DIGITS}|(?:{NUMBER_WORDS})"
    rf"(?:(?:\s+(?:y|and)\s+|\s+|-)(?:{NUMBER_WORDS}))*)"
)
SPANS: Final = {
    "minute": r"minutos?|mins?|minutes?",
    "hour": r"horas?|hours?",
    "day": r"dias?|days?|noches?|nights?",
    "week": r"semanas?|weeks?",
    "month": r"mes(?:es)?|months?",
    "year": r"anos?|years?",
    "km": r"km|kilometros?|kilomet(?:er|re)s?",
    "block": r"cuadras?|blocks?|manzanas?",
    "metre": r"metros?|meters?|metres?|mts?|m(?= (?:de|del|from|to)\b)",
    "mile": r"millas?|miles?",
    "kilo": r"kg|kgs|kilos?|kilogramos?|kilograms?",
    "times": r"(?:times|veces|x)(?= (?:the |your |la |el |tu |su )?(?:monthly |annual |"
    r"yearly )?(?:rent\w*|"
    r"arriendo|alquiler|canon|income|sueldo|salary|price|precio))",
    "part": r"cuotas|mensualidades|plazos|instal+ments|(?:partes|pagos)(?= |[,.;]|$)(?! firm)",
    "floor": r"pisos|floors|plantas|storeys|stories",
    "parking": r"estacionamientos?|cocheras?|garajes?|plazas de garaje|parking\w*(?: \w+)?",
}
SPAN: Final = re.compile(
    NUMBER
    + r"[\s-]*(?:(?:working|business|calendar|full|consecutive) )?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in SPANS.items())
    + r")\b"
)
COUNT: Final = re.compile(
    NUMBER
    + r"\s+(?:opcion(?:es)?|alternativas?|propiedad(?:es)?|departamentos?|deptos?|casas?|pisos?|"
    r"unidades|apartamentos?|options?|homes?|listings?|propert(?:y|ies)|apartments?|flats?|houses?|"
    r"units?|condos?|villas?)\b"
)
_RANGE_BEFORE: Final = re.compile(
    rf"(?<![\w.,/#])(?P<n>{DIGITS}|{NUMBER_WORDS})\s*(?:-|–|a|al|y|e|o|u|hasta|to|and|"
    rf"or)\s*(?:los |"
    rf"las )?"
    r"(?:uf|clp|usd|aed|eur|us\$|\$|€|£)?\s*$"
)
_WITHIN: Final = re.compile(
    r"\b(?:bajo|dentro de|within|por debajo de)(?: los| las| tus?|"
    r" your)?\W*$"
)


def value_of(raw: str, how: Reading) -> float | None:
    if raw[:1].isdigit():
        return parse_digits(raw, language=how.language)
    return words_value(raw)


def bound_of(folded: str, start: int, end: int) -> Bound:
    before, after = folded[max(0, start - 40) : start], folded[end : end + 20]
    if APPROX_BEFORE.search(before) or APPROX_AFTER.match(after):
        return Bound.ABOUT
    if re.search(
        r"\b(?:casi|almost|nearly|just (?:over|under|shy of|short of|above|below)|(?:(?:un )?poco|"
        r"algo|apenas) (?:mas|menos) de|a (?:little|bit|touch|shade|tad|hair|smidge) (?:over|under|"
        r"above|"
        r"below|more than|less than|shy of)|slightly (?:over|under|above|below|more than|"
        r"less than))"
        r"\W*$",
        before,
    ):
        return Bound.ABOUT
    if MIN_BEFORE.search(before) or re.match(r"\s*\+|\s*(?:o mas|or more)\b", after):
        return Bound.LEAST
    if MAX_BEFORE.search(before) or _WITHIN.search(before):
        return Bound.MOST
    return Bound.EXACT


def ranged(folded: str, figure: Figure, how: Reading, number: int) -> Iterator[Figure]:
    """The figure, and the lower end of its range where one stands before it."""
    match = _RANGE_BEFORE.search(folded[: figure.start])
    low = value_of(match["n"], how) if match else None
    is_range = (
        match is not None
        and low is not None
        and (low <= figure.value or (figure.value < 1000 and low < 10 * figure.value))
    )
    if match is None or low is None or not is_range:
        # "From 5,400 to 5,150" is a change and "$118.500.000 y 92 m²" are two things: no ranges.
        yield figure
        return
    if figure.is_short and low < 1000 <= figure.value:
        # "80 a 90 millones" shares its scale.
        while low * 1000 <= figure.value:
            low *= 1000
    yield replace(figure, value=low, start=match.start("n"), end=match.end("n"), pair=number)
    yield replace(figure, pair=number)
