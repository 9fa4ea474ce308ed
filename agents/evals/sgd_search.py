"""The searches of conversations about homes, put to our own search over the same inventory.

Bedrooms and bathrooms are minimums to us, as a lead means them; the data asks for just so many. A
home breaks a wish when it lies elsewhere, has fewer of them, is for the other operation, or is
not as wished in pets, furniture, garage or laundry; of a home that tells nothing of them nobody
knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from agents.evals.figures import Section, share
from agents.evals.rows import Row
from agents.evals.sgd_rows import SERVICES
from agents.evals.stage import Facts, throwaway_broker
from crm.core.actors import SYSTEM
from crm.inventory.selectors import unit_search
from crm.inventory.services import units_import

_LIMIT: Final = 10
_AMENITIES: Final = {
    "pets_allowed": "pets",
    "furnished": "furnished",
    "has_garage": "parking",
    "in_unit_laundry": "laundry",
}


class Listing(Row):
    """A home of the inventory as the search sees it; values are the words of the data."""

    listing_id: str
    service: str
    area: str
    number_of_beds: int
    number_of_baths: int
    property_name: str = ""
    address: str = ""
    intent: str = "rent"
    rent: float | None = None
    price: float | None = None
    pets_allowed: str = ""
    furnished: str = ""
    has_garage: str = ""
    in_unit_laundry: str = ""

    def unit(self) -> dict[str, Any]:
        """The row to import."""
        return {
            "ref": self.listing_id,
            "title": self.property_name or self.listing_id,
            "operation": "rent" if self.intent == "rent" else "sale",
            "property_type": "apartment" if self.service == "Homes_1" else "house",
            "city": self.area,
            "area": self.area,
            "address": self.address,
            "beds": self.number_of_beds,
            "baths": self.number_of_baths,
            "price": self.rent or self.price or 1,
            "currency": "USD",
            **{ours: getattr(self, theirs) for theirs, ours in _AMENITIES.items()},
        }


class Search(Row):
    """One search with what it found there (never more than ten)."""

    dialogue_id: str
    turn: int
    service: str
    parameters: dict[str, str]
    result_ids: tuple[str, ...] = ()


def sgd_search(searches: list[Search], homes: list[Listing]) -> Iterator[Section]:
    """Both services, each over its own homes."""
    section = Section("search", "the searches of the users, over the same homes")
    broken = shown = recalled = wanted = honest = empty = crashed = 0
    for service in SERVICES:
        listings = {home.listing_id: home for home in homes if home.service == service}
        rows = [row for row in searches if row.service == service]
        if not (listings and rows):
            continue
        with throwaway_broker(Facts("US", "San Jose", "USD", ())) as stage:
            stage.empty_inventory()
            units_import((home.unit() for home in listings.values()), actor=SYSTEM)
            for row in rows:
                try:
                    found = _found(row)
                except Exception as error:
                    # One search that fails is a finding, and no end of the others.
                    crashed += 1
                    section.miss(id=row.dialogue_id, turn=row.turn, error=repr(error))
                    continue
                got = [listings[ref] for ref in found[0]]
                if not any(_breaks(home, row) == [] for home in listings.values()):
                    empty += 1
                    honest += not got or found[1]
                    continue
                shown += len(got)
                wrong = {home.listing_id: bad for home in got if (bad := _breaks(home, row))}
                broken += len(wrong)
                hits = len(set(found[0]) & set(row.result_ids))
                recalled += hits
                wanted += min(_LIMIT, len(row.result_ids))
                if wrong or (row.result_ids and not hits):
                    section.miss(
                        id=row.dialogue_id, turn=row.turn, wish=row.parameters, broken=wrong
                    )
    section.figures = [
        share("violations", "homes that break a wish", broken, shown, better="less"),
        share("recall", "homes found there that are found here", recalled, wanted),
        share("honest", "searches with nothing right that say so", honest, empty),
        share("crashed", "searches that raised an error", crashed, len(searches), better="less"),
    ]
    yield section


def _found(row: Search) -> tuple[list[str], bool]:
    """The references found, and whether the search said that they miss a wish."""
    wish = row.parameters
    found = unit_search(
        operation="buy" if wish.get("intent") == "buy" else "rent",
        areas=[wish["area"]] if "area" in wish else [],
        beds=int(wish["number_of_beds"]) if "number_of_beds" in wish else None,
        baths=float(wish["number_of_baths"]) if "number_of_baths" in wish else None,
        limit=_LIMIT,
        amenities={
            ours: wish[theirs] == "True" for theirs, ours in _AMENITIES.items() if theirs in wish
        },
    )
    return [unit.ref for unit in found.units], bool(found.relaxed)


def _breaks(home: Listing, row: Search) -> list[str]:
    wish = row.parameters
    return [
        name
        for name, right in (
            ("area", wish.get("area", home.area).lower() == home.area.lower()),
            ("beds", home.number_of_beds >= int(wish.get("number_of_beds", 0))),
            ("baths", home.number_of_baths >= int(wish.get("number_of_baths", 0))),
            ("intent", wish.get("intent", home.intent) == home.intent),
            *((name, _as_wished(getattr(home, name), wish.get(name))) for name in _AMENITIES),
        )
        if not right
    ]


def _as_wished(told: str, wished: str | None) -> bool:
    return not told or wished is None or told == wished
