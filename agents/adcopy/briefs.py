"""A free brief read as facts, so that ads can be written of what is not in the inventory."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from agents.adcopy.amenities import AMENITIES, named_in
from agents.adcopy.facts import LANGUAGES
from agents.nlu.geo import Gazetteer
from agents.nlu.understanding import Context, understand
from crm.brokers.models import Broker
from crm.inventory.money import format_price

_OPERATIONS: Final = {"buy": "sale", "sell": "sale", "rent": "rent", "rent_out": "rent"}


def brief_facts(
    brief: str, *, broker: Broker, places: list[tuple[str, str]], property_types: list[str]
) -> dict[str, Any]:
    """What a brief states, in the shape of :func:`agents.adcopy.facts.unit_facts`.

    A price, a place or a size that the rules cannot read is simply not there; the brief itself
    goes to the model beside it.
    """
    found = understand(
        brief,
        context=Context(
            today=timezone.localdate(),
            currency=broker.currency,
            country=broker.country,
            language=broker.language,
            gazetteer=Gazetteer.of(places),
            property_types=tuple(property_types),
        ),
    )
    fields = found.fields
    amount = fields.get("budget_max") or fields.get("budget_min")
    currency = str(fields.get("currency") or broker.currency)
    named = [each for each in AMENITIES if each.es in named_in(brief)]
    size = fields.get("area_m2")
    areas = fields.get("areas") or [""]
    return {
        "title": "",
        "operation": _OPERATIONS.get(str(fields.get("operation")), ""),
        "property_type": str(fields.get("property_type") or ""),
        "city": str(fields.get("city") or ""),
        "area": str(areas[0]),
        "beds": fields.get("beds"),
        "baths": fields.get("baths"),
        "area_m2": size,
        "price_text": {
            language: format_price(amount, currency, language) if amount else ""
            for language in LANGUAGES
        },
        "size_text": dict.fromkeys(LANGUAGES, f"{size:g} m²" if size else ""),
        "features": [],
        "features_text": {"es": [each.es for each in named], "en": [each.en for each in named]},
        "description": "",
        "language": found.language if found.language in LANGUAGES else broker.language,
    }
