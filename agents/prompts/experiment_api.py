"""Experiments over the API: begin, look what they have shown, end."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.prompts import experiments, selectors
from agents.prompts.models import SHARE_LEAST, SHARE_MOST, PromptVersion
from agents.prompts.trial_payloads import (
    ExperimentDetailOutput,
    ExperimentOutput,
    experiment_detail_payload,
    experiment_payload,
)
from crm.accounts.caller import caller
from crm.accounts.models import User
from crm.core.apiviews import ApiView, made
from crm.core.inputs import Filters, Input, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of

ABILITY: Final = selectors.ABILITY


class ExperimentListApi(ApiView):
    """Experiments."""

    ability = ABILITY
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        specialist = serializers.CharField(required=False, max_length=40)

    class InputSerializer(Input):
        """Which two prompts, and how many leads the challenger gets."""

        specialist = serializers.CharField(max_length=40)
        name = serializers.CharField(max_length=120, help_text="What you want to know.")
        control = serializers.UUIDField(
            required=False, allow_null=True, default=None, help_text="Null is the built-in prompt."
        )
        challenger = serializers.UUIDField(required=False, allow_null=True, default=None)
        share = serializers.IntegerField(
            required=False, default=50, min_value=SHARE_LEAST, max_value=SHARE_MOST
        )

    @operation("experiments_list", filters=FilterSerializer, answer=ExperimentOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the experiments; the newest first."""
        asked = read(self.FilterSerializer, request.query_params)
        rows = experiments.experiment_list_for(
            caller(request), specialist=asked.get("specialist", "")
        )
        return page_of(request, rows, each(experiment_payload))

    @operation("experiments_create", body=InputSerializer, status=201, answer=ExperimentOutput)
    def post(self, request: Request) -> Response:
        """Give every lead that comes from now on one of two prompts."""
        user = caller(request)
        given: dict[str, Any] = read(self.InputSerializer, request.data)
        row = experiments.experiment_start(
            specialist=selectors.specialist_check(given["specialist"]),
            name=given["name"],
            control=_version(user, given["control"]),
            challenger=_version(user, given["challenger"]),
            share=given["share"],
            user=user,
        )
        return made(experiment_payload(row), "experiment-detail", row.pk)


class ExperimentDetailApi(ApiView):
    """One experiment."""

    ability = ABILITY

    @operation("experiments_retrieve", answer=ExperimentDetailOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show what an experiment has shown so far, with intervals."""
        row = experiments.experiment_get_for(caller(request), pk)
        return Response(experiment_detail_payload(row))


class ExperimentStopApi(ApiView):
    """Ending one."""

    ability = ABILITY

    class InputSerializer(Input):
        """Who goes live, if anybody."""

        winner = serializers.ChoiceField(["control", "challenger"], required=False)

    @operation("experiments_stop", body=InputSerializer, answer=ExperimentOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """End an experiment; the winner goes live if one is named."""
        user = caller(request)
        row = experiments.experiment_get_for(user, pk)
        given = read(self.InputSerializer, request.data)
        experiments.experiment_stop(
            experiment=row, actor=user.as_actor(), winner=given.get("winner")
        )
        return Response(experiment_payload(experiments.experiment_get_for(user, pk)))


def _version(user: User, pk: UUID | None) -> PromptVersion | None:
    return selectors.version_get_for(user, pk) if pk is not None else None
