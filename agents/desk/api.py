"""Tasks for Sofía's specialists over the API."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.desk.executing import TASK_LIMIT, Executed, task_execute
from agents.payloads import TokensOutput, run_payload
from agents.tools.api import context_of
from crm.accounts.caller import caller
from crm.core.apiviews import ApiView
from crm.core.inputs import Input, read
from crm.core.openapi import operation
from crm.core.payload import known
from crm.inventory.selectors import unit_get_for
from crm.leads.selectors import lead_get_for


class TaskInput(Input):
    """What is to be done, and about whom or what."""

    task = serializers.CharField(max_length=TASK_LIMIT, help_text="In words, in any language.")
    lead = serializers.UUIDField(required=False, help_text="The lead it is about.")
    unit = serializers.UUIDField(required=False, help_text="The unit it is about.")
    language = serializers.ChoiceField(
        ["es", "en"], required=False, help_text="Of the reply; the task's own unless said."
    )


class CallOutput(serializers.Serializer[Any]):
    """A tool the specialist called."""

    name = serializers.CharField()
    ok = serializers.BooleanField()
    arguments = serializers.JSONField()

    class Meta:
        ref_name = "ExecutedCall"


class CitationOutput(serializers.Serializer[Any]):
    """A document or a listing that the reply names."""

    kind = serializers.ChoiceField(["document", "unit"])
    title = serializers.CharField(help_text="The document's title, or the unit's reference.")
    text = serializers.CharField()
    id = serializers.CharField(allow_null=True)


class ExecutedOutput(serializers.Serializer[Any]):
    """A task that was done."""

    run_id = serializers.UUIDField()
    specialist = serializers.CharField()
    outcome = serializers.ChoiceField(["replied", "failed"])
    stopped = serializers.CharField(
        allow_null=True, help_text="The limit that ended it, or what a check refused."
    )
    reply = serializers.CharField(allow_null=True)
    tool_calls = CallOutput(many=True)
    citations = CitationOutput(many=True)
    provider = serializers.CharField()
    model = serializers.CharField()
    tokens = TokensOutput()
    cost_usd = serializers.FloatField()
    duration_ms = serializers.IntegerField()


class _ExecuteApi(ApiView):
    """A task for one specialist."""

    ability = "agents.run"
    specialist: ClassVar[str]

    def execute(self, request: Request) -> Response:
        """Do the task as the caller, within their rights and the key's scopes."""
        context = context_of(request)
        given = read(TaskInput, request.data)
        actor = caller(request)
        lead = lead_get_for(actor, given["lead"]) if "lead" in given else None
        unit = unit_get_for(actor, given["unit"]) if "unit" in given else None
        done = task_execute(
            context,
            specialist=self.specialist,
            task=given["task"],
            lead=lead,
            unit=unit,
            language=given.get("language", ""),
        )
        return Response(_payload(done))


class LeasingExecuteApi(_ExecuteApi):
    """A task about a lead."""

    specialist = "leasing"

    @operation("agents_leasing_execute", body=TaskInput, answer=ExecutedOutput)
    def post(self, request: Request) -> Response:
        """Have the leasing specialist answer about a lead; wishes, what fits, the next step.

        It reads with the caller's rights and changes nothing.
        """
        return self.execute(request)


class MarketingExecuteApi(_ExecuteApi):
    """A task about whom to write to."""

    specialist = "marketing"

    @operation("agents_marketing_execute", body=TaskInput, answer=ExecutedOutput)
    def post(self, request: Request) -> Response:
        """Have the marketing specialist propose groups of leads and messages; nothing is sent."""
        return self.execute(request)


class PropertyExecuteApi(_ExecuteApi):
    """A question about units and documents."""

    specialist = "property"

    @operation("agents_property_execute", body=TaskInput, answer=ExecutedOutput)
    def post(self, request: Request) -> Response:
        """Have the property specialist answer from units and documents; with citations."""
        return self.execute(request)


def _payload(done: Executed) -> dict[str, Any]:
    run = run_payload(done.run)
    return {
        "run_id": run["id"],
        "specialist": run["specialist"],
        "outcome": run["outcome"],
        "stopped": known(done.reason),
        "reply": known(done.reply),
        "tool_calls": done.calls,
        "citations": [
            {"kind": each.kind, "title": each.title, "text": each.text, "id": known(each.id)}
            for each in done.citations
        ],
        "provider": run["provider"],
        "model": run["model"],
        "tokens": run["tokens"],
        "cost_usd": float(done.run.cost),
        "duration_ms": run["duration_ms"],
    }
