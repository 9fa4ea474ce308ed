"""The board as JSON, and beside each shape its description for OpenAPI."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from crm.core.payload import known, number, stamp
from crm.leads.payloads import StageOutput, stage_payload
from crm.pipeline.cards import Card
from crm.pipeline.selectors import Column


class CardOutput(serializers.Serializer[Any]):
    """A lead as the board shows it."""

    id = serializers.UUIDField(help_text="The lead's.")
    name = serializers.CharField()
    wants = serializers.CharField(help_text="What they want, in one line.")
    score = serializers.IntegerField()
    owner_name = serializers.CharField(allow_null=True)
    last_message = serializers.CharField(allow_null=True)
    last_message_by = serializers.CharField(allow_null=True, help_text="lead, sofia or person")
    last_activity_at = serializers.DateTimeField()
    is_rotting = serializers.BooleanField(help_text="Nothing happened for too long.")


class ColumnOutput(serializers.Serializer[Any]):
    """A stage with its totals and its most recent leads."""

    stage = StageOutput()
    count = serializers.IntegerField()
    amount = serializers.FloatField(
        allow_null=True, help_text="What its buyers want to spend, in the broker's currency."
    )
    currency = serializers.CharField()
    cards = CardOutput(many=True, help_text="The first twenty; the others by leads?stage=.")
    has_more = serializers.BooleanField()


class BoardOutput(serializers.Serializer[Any]):
    """The whole board."""

    columns = ColumnOutput(many=True)


def column_payload(column: Column) -> dict[str, Any]:
    """A column of the board."""
    return {
        "stage": stage_payload(column.stage),
        "count": column.total.count,
        "amount": number(column.total.amount),
        "currency": column.total.currency,
        "cards": [card_payload(card) for card in column.page.cards],
        "has_more": bool(column.page.more),
    }


def card_payload(card: Card) -> dict[str, Any]:
    """A card of the board."""
    return {
        "id": str(card.id),
        "name": card.name,
        "wants": card.wants,
        "score": card.score,
        "owner_name": known(card.owner),
        "last_message": known(card.word),
        "last_message_by": known(card.word_by),
        "last_activity_at": stamp(card.active_at),
        "is_rotting": card.is_rotting,
    }
