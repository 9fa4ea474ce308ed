"""What Sofía did, over the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents import selectors
from agents.payloads import RunDetailOutput, RunOutput, run_detail_payload, run_payload
from crm.accounts.caller import caller
from crm.conversations.selectors import conversation_get_for
from crm.core.apiviews import ApiView
from crm.core.inputs import Filters, read
from crm.core.openapi import operation
from crm.core.paging import Pages, page_of
from crm.leads.selectors import lead_get_for


class RunListApi(ApiView):
    """The runs of the agent."""

    ability = "agents.view"
    pagination_class = Pages

    class FilterSerializer(Filters):
        """Whose runs."""

        lead = serializers.UUIDField(required=False)
        conversation = serializers.UUIDField(required=False)

    @operation("agents_runs_list", filters=FilterSerializer, answer=RunOutput(many=True))
    def get(self, request: Request) -> Response:
        """List what Sofía did for the leads the caller may see; the newest first."""
        actor = caller(request)
        asked = read(self.FilterSerializer, request.query_params)
        narrowed: dict[str, Any] = {}
        if "lead" in asked:
            narrowed["lead"] = lead_get_for(actor, asked["lead"])
        if "conversation" in asked:
            narrowed["conversation"] = conversation_get_for(actor, asked["conversation"])
        runs = selectors.run_list_for(actor, **narrowed)
        return page_of(request, runs, lambda page: [run_payload(run) for run in page])


class RunDetailApi(ApiView):
    """One run."""

    ability = "agents.view"

    @operation("agents_runs_retrieve", answer=RunDetailOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show a run with every step: model calls, tool calls and checks."""
        return Response(run_detail_payload(selectors.run_get_for(caller(request), pk)))
