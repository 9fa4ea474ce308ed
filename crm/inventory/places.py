"""Where the broker has something, and what kinds of it: the words leads will use."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from crm.core.perbroker import PerBroker
from crm.core.text import fold
from crm.inventory.models import Unit


@dataclass(frozen=True, slots=True)
class Places:
    """Areas with their city, cities and property types, those with most units first."""

    areas: tuple[tuple[str, str], ...]
    cities: tuple[str, ...]
    property_types: tuple[str, ...]

    def cities_of(self, area_keys: frozenset[str]) -> frozenset[str]:
        """Folded names of the cities that have an area of one of these folded names."""
        return frozenset(fold(city) for area, city in self.areas if fold(area) in area_keys)


def _load() -> Places:
    areas: Counter[tuple[str, str]] = Counter()
    cities: Counter[str] = Counter()
    types: Counter[str] = Counter()
    rows = Unit.objects.values_list("area", "city", "property_type").annotate(number=Count("pk"))
    for area, city, property_type, number in rows.order_by("area", "city", "property_type"):
        if area:
            areas[area, city] += number
        cities[city] += number
        types[property_type] += number
    return Places(
        areas=tuple(key for key, _ in areas.most_common()),
        cities=tuple(key for key, _ in cities.most_common()),
        property_types=tuple(key for key, _ in types.most_common()),
    )


_kept: Final[PerBroker[Places]] = PerBroker(_load)


def places() -> Places:
    """The broker's places, remembered for half a minute; no query while warm."""
    return _kept.get()


def forget_places(**_: object) -> None:
    """Drop the remembered places after a unit was changed; also a receiver of its signals."""
    _kept.forget()
