"""Conversations and messages as JSON, and beside each shape its description for OpenAPI."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from crm.conversations.files import plain_name
from crm.conversations.models import Attachment, Conversation, Message
from crm.core.payload import known, stamp
from crm.leads.payloads import ContactOutput, contact_payload


class HolderUserOutput(serializers.Serializer[Any]):
    """The person who holds a conversation."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class LastMessageOutput(serializers.Serializer[Any]):
    """The newest message, shortened."""

    text = serializers.CharField()
    author = serializers.ChoiceField(Message.Author.values)
    at = serializers.DateTimeField()


class ConversationOutput(serializers.Serializer[Any]):
    """A thread with one person on one channel, and who may speak in it."""

    id = serializers.UUIDField()
    lead_id = serializers.UUIDField()
    contact = ContactOutput()
    channel = serializers.CharField()
    holder = serializers.ChoiceField(Conversation.Holder.values)
    holder_user = HolderUserOutput(allow_null=True)
    holder_since = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="Grows whenever the holder changes.")
    unread = serializers.IntegerField()
    handover_reason = serializers.CharField(allow_null=True)
    handover_summary = serializers.CharField(allow_null=True)
    promised_at = serializers.DateTimeField(
        allow_null=True, help_text="By when the lead was told that a person answers."
    )
    called_user_id = serializers.UUIDField(
        allow_null=True, help_text="Who was called last to a conversation that waits."
    )
    agreed = serializers.CharField(
        allow_null=True, help_text="What people settled with the lead, for Sofía to go on from."
    )
    last_message = LastMessageOutput(allow_null=True)
    last_inbound_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class MessageErrorOutput(serializers.Serializer[Any]):
    """Why a message did not arrive."""

    code = serializers.CharField()
    message = serializers.CharField()


class AttachmentOutput(serializers.Serializer[Any]):
    """A file of a message."""

    id = serializers.UUIDField()
    kind = serializers.CharField(help_text="image, audio, video, document, sticker")
    mime_type = serializers.CharField(help_text="Told by the file itself once it is stored.")
    filename = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes; 0 while unknown.")
    state = serializers.ChoiceField(Attachment.State.values)
    url = serializers.CharField(
        allow_null=True, help_text="Below this host, for the same token; null while not stored."
    )
    transcript = serializers.CharField(allow_null=True, help_text="What a recording says.")


class MessageOutput(serializers.Serializer[Any]):
    """One message, in or out."""

    id = serializers.UUIDField()
    conversation_id = serializers.UUIDField()
    direction = serializers.ChoiceField(Message.Direction.values)
    author = serializers.ChoiceField(Message.Author.values)
    author_name = serializers.CharField(allow_null=True, help_text="Of a person of the broker.")
    kind = serializers.CharField(help_text="text, image, audio, …")
    text = serializers.CharField()
    status = serializers.ChoiceField(Message.Status.values)
    error = MessageErrorOutput(allow_null=True)
    attachments = AttachmentOutput(many=True)
    at = serializers.DateTimeField()


def conversation_payload(row: Conversation) -> dict[str, Any]:
    """A conversation in an answer."""
    holder = row.holder_user
    last = {
        "text": row.last_message_text,
        "author": row.last_message_by,
        "at": stamp(row.last_message_at),
    }
    return {
        "id": str(row.pk),
        "lead_id": str(row.lead_id),
        "contact": contact_payload(row.contact),
        "channel": row.channel,
        "holder": str(row.holder),
        "holder_user": {"id": str(holder.pk), "name": holder.name} if holder else None,
        "holder_since": stamp(row.holder_since),
        "version": row.version,
        "unread": row.unread,
        "handover_reason": known(row.handover_reason),
        "handover_summary": known(row.handover_summary),
        "promised_at": stamp(row.promised_at),
        "called_user_id": str(row.called_user_id) if row.called_user_id else None,
        "agreed": known(row.agreed),
        "last_message": last if row.last_message_at else None,
        "last_inbound_at": stamp(row.last_inbound_at),
        "created_at": stamp(row.created_at),
    }


def message_payload(row: Message) -> dict[str, Any]:
    """A message in an answer."""
    author = row.author_user
    return {
        "id": str(row.pk),
        "conversation_id": str(row.conversation_id),
        "direction": str(row.direction),
        "author": str(row.author),
        "author_name": author.name if author else None,
        "kind": row.kind,
        "text": row.text,
        "status": str(row.status),
        "error": {"code": row.error_code, "message": row.error_text} if row.error_code else None,
        "attachments": [attachment_payload(each) for each in row.attachments.all()],
        "at": stamp(row.sent_at),
    }


def attachment_payload(row: Attachment) -> dict[str, Any]:
    """A file in an answer."""
    is_stored = row.state == Attachment.State.STORED
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "mime_type": row.mime_type,
        "filename": plain_name(row.filename),
        "size": row.size,
        "state": str(row.state),
        "url": reverse("api:attachment-file", args=[row.pk]) if is_stored else None,
        "transcript": known(row.transcript),
    }
