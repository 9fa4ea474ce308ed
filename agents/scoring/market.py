"""What the broker has for a lead: two queries, whatever the size of the inventory."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Min, Q

from agents.scoring.facts import (
    WITHOUT_BEDS,
    WITHOUT_SIZE,
    MarketFacts,
    Match,
    ProfileFacts,
    Reach,
)
from agents.scoring.words import missed_words, say, untold_words
from crm.core.text import fold
from crm.inventory.amenities import AMENITIES, amenities_wished
from crm.inventory.models import Unit
from crm.inventory.money import Rates, convert, format_price, rates
from crm.inventory.search import STRETCH, stocked_as
from crm.inventory.selectors import UnitSearch, unit_search
from crm.leads.models import LeadProfile

_MATCHES: Final = 3
_STOCKED: Final = {"buy": Unit.Operation.SALE, "rent": Unit.Operation.RENT}


def market_for(profile: ProfileFacts, *, language: str = "es") -> MarketFacts:
    """What there is for this lead; nothing is looked up for owners, who look for nothing."""
    table = rates()
    budget = _budget_text(profile, language)
    if profile.is_owner:
        return MarketFacts(budget_text=budget)
    stock = _stock(profile)
    cheapest = _cheapest(stock, profile.currency, table)
    found = units_wanted(profile, limit=_MATCHES)
    return MarketFacts(
        has_areas=bool(profile.areas) and stock["in_areas"] > 0,
        has_city=bool(profile.city) and stock["in_city"] > 0,
        has_type=bool(profile.property_type) and stock["of_type"] > 0,
        has_property=stock["of_property"] > 0,
        reach=_reach(profile, cheapest, table),
        cheapest_text=format_price(*cheapest, language) if cheapest else "",
        matches=tuple(_match(unit, profile, found, language) for unit in found.units),
        found=found.count,
        missed=found.relaxed,
        budget_text=budget,
    )


def _stock(profile: ProfileFacts) -> dict[str, Any]:
    """How many available units answer each part, and the least price of the operation by currency.

    Prices of different currencies cannot be compared in one MIN, so there is one for each that a
    rate is known for.
    """
    kind = stocked_as(profile.property_type)
    of_type = Q(property_type=kind) if kind else Q()
    operation = Q(operation=_STOCKED.get(profile.operation, ""))
    aggregates: dict[str, Any] = {
        "in_areas": Count("pk", filter=Q(area_key__in=[fold(area) for area in profile.areas])),
        "in_city": Count("pk", filter=Q(city_key=fold(profile.city))),
        "of_type": Count("pk", filter=Q(property_type=kind)),
        "of_property": Count("pk", filter=of_type & _size(profile)),
    }
    for code in rates():
        least = Min("price", filter=operation & Q(currency=code))
        aggregates[f"least_{code}"] = least
    return Unit.objects.filter(status=Unit.Status.AVAILABLE).aggregate(**aggregates)


def _size(profile: ProfileFacts) -> Q:
    """The wishes for size that make sense for the kind: nobody's plot lacks a bedroom."""
    wishes = {"beds": profile.beds, "baths": profile.baths, "area_m2": profile.area_m2}
    if profile.property_type in WITHOUT_BEDS | WITHOUT_SIZE:
        wishes["beds"] = wishes["baths"] = None
    if profile.property_type in WITHOUT_SIZE:
        wishes["area_m2"] = None
    return Q(**{f"{name}__gte": value for name, value in wishes.items() if value is not None})


def _cheapest(stock: dict[str, Any], currency: str, table: Rates) -> tuple[Decimal, str] | None:
    """The least price of the operation, written in its own currency."""
    found = [
        (converted, price, code)
        for code in table
        if (price := stock[f"least_{code}"]) is not None
        and (converted := convert(price, code, currency or code, table)) is not None
    ]
    if not found:
        return None
    _least, price, code = min(found)
    return price, code


def _reach(profile: ProfileFacts, cheapest: tuple[Decimal, str] | None, table: Rates) -> Reach:
    """How far the budget reaches in what is for sale or to let, whatever else is wished."""
    if profile.operation not in _STOCKED or profile.budget_max is None or not profile.currency:
        return "unknown"
    if cheapest is None:
        return "none"
    price = convert(*cheapest, profile.currency, table)
    if price is None:
        return "unknown"
    if price <= profile.budget_max:
        return "some"
    return "near" if price <= profile.budget_max * (1 + STRETCH) else "none"


def units_wanted(profile: ProfileFacts | LeadProfile, *, limit: int) -> UnitSearch:
    """The units closest to what a profile says, as the inventory is now."""
    return unit_search(
        operation=profile.operation or None,
        property_type=profile.property_type or None,
        city=profile.city or None,
        areas=profile.areas,
        beds=profile.beds,
        baths=profile.baths,
        area_m2=profile.area_m2,
        price_min=profile.budget_min,
        price_max=profile.budget_max,
        currency=profile.currency or None,
        amenities=amenities_wished({name: getattr(profile, name) for name in AMENITIES}),
        limit=limit,
    )


def _match(unit: Unit, profile: ProfileFacts, found: UnitSearch, language: str) -> Match:
    why = [say(language, "why_area", area=unit.area or unit.city)]
    if unit.beds:
        why.append(say(language, "why_beds", beds=unit.beds))
    if unit.area_m2:
        why.append(say(language, "why_m2", m2=round(unit.area_m2)))
    if profile.budget_max is not None and "price" not in found.relaxed:
        why.append(say(language, "why_within"))
    if found.relaxed:
        why.append(say(language, "why_missed", missed=missed_words(found.relaxed, language)))
    if untold := found.untold(unit):
        why.append(say(language, "why_untold", what=untold_words(untold, language)))
    return Match(
        ref=unit.ref,
        title=unit.title,
        price_text=format_price(unit.price, unit.currency, language),
        why=" · ".join(why),
    )


def _budget_text(profile: ProfileFacts, language: str) -> str:
    low, high = (
        None if amount is None else format_price(amount, profile.currency, language)
        for amount in (profile.budget_min, profile.budget_max)
    )
    if low and high:
        return f"{low} – {high}"
    if high:
        return high if profile.is_owner else say(language, "up_to", amount=high)
    return say(language, "from", amount=low) if low else ""
