"""Reading the inventory: the search everybody uses, and the doors to one unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.core.errors import NotFound
from crm.core.text import fold
from crm.inventory import search
from crm.inventory.models import Unit
from crm.inventory.money import rates
from crm.inventory.places import places


@dataclass(frozen=True, slots=True)
class UnitSearch:
    """What a search found: the closest units, how many there are, and what had to give.

    ``relaxed`` is empty when every unit fulfils every wish; otherwise none does, and it names
    the wishes (areas, price, beds, baths, area_m2) that these units miss. ``amenities`` are the
    names of those that were wished.
    """

    units: list[Unit]
    count: int
    relaxed: tuple[str, ...] = ()
    amenities: tuple[str, ...] = ()

    def untold(self, unit: Unit) -> list[str]:
        """The wished amenities that this unit's listing tells nothing of."""
        return [name for name in self.amenities if unit.has(name) is None]


def unit_search(
    *,
    operation: str | None = None,
    property_type: str | None = None,
    city: str | None = None,
    areas: Iterable[str] = (),
    beds: int | None = None,
    baths: Decimal | float | None = None,
    area_m2: Decimal | float | None = None,
    price_min: Decimal | float | None = None,
    price_max: Decimal | float | None = None,
    currency: str | None = None,
    q: str = "",
    limit: int = 10,
    exclude_areas: Iterable[str] = (),
    relax: bool = True,
    amenities: Mapping[str, bool | None] | None = None,
) -> UnitSearch:
    """Available units that fulfil the wishes, closest first.

    Beds, baths and m² are minimums; prices are in ``currency`` (the broker's own unless given)
    and are compared across currencies. Of ``amenities``, see :data:`crm.inventory.amenities`, True
    must be there and False must not: a unit known to be otherwise is left out, one that tells
    nothing comes after those that do. When nothing fulfils the rest and ``relax`` is set, the
    units that miss least are returned and say so.
    """
    table = rates()
    wished = (amenities or {}).items()
    wish = search.Wish(
        operation=operation or None,
        property_type=property_type or None,
        city_key=fold(city or ""),
        area_keys=_keys(areas),
        excluded_keys=_keys(exclude_areas),
        beds=beds,
        baths=_decimal(baths),
        area_m2=_decimal(area_m2),
        price_min=_decimal(price_min),
        price_max=_decimal(price_max),
        currency=(currency or broker_current().currency).upper(),
        words=search.words_of(q),
        amenities={name: value for name, value in wished if value is not None},
    )
    named = tuple(wish.amenities)
    limit = max(1, min(limit, 200))
    units = search.candidates(wish, table)
    if not relax:
        exact: list[Any] = list(search.strict(units, wish)[:limit])
        return UnitSearch(units=exact, count=exact[0].found if exact else 0, amenities=named)
    # Who asks for an area means its city, even unsaid: do not offer another town instead.
    cities = () if wish.city_key else tuple(places().cities_of(frozenset(wish.area_keys)))
    close: list[Any] = list(search.nearest(units, wish, cities)[:limit])
    alike = [unit for unit in close if unit.missed == close[0].missed]
    if not alike:
        return UnitSearch(units=[], count=0, amenities=named)
    return UnitSearch(
        units=alike,
        count=alike[0].found,
        relaxed=search.missed_names(alike[0].missed),
        amenities=named,
    )


def gazetteer() -> list[tuple[str, str]]:
    """Every (area, city) the broker has something in, those with most units first."""
    return list(places().areas)


def property_types() -> list[str]:
    """The kinds of property the broker has, those with most units first."""
    return list(places().property_types)


def unit_list_for(actor: User, *, q: str = "", operation: str = "", property_type: str = "",
                  status: str = "", city: str = "") -> QuerySet[Unit]:  # fmt: skip
    """The broker's units for a page, whatever their status, by reference."""
    units = Unit.objects.all() if actor.is_active else Unit.objects.none()
    chosen = {"operation": operation, "property_type": property_type, "status": status,
              "city_key": fold(city)}  # fmt: skip
    units = units.filter(**{name: value for name, value in chosen.items() if value})
    return search.containing(units, search.words_of(q)).order_by("ref")


def unit_get_for(actor: User, pk: UUID | str) -> Unit:
    """The unit of that id; NotFound for a stranger or when there is none."""
    try:
        return unit_list_for(actor).get(pk=pk)
    except (Unit.DoesNotExist, ValidationError) as error:
        raise NotFound(_("There is no such unit.")) from error


def unit_by_ref(ref: str) -> Unit:
    """The unit of that reference, whatever its case; NotFound when there is none."""
    unit = Unit.objects.filter(ref__iexact=ref.strip()).first()
    if unit is None:
        raise NotFound(_("There is no unit with that reference."))
    return unit


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in map(fold, names) if key))


def _decimal(value: Decimal | float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
