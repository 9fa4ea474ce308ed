"""Outgoing webhooks over the API."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from channels_app.outgoing import replaying, selectors, services
from channels_app.outgoing.models import OutgoingDelivery
from channels_app.outgoing.payloads import (
    DeliveryOutput,
    ReplayOutput,
    SecretOutput,
    WebhookOutput,
    WebhookSecretOutput,
    delivery_payload,
    webhook_payload,
)
from channels_app.public_addresses import LONGEST_URL
from crm.accounts.caller import caller
from crm.core import rates
from crm.core.apiviews import ApiView, made
from crm.core.inputs import Filters, Input, NothingInput, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of
from crm.core.payload import stamp

ABILITY: Final = selectors.ABILITY


class WebhookInput(Input):
    """What can be said of a webhook."""

    description = serializers.CharField(max_length=200, required=False, allow_blank=True)
    events = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        max_length=50,
        help_text="Types to be told of; empty for all.",
    )


class WebhookListApi(ApiView):
    """The broker's webhooks."""

    ability = ABILITY
    pagination_class = Pages
    told_once = ("secret",)

    class InputSerializer(WebhookInput):
        """A new webhook."""

        url = serializers.CharField(max_length=LONGEST_URL, help_text="http or https, public.")

    @operation("webhooks_list", answer=WebhookOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the webhooks."""
        rows = selectors.webhook_list_for(caller(request))
        return page_of(request, rows, each(webhook_payload))

    @operation("webhooks_create", body=InputSerializer, status=201, answer=WebhookSecretOutput)
    def post(self, request: Request) -> Response:
        """Add a webhook; the answer has its secret, which is never shown again."""
        given = read(self.InputSerializer, request.data)
        webhook = services.webhook_create(
            url=given["url"],
            description=given.get("description", ""),
            types=given.get("events", ()),
            user=caller(request),
        )
        told = webhook_payload(webhook) | {"secret": webhook.secret}
        return made(told, "webhook-detail", webhook.pk)


class WebhookDetailApi(ApiView):
    """One webhook."""

    ability = ABILITY

    class InputSerializer(WebhookInput):
        """What is to change; what is left out stays."""

        url = serializers.CharField(max_length=LONGEST_URL, required=False)
        enabled = serializers.BooleanField(required=False)

    @operation("webhooks_retrieve", answer=WebhookOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show a webhook and how it has been doing."""
        return Response(webhook_payload(selectors.webhook_get_for(caller(request), pk)))

    @operation("webhooks_update", body=InputSerializer, answer=WebhookOutput)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change a webhook; switched on again it hears what happens from then on."""
        user = caller(request)
        webhook = selectors.webhook_get_for(user, pk)
        given = read(self.InputSerializer, request.data)
        services.webhook_update(
            webhook=webhook,
            actor=user.as_actor(),
            url=given.get("url"),
            description=given.get("description"),
            types=given.get("events"),
        )
        if "enabled" in given:
            switch = services.webhook_enable if given["enabled"] else services.webhook_disable
            switch(webhook=webhook, actor=user.as_actor())
        return Response(webhook_payload(webhook))

    @operation("webhooks_delete", body=NothingInput, status=204, answer=None)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Remove a webhook with the log of its deliveries."""
        user = caller(request)
        webhook = selectors.webhook_get_for(user, pk)
        read(NothingInput, request.data)
        services.webhook_delete(webhook=webhook, actor=user.as_actor())
        return Response(status=204)


class WebhookRotateApi(ApiView):
    """A webhook's secret."""

    ability = ABILITY
    told_once = ("secret",)

    @operation("webhooks_rotate_secret", body=NothingInput, answer=SecretOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Give a webhook a new secret; for 24 hours deliveries are signed with both."""
        user = caller(request)
        webhook = selectors.webhook_get_for(user, pk)
        read(NothingInput, request.data)
        services.webhook_rotate(webhook=webhook, actor=user.as_actor())
        return Response(
            {"secret": webhook.secret, "previous_valid_until": stamp(webhook.previous_until)}
        )


class WebhookTestApi(ApiView):
    """A test call."""

    ability = ABILITY

    @operation("webhooks_test", body=NothingInput, answer=DeliveryOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Call a webhook with a `ping` now and show what came back."""
        webhook = selectors.webhook_get_for(caller(request), pk)
        read(NothingInput, request.data)
        rates.check(
            "webhook-test", str(webhook.pk), settings.RATE_WEBHOOK_TEST,
            _("Too many test calls; wait a moment."),
        )  # fmt: skip
        return Response(delivery_payload(replaying.webhook_ping(webhook)))


class WebhookReplayApi(ApiView):
    """Sending events again."""

    ability = ABILITY

    class InputSerializer(Input):
        """From where on: an event's id, or a moment."""

        since_id = serializers.IntegerField(
            required=False, min_value=0, max_value=2**63 - 1, help_text="Events after this one."
        )
        since = serializers.DateTimeField(required=False, help_text="Events from this moment on.")

        def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
            """Exactly one of the two."""
            if len(attrs) != 1:
                raise serializers.ValidationError(_("Give either since or since_id."))
            return attrs

    @operation("webhooks_replay", body=InputSerializer, answer=ReplayOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Send the events since then again, at most 5,000 of them in one call."""
        user = caller(request)
        webhook = selectors.webhook_get_for(user, pk)
        given = read(self.InputSerializer, request.data)
        done = replaying.webhook_replay(webhook=webhook, actor=user.as_actor(), **given)
        return Response({"queued": done.queued, "last_id": done.last_id, "more": done.more})


class DeliveryListApi(ApiView):
    """A webhook's deliveries."""

    ability = ABILITY
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        state = serializers.ChoiceField(OutgoingDelivery.State.values, required=False)

    @operation(
        "webhooks_deliveries_list", filters=FilterSerializer, answer=DeliveryOutput(many=True)
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """List what was sent to a webhook in the last 30 days; the newest first."""
        user = caller(request)
        webhook = selectors.webhook_get_for(user, pk)
        asked = read(self.FilterSerializer, request.query_params)
        rows = selectors.delivery_list_for(user, webhook, **asked)
        return page_of(request, rows, each(delivery_payload))


class DeliveryReplayApi(ApiView):
    """Sending one delivery again."""

    ability = ABILITY

    @operation("webhooks_deliveries_replay", body=NothingInput, answer=DeliveryOutput)
    def post(self, request: Request, pk: UUID, delivery: UUID) -> Response:
        """Send a delivery once more, under the same webhook-id."""
        user = caller(request)
        webhook = selectors.webhook_get_for(user, pk)
        row = selectors.delivery_get_for(user, delivery, webhook=webhook)
        read(NothingInput, request.data)
        return Response(
            delivery_payload(replaying.delivery_replay(delivery=row, actor=user.as_actor()))
        )
