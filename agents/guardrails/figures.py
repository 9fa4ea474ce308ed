"""Every amount, size, room count, share and span of a text, with where it stands.

The readers of :mod:`agents.nlu` look for the one wish a lead states; a claim may be any figure of
a reply, so here all of them are read, with the same number words and names of currencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from agents.guardrails.spoken import spoken_in
from agents.nlu import currency as currencies
from agents.nlu.features import SQUARE_FOOT
from agents.nlu.money_words import APPROX_AFTER, APPROX_BEFORE, MAX_BEFORE, MIN_BEFORE
from agents.nlu.numbers import UNITS, find_numbers, parse_digits, words_value
from agents.nlu.text import fold, mask, words_pattern


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


_WORDS: Final = words_pattern(
    (UNITS.keys() - {"a", "an", "medio", "media", "half"}) | {"hundred", "mil"}
)
_DIGITS: Final = (
    r"(?:\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
)
_N: Final = (
    rf"(?<![\w.,/#-])(?P<n>{_DIGITS}|(?:{_WORDS})(?:(?:\s+(?:y|and)\s+|\s+|-)(?:{_WORDS}))*)"
)
_SMALL: Final = rf"(?<![\w.,/#$€£-])(?P<n>\d{{1,2}}(?:[.,]5)?|(?:{_WORDS}))"
_HALF: Final = r"(?P<half>\s+y medio|\s+and a half)?"
_SIZE: Final = re.compile(
    _N
    + r"\s*-?\s*(?P<unit>m2|m²|mt2|mts2|mts(?!\w)|metros? cuadrados?|metros?(?! (?:de |del |a |al "
    r"|desde |hasta |lineal|frente))|sqm|sq\.? ?m(?:et(?:er|re)s?)?\b|square met(?:er|re)s?|sq\.? ?"
    r"ft\b|sq\.? feet|sqft|square f(?:ee|oo)t|sf\b|pies cuadrados|pies2|ft2|ft²|hectareas?|has?\b|"
    r"utiles|cubiertos|construidos|habitables|de (?:terraza|balcon|jardin|patio)\b|"
    r"acres?)(?!\w)"
)
_PART_OF: Final = re.compile(
    r"\b(?P<part>half|quarter|media|medio|cuarto)(?:\s|-)(?:of\s|de\s)?(?:an?\s|una?\s)?"
    r"(?P<unit>acre|hectarea)\b"
)
_BEDS: Final = re.compile(
    _SMALL
    + r"\s*(?P<plus>\+|o mas|or more)?\s*-?\s*(?:dormitorios?|dorms?\b|drms?\b|habitacion(?:es)?"
    r"|habs?\b|recamaras?|alcobas?|cuartos?(?! de (?:bano|hora))|piezas?|ambientes?|bed ?rooms?|"
    r"rooms?|beds?\b|bdrms?|bdr|bds?\b|brs?\b|bhk)"
)
_BATHS: Final = re.compile(
    _SMALL
    + _HALF
    + r"\s*(?P<plus>\+)?\s*-?\s*(?:full |completos? )?(?:banos?|banitos?|bath ?rooms?|"
    r"baths?|ba\b|wc\b|toilets?)"
)
_COMPACT: Final = re.compile(
    r"(?<![\w.,])(?P<n>\d)\s?(?:d|h|br|bd)\s*[-/+, ]?\s*(?P<m>\d(?:[.,]5)?)\s?(?:b|ba|bth)\b"
)
_SHARE: Final = re.compile(_N + r"\s*(?:%|por ?ciento|per ?cent|percent)")
_SPANS: Final = {
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
    "floor": r"pisos|floors|plantas|storeys|stories",
    "parking": r"estacionamientos?|cocheras?|garajes?|plazas de garaje|parking\w*(?: \w+)?",
}
_SPAN: Final = re.compile(
    _N + r"[\s-]*(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _SPANS.items()) + r")\b"
)
_COUNT: Final = re.compile(
    _N + r"\s+(?:opcion(?:es)?|alternativas?|propiedad(?:es)?|departamentos?|deptos?|casas?|pisos?|"
    r"unidades|apartamentos?|options?|homes?|listings?|propert(?:y|ies)|apartments?|flats?|houses?|"
    r"units?|condos?|villas?)\b"
)
_BARE: Final = re.compile(rf"(?<![\w.,/@])#?(?P<n>{_DIGITS})(?![\w%])")
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
    rf"\b(?:cuesta\w?|vale|precio es(?: de)?|costs?|price is|sale en)\s+(?P<n>(?:{_WORDS})(?:(?:\s+"
    rf"(?:y|and)\s+|\s+|-)(?:{_WORDS}))*)\b(?!\s+(?:de|of|por|opcion\w*|mas))"
)
# Amounts whose scale is left to the listener ("cuesta 8.5", "it's listed at 690").
_PRICED_DIGITS: Final = re.compile(
    r"\b(?:cuesta\w?|vale\w?|sale\w? (?:en|a)|baj[oa]\w* (?:a|en)|rebaj\w+ (?:a|en)|dej\w+ en|"
    r"publicad[oa] en|anunciad[oa] en|precio (?:es|de)|costs?|priced at|listed at|going for|"
    r"asking(?: price)?(?: is)?|dropped (?:it )?to|reduced to|down to|goes for|sells for|price is)"
    rf"\s+(?:de |solo |unos |only |just |about )?(?P<n>{_DIGITS})(?![\d%])(?!\s*(?:%|veces|times|"
    r"de cada|cuotas|semanas?|mes(?:es)?|dias?|weeks?|months?|days?))"
)
_PER: Final = re.compile(
    r"\s*(?:/|por |per |el |cada |an? |la )\s*(?:(?P<m2>m2|m²|metro(?: cuadrado)?|sqm|square "
    r"met(?:er|re)|sq\.? ?m)|(?P<ft2>sq\.? ?ft|sqft|square f(?:oo|ee)t|pie cuadrado|ft2|ft²))(?!\w)"
)
_RANGE_BEFORE: Final = re.compile(
    rf"(?<![\w.,/#])(?P<n>{_DIGITS}|{_WORDS})\s*(?:-|–|a|al|y|e|o|u|hasta|to|and|or)\s*(?:los |"
    rf"las )?"
    r"(?:uf|clp|usd|aed|eur|us\$|\$|€|£)?\s*$"
)
_WITHIN: Final = re.compile(
    r"\b(?:bajo|dentro de|within|por debajo de)(?: los| las| tus?|"
    r" your)?\W*$"
)
_NOT_MONEY: Final = re.compile(
    r"\s*(?:personas?|people|clientes|clients|familias|unidades de|habitantes|anos|years|visitas)\b"
)
_YEARS: Final = range(1900, 2101)
_ACRE: Final = 4046.86


def figures_in(text: str, how: Reading, *, hidden: Iterable[tuple[int, int]] = ()) -> list[Figure]:
    """Every figure of the text in order; ``hidden`` stretches (names, links, dates) are skipped."""
    folded = mask(fold(text), hidden)
    found: list[Figure] = []
    for reader in (_parts, _sizes, _compact, _rooms, _shares, _money, _spans, _counts, _bare):
        read = list(reader(folded, text, how))
        found += read
        folded = mask(folded, [(each.start, each.end) for each in read])
    return sorted(found, key=lambda each: each.start)


def _value(raw: str, how: Reading) -> float | None:
    if raw[:1].isdigit():
        return parse_digits(raw, language=how.language)
    return words_value(raw)


def _bound(folded: str, start: int, end: int) -> Bound:
    before, after = folded[max(0, start - 40) : start], folded[end : end + 20]
    if APPROX_BEFORE.search(before) or APPROX_AFTER.match(after):
        return Bound.ABOUT
    if re.search(
        r"\b(?:casi|almost|nearly|just (?:over|under)|poco mas de|poco menos de)\W*$", before
    ):
        return Bound.ABOUT
    if MIN_BEFORE.search(before) or re.match(r"\s*\+|\s*(?:o mas|or more)\b", after):
        return Bound.LEAST
    if MAX_BEFORE.search(before) or _WITHIN.search(before):
        return Bound.MOST
    return Bound.EXACT


def _ranged(folded: str, figure: Figure, how: Reading, number: int) -> Iterator[Figure]:
    """The figure, and the lower end of its range where one stands before it."""
    match = _RANGE_BEFORE.search(folded[: figure.start])
    low = _value(match["n"], how) if match else None
    if match is None or low is None:
        yield figure
        return
    if figure.is_short and low < 1000 <= figure.value:
        # "80 a 90 millones" shares its scale.
        while low * 1000 <= figure.value:
            low *= 1000
    yield replace(figure, value=low, start=match.start("n"), end=match.end("n"), pair=number)
    yield replace(figure, pair=number)


def _sizes(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for number, match in enumerate(_SIZE.finditer(folded)):
        value = _value(match["n"], how)
        if value is None:
            continue
        unit = match["unit"]
        factor = 1.0
        if re.match(r"sq\.? ?f|sqft|square f|sf|pies|ft", unit):
            factor = SQUARE_FOOT
        elif unit.startswith(("ha", "hect")):
            factor = 10_000.0
        elif unit.startswith("acre"):
            factor = _ACRE
        bound = _bound(folded, match.start(), match.end())
        figure = Figure(Kind.SIZE, value, match.start(), match.end(), "m2", bound)
        for each in _ranged(folded, figure, how, number):
            yield replace(each, value=each.value * factor)


def _parts(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in _PART_OF.finditer(folded):
        share = 0.25 if match["part"] in {"quarter", "cuarto"} else 0.5
        whole = _ACRE if match["unit"] == "acre" else 10_000.0
        yield Figure(Kind.SIZE, share * whole, match.start(), match.end(), "m2")


def _compact(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in _COMPACT.finditer(folded):
        yield Figure(Kind.BEDS, float(match["n"]), match.start(), match.start("m"))
        baths = float(match["m"].replace(",", "."))
        yield Figure(Kind.BATHS, baths, match.start("m"), match.end())


def _rooms(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for kind, pattern in ((Kind.BEDS, _BEDS), (Kind.BATHS, _BATHS)):
        for number, match in enumerate(pattern.finditer(folded)):
            value = _value(match["n"].replace(",", "."), replace(how, language="en"))
            if value is None:
                continue
            if kind is Kind.BATHS and match["half"]:
                value += 0.5
            bound = Bound.LEAST if match["plus"] else _bound(folded, match.start(), match.end())
            figure = Figure(kind, value, match.start(), match.end(), bound=bound)
            yield from _ranged(folded, figure, how, 100 + number)


def _shares(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for number, match in enumerate(_SHARE.finditer(folded)):
        value = _value(match["n"], how)
        if value is not None:
            bound = _bound(folded, match.start(), match.end())
            figure = Figure(Kind.SHARE, value, match.start(), match.end(), "%", bound)
            yield from _ranged(folded, figure, how, 200 + number)


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
        bound = _bound(folded, start, end)
        yield Figure(
            Kind.MONEY, value, start, end, code, bound, is_short=value >= 3000,
            per="m2" if per else "",
        )  # fmt: skip


def _money(folded: str, text: str, how: Reading) -> Iterator[Figure]:
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
            Kind.MONEY, value, start, end, code or "", _bound(folded, start, end),
            bool(scale), "m2" if per else "",
        )  # fmt: skip
        yield from _ranged(folded, figure, how, 300 + place)
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
        _SPAN.match("1 " + folded[end:].lstrip()) or _COUNT.match("1 " + folded[end:].lstrip())
    )


def _spans(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for number, match in enumerate(_SPAN.finditer(folded)):
        value = _value(match["n"], how)
        if value is None or match["n"] in {"un", "una", "uno", "one"}:
            continue
        unit = next(name for name in _SPANS if match[name])
        if unit == "hour" and value <= 6 and re.search(r"\bde las $", folded[: match.start()]):
            continue  # "Which of the three hours": the times offered.
        bound = _bound(folded, match.start(), match.end())
        figure = Figure(Kind.SPAN, value, match.start(), match.end(), unit, bound)
        yield from _ranged(folded, figure, how, 400 + number)


def _counts(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in _COUNT.finditer(folded):
        value = _value(match["n"], how)
        if value is not None and match["n"] not in {"un", "una", "uno", "one"}:
            yield Figure(Kind.COUNT, value, match.start(), match.end())


def _bare(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in _BARE.finditer(folded):
        value = _value(match["n"], how)
        if value is not None and value >= 100:
            yield Figure(Kind.BARE, value, match.start(), match.end())
