"""Trying a version on past work, over the API."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.prompts import selectors, tryouts
from agents.prompts.trial_payloads import (
    TryOutDetailOutput,
    TryOutOutput,
    tryout_detail_payload,
    tryout_payload,
)
from agents.prompts.work_api import WorkCalls
from crm.accounts.caller import caller
from crm.core.apiviews import ApiView
from crm.core.inputs import Input, NothingInput, read
from crm.core.openapi import operation
from crm.core.paging import Pages

ABILITY: Final = selectors.ABILITY
CALLS: Final = WorkCalls(
    selectors.tryout_list_for, selectors.tryout_get_for, tryout_payload, "tryout-detail"
)


class TryOutListApi(ApiView):
    """The try-outs of a version."""

    ability = ABILITY
    pagination_class = Pages

    class InputSerializer(Input):
        """On how many conversations."""

        conversations = serializers.IntegerField(
            min_value=1, max_value=tryouts.MOST_CONVERSATIONS, required=False, default=5
        )

    @operation("tryouts_list", answer=TryOutOutput(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """List the try-outs of a version; the newest first."""
        return CALLS.listed(request, pk)

    @operation("tryouts_create", body=InputSerializer, status=202, answer=TryOutOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Have recent conversations answered again by a version and by what is live.

        A prompt for advertisements is tried on what was advertised last, one for the office on
        what you asked it yourself. Nothing reaches a lead and nothing is changed. Look how far it
        is by the try-out's own address.
        """
        user = caller(request)
        version = selectors.version_get_for(user, pk)
        given = read(self.InputSerializer, request.data)
        return CALLS.begun(tryouts.tryout_start(version=version, user=user, **given))


class TryOutDetailApi(ApiView):
    """One try-out."""

    ability = ABILITY

    @operation("tryouts_retrieve", answer=TryOutDetailOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show how far a try-out is and both answers to each message."""
        return Response(tryout_detail_payload(selectors.tryout_get_for(caller(request), pk)))


class TryOutStopApi(ApiView):
    """Ending one."""

    ability = ABILITY

    @operation("tryouts_stop", body=NothingInput, answer=TryOutOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop a try-out where it is; the answers there are stay."""
        return CALLS.stopped(request, pk)
