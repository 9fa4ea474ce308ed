"""Deliveries and the ledger over the API: what did not arrive, and trying it again."""

from __future__ import annotations

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from channels_app.channels.registry import CHANNELS
from channels_app.delivery import selectors as deliveries
from channels_app.inbound import selectors as ledger
from channels_app.inbound.retrying import event_retry
from channels_app.models import Delivery, InboundEvent
from channels_app.payloads import (
    InboundEventDetailOutput,
    InboundEventOutput,
    MessageDeliveryOutput,
    delivery_payload,
    event_detail_payload,
    event_payload,
)
from crm.accounts.caller import caller
from crm.conversations.payloads import MessageOutput, message_payload
from crm.conversations.services import message_resend, message_settle
from crm.core.apiviews import ApiView
from crm.core.inputs import Filters, NothingInput, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of


class DeliveryListApi(ApiView):
    """Messages on their way."""

    ability = "conversations.view"
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        state = serializers.ChoiceField(Delivery.State.values, required=False)
        channel = serializers.ChoiceField(CHANNELS, required=False)

    @operation("deliveries_list", filters=FilterSerializer, answer=MessageDeliveryOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the deliveries to the caller's leads, the newest first; `state=dead` or `unsure`
        finds what did not arrive, or may not have.
        """
        filters = read(self.FilterSerializer, request.query_params)
        rows = deliveries.delivery_list_for(caller(request), **filters)
        return page_of(request, rows, each(delivery_payload))


class MessageResendApi(ApiView):
    """A message that did not arrive."""

    ability = "conversations.reply"

    @operation("messages_resend", body=NothingInput, answer=MessageOutput)
    def post(self, request: Request, pk: UUID, message: UUID) -> Response:
        """Send a failed or unsure message once more.

        Refused (409) when it need not be sent again, when only a template would be taken now
        (`window_closed`), or when it is Sofía's and the person wants none (`opted_out`).
        """
        user = caller(request)
        row = deliveries.outbound_get_for(user, pk, message)
        read(NothingInput, request.data)
        sent = message_resend(message=row, actor=user.as_actor())
        return Response(message_payload(sent))


class MessageSettleApi(ApiView):
    """A message nobody knows the fate of."""

    ability = "conversations.reply"

    @operation("messages_settle", body=NothingInput, answer=MessageOutput)
    def post(self, request: Request, pk: UUID, message: UUID) -> Response:
        """Say that an unsure message arrived; it counts as sent from then on."""
        user = caller(request)
        row = deliveries.outbound_get_for(user, pk, message)
        read(NothingInput, request.data)
        return Response(message_payload(message_settle(message=row, user=user)))


class InboundEventListApi(ApiView):
    """What the channels delivered."""

    ability = "channels.edit"
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        state = serializers.ChoiceField(InboundEvent.State.values, required=False)
        channel = serializers.ChoiceField(CHANNELS, required=False)

    @operation(
        "inbound_events_list", filters=FilterSerializer, answer=InboundEventOutput(many=True)
    )
    def get(self, request: Request) -> Response:
        """List what the channels delivered, the newest first; `state=failed` finds what nobody
        could interpret.
        """
        caller(request)
        filters = read(self.FilterSerializer, request.query_params)
        rows = ledger.event_list(**filters)
        return page_of(request, rows, each(event_payload))


class InboundEventDetailApi(ApiView):
    """One delivery of a channel."""

    ability = "channels.edit"

    @operation("inbound_events_retrieve", answer=InboundEventDetailOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show what a channel delivered, and what became of it."""
        caller(request)
        return Response(event_detail_payload(ledger.event_get(pk)))


class InboundEventRetryApi(ApiView):
    """Interpreting again."""

    ability = "channels.edit"

    @operation("inbound_events_retry", body=NothingInput, answer=InboundEventOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Interpret an event again that failed or waits; what it did already is not repeated."""
        user = caller(request)
        event = ledger.event_get(pk)
        read(NothingInput, request.data)
        return Response(event_payload(event_retry(event=event, actor=user.as_actor())))
