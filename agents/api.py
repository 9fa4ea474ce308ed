"""What Sofía did and thinks, over the API: her runs, a lead's score and matches."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents import selectors
from agents.payloads import RunDetailOutput, RunOutput, run_detail_payload, run_payload
from agents.scoring.override import lead_override, lead_rescore
from crm.accounts.caller import caller
from crm.conversations.selectors import conversation_get_for
from crm.core.apiviews import ApiView
from crm.core.inputs import Filters, Input, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of
from crm.inventory.payloads import UnitSearchOutput, search_answer
from crm.leads.override import REASON_LIMIT
from crm.leads.payloads import LeadOutput, lead_payload
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
        return page_of(request, runs, each(run_payload))


class RunDetailApi(ApiView):
    """One run."""

    ability = "agents.view"

    @operation("agents_runs_retrieve", answer=RunDetailOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show a run with every step: model calls, tool calls and checks."""
        return Response(run_detail_payload(selectors.run_get_for(caller(request), pk)))


class LeadQualifyApi(ApiView):
    """A lead's score, by hand or reckoned anew."""

    ability = "leads.edit"

    class InputSerializer(Input):
        """A score with its reason, or the wish to reckon it anew."""

        score = serializers.IntegerField(required=False, min_value=0, max_value=100)
        qualified = serializers.BooleanField(
            required=False, help_text="Unless said, it follows from the score."
        )
        reason = serializers.CharField(
            required=False, allow_blank=True, max_length=REASON_LIMIT, help_text="For colleagues."
        )
        recompute = serializers.BooleanField(
            required=False, default=False, help_text="Score the lead from what is known of it."
        )

        def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
            """One of the two, not both."""
            recompute = attrs.pop("recompute")
            if recompute and attrs:
                raise serializers.ValidationError(
                    {"recompute": [_("Give a score, or have it reckoned: not both.")]}
                )
            if not recompute and "score" not in attrs:
                raise serializers.ValidationError({"score": [_("Give a score, or recompute.")]})
            return attrs

    @operation("leads_qualify", body=InputSerializer, answer=LeadOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Score a lead by hand, or with `recompute` from what is known of it.

        A score given by hand stays in force until it is recomputed; a qualified lead moves forward
        on the board.
        """
        actor = caller(request)
        lead = lead_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        if given:
            lead_override(lead=lead, user=actor, **given)
        else:
            lead_rescore(lead=lead, user=actor)
        return Response(lead_payload(lead))


class LeadMatchListApi(ApiView):
    """What the broker has for a lead."""

    ability = "leads.view"
    pagination_class = Pages

    @operation("leads_matches", answer=UnitSearchOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """List the available units closest to what a lead wants; the best first."""
        lead = lead_get_for(caller(request), pk)
        return search_answer(request, lambda best: selectors.matches_for(lead, limit=best))
