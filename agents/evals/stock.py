"""Searches over a larger stock of real listings (King County; Barcelona and Valencia).

Nobody wrote searches for these: each is made from a listing of the file, by a hash, in one of four
makes: its area, bedrooms and a price somewhat above its own; its city with bathrooms, size and
price; the same cheaper than anything; and the first said in a sentence, read by the agent's
understanding. What is right is counted over the rows by plain comparison: the wishes are minimums
and a maximum, as a lead means them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from pydantic import Field

from agents.evals.figures import Figure, Section, percentile, share
from agents.evals.rows import Row
from agents.evals.sampling import some, told
from agents.evals.stage import Facts, throwaway_broker
from agents.nlu.geo import Gazetteer
from agents.nlu.understanding import Context, understand
from crm.core.actors import SYSTEM
from crm.core.text import fold
from crm.inventory.selectors import UnitSearch, gazetteer, unit_search
from crm.inventory.services import units_import

_TODAY: Final = date(2026, 1, 15)
_LIMIT: Final = 10
_MOST: Final = 120
_SQUARE_FOOT: Final = 0.09290304  # m²


@dataclass(frozen=True, slots=True)
class Home:
    """A listing as far as it is searched for."""

    ref: str
    area: str
    beds: int
    baths: float
    area_m2: float
    price: float

    def unit(self, city: str, currency: str) -> dict[str, Any]:
        """The row to import."""
        return {
            "ref": self.ref,
            "title": f"Home {self.ref}",
            "operation": "sale",
            "property_type": "house" if currency == "USD" else "apartment",
            "city": city,
            "area": self.area,
            "beds": self.beds,
            "baths": self.baths,
            "area_m2": self.area_m2,
            "price": self.price,
            "currency": currency,
        }


@dataclass(frozen=True, slots=True)
class Wish:
    """What is searched for; None is no wish."""

    area: str | None = None
    beds: int | None = None
    baths: float | None = None
    area_m2: float | None = None
    price_max: float | None = None

    def broken_by(self, home: Home) -> list[str]:
        """The wishes that a home does not fulfil."""
        return [
            name
            for name, holds in (
                ("area", self.area is None or fold(self.area) == fold(home.area)),
                ("beds", self.beds is None or home.beds >= self.beds),
                ("baths", self.baths is None or home.baths >= self.baths),
                ("area_m2", self.area_m2 is None or home.area_m2 >= self.area_m2),
                ("price", self.price_max is None or home.price <= self.price_max),
            )
            if not holds
        ]


class KingCounty(Row):
    """A house sold around Seattle; its area is its postal code."""

    id: str
    price: float
    bedrooms: int
    bathrooms: float
    sqft_living: float
    zipcode: str

    def home(self) -> Home:
        """As a home."""
        size = round(self.sqft_living * _SQUARE_FOOT, 1)
        return Home(self.id, self.zipcode, self.bedrooms, _tenth(self.bathrooms), size, self.price)


class Idealista(Row):
    """A flat that was for sale in a Spanish city, in its quarter where that is known."""

    id: str = Field(alias="ASSETID")
    price: float = Field(alias="PRICE")
    size: float = Field(alias="CONSTRUCTEDAREA")
    rooms: int = Field(alias="ROOMNUMBER")
    baths: int = Field(alias="BATHNUMBER")
    quarter: str = Field(alias="NEIGHBORHOOD_DERIVED")

    def home(self) -> Home:
        """As a home."""
        return Home(self.id, self.quarter, self.rooms, self.baths, self.size, self.price)


def _tenth(value: float) -> float:
    """As the stock keeps bathrooms: one decimal, halves to even."""
    return round(value, 1)


def king_county(rows: list[KingCounty]) -> Iterator[Section]:
    """Its searches are said in English."""
    say = "Hi, I want to buy a house in {area} with {beds} bedrooms for up to ${price:,.0f}"
    yield from _stock([row.home() for row in rows], Facts("US", "Seattle", "USD", ()), say)


def _idealista(city: str, rows: list[Idealista]) -> Iterator[Section]:
    say = "Hola, quiero comprar un piso en {area} de {beds} habitaciones, hasta {price:.0f} euros"
    yield from _stock([row.home() for row in rows], Facts("ES", city, "EUR", ()), say)


barcelona: Final[Callable[[list[Idealista]], Iterator[Section]]] = partial(_idealista, "Barcelona")
valencia: Final[Callable[[list[Idealista]], Iterator[Section]]] = partial(_idealista, "Valencia")


def _stock(homes: list[Home], facts: Facts, say: str) -> Iterator[Section]:
    listed = {home.ref: home for home in homes}
    known = [home for home in homes if home.area and home.beds]
    chosen = some(known, _MOST, lambda home: home.ref)
    with throwaway_broker(facts, _TODAY) as stage:
        stage.empty_inventory()
        report = units_import((h.unit(facts.city, facts.currency) for h in homes), actor=SYSTEM)
        section = Section("search", f"searches over {report.created:,} homes"
                          f"{told(chosen, known)}")  # fmt: skip
        for number, reason in report.rejected:
            section.miss(row=number, rejected=reason)
        _searches(section, chosen, listed)
        yield section
        yield _sentences(chosen, listed, facts, say)


def _wishes(home: Home) -> Iterator[Wish]:
    dear = round(home.price * 1.1, -3)
    yield Wish(area=home.area, beds=home.beds, price_max=dear)
    yield Wish(baths=home.baths, area_m2=home.area_m2, price_max=dear)
    yield Wish(area=home.area, beds=home.beds + 4, price_max=round(home.price / 3))


def _searches(section: Section, chosen: list[Home], listed: dict[str, Home]) -> None:
    broken = shown = found_right = wanted = honest = empty = counted = answered = 0
    spent = []
    for wish in (wish for home in chosen for wish in _wishes(home)):
        right = {ref for ref, home in listed.items() if not wish.broken_by(home)}
        started = time.perf_counter()
        found = _search(wish)
        spent.append((time.perf_counter() - started) * 1000)
        got = [unit.ref for unit in found.units]
        if not right:
            empty += 1
            honest += not got or bool(found.relaxed)
            if got and not found.relaxed:
                section.miss(wish=wish, got=got)
            continue
        answered += 1
        wrong = {ref: bad for ref in got if (bad := wish.broken_by(listed[ref]))}
        shown += len(got)
        broken += len(wrong)
        wanted += min(_LIMIT, len(right))
        found_right += len(right & set(got))
        counted += found.count == len(right)
        if wrong or found.count != len(right):
            section.miss(wish=wish, broken=wrong, right=len(right), counted=found.count)
    section.figures = [
        share("violations", "homes that break a wish", broken, shown, better="less"),
        share("recall", "homes found of those that fulfil it, ten at most", found_right, wanted),
        share("counted", "searches that tell how many there are", counted, answered),
        share("honest", "searches with nothing right that say so", honest, empty),
        Figure("p95", "time of a search, p95", percentile(spent, 0.95), len(spent), unit="ms",
               better="less", steady=False),
    ]  # fmt: skip


def _search(wish: Wish) -> UnitSearch:
    return unit_search(
        operation="buy",
        areas=[wish.area] if wish.area else [],
        beds=wish.beds,
        baths=wish.baths,
        area_m2=wish.area_m2,
        price_max=wish.price_max,
        limit=_LIMIT,
    )


def _sentences(chosen: list[Home], listed: dict[str, Home], facts: Facts, say: str) -> Section:
    """The wish in words: whether every part is heard, and the same homes found by it."""
    section = Section("words", "the same, said in a sentence")
    context = Context(
        today=_TODAY,
        currency=facts.currency,
        country=facts.country,
        language=facts.language,
        gazetteer=Gazetteer.of(gazetteer()),
    )
    parts = {"areas": 0, "beds": 0, "price": 0}
    whole = broken = shown = 0
    for home in chosen:
        wish = next(_wishes(home))
        text = say.format(area=home.area, beds=home.beds, price=wish.price_max)
        fields = understand(text, context=context).fields
        heard = {
            "areas": fields.get("areas") == [home.area],
            "beds": fields.get("beds") == home.beds,
            "price": fields.get("budget_max") == wish.price_max,
        }
        for name, is_right in heard.items():
            parts[name] += is_right
        whole += all(heard.values())
        found = unit_search(
            operation=fields.get("operation"),
            areas=fields.get("areas") or [],
            beds=fields.get("beds"),
            price_max=fields.get("budget_max"),
            currency=fields.get("currency"),
            limit=_LIMIT,
        )
        shown += len(found.units)
        broken += sum(bool(wish.broken_by(listed[unit.ref])) for unit in found.units)
        if not all(heard.values()):
            section.miss(text=text, got={k: v for k, v in fields.items() if k != "language"})
    section.figures = [
        share("heard", "area, bedrooms and price heard", whole, len(chosen)),
        share("violations", "homes then shown that break a wish", broken, shown, better="less"),
    ]
    section.details = [share(f"heard.{name}", name, count, len(chosen)) for name, count in
                       parts.items()]  # fmt: skip
    return section
