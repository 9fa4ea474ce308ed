"""Conversations over the API: reading them, answering in them, and who holds them."""

from __future__ import annotations

from uuid import UUID

from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from crm.accounts.caller import caller
from crm.conversations import selectors, services
from crm.conversations.models import Conversation
from crm.conversations.payloads import (
    ConversationOutput,
    MessageOutput,
    conversation_payload,
    message_payload,
)
from crm.core.apiviews import ApiView
from crm.core.inputs import Filters, Input, read
from crm.core.openapi import operation
from crm.core.paging import KeysetFilters, KeysetPages, Pages, each, keyset, page_of
from crm.leads.selectors import lead_get_for


class VersionInput(Input):
    """The state the caller saw; the call is refused when it has moved since."""

    version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class EmptyInput(Input):
    """Nothing needs to be said."""


class ConversationListApi(ApiView):
    """The inbox."""

    ability = "conversations.view"
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        q = serializers.CharField(
            required=False, max_length=200, help_text="In name, phone and e-mail of the person."
        )
        holder = serializers.ChoiceField([*Conversation.Holder.values, "me"], required=False)
        lead = serializers.UUIDField(required=False)

    @operation("conversations_list", filters=FilterSerializer, answer=ConversationOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the conversations of the caller's leads; the newest message first."""
        actor = caller(request)
        filters = read(self.FilterSerializer, request.query_params)
        if "lead" in filters:
            filters["lead"] = lead_get_for(actor, filters["lead"])
        rows = selectors.conversation_list_for(actor, **filters)
        return page_of(request, rows, each(conversation_payload))


class LeadConversationListApi(ApiView):
    """One lead's conversations."""

    ability = "conversations.view"
    pagination_class = Pages

    @operation("leads_conversations_list", answer=ConversationOutput(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """List a lead's conversations; the newest message first."""
        actor = caller(request)
        rows = selectors.conversation_list_for(actor, lead=lead_get_for(actor, pk))
        return page_of(request, rows, each(conversation_payload))


class ConversationDetailApi(ApiView):
    """One conversation."""

    ability = "conversations.view"

    @operation("conversations_retrieve", answer=ConversationOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show a conversation, without its messages."""
        return Response(conversation_payload(selectors.conversation_get_for(caller(request), pk)))


class MessageListApi(ApiView):
    """What was said in a conversation."""

    ability = {"GET": "conversations.view", "POST": "conversations.reply"}
    pagination_class = KeysetPages

    class InputSerializer(VersionInput):
        """An answer by the caller."""

        text = serializers.CharField(help_text="At most 4,096 characters; more is answered 413.")

    @operation("messages_list", filters=KeysetFilters, answer=MessageOutput(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Read a conversation; the newest page first, within it the oldest message first."""
        conversation = selectors.conversation_get_for(caller(request), pk)
        asked = read(KeysetFilters, request.query_params)
        messages = selectors.thread(conversation, **asked)
        return keyset(
            request,
            [message_payload(message) for message in messages],
            count=selectors.thread_count(conversation),
            limit=asked["limit"],
            cursor=messages[0].pk if messages else None,
        )

    @operation("messages_create", body=InputSerializer, status=201, answer=MessageOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Answer the lead as the caller; the conversation is the caller's from then on.

        With a version the answer is refused (409) when somebody else took the conversation since.
        """
        actor = caller(request)
        conversation = selectors.conversation_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        message = services.person_reply(conversation=conversation, user=actor, **given)
        return Response(message_payload(message), status=201)


class AttachmentListApi(ApiView):
    """Files in a conversation."""

    ability = "conversations.reply"
    parser_classes = (MultiPartParser,)

    class InputSerializer(VersionInput):
        """A file by the caller, with words or without."""

        file = serializers.FileField(help_text="At most 25 MiB, less where the channel says so.")
        text = serializers.CharField(
            required=False, allow_blank=True, help_text="At most 1,024 characters."
        )
        client_key = serializers.CharField(
            required=False,
            max_length=64,
            help_text="The caller's own name for the message: sent again it is the first one.",
        )

    @operation("attachments_create", body=InputSerializer, status=201, answer=MessageOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Answer the lead with a file; the conversation is the caller's from then on.

        What the channel does not take is refused at once (409, 413) with the reason.
        """
        actor = caller(request)
        conversation = selectors.conversation_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        message = services.person_file(
            conversation=conversation, user=actor, upload=given.pop("file"), **given
        )
        return Response(message_payload(message), status=201)


class ConversationTakeoverApi(ApiView):
    """Taking a conversation over."""

    ability = "conversations.reply"

    class InputSerializer(VersionInput):
        """Optionally the version the caller saw."""

    @operation("conversations_takeover", body=InputSerializer, answer=ConversationOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Take a conversation over; Sofía says nothing more in it until it is given back."""
        actor = caller(request)
        conversation = selectors.conversation_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        services.conversation_take(conversation=conversation, user=actor, **given)
        return Response(conversation_payload(conversation))


class ConversationReleaseApi(ApiView):
    """Giving a conversation back."""

    ability = "conversations.reply"

    class InputSerializer(Input):
        """Optionally what was settled with the lead."""

        agreed = serializers.CharField(
            required=False,
            allow_blank=True,
            max_length=services.AGREED_LIMIT,
            help_text="Sofía goes on from it. Left out, what an earlier person wrote stays.",
        )

    @operation("conversations_release", body=InputSerializer, answer=ConversationOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Give a conversation back to Sofía; she answers what is still unanswered."""
        actor = caller(request)
        conversation = selectors.conversation_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        services.conversation_release(conversation=conversation, user=actor, **given)
        return Response(conversation_payload(conversation))


class ConversationCloseApi(ApiView):
    """Ending a conversation."""

    ability = "conversations.reply"

    @operation("conversations_close", answer=ConversationOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """End a conversation; the person's next message opens a new one."""
        actor = caller(request)
        conversation = selectors.conversation_get_for(actor, pk)
        read(EmptyInput, request.data)
        services.conversation_close(conversation=conversation, user=actor)
        return Response(conversation_payload(conversation))
