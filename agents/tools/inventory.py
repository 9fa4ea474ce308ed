"""Tools that find places, amounts and property."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from agents.guardrails.fence import neutral
from agents.nlu.geo import Gazetteer, find_places
from agents.nlu.money import MoneyContext, find_budget
from agents.tools.registry import Arguments, Effect, tool
from agents.turns.context import TurnContext
from crm.inventory.amenities import AMENITIES, amenities_wished
from crm.inventory.models import Unit
from crm.inventory.money import format_price
from crm.inventory.selectors import UnitSearch, unit_search


class Words(Arguments):
    text: str = Field(min_length=1, max_length=2000, description="the lead's own words")


@tool(effect=Effect.READ)
def normalize_budget(context: TurnContext, arguments: Words) -> dict[str, Any]:
    """Read an amount of money out of the lead's words: slang, UF, ranges, thousands and millions
    in either notation. Use it before noting a budget. `found` is false when there is none."""
    operation = context.profile_now()["operation"]
    found = find_budget(
        arguments.text,
        MoneyContext(
            currency=context.broker.currency,
            country=context.broker.country,
            language=context.language,
            operation=operation,
            expected=True,
        ),
    )
    if found is None:
        return {"found": False}
    return {
        "found": True,
        "budget_min": found.min,
        "budget_max": found.max,
        "currency": found.currency,
        "period": found.period,
        "approximate": found.approximate,
    }


@tool(effect=Effect.READ)
def geo_match(context: TurnContext, arguments: Words) -> dict[str, Any]:
    """Find which of the broker's areas and cities the lead means, however they are spelt. Use it
    before noting an area. `excluded` are places they do not want."""
    places = find_places(arguments.text, Gazetteer.of(context.places), expected=True)
    return {
        "matches": [
            {"area": match.area, "city": match.city, "score": round(match.score)}
            for match in places.matches
            if not match.excluded
        ],
        "cities": list(places.cities),
        "excluded": list(places.excluded),
    }


class UnitWish(Arguments):
    operation: Literal["buy", "rent"] | None = None
    property_type: str | None = Field(default=None, max_length=20)
    city: str | None = Field(default=None, max_length=120)
    areas: list[str] | None = Field(default=None, max_length=12)
    beds: int | None = Field(default=None, ge=0, le=50)
    baths: float | None = Field(default=None, ge=0, le=50)
    area_m2: float | None = Field(default=None, gt=0)
    price_min: float | None = Field(default=None, ge=0)
    price_max: float | None = Field(default=None, ge=0)
    currency: str | None = Field(default=None, max_length=3)
    pets: bool | None = Field(default=None, description="pets must be allowed")
    parking: bool | None = None
    furnished: bool | None = None
    laundry: bool | None = None
    text: str = Field(default="", max_length=200, description="words the listing should contain")
    limit: int = Field(default=3, ge=1, le=5)


@tool(effect=Effect.READ)
def inventory_search(context: TurnContext, arguments: UnitWish) -> dict[str, Any]:
    """Search the broker's available property. What is left out is taken from what the lead wants.
    Only these results may be offered; a price, a size or an address is said as it stands here.
    `relaxed` names wishes that nothing fulfils: then these come closest, and you say so. Of each
    home, `has` and `lacks` are what is known; `unknown` names wishes its listing does not tell:
    say that it does not say, never that it has them."""
    profile = context.profile_now()
    asked = arguments.model_dump(exclude={"text", "limit"}, exclude_none=True)
    found = unit_search(
        operation=asked.get("operation") or profile["operation"] or None,
        property_type=asked.get("property_type") or profile["property_type"] or None,
        city=asked.get("city") or profile["city"] or None,
        areas=asked.get("areas") or profile["areas"],
        beds=asked.get("beds", profile["beds"]),
        baths=asked.get("baths", profile["baths"]),
        area_m2=asked.get("area_m2", profile["area_m2"]),
        price_min=asked.get("price_min", profile["budget_min"]),
        price_max=asked.get("price_max", profile["budget_max"]),
        currency=asked.get("currency") or profile["currency"] or None,
        amenities=amenities_wished({**profile, **asked}),
        q=arguments.text,
        limit=arguments.limit,
    )
    units = [
        {**unit_facts(unit, context.language), **amenities_told(unit, found)}
        for unit in found.units
    ]
    # The newest list comes first, in its order: "the first one" means that one.
    context.draft.shown_units = units + context.draft.shown_units
    return {"count": found.count, "units": units, "relaxed": list(found.relaxed)}


def unit_facts(unit: Unit, language: str) -> dict[str, Any]:
    """What may be said of a unit, as JSON values."""
    return {
        "ref": unit.ref,
        "title": neutral(unit.title),
        "operation": unit.operation,
        "property_type": unit.property_type,
        "area": unit.area,
        "city": unit.city,
        "address": neutral(unit.address),
        "beds": unit.beds,
        "baths": _plain(unit.baths),
        "area_m2": _plain(unit.area_m2),
        "price": _plain(unit.price),
        "currency": unit.currency,
        "price_text": format_price(unit.price, unit.currency, language),
        "features": [neutral(each) for each in unit.features[:8]],
    }


def amenities_told(unit: Unit, found: UnitSearch) -> dict[str, list[str]]:
    """What a unit is known to have and to lack, and the wishes it tells nothing of."""
    told = {
        "has": [name for name in AMENITIES if unit.has(name)],
        "lacks": [name for name in AMENITIES if unit.has(name) is False],
        "unknown": found.untold(unit),
    }
    return {name: names for name, names in told.items() if names}


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
