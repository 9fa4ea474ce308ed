"""Deliveries and the ledger as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from channels_app.models import Delivery, InboundEvent
from crm.core.payload import known, stamp
from crm.core.text import clip

_PREVIEW = 160


class MessageDeliveryOutput(serializers.Serializer[Any]):
    """One message on its way to one person."""

    id = serializers.UUIDField()
    message_id = serializers.UUIDField()
    conversation_id = serializers.UUIDField()
    lead_id = serializers.UUIDField()
    channel = serializers.CharField()
    state = serializers.ChoiceField(Delivery.State.values)
    attempts = serializers.IntegerField()
    next_attempt_at = serializers.DateTimeField(allow_null=True, help_text="While it is queued.")
    settle_at = serializers.DateTimeField(
        allow_null=True,
        help_text="While it is unsure: when it is looked at again; then it waits for a person.",
    )
    error_code = serializers.CharField(allow_null=True)
    error = serializers.CharField(allow_null=True)
    text = serializers.CharField(help_text="How the message begins.", allow_blank=True)
    created_at = serializers.DateTimeField()


class InboundEventOutput(serializers.Serializer[Any]):
    """One delivery of a channel as it was stored, and what became of it."""

    id = serializers.UUIDField()
    channel = serializers.CharField()
    account_id = serializers.CharField()
    state = serializers.ChoiceField(InboundEvent.State.values)
    attempts = serializers.IntegerField()
    next_attempt_at = serializers.DateTimeField(allow_null=True, help_text="While it waits.")
    error = serializers.CharField(allow_null=True)
    note = serializers.CharField(allow_null=True, help_text="What in it nobody acts on.")
    processed_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class InboundEventDetailOutput(InboundEventOutput):
    """The same with what came."""

    payload = serializers.JSONField(help_text="As the channel wrote it.")


def delivery_payload(row: Delivery) -> dict[str, Any]:
    """A delivery with its message and conversation at hand."""
    conversation = row.message.conversation
    queued = row.state == Delivery.State.QUEUED
    return {
        "id": str(row.pk),
        "message_id": str(row.message_id),
        "conversation_id": str(conversation.pk),
        "lead_id": str(conversation.lead_id),
        "channel": conversation.channel,
        "state": row.state,
        "attempts": row.attempts,
        "next_attempt_at": stamp(row.due_at) if queued else None,
        "settle_at": stamp(row.settle_at),
        "error_code": known(row.error_code),
        "error": known(row.error),
        "text": clip(row.message.text, _PREVIEW),
        "created_at": stamp(row.created_at),
    }


def event_payload(row: InboundEvent) -> dict[str, Any]:
    """An event without what came."""
    waits = row.state == InboundEvent.State.RECEIVED
    return {
        "id": str(row.pk),
        "channel": row.channel,
        "account_id": row.account_id,
        "state": row.state,
        "attempts": row.attempts,
        "next_attempt_at": stamp(row.due_at) if waits else None,
        "error": known(row.error),
        "note": known(row.note),
        "processed_at": stamp(row.processed_at),
        "created_at": stamp(row.created_at),
    }


def event_detail_payload(row: InboundEvent) -> dict[str, Any]:
    """An event with what came."""
    return {**event_payload(row), "payload": row.payload}
