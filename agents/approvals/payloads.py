"""Questions as JSON, and their description for OpenAPI."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agents.approvals.models import Approval
from agents.approvals.words import call_words
from crm.core.payload import known, stamp


class ApprovalOutput(serializers.Serializer[Any]):
    """A call that waits, or waited, for a person."""

    id = serializers.UUIDField()
    lead_id = serializers.UUIDField(allow_null=True, help_text="Null in a talk of your own.")
    conversation_id = serializers.UUIDField(allow_null=True)
    run_id = serializers.UUIDField()
    tool = serializers.CharField()
    words = serializers.CharField(help_text="What the call would do.")
    arguments = serializers.DictField(help_text="As changed by the person, where they did.")
    state = serializers.ChoiceField(Approval.State.values)
    asked_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = serializers.UUIDField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


def approval_payload(row: Approval) -> dict[str, Any]:
    """A question in an answer."""
    return {
        "id": str(row.pk),
        "lead_id": str(row.lead_id) if row.lead_id else None,
        "conversation_id": str(row.conversation_id) if row.conversation_id else None,
        "run_id": str(row.run_id),
        "tool": row.tool,
        "words": call_words(row.tool, row.arguments_now, row.person),
        "arguments": row.arguments_now,
        "state": str(row.state),
        "asked_at": stamp(row.created_at),
        "expires_at": stamp(row.expires_at),
        "decided_at": stamp(row.decided_at),
        "decided_by": str(row.decided_by_id) if row.decided_by_id else None,
        "reason": known(row.reason),
    }
