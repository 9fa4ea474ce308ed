"""What a call of the chat is answered, and beside it its description for OpenAPI."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agents.models import AgentRun, AgentStep
from agents.turns.graph.cached import PROVIDER
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.core.errors import NotFound
from crm.core.payload import known
from crm.leads.payloads import LeadOutput, lead_payload
from crm.leads.selectors import lead_get_for


class ToolCallOutput(serializers.Serializer[Any]):
    """A tool that Sofía used for this answer."""

    name = serializers.CharField()
    arguments = serializers.DictField()
    ok = serializers.BooleanField()
    result = serializers.JSONField()
    duration_ms = serializers.IntegerField()


class ChatAnswerOutput(serializers.Serializer[Any]):
    """Sofía's answer, and what she made of the lead."""

    session_key = serializers.CharField(help_text="Send it again to go on with the conversation.")
    conversation_id = serializers.UUIDField()
    message_id = serializers.UUIDField(help_text="The message that was sent with this call.")
    reply_id = serializers.UUIDField(allow_null=True)
    reply = serializers.CharField(
        allow_null=True, help_text="Null when a person holds the conversation."
    )
    intent = serializers.CharField(allow_null=True)
    escalated = serializers.BooleanField(help_text="A person has been called, or is at it.")
    cached = serializers.BooleanField()
    lead = LeadOutput(allow_null=True, help_text="Null when the caller may not see it.")
    tool_calls = ToolCallOutput(many=True)


class SessionOutput(serializers.Serializer[Any]):
    """A new chat session."""

    session_key = serializers.CharField()


def answer_payload(
    *, actor: User, message: Message, reply: Message | None, session_key: str
) -> dict[str, Any]:
    """The answer to ``message``, as this person may see it."""
    conversation = Conversation.objects.get(pk=message.conversation_id)
    run = _run_of(reply)
    return {
        "session_key": session_key,
        "conversation_id": str(conversation.pk),
        "message_id": str(message.pk),
        "reply_id": str(reply.pk) if reply else None,
        "reply": reply.text if reply else None,
        "intent": known(run.intent) if run else None,
        "escalated": conversation.holder in {Conversation.Holder.QUEUE, Conversation.Holder.PERSON},
        "cached": bool(run and run.provider == PROVIDER),
        "lead": _lead(actor, conversation),
        "tool_calls": _tool_calls(run),
    }


def _run_of(reply: Message | None) -> AgentRun | None:
    if reply is None or reply.turn_id is None:
        return None
    return AgentRun.objects.filter(turn_id=reply.turn_id).order_by("-id").first()


def _tool_calls(run: AgentRun | None) -> list[dict[str, Any]]:
    if run is None:
        return []
    return [
        {
            "name": step.name,
            "arguments": step.arguments,
            "ok": not step.is_error,
            "result": step.result,
            "duration_ms": step.duration_ms,
        }
        for step in run.steps.filter(kind=AgentStep.Kind.TOOL)
    ]


def _lead(actor: User, conversation: Conversation) -> dict[str, Any] | None:
    try:
        return lead_payload(lead_get_for(actor, conversation.lead_id))
    except NotFound:
        return None
