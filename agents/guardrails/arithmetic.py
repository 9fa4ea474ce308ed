"""Amounts worked out of those held: how much a figure may be told without the working.

A reply may reckon: a deposit of so many months, a fee of so many per cent, a year of a monthly
cost, what a budget leaves. What can be reached in one or two steps from the amounts of a turn are
many values, so how precise a figure is decides what it needs: "AED 1,887,000" hits one of them by
chance hardly ever and stands as it is; "S/ 80" might, and needs a sentence that says it reckons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Final

from agents.guardrails.evidence import Listing
from agents.guardrails.measures import Bound, Figure, Kind

#: Digits that matter from which on a figure needs no word that it was worked out.
_PRECISE: Final = 4
_ABOUT: Final = 0.02
_SHORT: Final = 0.006
_WEEKS_A_YEAR: Final = 52
#: Months of rent a lead pays at once, at most.
_UPFRONT: Final = 6
# A sentence that adds, subtracts, takes a part or spreads over time.
_RECKONS: Final = re.compile(
    r"\b(?:diferencia|menos|mas|ahorr\w+|presupuesto|tope|limite|maximo|encima|debajo|arriba|"
    r"exced\w+|pas(?:a|as|an|arias?)|sobra\w*|falta\w*|queda\w*|margen|resta\w*|sum\w+|total\w*|"
    r"junt[oa]s?|entre (?:los|las) dos|equival\w+|serian?|saldria\w*|pagarias?|costaria|"
    r"o sea|es decir|al ano|anual\w*|al mes|mensual\w*|prorrate\w+|corresponde\w*|"
    r"difference|(?:too|so) (?:low|high)|off by|less|more|under|over|below|above|left|spare|short|"
    r"leav(?:es?|ing)|sav(?:e|ing)\w*|"
    r"cap|limit|budget|max\w*|plus|adds? up|add(?:ing|ed)?|total\w*|all[- ]in|altogether|combined|"
    r"works? out|working out|comes? (?:out )?(?:to|at)|amounts? to|that(?:'s| is)|would be|you'd|"
    r"equals?|so|i\.e|a (?:year|month)|per (?:year|month)|yearly|annual\w*|monthly|pcm|"
    r"up ?front|borrow\w*|financ\w+|rest|balance|entrada|pie|enganche|anticipo|down)\b|[=+]"
)
_SHARED: Final = re.compile(
    r"\b(?:each|split\w*|shared?|sharing|per (?:person|head)|a (?:head|person)|cada un[oa]|"
    r"por (?:persona|"
    r"cabeza)|divid\w+|entre (?:los |las )?(?:dos|tres|cuatro|2|3|4)|between (?:you|the|two|three)|"
    r"(?:la )?mitad|half|a medias)\b"
)
# Right before a figure: what a home is to be had for, which nothing is reckoned to.
_PRICED: Final = re.compile(
    r"\b(?:listed|priced|published|advertised|publicad[oa]|anunciad[oa]|precio|price|asking|"
    r"cuestan?|"
    r"costs?|vale|rents?|alquila|arrienda|vende|renta)"
    r"(?: (?:for|at|en|a|de|por|is|es|now|ahora|only|just|solo|about|unos|to))*\W{0,3}$"
)


@dataclass(frozen=True, slots=True)
class Held:
    """What may be reckoned with: listings meant, figures of texts, of the lead, of the reply."""

    listings: Sequence[Listing]
    cited: Sequence[Figure]
    wishes: Sequence[Figure]
    shown: Sequence[Figure]


def worked_out(figure: Figure, sentence: str, held: Held) -> bool:
    """Whether an amount follows in a step or two from those held."""
    if figure.per or figure.kind not in {Kind.MONEY, Kind.BARE} or figure.value < 10:
        return False
    digits = _digits(figure.value)
    if digits < _PRECISE and not (_RECKONS.search(sentence) or _SHARED.search(sentence)):
        return False
    if _PRICED.search(sentence[: figure.start]):
        return False
    slack = 0.5 if figure.value >= 100 else 0.005
    if figure.bound is Bound.ABOUT:
        slack = max(slack, min(_unit(figure.value) / 2, figure.value * _ABOUT))
    elif figure.is_short:
        slack = max(slack, min(_unit(figure.value) / 2, figure.value * _SHORT))
    steps: list[Iterable[float]] = [_over_time(figure, held)]
    if digits > 2 or figure.bound is not Bound.ABOUT:
        # "Around 3,900" is near to too many parts and sums to follow from any.
        steps += [_one_step(figure, held), _two_steps(figure, held)]
    if digits > 2:
        steps += [_each(price, sentence) for price in _prices(figure, held)]
    return any(abs(each - figure.value) <= slack for step in steps for each in step)


def _digits(value: float) -> int:
    """How many digits of a number matter: 3 of 26,300."""
    return len(f"{value:.2f}".rstrip("0").rstrip(".").replace(".", "").rstrip("0"))


def _unit(value: float) -> float:
    """What the last digit that matters counts: 100 of 26,300."""
    whole = f"{value:.0f}"
    return 10.0 ** (len(whole) - len(whole.rstrip("0"))) if value >= 1 else 1.0


def _parts(price: float, held: Held) -> list[float]:
    """So many months, weeks or per cent of a price, as texts or the reply itself tell."""
    spans = [each for each in held.cited if each.kind is Kind.SPAN and each.value <= _UPFRONT]
    rents = {each.value for each in spans if each.unit == "month"} | {
        each.value * 12 / _WEEKS_A_YEAR for each in spans if each.unit == "week"
    }
    shares = {each.value / 100 for each in (*held.cited, *held.shown) if each.kind is Kind.SHARE}
    parts = [price * each for each in (*rents, *shares)]
    return parts + [one * two * price for one in rents for two in shares]


def _each(price: float, sentence: str) -> list[float]:
    """What each of two to four pays who share it, where the sentence shares it out."""
    return [price / heads for heads in (2, 3, 4)] if _SHARED.search(sentence) else []


def _over_time(figure: Figure, held: Held) -> Iterator[float]:
    """A year of a monthly amount, a month of a yearly one."""
    for known in (*_money(held.cited, figure), *_money(held.shown, figure)):
        yield known * 12
        yield known / 12
    yield from (price * 12 for price in _prices(figure, held))
    cited = _money(held.cited, figure)
    # "With the yearly tax about 110 a month": a monthly cost and a twelfth of a yearly one.
    for one, two in permutations(cited, 2):
        yield one + two / 12
        yield one * 12 + two


def _one_step(figure: Figure, held: Held) -> Iterator[float]:
    """A part of a price."""
    for price in _prices(figure, held):
        yield from _parts(price, held)


def _two_steps(figure: Figure, held: Held) -> Iterator[float]:
    """Sums and differences of amounts, of a price and its parts, and what a budget leaves."""
    cited = _money(held.cited, figure)
    wishes = _money(held.wishes, figure)
    shown = [each for each in _money(held.shown, figure) if each != figure.value]
    for one, two in combinations([*cited, *shown], 2):
        yield one + two
        yield abs(one - two)
    for price in _prices(figure, held):
        parts = _parts(price, held)
        yield from (part / 12 for part in parts)
        parts += cited
        totals = [price, *(price + part for part in parts), *(price - part for part in parts)]
        totals += [price + one + two for one, two in combinations(parts, 2)]
        yield from totals
        yield from (one + two for one, two in combinations(parts, 2))
        for wish in (*wishes, *shown):
            yield from (abs(total - wish) for total in totals)


def _prices(figure: Figure, held: Held) -> list[float]:
    return [
        each.price for each in held.listings if each.price and figure.unit in {"", each.currency}
    ]


def _money(figures: Iterable[Figure], like: Figure) -> list[float]:
    """The different amounts that may be of the same currency as a figure."""
    return list(
        dict.fromkeys(
            each.value
            for each in figures
            if each.kind is Kind.MONEY
            and not each.per
            and (not like.unit or not each.unit or each.unit == like.unit)
        )
    )
