"""The inventory over the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm.accounts.caller import caller
from crm.core.apiviews import ApiView
from crm.core.inputs import Filters, read
from crm.core.openapi import operation
from crm.core.paging import Pages
from crm.inventory import selectors
from crm.inventory.amenities import AMENITIES
from crm.inventory.models import Unit
from crm.inventory.payloads import UnitOutput, UnitSearchOutput, search_answer, unit_payload

_NUMBER: Final[Mapping[str, Any]] = {
    "required": False,
    "max_digits": 16,
    "decimal_places": 2,
    "min_value": 0,
    "coerce_to_string": False,
}

_AMENITY: Final[Mapping[str, Any]] = {
    "required": False,
    "allow_null": True,
    "default": None,
    "help_text": "Leaves out what is known to be otherwise; what does not tell comes last.",
}


class UnitSearchApi(ApiView):
    """Finding units."""

    ability = "inventory.view"
    pagination_class = Pages

    class FilterSerializer(Filters):
        """What is looked for; numbers of rooms and m² are minimums."""

        q = serializers.CharField(required=False, max_length=200)
        city = serializers.CharField(required=False, max_length=120)
        area = serializers.ListField(
            child=serializers.CharField(max_length=120, allow_blank=True),
            required=False,
            max_length=20,
            help_text="One or several, repeated or with commas.",
        )
        type = serializers.ChoiceField(Unit.Type.values, required=False)
        operation = serializers.ChoiceField(["buy", "sale", "rent"], required=False)
        beds = serializers.IntegerField(required=False, min_value=0, max_value=100)
        baths = serializers.DecimalField(**{**_NUMBER, "max_digits": 4, "decimal_places": 1})
        area_m2 = serializers.DecimalField(**{**_NUMBER, "max_digits": 10, "decimal_places": 1})
        price_min = serializers.DecimalField(**_NUMBER)
        price_max = serializers.DecimalField(**_NUMBER)
        currency = serializers.RegexField(
            r"^([A-Za-z]{3}|[Uu][Ff])\Z",
            required=False,
            help_text="Of the prices given; the broker's own unless said.",
        )
        pets = serializers.BooleanField(**_AMENITY)
        parking = serializers.BooleanField(**_AMENITY)
        furnished = serializers.BooleanField(**_AMENITY)
        laundry = serializers.BooleanField(**_AMENITY)
        relax = serializers.BooleanField(
            required=False,
            default=False,
            help_text="When nothing fulfils every wish, answer what misses least.",
        )
        limit = serializers.IntegerField(required=False, min_value=1)
        offset = serializers.IntegerField(required=False, min_value=0)

        def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
            """Refuse a range that nothing can lie in."""
            low, high = attrs.get("price_min"), attrs.get("price_max")
            if low is not None and high is not None and low > high:
                raise serializers.ValidationError(
                    {"price_min": [_("is more than price_max")]}, code="invalid"
                )
            return attrs

    @operation("inventory_search", filters=FilterSerializer, answer=UnitSearchOutput)
    def get(self, request: Request) -> Response:
        """Find available units; the closest to what was asked first.

        Only the best 200 can be paged through.
        """
        asked = read(self.FilterSerializer, request.query_params)
        for name in ("limit", "offset"):
            asked.pop(name, None)
        names = [name for text in asked.pop("area", []) for name in text.split(",")]
        kind = asked.pop("type", None)
        amenities = {name: asked.pop(name) for name in AMENITIES}
        return search_answer(
            request,
            lambda best: selectors.unit_search(
                areas=names, property_type=kind, amenities=amenities, limit=best, **asked
            ),
        )


class UnitDetailApi(ApiView):
    """One unit."""

    ability = "inventory.view"

    @operation("inventory_retrieve", answer=UnitOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show a unit, whatever its status."""
        return Response(unit_payload(selectors.unit_get_for(caller(request), pk)))
