"""Units as JSON, and beside the shape its description for OpenAPI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm.core.paging import slice_of
from crm.core.payload import known, number, stamp
from crm.inventory.amenities import AMENITIES
from crm.inventory.models import Unit
from crm.inventory.money import format_price
from crm.inventory.selectors import UnitSearch

#: Relaxed wishes by the names of the parameters that ask for them.
_ASKED_AS: Final[Mapping[str, str]] = {"areas": "area"}

_TOLD: Final = "Stated by the broker or read from the listing; null when it tells nothing of it."


class UnitOutput(serializers.Serializer[Any]):
    """A listing."""

    id = serializers.UUIDField()
    ref = serializers.CharField(help_text="The broker's own reference.")
    title = serializers.CharField()
    operation = serializers.ChoiceField(Unit.Operation.values)
    property_type = serializers.ChoiceField(Unit.Type.values)
    status = serializers.ChoiceField(Unit.Status.values)
    city = serializers.CharField()
    area = serializers.CharField(allow_null=True)
    address = serializers.CharField(allow_null=True)
    beds = serializers.IntegerField(allow_null=True)
    baths = serializers.FloatField(allow_null=True)
    area_m2 = serializers.FloatField(allow_null=True)
    price = serializers.FloatField()
    currency = serializers.CharField()
    price_text = serializers.CharField(help_text="As brokers write it: UF 4.500.")
    description = serializers.CharField(allow_null=True)
    features = serializers.ListField(child=serializers.CharField())
    pets = serializers.BooleanField(allow_null=True, help_text=_TOLD)
    parking = serializers.BooleanField(allow_null=True, help_text=_TOLD)
    furnished = serializers.BooleanField(allow_null=True, help_text=_TOLD)
    laundry = serializers.BooleanField(allow_null=True, help_text=_TOLD)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class UnitSearchOutput(serializers.Serializer[Any]):
    """A page of units, the closest first, and what had to give to find any."""

    count = serializers.IntegerField(help_text="How many fit in all.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = UnitOutput(many=True)
    relaxed = serializers.ListField(
        child=serializers.CharField(),
        help_text="Wishes these units miss; empty when each fulfils all of them.",
    )


def search_answer(request: Request, search: Callable[[int], UnitSearch]) -> Response:
    """The page of a search that the request asks for; ``search`` finds the best so-many."""
    relaxed: list[str] = []

    def find(best: int) -> tuple[list[Unit], int]:
        found = search(best)
        relaxed.extend(_ASKED_AS.get(name, name) for name in found.relaxed)
        return found.units, found.count

    units, wrap = slice_of(request, find)
    answer = wrap([unit_payload(unit) for unit in units])
    answer.data["relaxed"] = relaxed
    return answer


def unit_payload(unit: Unit) -> dict[str, Any]:
    """A unit in an answer."""
    return {
        "id": str(unit.pk),
        "ref": unit.ref,
        "title": unit.title,
        "operation": str(unit.operation),
        "property_type": str(unit.property_type),
        "status": str(unit.status),
        "city": unit.city,
        "area": known(unit.area),
        "address": known(unit.address),
        "beds": unit.beds,
        "baths": number(unit.baths),
        "area_m2": number(unit.area_m2),
        "price": number(unit.price),
        "currency": unit.currency,
        "price_text": format_price(unit.price, unit.currency, get_language() or ""),
        "description": known(unit.description),
        "features": list(unit.features),
        **{name: unit.has(name) for name in AMENITIES},
        "created_at": stamp(unit.created_at),
        "updated_at": stamp(unit.updated_at),
    }
