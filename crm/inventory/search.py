"""Finding units: what was asked, compared fairly across currencies, the closest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Abs, Cast, Coalesce, Concat, Lower

from crm.core.text import fold
from crm.inventory.amenities import token_of
from crm.inventory.models import Unit
from crm.inventory.money import Rates

#: How far a price may lie outside what was asked before a unit is no longer worth showing.
STRETCH: Final = Decimal("0.15")
# Powers of two: a sum of them names the set of wishes a unit does not fulfil, least painful first.
RELAXABLE: Final[Mapping[str, int]] = {
    "baths": 1,
    "area_m2": 2,
    "areas": 4,
    "price": 8,
    "beds": 16,
}
# A price converted in floating point may miss the limit it equals by this share of it.
_ROUNDING: Final = 1e-9
_OPERATIONS: Final = {
    "buy": Unit.Operation.SALE,
    "sale": Unit.Operation.SALE,
    "rent": Unit.Operation.RENT,
}
_LIKE_MARKS: Final = re.compile(r"[\\%_]")
_ESCAPED: Final = r"\\\g<0>"
_MAY_BE_ACCENTED: Final = re.compile("[aeiounc]")
_ACCENTED: Final = "áàâäãåéèêëíìîïóòôöõúùûüñç"
_PLAIN: Final = "aaaaaaeeeeiiiiooooouuuunc"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; prices are in ``currency``, areas are folded names."""

    operation: str | None
    property_type: str | None
    city_key: str
    area_keys: tuple[str, ...]
    excluded_keys: tuple[str, ...]
    beds: int | None
    baths: Decimal | None
    area_m2: Decimal | None
    price_min: Decimal | None
    price_max: Decimal | None
    currency: str
    words: tuple[str, ...]
    #: What it must have, True, or must not, by :data:`crm.inventory.amenities.AMENITIES`.
    amenities: Mapping[str, bool] = field(default_factory=dict)


class _Plain(Func):
    """Lower-case text without its accents; PostgreSQL's unaccent may be absent."""

    function = "translate"
    arity = 3


#: Kinds that leads tell apart and listings do not: portals and files call them houses.
_STOCKED_AS: Final = {"villa": "house", "townhouse": "house"}


def stocked_as(kind: str) -> str:
    """The kind of unit that meets a wish for this kind of home."""
    return _STOCKED_AS.get(kind, kind)


def candidates(wish: Wish, rates: Rates) -> QuerySet[Unit]:
    """Available units of the asked operation, kind, city and words, with ``asked_price``.

    ``asked_price`` is the price in the currency of the wish; null where no rate is known, and
    such a unit is never within a price.
    """
    units = Unit.objects.filter(status=Unit.Status.AVAILABLE)
    if wish.operation:
        # Somebody who wants to sell or let looks for nothing of ours.
        units = units.filter(operation=_OPERATIONS.get(wish.operation, ""))
    if wish.property_type:
        units = units.filter(property_type=stocked_as(wish.property_type))
    if wish.city_key:
        units = units.filter(city_key=wish.city_key)
    if wish.excluded_keys:
        units = units.exclude(area_key__in=wish.excluded_keys)
    if wish.amenities:
        # What is known to be otherwise is not offered; of what nobody knows see _untold.
        otherwise = [token_of(name, not value) for name, value in wish.amenities.items()]
        units = units.exclude(amenities__overlap=otherwise)
    units = containing(units, wish.words)
    return units.annotate(asked_price=_price_in(wish.currency, rates))


def containing(units: QuerySet[Unit], words: Sequence[str]) -> QuerySet[Unit]:
    """Those whose reference, title, place, description or features hold all the folded words."""
    if not words:
        return units
    exact = [_LIKE_MARKS.sub(_ESCAPED, word) for word in words]
    # Taking accents away costs some 50 µs a row. A pattern that leaves open every letter which may
    # carry one is cheap, passes whatever the exact one does, and drops most rows before it.
    rough = [_MAY_BE_ACCENTED.sub("_", word) for word in exact]
    text = Lower(_joined())
    plain = _Plain(text, Value(_ACCENTED), Value(_PLAIN), output_field=TextField())
    return units.filter(_has_all(text, rough)).filter(_has_all(plain, exact))


def _has_all(text: Any, words: Sequence[str]) -> Any:
    return Func(
        text,
        Value([f"%{word}%" for word in words], output_field=ArrayField(TextField())),
        template="(%(expressions)s))",
        arg_joiner=" LIKE ALL (",
        output_field=BooleanField(),
    )


def strict(units: QuerySet[Unit], wish: Wish) -> QuerySet[Unit]:
    """Those that fulfil every wish, closest first, each with the ``found`` number of them all."""
    for condition in _conditions(wish).values():
        units = units.filter(condition)
    return units.annotate(found=Window(_CountAll())).order_by(*_closest(wish))


def nearest(units: QuerySet[Unit], wish: Wish, city_keys: Sequence[str]) -> QuerySet[Unit]:
    """Those that fulfil every wish, or come closest when none does, the closest first.

    ``missed`` sums the :data:`RELAXABLE` weights of what a unit does not fulfil; ``found`` counts
    the units that miss the same. Kind, operation and city are never given up, nor is a price
    further away than :data:`STRETCH` or more than one bedroom.
    """
    if city_keys:
        units = units.filter(city_key__in=city_keys)
    conditions = _conditions(wish)
    if "price" in conditions:
        units = units.filter(_price_within(wish, STRETCH))
    if "beds" in conditions and wish.beds is not None:
        units = units.filter(beds__gte=max(1, wish.beds - 1) if wish.beds else 0)
    missed: Any = Cast(Value(0), IntegerField())
    for name, condition in conditions.items():
        missed = missed + Case(
            When(condition, then=Value(0)),
            default=Value(RELAXABLE[name]),
            output_field=IntegerField(),
        )
    return (
        units.annotate(missed=missed)
        .annotate(found=Window(_CountAll(), partition_by=[F("missed")]))
        .order_by("missed", *_closest(wish))
    )


def missed_names(missed: int) -> tuple[str, ...]:
    """The wishes that a sum of :data:`RELAXABLE` weights stands for."""
    return tuple(name for name, weight in RELAXABLE.items() if missed & weight)


def _conditions(wish: Wish) -> dict[str, Q]:
    found: dict[str, Q] = {}
    if wish.baths is not None:
        found["baths"] = Q(baths__gte=wish.baths)
    if wish.area_m2 is not None:
        found["area_m2"] = Q(area_m2__gte=wish.area_m2)
    if wish.area_keys:
        found["areas"] = Q(area_key__in=wish.area_keys)
    if wish.price_min is not None or wish.price_max is not None:
        found["price"] = _price_within(wish, Decimal(0))
    if wish.beds is not None:
        found["beds"] = Q(beds__gte=wish.beds)
    return found


def _price_within(wish: Wish, stretch: Decimal) -> Q:
    condition = Q(asked_price__isnull=False)
    if wish.price_min is not None:
        condition &= Q(asked_price__gte=float(wish.price_min * (1 - stretch)) * (1 - _ROUNDING))
    if wish.price_max is not None:
        condition &= Q(asked_price__lte=float(wish.price_max * (1 + stretch)) * (1 + _ROUNDING))
    return condition


def _price_in(currency: str, rates: Rates) -> Any:
    price = Cast("price", FloatField())
    if not currency:
        return price
    factors = {code: float(rate / rates[currency]) for code, rate in rates.items()
               if currency in rates and code != currency}  # fmt: skip
    return Case(
        When(currency=currency, then=price),
        *(When(currency=code, then=price * Value(factor)) for code, factor in factors.items()),
        default=Value(None),
        output_field=FloatField(),
    )


def _closest(wish: Wish) -> list[Any]:
    untold = [_untold(wish).asc()] if wish.amenities else []
    return [*untold, _distance(wish).asc(), "ref"]


def _untold(wish: Wish) -> Any:
    """How many amenities of the wish a unit tells nothing of."""
    count: Any = Cast(Value(0), IntegerField())
    for name, value in wish.amenities.items():
        count = count + Case(
            When(amenities__contains=[token_of(name, value)], then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
    return count


def _distance(wish: Wish) -> Any:
    """How far a unit lies from what was asked, 0 for exactly that.

    Somebody who names a limit usually means to use most of it, and whoever asks for two bedrooms
    does not look for five: so nearness counts, not cheapness.
    """
    # A bare constant in ORDER BY would be read as the number of a column.
    distance: Any = Cast(Value(0.0), FloatField())
    if wish.beds is not None:
        distance = distance + Abs(Coalesce(Cast("beds", FloatField()), 0.0) - wish.beds) * 0.3
    target = _target_price(wish)
    if target:
        price = Coalesce(F("asked_price"), Value(0.0))
        distance = distance + Abs(price - Value(target)) / Value(target)
    if wish.area_m2:
        size = float(wish.area_m2)
        distance = distance + Abs(Coalesce(Cast("area_m2", FloatField()), 0.0) - size) / size * 0.5
    return distance


def _target_price(wish: Wish) -> float:
    limits = [float(limit) for limit in (wish.price_min, wish.price_max) if limit is not None]
    return sum(limits) / len(limits) if limits else 0.0


def _joined() -> Any:
    return Concat(
        "ref", Value(" "), "title", Value(" "), "area", Value(" "), "city", Value(" "),
        "address", Value(" "), "description", Value(" "),
        Func(F("features"), Value(" "), function="array_to_string", output_field=TextField()),
        output_field=TextField(),
    )  # fmt: skip


class _CountAll(Func):
    function = "COUNT"
    template = "%(function)s(*)"
    arity = 0
    output_field = IntegerField()
    window_compatible = True


def words_of(text: str) -> tuple[str, ...]:
    """The words of a free search, at most eight."""
    return tuple(fold(text).split()[:8])
