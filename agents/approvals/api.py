"""Questions over the API: what waits for a person, and deciding it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.approvals.models import Approval
from agents.approvals.payloads import ApprovalOutput, approval_payload
from agents.approvals.selectors import ABILITY, approval_get_for, approval_list_for
from agents.approvals.services import approval_decide
from crm.accounts.caller import caller
from crm.core.apiviews import ApiView
from crm.core.inputs import Filters, Input, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of


class ApprovalListApi(ApiView):
    """Questions to people."""

    ability = "agents.view"
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        state = serializers.ChoiceField(Approval.State.values, required=False)

    @operation("approvals_list", filters=FilterSerializer, answer=ApprovalOutput(many=True))
    def get(self, request: Request) -> Response:
        """List what Sofía asked a person about; the newest first."""
        asked = read(self.FilterSerializer, request.query_params)
        rows = approval_list_for(caller(request), state=asked.get("state", ""))
        return page_of(request, rows, each(approval_payload))


class ApprovalDecideApi(ApiView):
    """Deciding one."""

    ability = ABILITY

    class InputSerializer(Input):
        """Yes or no; with yes other arguments, with no a reason."""

        approve = serializers.BooleanField()
        arguments = serializers.DictField(
            required=False, help_text="Instead of those she asked about."
        )
        reason = serializers.CharField(
            required=False, allow_blank=True, max_length=240, help_text="What Sofía goes on from."
        )

        def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
            """Arguments belong to a yes."""
            if "arguments" in attrs and not attrs["approve"]:
                raise serializers.ValidationError({"arguments": [_("Only with a yes.")]})
            return attrs

    @operation("approvals_decide", body=InputSerializer, answer=ApprovalOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Approve or reject a call of Sofía's; her turn goes on from there.

        Refused (409) when it was decided already (`decided`), too late (`expired`), or somebody
        holds the conversation (`conversation_moved`).
        """
        user = caller(request)
        found = approval_get_for(user, pk)
        given = read(self.InputSerializer, request.data)
        row = approval_decide(approval=found, user=user, **given)
        return Response(approval_payload(row))
