"""Ad copy over the API."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.adcopy.models import AdCopy
from agents.adcopy.payloads import AdCopyOutput, ad_copy_payload
from agents.adcopy.platforms import PLATFORMS
from agents.adcopy.services import BOTH, BRIEF_LIMIT, MOST_VARIATIONS, ad_copy_generate
from crm.accounts.caller import caller
from crm.core.apiviews import ApiView
from crm.core.inputs import Input, read
from crm.core.openapi import operation
from crm.inventory.selectors import unit_get_for


class AdCopyGenerateApi(ApiView):
    """Texts for an advertisement."""

    ability = "agents.run"

    class InputSerializer(Input):
        """A unit or a brief, and where the ad runs."""

        platform = serializers.ChoiceField(list(PLATFORMS))
        unit = serializers.UUIDField(required=False, help_text="The unit that is advertised.")
        brief = serializers.CharField(
            required=False, max_length=BRIEF_LIMIT, help_text="What is advertised, in words."
        )
        language = serializers.ChoiceField(["es", "en", BOTH], required=False, default=BOTH)
        tone = serializers.ChoiceField(
            AdCopy.Tone.values, required=False, default=AdCopy.Tone.FRIENDLY
        )
        variations = serializers.IntegerField(
            required=False, default=3, min_value=1, max_value=MOST_VARIATIONS
        )

        def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
            """One of unit and brief, not both."""
            if ("unit" in attrs) == ("brief" in attrs):
                raise serializers.ValidationError(
                    {"unit": [_("Give a unit or a brief: one of them.")]}
                )
            return attrs

    @operation("ad_copy_generate", body=InputSerializer, answer=AdCopyOutput)
    def post(self, request: Request) -> Response:
        """Write ads for a unit or a brief; each text within the platform's length.

        They say only what the unit's data or the brief says, and nothing fair-housing law forbids.
        """
        actor = caller(request)
        given = read(self.InputSerializer, request.data)
        wanted = given.pop("unit", None)
        unit = unit_get_for(actor, wanted) if wanted else None
        return Response(ad_copy_payload(ad_copy_generate(user=actor, unit=unit, **given)))
