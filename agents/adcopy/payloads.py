"""Ads as JSON, and beside the shape its description for OpenAPI."""

from __future__ import annotations

from typing import Any, NamedTuple

from rest_framework import serializers

from agents.adcopy.models import AdCopy
from agents.adcopy.platforms import PLATFORMS, measured
from crm.core.payload import stamp


class AdText(NamedTuple):
    """One text of an ad, measured."""

    name: str
    text: str
    length: int
    limit: int


class AdTextOutput(serializers.Serializer[Any]):
    """One text of an ad with its length as the platform counts it."""

    name = serializers.CharField(help_text="The text's place in the ad: headline, primary_text …")
    text = serializers.CharField()
    length = serializers.IntegerField()
    limit = serializers.IntegerField()


class AdVariationOutput(serializers.Serializer[Any]):
    """One ad."""

    language = serializers.ChoiceField(["es", "en"])
    texts = AdTextOutput(many=True)
    shortened = serializers.ListField(
        child=serializers.CharField(), help_text="Texts that had to be cut to fit."
    )


class AdCopyOutput(serializers.Serializer[Any]):
    """The ads of one request."""

    id = serializers.UUIDField()
    run_id = serializers.UUIDField(allow_null=True)
    platform = serializers.ChoiceField(list(PLATFORMS))
    limits_from = serializers.URLField(help_text="Where the platform publishes its limits.")
    tone = serializers.ChoiceField(AdCopy.Tone.values)
    unit_id = serializers.UUIDField(allow_null=True)
    brief = serializers.CharField(allow_null=True)
    variations = AdVariationOutput(many=True)
    provider = serializers.CharField()
    at = serializers.DateTimeField()


def ad_copy_payload(copy: AdCopy) -> dict[str, Any]:
    """Ads in an answer."""
    platform = PLATFORMS[copy.platform]
    return {
        "id": str(copy.pk),
        "run_id": str(copy.run_id) if copy.run_id else None,
        "platform": copy.platform,
        "limits_from": platform.source,
        "tone": copy.tone,
        "unit_id": str(copy.unit_id) if copy.unit_id else None,
        "brief": copy.brief or None,
        "variations": [
            {
                "language": each["language"],
                "texts": [text._asdict() for text in texts_of(copy, each)],
                "shortened": each["shortened"],
            }
            for each in copy.variations
        ],
        "provider": copy.run.provider if copy.run else "",
        "at": stamp(copy.created_at),
    }


def texts_of(copy: AdCopy, variation: dict[str, Any]) -> list[AdText]:
    """The texts of a variation one by one, in the platform's order."""
    found = []
    for part in PLATFORMS[copy.platform].parts:
        value = variation["texts"].get(part.name, [])
        for text in value if isinstance(value, list) else [value]:
            found.append(AdText(part.name, text, measured(text), part.limit))
    return found
