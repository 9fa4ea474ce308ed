"""The pipeline over the API."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm.accounts.caller import caller
from crm.core.apiviews import ApiView
from crm.core.errors import Invalid, NotFound
from crm.core.inputs import Filters, Input, read
from crm.core.openapi import operation
from crm.leads import selectors as leads
from crm.leads.api import OwnerField
from crm.leads.models import Stage
from crm.leads.payloads import LeadOutput, StageOutput, lead_payload, stage_payload
from crm.leads.selectors import lead_get_for
from crm.pipeline import selectors, services
from crm.pipeline.payloads import BoardOutput, column_payload


class StageListOutput(serializers.Serializer[object]):
    """All stages; there are few, so they come at once."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = StageOutput(many=True)


class StageListApi(ApiView):
    """The steps of the pipeline."""

    ability = "leads.view"

    @operation("pipeline_stages", answer=StageListOutput)
    def get(self, request: Request) -> Response:
        """List the stages in their order."""
        results = [stage_payload(stage) for stage in leads.stages()]
        return Response({"count": len(results), "next": None, "previous": None, "results": results})


class BoardApi(ApiView):
    """The board."""

    ability = "leads.view"

    class FilterSerializer(Filters):
        """Whose leads, and which."""

        q = serializers.CharField(required=False, max_length=200)
        owner = OwnerField(required=False, help_text="An id, `me` or `none`.")

    @operation("pipeline_board", filters=FilterSerializer, answer=BoardOutput)
    def get(self, request: Request) -> Response:
        """Show every stage with its number of leads, their sum and the most recent of them."""
        asked = read(self.FilterSerializer, request.query_params)
        columns = selectors.board_for(caller(request), **asked)
        return Response({"columns": [column_payload(column) for column in columns]})


class LeadMoveApi(ApiView):
    """Moving a lead."""

    ability = "leads.move"

    class InputSerializer(Input):
        """Where to; losing a lead asks for the reason."""

        stage = serializers.CharField(max_length=40, help_text="A stage's key.")
        reason = serializers.CharField(max_length=240, required=False, allow_blank=True)

    @operation("leads_move", body=InputSerializer, answer=LeadOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Move a lead to another stage; moving it where it is changes nothing."""
        actor = caller(request)
        lead = lead_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        lead = services.lead_move(
            lead=lead,
            stage=_stage(given["stage"]),
            actor=actor.as_actor(),
            reason=given.get("reason", ""),
        )
        return Response(lead_payload(lead))


def _stage(key: str) -> Stage:
    try:
        return selectors.stage_get(key)
    except NotFound as error:
        names = ", ".join(stage.key for stage in leads.stages())
        raise Invalid(
            _("There is no such stage."),
            fields={"stage": _("must be one of: %(list)s") % {"list": names}},
        ) from error
