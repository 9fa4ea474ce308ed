"""Webhooks and their deliveries as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.words import disabled_word
from crm.core.payload import known, stamp


class WebhookOutput(serializers.Serializer[Any]):
    """An address that is told of events."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    description = serializers.CharField(allow_null=True)
    events = serializers.ListField(
        child=serializers.CharField(), help_text="Empty: every type, also those to come."
    )
    enabled = serializers.BooleanField()
    disabled_at = serializers.DateTimeField(allow_null=True)
    disabled_reason = serializers.CharField(allow_null=True)
    failing_since = serializers.DateTimeField(allow_null=True)
    last_success_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class WebhookSecretOutput(WebhookOutput):
    """The same with its secret, which is told this once."""

    secret = serializers.CharField(
        allow_null=True, help_text="Null when the call is replayed by its Idempotency-Key."
    )


class SecretOutput(serializers.Serializer[Any]):
    """A new secret, told this once; until then deliveries are signed with the old one too."""

    secret = serializers.CharField(allow_null=True)
    previous_valid_until = serializers.DateTimeField(allow_null=True)


class DeliveryOutput(serializers.Serializer[Any]):
    """One event on its way to one webhook."""

    id = serializers.UUIDField()
    webhook_id = serializers.CharField(help_text="The header of that name, the same each time.")
    event_id = serializers.IntegerField(allow_null=True, help_text="Null for a test call.")
    type = serializers.CharField()
    state = serializers.ChoiceField(OutgoingDelivery.State.values)
    attempts = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True, help_text="Of the last HTTP answer.")
    error = serializers.CharField(allow_null=True)
    answer = serializers.CharField(allow_null=True, help_text="Its first 500 characters.")
    took_ms = serializers.IntegerField(allow_null=True)
    next_attempt_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    body = serializers.CharField(help_text="What was or will be sent, to the letter.")


class ReplayOutput(serializers.Serializer[Any]):
    """How many events are on their way again."""

    queued = serializers.IntegerField()
    last_id = serializers.IntegerField(
        allow_null=True, help_text="The last event of them; where to go on when there are more."
    )
    more = serializers.BooleanField()


def webhook_payload(webhook: OutgoingWebhook) -> dict[str, Any]:
    """A webhook without its secret."""
    is_off = webhook.disabled_at is not None
    return {
        "id": str(webhook.pk),
        "url": webhook.url,
        "description": known(webhook.description),
        "events": list(webhook.events),
        "enabled": not is_off,
        "disabled_at": stamp(webhook.disabled_at),
        "disabled_reason": disabled_word(webhook.disabled_reason) if is_off else None,
        "failing_since": stamp(webhook.failing_since),
        "last_success_at": stamp(webhook.last_success_at),
        "created_at": stamp(webhook.created_at),
        "updated_at": stamp(webhook.updated_at),
    }


def delivery_payload(delivery: OutgoingDelivery) -> dict[str, Any]:
    """A delivery with its body and its last outcome."""
    is_queued = delivery.state == OutgoingDelivery.State.QUEUED
    return {
        "id": str(delivery.pk),
        "webhook_id": delivery.message_id,
        "event_id": delivery.event_id,
        "type": delivery.type,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "status": delivery.status,
        "error": known(delivery.error),
        "answer": known(delivery.answer),
        "took_ms": delivery.took_ms,
        "next_attempt_at": stamp(delivery.due_at) if is_queued else None,
        "sent_at": stamp(delivery.sent_at),
        "created_at": stamp(delivery.created_at),
        "body": delivery.body,
    }
