"""Leads a broker makes up, and how versions did with them, over the API."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.prompts import scenarios, selectors
from agents.prompts.trial_payloads import (
    CheckDetailOutput,
    CheckOutput,
    ScenarioOutput,
    check_detail_payload,
    check_payload,
    scenario_payload,
)
from agents.prompts.work_api import WorkCalls
from crm.accounts.caller import caller
from crm.core.apiviews import ApiView, made
from crm.core.inputs import Input, NothingInput, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of

ABILITY: Final = selectors.ABILITY
CALLS: Final = WorkCalls(
    scenarios.check_list_for, scenarios.check_get_for, check_payload, "check-detail"
)


class ScenarioInput(Input):
    """A lead as you make them up; what is left out of a change stays."""

    title = serializers.CharField(max_length=200)
    language = serializers.ChoiceField(["es", "en"], required=False)
    persona = serializers.ChoiceField(scenarios.PERSONAS, required=False)
    opening = serializers.CharField(max_length=2_000)
    answers = serializers.DictField(
        child=serializers.CharField(max_length=500), required=False,
        help_text="What they answer when she asks, by the name of the question.",
    )  # fmt: skip
    must = serializers.ListField(child=serializers.ChoiceField(scenarios.EVENTS), required=False)
    must_not = serializers.ListField(
        child=serializers.ChoiceField(scenarios.EVENTS), required=False
    )
    says = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=10
    )
    never_says = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=10
    )


class ScenarioChangeInput(ScenarioInput):
    """The same; nothing of it is needed."""

    title = serializers.CharField(max_length=200, required=False)
    opening = serializers.CharField(max_length=2_000, required=False)


class ScenarioListApi(ApiView):
    """The broker's scenarios."""

    ability = ABILITY
    pagination_class = Pages

    @operation("scenarios_list", answer=ScenarioOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the leads you have made up; by title."""
        rows = scenarios.scenario_list_for(caller(request))
        return page_of(request, rows, each(scenario_payload))

    @operation("scenarios_create", body=ScenarioInput, status=201, answer=ScenarioOutput)
    def post(self, request: Request) -> Response:
        """Make a lead up; every version can be tried on them."""
        user = caller(request)
        given: dict[str, Any] = {**_PLAIN, **read(ScenarioInput, request.data)}
        row = scenarios.scenario_save(user=user, title=given.pop("title"), spec=given)
        return made(scenario_payload(row), "scenario-detail", row.pk)


class ScenarioDetailApi(ApiView):
    """One scenario."""

    ability = ABILITY

    @operation("scenarios_retrieve", answer=ScenarioOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show a scenario."""
        return Response(scenario_payload(scenarios.scenario_get_for(caller(request), pk)))

    @operation("scenarios_update", body=ScenarioChangeInput, answer=ScenarioOutput)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change a scenario; what is left out stays."""
        user = caller(request)
        row = scenarios.scenario_get_for(user, pk)
        given: dict[str, Any] = read(ScenarioChangeInput, request.data)
        title = given.pop("title", row.title)
        spec = {**scenarios.spec_plain(row), **given}
        return Response(
            scenario_payload(
                scenarios.scenario_save(user=user, title=title, spec=spec, scenario=row)
            )
        )

    @operation("scenarios_delete", body=NothingInput, status=204, answer=None)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Forget a scenario; checks keep what they found."""
        row = scenarios.scenario_get_for(caller(request), pk)
        read(NothingInput, request.data)
        scenarios.scenario_delete(scenario=row)
        return Response(status=204)


class CheckListApi(ApiView):
    """A version's checks."""

    ability = ABILITY
    pagination_class = Pages

    @operation("checks_list", answer=CheckOutput(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """List how a version did with the scenarios; the newest first."""
        return CALLS.listed(request, pk)

    @operation("checks_create", body=NothingInput, status=202, answer=CheckOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Play all scenarios with a version and with what is live, on a throwaway stage."""
        user = caller(request)
        version = selectors.version_get_for(user, pk)
        read(NothingInput, request.data)
        return CALLS.begun(scenarios.check_start(version=version, user=user))


class CheckDetailApi(ApiView):
    """One check."""

    ability = ABILITY

    @operation("checks_retrieve", answer=CheckDetailOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show how far a check is, and passed or failed for both sides of each scenario."""
        return Response(check_detail_payload(scenarios.check_get_for(caller(request), pk)))


class CheckStopApi(ApiView):
    """Ending one."""

    ability = ABILITY

    @operation("checks_stop", body=NothingInput, answer=CheckOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop a check where it is; it then says nothing of the version."""
        return CALLS.stopped(request, pk)


_PLAIN: Final[dict[str, Any]] = {
    "language": "es", "persona": "plain", "answers": {}, "must": [], "must_not": [],
    "says": [], "never_says": [],
}  # fmt: skip
