"""Whether a figure of a reply is one that the turn holds, or follows honestly from it.

Besides the figure itself these count as honest: the same amount written with a scale when no more
than 0.6 % is lost ("1.2M" for 1,195,000); a rounding that says so ("unos", "about") within 5 %;
a bound that is true and close ("más de 90 m²" for 92); a range whose ends both lie within 10 % of
figures held; an amount per square metre; and a difference, where the sentence compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from agents.guardrails.evidence import Listing
from agents.guardrails.figures import figures_in
from agents.guardrails.measures import Bound, Figure, Kind, Reading
from agents.nlu.features import SQUARE_FOOT
from agents.nlu.numbers import words_value

_EXACT: Final = {Kind.MONEY: 0.0005, Kind.SIZE: 0.012}
_SHORT: Final = 0.006
_BASES: Final = {"year": ("month", 12.0), "week": ("day", 7.0), "km": ("metre", 1000.0)}
_ABOUT: Final = 0.05
_BOUNDED: Final = 0.15
_RANGED: Final = 0.10
_COMPARES: Final = re.compile(
    r"\b(?:diferencia|suma[n]?|agrega[n]?|gana[sn]?|adds?|gains?|menos que|mas que|menos|"
    r"mas (?:car|barat|economic|grande|chic|pequen)\w*|"
    r"ahorr\w+|presupuesto|tope|limite|budget|limit|"
    r"sobre tu|bajo tu|por (?:encima|debajo)|mas|arriba|exced\w+|rebas\w+|pasa\w*|contra|extra|"
    r"queda\w*|margen|room|left|spare|"
    r"resta\w*|exceed\w*|short|apart|gap|leav(?:e|es|ing)|"
    r"(?:sobra|falta)\w*|difference|cheaper|less|more|under|"
    r"over|"
    r"below|above|sav(?:e|ing)\w*|smaller|larger|bigger|dearer)\b"
)


_PER_AREA: Final = re.compile(
    r"\b(?:por|el|cada|per|a) (?:m2|metro(?: cuadrado)?|sqm|square met\w+|sq\.? ?m|"
    r"(?P<feet>sq\.? ?ft|square f\w+|pie cuadrado))(?!\w)"
)
# "About $452 and $502": one of each.
_SEVERAL: Final = re.compile(r"\d\s*(?:and|y|vs\.?|versus|contra|/|,)\s*\D{0,4}\d")
_REST: Final = re.compile(
    r"\b(?:financ\w+|rest|resto|saldo|remaining|remainder|balance|other|diferencia|quedar\w+)\b"
)
_PART: Final = re.compile(
    r"\b(?:mantenimiento|expensas|gastos|comunidad|comision|honorarios|itp|impuestos?|fees?|dues|"
    r"commission|maintenance|tax|stamp duty)\b"
)
_TOTAL: Final = re.compile(
    r"\b(?:total\w*|sum\w+|en conjunto|al (?:inicio|firmar|entrar)|para entrar|de entrada|"
    r"inicial\w*|"
    r"desembols\w+|altogether|in all|all[- ]in|up ?front|move[- ]in|combined|adds? up|to start)\b"
)
_BUDGET: Final = re.compile(
    r"\b(?:presupuesto|tope|limite|maximo|budget|limit|max\w*|cap|ceiling|techo|top end)\b"
)
#: Per cent are told without what follows the point.
_ROUNDED_SHARE: Final = 0.5
#: Months of rent a lead pays at once, at most.
_UPFRONT: Final = 6
_YEARLY: Final = re.compile(r"\b(?:year\w*|annual\w*|ano|anual\w*)\b")
_MONTHLY: Final = re.compile(r"\b(?:mes|mensual\w*|months?|monthly|pcm)\b")
_DEPOSIT: Final = re.compile(r"\b(?:deposit\w*|garantia|fianza|adelant\w+|advance)\b")
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
    if figure.kind is Kind.SPAN:
        figure, held = _in_base(figure), _in_base(held)
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


def _in_base(span: Figure) -> Figure:
    """A year as twelve months, a week as seven days."""
    base, times = _BASES.get(span.unit, (span.unit, 1.0))
    return replace(span, unit=base, value=span.value * times)


def derived(
    figure: Figure,
    sentence: str,
    listings: Sequence[Listing],
    others: Iterable[Figure],
    *,
    shares: Iterable[Figure] = (),
    told: Iterable[Figure] = (),
    spans: Iterable[Figure] = (),
    everyone: Sequence[Listing] = (),
) -> bool:
    """Whether the figure follows from what is held: per square metre, as a difference, or as one
    of the ``shares`` the sentence names, or exactly one of those ``told`` in documents, of a
    listing's price; where it speaks of a deposit, as so many weeks' or months' rent as documents
    ask (``spans``). A share may be of any listing the reply compares (``everyone``)."""
    stated = _PER_AREA.search(sentence)
    if figure.kind is Kind.MONEY and (figure.per or stated):
        foot = SQUARE_FOOT if stated and stated["feet"] and not figure.per else 1.0
        fits = any(
            _equal(figure.value, each.price / each.area_m2 * foot, 0.02)
            for each in (everyone if _SEVERAL.search(sentence) else listings)
            if each.price and each.area_m2
        )
        if fits or figure.per:
            return fits
    if figure.kind is Kind.MONEY and any(
        _equal(figure.value, each.price * share.value / 100, tolerance)
        for rates, tolerance in ((shares, 0.006), (told, 0.0005))
        for share in rates
        for each in (*listings, *everyone)
        if each.price and figure.unit in {"", each.currency}
    ):
        return True
    if figure.kind is Kind.MONEY and any(
        _equal(figure.value, each.price * times, 0.006)
        for times in _rents(sentence, spans)
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


def own_prices(listings: Iterable[Listing]) -> list[Figure]:
    """What the listings cost."""
    return [Figure(Kind.MONEY, each.price, 0, 0, each.currency) for each in listings if each.price]


def in_thousands(figure: Figure, sentence: str, held: Iterable[Figure]) -> bool:
    """Whether a comparison leaves the thousands out: "128 contra tus 135"."""
    return (
        figure.kind in {Kind.MONEY, Kind.BARE}
        and not figure.unit
        and 10 <= figure.value < 1000
        and bool(_COMPARES.search(sentence))
        and any(
            _equal(figure.value * scale, each.value, _SHORT)
            for each in held
            if each.kind is Kind.MONEY
            for scale in (1e3, 1e6)
        )
    )


def is_budget(figure: Figure, sentence: str, wishes: Iterable[Figure]) -> bool:
    """Whether it is the lead's budget, called so in the same breath."""
    around = sentence[max(0, figure.start - 40) : figure.end + 40]
    return (
        figure.kind is Kind.MONEY
        and bool(_BUDGET.search(around))
        and any(
            each.kind is Kind.MONEY and _equal(figure.value, each.value, _SHORT) for each in wishes
        )
    )


def share_of_budget(
    figure: Figure, sentence: str, prices: Iterable[Figure], wishes: Iterable[Figure]
) -> bool:
    """Whether it is by how many per cent a price misses the lead's budget ("un 5 % menos")."""
    if figure.kind is not Kind.SHARE or not _BUDGET.search(sentence):
        return False
    budgets = [each.value for each in wishes if each.kind is Kind.MONEY and each.value]
    return any(
        abs(abs(price.value / budget - 1) * 100 - figure.value) <= _ROUNDED_SHARE
        for price in prices
        for budget in budgets
    )


def _rents(sentence: str, spans: Iterable[Figure]) -> list[float]:
    """How many monthly rents the sentence speaks of: a year's, or so many weeks'."""
    found = [12.0] if _YEARLY.search(sentence) else []
    for weeks in _WEEKS.finditer(sentence):
        number = words_value(weeks["n"]) if weeks["n"].isalpha() else float(weeks["n"])
        found.append((number or 0) * 12 / 52)
    if _DEPOSIT.search(sentence):
        found += [
            each.value * (12 / 52 if each.unit == "week" else 1)
            for each in spans
            if each.unit in {"week", "month"} and each.value <= _UPFRONT
        ]
    return found


def shown_sum(
    figure: Figure,
    sentence: str,
    listings: Sequence[Listing],
    cited: Sequence[Figure],
    shown: Sequence[Figure],
    wishes: Sequence[Figure] = (),
) -> bool:
    """Whether the figure is worked out before the lead's eyes: a sum or difference of two or three
    others the reply shows (``shown``, each held to account itself), or, where it tells a total, a
    listing's price with what documents add to it: so many months of it, an amount, a share."""
    if figure.kind not in {Kind.MONEY, Kind.SIZE}:
        return False
    terms = {
        each.value
        for each in shown
        if each.kind is figure.kind
        and each.start != figure.start
        and (not figure.unit or not each.unit or each.unit == figure.unit)
    } - {figure.value}
    if any(
        _equal(figure.value, abs(one + sign * two), _SHORT)
        for one, two in combinations(terms, 2)
        for sign in (1, -1)
    ) or any(_equal(figure.value, sum(three), _SHORT) for three in combinations(terms, 3)):
        return True
    if figure.kind is Kind.MONEY and any(
        _equal(figure.value, term / 12 if monthly else term * 12, _SHORT)
        for term in terms
        for monthly, words in ((True, _MONTHLY), (False, _YEARLY))
        if words.search(sentence)
    ):
        return True
    if figure.kind is Kind.MONEY and any(
        _equal(figure.value, each.price + sign * term, _SHORT)
        for each in listings
        for sign in ((1, -1) if _REST.search(sentence) else (1,))
        if each.price and figure.unit in {"", each.currency}
        for term in terms
        if term < each.price
    ):
        return True
    if figure.kind is Kind.MONEY and _with_a_part(figure, sentence, listings, cited, wishes):
        return True
    if figure.kind is not Kind.MONEY or not _TOTAL.search(sentence):
        return False
    weeks = {
        each.value * 12 / 52 for each in cited if each.kind is Kind.SPAN and each.unit == "week"
    }
    months = {each.value for each in cited if each.kind is Kind.SPAN and each.unit == "month"}
    times = (
        {1.0}
        | {
            total
            for n in range(1, 4)
            for each in combinations(months, n)
            if (total := 1 + sum(each)) <= _UPFRONT
        }
        | {2.0, 3.0}
    )
    times |= {1 + sum(each) for n in (1, 2) for each in combinations(weeks, n)}  # fmt: skip
    for each in listings:
        if not each.price or figure.unit not in {"", each.currency}:
            continue
        added = [0.0]
        added += [one.value for one in cited if one.kind is Kind.MONEY and not one.per]
        added += [each.price * one.value / 100 for one in cited if one.kind is Kind.SHARE]
        sums = {one + two for one in added for two in added if one != two} | set(added)
        if any(
            _equal(figure.value, each.price * many + more, _SHORT)
            for many in times
            for more in sums
            if many > 1 or more
        ):
            return True
    return False


def _with_a_part(
    figure: Figure,
    sentence: str,
    listings: Sequence[Listing],
    cited: Sequence[Figure],
    wishes: Sequence[Figure],
) -> bool:
    """Whether it is a price with one part the sentence names ("with the fee"), what of a budget is
    left or lacking then, or a month of a yearly amount of the documents."""
    money = [each.value for each in cited if each.kind is Kind.MONEY and not each.per]
    if _MONTHLY.search(sentence) and any(_equal(figure.value, each / 12, _SHORT) for each in money):
        return True
    if not _PART.search(sentence):
        return False
    sums = [
        each.price + part
        for each in listings
        if each.price and figure.unit in {"", each.currency}
        for part in (
            *money,
            *(each.price * one.value / 100 for one in cited if one.kind is Kind.SHARE),
        )
    ]
    budgets = [each.value for each in wishes if each.kind is Kind.MONEY]
    apart = [abs(one - two) for one in sums for two in budgets if _COMPARES.search(sentence)]
    return any(_equal(figure.value, each, 0.0005) for each in (*sums, *apart))


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
