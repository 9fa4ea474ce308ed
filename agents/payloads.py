"""Runs and their steps as JSON, and beside each shape its description for OpenAPI."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agents.models import AgentRun, AgentStep
from crm.core.payload import known, stamp


class TokensOutput(serializers.Serializer[Any]):
    """What a run read and wrote, in tokens of its model."""

    input = serializers.IntegerField()
    cache_read = serializers.IntegerField()
    cache_write = serializers.IntegerField()
    output = serializers.IntegerField()

    class Meta:
        ref_name = "RunTokens"


class RunOutput(serializers.Serializer[Any]):
    """One run of the agent: why it ran, what it cost, how it ended."""

    id = serializers.UUIDField()
    lead_id = serializers.UUIDField(allow_null=True)
    conversation_id = serializers.UUIDField(allow_null=True)
    turn_id = serializers.UUIDField(allow_null=True)
    specialist = serializers.CharField()
    provider = serializers.CharField()
    model = serializers.CharField()
    prompt_version = serializers.CharField()
    outcome = serializers.ChoiceField(AgentRun.Outcome.values)
    intent = serializers.CharField(allow_null=True)
    domain = serializers.CharField(allow_null=True)
    language = serializers.CharField(allow_null=True)
    sentiment = serializers.FloatField(allow_null=True, min_value=-1, max_value=1)
    urgency = serializers.CharField(allow_null=True)
    stopped = serializers.CharField(allow_null=True)
    reply = serializers.CharField(allow_null=True)
    error = serializers.CharField(allow_null=True)
    tool_calls = serializers.IntegerField()
    tokens = TokensOutput()
    cost_usd = serializers.DecimalField(max_digits=12, decimal_places=6)
    duration_ms = serializers.IntegerField()
    at = serializers.DateTimeField()


class StepOutput(serializers.Serializer[Any]):
    """A stage of the turn, a model call, a tool call or a check, with what went in and out."""

    ordinal = serializers.IntegerField()
    kind = serializers.ChoiceField(AgentStep.Kind.values)
    name = serializers.CharField()
    arguments = serializers.JSONField()
    result = serializers.JSONField()
    is_error = serializers.BooleanField()
    duration_ms = serializers.IntegerField()
    at = serializers.DateTimeField()


class RunDetailOutput(RunOutput):
    """A run with every step of it."""

    steps = StepOutput(many=True)


def run_payload(run: AgentRun) -> dict[str, Any]:
    """A run in a list."""
    return {
        "id": str(run.pk),
        "lead_id": _id(run.lead_id),
        "conversation_id": _id(run.conversation_id),
        "turn_id": _id(run.turn_id),
        "specialist": run.specialist,
        "provider": run.provider,
        "model": run.model,
        "prompt_version": run.prompt_version,
        "outcome": str(run.outcome),
        "intent": known(run.intent),
        "domain": known(run.domain),
        "language": known(run.language),
        "sentiment": run.sentiment,
        "urgency": known(run.urgency),
        "stopped": known(run.stopped),
        "reply": known(run.reply),
        "error": known(run.error),
        "tool_calls": run.tool_calls,
        "tokens": {
            "input": run.input_tokens,
            "cache_read": run.cache_read_tokens,
            "cache_write": run.cache_write_tokens,
            "output": run.output_tokens,
        },
        "cost_usd": f"{run.cost:.6f}",
        "duration_ms": run.duration_ms,
        "at": stamp(run.created_at),
    }


def run_detail_payload(run: AgentRun) -> dict[str, Any]:
    """A run by itself, with its steps."""
    return {**run_payload(run), "steps": [_step(step) for step in run.steps.all()]}


def _step(step: AgentStep) -> dict[str, Any]:
    return {
        "ordinal": step.ordinal,
        "kind": str(step.kind),
        "name": step.name,
        "arguments": step.arguments,
        "result": step.result,
        "is_error": step.is_error,
        "duration_ms": step.duration_ms,
        "at": stamp(step.created_at),
    }


def _id(value: object) -> str | None:
    return str(value) if value else None
