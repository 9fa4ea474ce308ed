"""Whether a figure of a reply is one that the turn holds, or follows honestly from it.

Besides the figure itself these count as honest: the same amount written with a scale when no more
than 0.6 % is lost ("1.2M" for 1,195,000); a rounding that says so ("unos", "about") within 5 %;
a bound that is true and close ("más de 90 m²" for 92); a range whose ends both lie within 10 % of
figures held; an amount per square metre; and a difference, where the sentence compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from agents.guardrails.evidence import Listing
from agents.guardrails.figures import Bound, Figure, Kind, Reading, figures_in
from agents.nlu.numbers import words_value

_EXACT: Final = {Kind.MONEY: 0.0005, Kind.SIZE: 0.012}
_SHORT: Final = 0.006
_ABOUT: Final = 0.05
_BOUNDED: Final = 0.15
_RANGED: Final = 0.10
_COMPARES: Final = re.compile(
    r"\b(?:diferencia|menos que|mas que|menos|mas (?:car|barat|economic|grande|chic|pequen)\w*|"
    r"ahorr\w+|"
    r"sobre tu|bajo tu|por (?:encima|debajo)|mas|arriba|exced\w+|rebas\w+|pasa\w*|contra|extra|"
    r"queda\w*|margen|room|left|"
    r"resta\w*|exceed\w*|short|apart|gap|leav(?:e|es|ing)|"
    r"(?:sobra|falta)\w*|difference|cheaper|less|more|under|"
    r"over|"
    r"below|above|sav(?:e|ing)\w*|smaller|larger|bigger|dearer)\b"
)


_YEARLY: Final = re.compile(r"\b(?:year\w*|annual\w*|ano|anual\w*)\b")
_WEEKS: Final = re.compile(r"\b(?P<n>\d{1,2}|[a-z]{3,6}) (?:weeks?|semanas?)\b")


def own_figures(listing: Listing, how: Reading) -> list[Figure]:
    """The figures of one listing: its fields, and those its title and notes write."""
    found = [
        Figure(kind, value, 0, 0, unit)
        for kind, value, unit in (
            (Kind.MONEY, listing.price, listing.currency),
            (Kind.SIZE, listing.area_m2, "m2"),
            (Kind.BEDS, listing.beds, ""),
            (Kind.BATHS, listing.baths, ""),
        )
        if value is not None
    ]
    return found + figures_in(f"{listing.title}. {listing.notes}", how)


def matches(figure: Figure, held: Figure) -> bool:
    """Whether the figure says what is held, exactly or as an honest shortening of it."""
    if figure.kind is Kind.BARE or held.kind is Kind.BARE:
        return _equal(figure.value, held.value, 0.0005)
    if figure.kind is not held.kind or figure.per != held.per:
        return False
    if figure.unit and held.unit and figure.unit != held.unit:
        return False
    if figure.pair >= 0 and _equal(figure.value, held.value, _RANGED):
        return True
    if figure.bound is Bound.ABOUT:
        return _equal(figure.value, held.value, _ABOUT)
    if figure.bound is Bound.LEAST and figure.kind not in {Kind.SPAN, Kind.SHARE}:
        return figure.value <= held.value <= figure.value * (1 + _BOUNDED) + _step(figure)
    if figure.bound is Bound.MOST and figure.kind not in {Kind.SPAN, Kind.SHARE}:
        return held.value <= figure.value <= held.value * (1 + _BOUNDED) + _step(figure)
    if figure.kind is Kind.MONEY and figure.is_short and not figure.unit and figure.value < 1000:
        # "Cuesta 115": in thousands or millions, as people leave it out.
        return any(_equal(figure.value * scale, held.value, _SHORT) for scale in (1, 1e3, 1e6))
    if figure.is_short or held.is_short:
        return _equal(figure.value, held.value, _SHORT)
    return _equal(figure.value, held.value, _EXACT.get(figure.kind, 0.0))


def derived(
    figure: Figure,
    sentence: str,
    listings: Sequence[Listing],
    others: Iterable[Figure],
    *,
    shares: Iterable[Figure] = (),
    told: Iterable[Figure] = (),
) -> bool:
    """Whether the figure follows from what is held: per square metre, as a difference, or as one
    of the ``shares`` the sentence names, or exactly one of those ``told`` in documents, of a
    listing's price."""
    if figure.kind is Kind.MONEY and figure.per:
        return any(
            _equal(figure.value, each.price / each.area_m2, 0.02)
            for each in listings
            if each.price and each.area_m2
        )
    if figure.kind is Kind.MONEY and any(
        _equal(figure.value, each.price * share.value / 100, tolerance)
        for rates, tolerance in ((shares, 0.006), (told, 0.0005))
        for share in rates
        for each in listings
        if each.price and figure.unit in {"", each.currency}
    ):
        return True
    if figure.kind is Kind.MONEY and any(
        _equal(figure.value, each.price * times, 0.006)
        for times in _rents(sentence)
        for each in listings
        if each.price and figure.unit in {"", each.currency}
    ):
        return True
    if not _COMPARES.search(sentence) or figure.kind not in {
        Kind.BARE,
        Kind.MONEY,
        Kind.SIZE,
        Kind.BEDS,
        Kind.BATHS,
    }:
        return False
    values = [
        each.value
        for each in others
        if each.kind is (Kind.MONEY if figure.kind is Kind.BARE else figure.kind)
        and (not figure.unit or not each.unit or each.unit == figure.unit)
    ]
    return any(
        _equal(figure.value, abs(one - two), 0.02)
        for place, one in enumerate(values)
        for two in values[place + 1 :]
        if one != two
    )


def _rents(sentence: str) -> list[float]:
    """How many monthly rents the sentence speaks of: a year's, or so many weeks'."""
    found = [12.0] if _YEARLY.search(sentence) else []
    if weeks := _WEEKS.search(sentence):
        number = words_value(weeks["n"]) if weeks["n"].isalpha() else float(weeks["n"])
        found.append((number or 0) * 12 / 52)
    return found


def fulfilled(figure: Figure, listings: Sequence[Listing]) -> bool:
    """Whether a bound the lead set is kept by a listing: "hasta 80 millones tengo esta"."""
    for each in listings:
        value = {
            Kind.MONEY: each.price, Kind.SIZE: each.area_m2, Kind.BEDS: each.beds,
            Kind.BATHS: each.baths,
        }.get(figure.kind)  # fmt: skip
        if value is None or (figure.unit not in {"", "m2"} and figure.unit != each.currency):
            continue
        most = figure.bound is Bound.MOST and value <= figure.value
        if most or (figure.bound is Bound.LEAST and value >= figure.value):
            return True
    return False


def _step(figure: Figure) -> float:
    return 1.0 if figure.kind in {Kind.BEDS, Kind.BATHS} else 0.0


def _equal(one: float, two: float, tolerance: float) -> bool:
    return abs(one - two) <= max(1e-6, tolerance * max(abs(one), abs(two)))
