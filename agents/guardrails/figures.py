"""Every amount, size, room count, share and span of a text, with where it stands.

The readers of :mod:`agents.nlu` look for the one wish a lead states; a claim may be any figure of
a reply, so here all of them are read, with the same number words and names of currencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from agents.guardrails.measures import (
    COUNT,
    DIGITS,
    NUMBER,
    NUMBER_WORDS,
    SPAN,
    SPANS,
    Bound,
    Figure,
    Kind,
    Reading,
    bound_of,
    ranged,
    value_of,
)
from agents.guardrails.prices import money_in
from agents.nlu.features import SQUARE_FOOT
from agents.nlu.text import fold, mask

_SMALL: Final = rf"(?<![\w.,/#$€£-])(?P<n>\d{{1,2}}(?:[.,]5)?|(?:{NUMBER_WORDS}))"
_HALF: Final = r"(?P<half>\s+y medio|\s+and a half)?"
# "Two more bedrooms", "800 extra square feet".
_MORE: Final = r"\s*-?\s*(?:(?:more|extra|additional|fewer|less) )?"
_SIZE: Final = re.compile(
    NUMBER
    + _MORE
    + r"(?P<unit>m2|m²|mt2|mts2|mts(?!\w)|metros? cuadrados?|metros?(?! (?:de |del |a |al "
    r"|desde |hasta |lineal|frente))|sqm|sq\.? ?m(?:et(?:er|re)s?)?\b|square met(?:er|re)s?|sq\.? ?"
    r"ft\b|sq\.? feet|sqft|square f(?:ee|oo)t|sf\b|pies cuadrados|pies2|ft2|ft²|hectareas?|has?\b|"
    r"utiles|cubiertos|construidos|habitables|de (?:terraza|balcon|jardin|patio)\b|"
    r"acres?)(?!\w)"
)
# "65 m², and with the terrace it comes to 78": square metres again.
_SIZE_AGAIN: Final = re.compile(
    r"\b(?:llega[n]? a|suma[n]?|se va a|sube[n]? a|comes? to|goes up to|totals?|brings it to|"
    r"makes it)"
    r" (?P<n>\d{2,3})(?![\d.,%]*\d|\s*(?:%|k\b|mil|m\b|min|dias|days|months|meses))(?=\W|$)"
)
_PART_OF: Final = re.compile(
    r"\b(?P<part>half|quarter|media|medio|cuarto)(?:\s|-)(?:of\s|de\s)?(?:an?\s|una?\s)?"
    r"(?P<unit>acre|hectarea)\b"
)
_BEDS: Final = re.compile(
    _SMALL
    + r"\s*(?P<plus>\+|o mas|or more)?"
    + _MORE
    + r"(?:dormitorios?|dorms?\b|drms?\b|habitacion(?:es)?"
    r"|habs?\b|recamaras?|alcobas?|cuartos?(?! de (?:bano|hora))|piezas?|ambientes?|bed ?rooms?|"
    r"rooms?|beds?\b|bdrms?|bdr|bds?\b|brs?\b|bhk)"
)
_BATHS: Final = re.compile(
    _SMALL
    + _HALF
    + r"\s*(?P<plus>\+)?"
    + _MORE
    + r"(?:full |completos? )?(?:banos?|banitos?|bath ?rooms?|"
    r"baths?|ba\b|wc\b|toilets?)(?P<more>\s+y medio|\s+and a half)?"
)
_COMPACT: Final = re.compile(
    r"(?<![\w.,])(?P<n>\d)\s?(?:d|h|br|bd)\s*[-/+, ]?\s*(?P<m>\d(?:[.,]5)?)\s?(?:b|ba|bth)\b"
)
_SHARE: Final = re.compile(NUMBER + r"\s*(?:%|por ?ciento|per ?cent|percent)")
_BARE: Final = re.compile(rf"(?<![\w.,/@])#?(?P<n>{DIGITS})(?![\w%])")
_RANKS: Final = (
    *("primer", "segundo", "tercer", "cuarto", "quinto"),
    *("sexto", "septimo", "octavo", "noveno", "decimo"),
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_FLOOR: Final = re.compile(
    rf"\b(?P<rank>{'|'.join(_RANKS)}) (?:floor|piso)\b|"
    r"(?<![\w.,$])(?P<n>\d{1,3})(?:st|nd|rd|th|er|ro|to|mo|vo|no|°|º|ª) (?:floor|piso|planta)\b"
    r"|\b(?:es|esta en) un (?P<only>primer|segund|tercer|cuart|quint|sext|septim|octav|noven|"
    r"decim)o"
    r"(?= (?:al|con|sin|por|interior|exterior|de)\b|[,.;]|$)"
    r"|\b(?:piso|planta|floor) (?:n[°º] ?)?(?P<m>\d{1,2})(?![\w.,]*\d)\b"
)
# "In three instalments" splits a payment; "three payments: ..." counts those it lists.
_PAID_IN: Final = re.compile(r"\b(?:en|in|a|hasta|over)\s+$")
# "A year old", "a one-year warranty": figures as well.
_LASTS: Final = re.compile(
    r"\s*(?:de (?:antiguedad|garantia|gracia|antiguo)\b|old\b|(?:\w+ )?(?:warranty|guarantee)\b)"
)
_LEVEL: Final = re.compile(
    r"\b(?:is|it's|es|esta|queda|on|en) (?:en |un |una |la |el |a |the |in |"
    r"on )*(?P<level>planta baja|ground floor|"
    r"top floor|ultimo piso|basement|semisotano|entresuelo)\b"
)
_TAKES: Final = re.compile(
    r"\b(?:takes?|lasts?|tardan?|demoran?|duran?)(?: (?:about|around|only|just|up to|como|unos|"
    r"solo|apenas|casi|en))*\W*$"
)
_ACRE: Final = 4046.86


def figures_in(
    text: str, how: Reading, *, hidden: Iterable[tuple[int, int]] = (), ones: bool = False
) -> list[Figure]:
    """Every figure of the text in order; ``hidden`` stretches (names, links, dates) are skipped.

    "Un mes" and "one flat" count only with ``ones``: what is held may be told as "1 mes"."""
    folded = mask(fold(text), hidden)
    found: list[Figure] = []
    for reader in (
        _parts,
        _floors,
        _sizes,
        _sizes_again,
        _compact,
        _rooms,
        _shares,
        money_in,
        _spans,
        _counts,
        _bare,
    ):
        read = list(reader(folded, text, how))
        found += read
        folded = mask(folded, [(each.start, each.end) for each in read])
    return sorted(
        (each for each in found if ones or not _is_article(each, text)),
        key=lambda each: each.start,
    )


def _is_article(figure: Figure, text: str) -> bool:
    return (
        figure.kind in {Kind.SPAN, Kind.COUNT}
        and figure.value == 1
        and text[figure.start : figure.start + 1].isalpha()
        # "Registration takes about a week": how long something takes is a figure.
        and not _LASTS.match(fold(text[figure.end :]))
        and (figure.unit == "minute" or not _TAKES.search(fold(text[: figure.start])))
    )


def _sizes(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for number, match in enumerate(_SIZE.finditer(folded)):
        value = value_of(match["n"], how)
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
        bound = bound_of(folded, match.start(), match.end())
        figure = Figure(Kind.SIZE, value, match.start(), match.end(), "m2", bound)
        for each in ranged(folded, figure, how, number):
            yield replace(each, value=each.value * factor)


def _sizes_again(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    if re.search(r"\d\s?(?:m2|m²|sqm|sq\.? ?m)\b|\d\s?m²", fold(text)):
        for match in _SIZE_AGAIN.finditer(folded):
            yield Figure(Kind.SIZE, float(match["n"]), match.start("n"), match.end("n"), "m2")


def _parts(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in _PART_OF.finditer(folded):
        share = 0.25 if match["part"] in {"quarter", "cuarto"} else 0.5
        whole = _ACRE if match["unit"] == "acre" else 10_000.0
        yield Figure(Kind.SIZE, share * whole, match.start(), match.end(), "m2")


def _floors(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in _FLOOR.finditer(folded):
        rank = match["rank"] or match["only"]
        if rank:
            places = [place for place, word in enumerate(_RANKS) if word.startswith(rank)]
            value = str(places[0] % 10 + 1)
        else:
            value = match["n"] or match["m"]
        yield Figure(Kind.SPAN, float(value), match.start(), match.end(), "floor")
    for match in _LEVEL.finditer(folded):
        # No number of storeys, but one held by nothing else: by its name it is no figure.
        at = match.start("level")
        yield Figure(Kind.SPAN, 0.0, at, match.end(), f"floor {match['level']}")


def _compact(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in _COMPACT.finditer(folded):
        yield Figure(Kind.BEDS, float(match["n"]), match.start(), match.start("m"))
        baths = float(match["m"].replace(",", "."))
        yield Figure(Kind.BATHS, baths, match.start("m"), match.end())


def _rooms(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for kind, pattern in ((Kind.BEDS, _BEDS), (Kind.BATHS, _BATHS)):
        for number, match in enumerate(pattern.finditer(folded)):
            value = value_of(match["n"].replace(",", "."), replace(how, language="en"))
            if value is None:
                continue
            if kind is Kind.BATHS and (match["half"] or match["more"]):
                value += 0.5
            bound = Bound.LEAST if match["plus"] else bound_of(folded, match.start(), match.end())
            figure = Figure(kind, value, match.start(), match.end(), bound=bound)
            yield from ranged(folded, figure, how, 100 + number)


def _shares(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for number, match in enumerate(_SHARE.finditer(folded)):
        value = value_of(match["n"], how)
        if value is not None:
            bound = bound_of(folded, match.start(), match.end())
            figure = Figure(Kind.SHARE, value, match.start(), match.end(), "%", bound)
            yield from ranged(folded, figure, how, 200 + number)


def _spans(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for number, match in enumerate(SPAN.finditer(folded)):
        value = value_of(match["n"], how)
        if value is None:
            continue
        unit = next(name for name in SPANS if match[name])
        if unit == "hour" and value <= 6 and re.search(r"\bde las $", folded[: match.start()]):
            continue  # "Which of the three hours": the times offered.
        if unit == "floor" and how.country == "ES" and match["floor"] == "pisos":
            continue  # "Dos pisos" are two homes in Spain.
        if unit == "part" and not _PAID_IN.search(folded[: match.start()]):
            continue
        bound = bound_of(folded, match.start(), match.end())
        figure = Figure(Kind.SPAN, value, match.start(), match.end(), unit, bound)
        yield from ranged(folded, figure, how, 400 + number)


def _counts(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in COUNT.finditer(folded):
        value = value_of(match["n"], how)
        if value is not None:
            yield Figure(Kind.COUNT, value, match.start(), match.end())


def _bare(folded: str, text: str, how: Reading) -> Iterator[Figure]:
    for match in _BARE.finditer(folded):
        value = value_of(match["n"], how)
        if value is not None and value >= 100:
            yield Figure(Kind.BARE, value, match.start(), match.end())
