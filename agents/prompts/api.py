"""What Sofía is told, over the API: versions of a specialist's voice, and which is live."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agents.prompts import selectors, services
from agents.prompts.models import PromptVersion
from agents.prompts.payloads import (
    PromptsInForceOutput,
    PromptVersionOutput,
    in_force_payload,
    version_payload,
)
from crm.accounts.caller import caller
from crm.core.apiviews import ApiView, made
from crm.core.inputs import Filters, Input, NothingInput, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of

ABILITY: Final = selectors.ABILITY
#: Beyond the longest voice, so that its own refusal can say by how much.
_TEXT_READ: Final = 100_000


class SpecialistInput(Input):
    """Whose prompt."""

    specialist = serializers.CharField(max_length=40)


class PromptListApi(ApiView):
    """The versions of the broker's prompts."""

    ability = ABILITY
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        specialist = serializers.CharField(required=False, max_length=40)
        state = serializers.ChoiceField(PromptVersion.State.values, required=False)

    class InputSerializer(SpecialistInput):
        """A new draft."""

        text = serializers.CharField(max_length=_TEXT_READ)
        note = serializers.CharField(max_length=200, required=False, allow_blank=True)
        based_on = serializers.UUIDField(required=False)

    @operation("prompts_list", filters=FilterSerializer, answer=PromptVersionOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the versions; the newest of each specialist first."""
        asked = read(self.FilterSerializer, request.query_params)
        rows = selectors.version_list_for(caller(request), specialist=asked.get("specialist", ""))
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        return page_of(request, rows, each(version_payload))

    @operation("prompts_create", body=InputSerializer, status=201, answer=PromptVersionOutput)
    def post(self, request: Request) -> Response:
        """Write a draft of a specialist's voice; it changes nothing until it goes live."""
        user = caller(request)
        given = read(self.InputSerializer, request.data)
        based_on = given.get("based_on")
        version = services.version_create(
            specialist=selectors.specialist_check(given["specialist"]),
            text=given["text"],
            note=given.get("note", ""),
            user=user,
            based_on=selectors.version_get_for(user, based_on) if based_on else None,
        )
        return made(version_payload(version), "prompt-detail", version.pk)


class PromptsInForceApi(ApiView):
    """What Sofía works by now."""

    ability = ABILITY

    @operation("prompts_in_force", answer=PromptsInForceOutput)
    def get(self, request: Request) -> Response:
        """Show what every specialist works by, with the frame no version replaces."""
        states = selectors.prompt_list_for(caller(request))
        return Response({"prompts": [in_force_payload(state) for state in states]})


class PromptReturnApi(ApiView):
    """The way back."""

    ability = ABILITY

    @operation("prompts_return", body=SpecialistInput, answer=PromptsInForceOutput)
    def post(self, request: Request) -> Response:
        """Go back to the built-in prompt of a specialist; what was live is archived."""
        user = caller(request)
        given = read(SpecialistInput, request.data)
        services.prompt_return(
            specialist=selectors.specialist_check(given["specialist"]), actor=user.as_actor()
        )
        states = selectors.prompt_list_for(user)
        return Response({"prompts": [in_force_payload(state) for state in states]})


class PromptDetailApi(ApiView):
    """One version."""

    ability = ABILITY

    class InputSerializer(Input):
        """What is to change; what is left out stays."""

        text = serializers.CharField(max_length=_TEXT_READ, required=False)
        note = serializers.CharField(max_length=200, required=False, allow_blank=True)

    @operation("prompts_retrieve", answer=PromptVersionOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show a version."""
        return Response(version_payload(selectors.version_get_for(caller(request), pk)))

    @operation("prompts_update", body=InputSerializer, answer=PromptVersionOutput)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change a draft; a version that was live, or took part in an experiment, stays."""
        user = caller(request)
        version = selectors.version_get_for(user, pk)
        given: dict[str, Any] = read(self.InputSerializer, request.data)
        services.version_update(version=version, user=user, **given)
        return Response(version_payload(selectors.version_get_for(user, pk)))

    @operation("prompts_delete", body=NothingInput, status=204, answer=None)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Throw a draft away."""
        user = caller(request)
        version = selectors.version_get_for(user, pk)
        read(NothingInput, request.data)
        services.version_discard(version=version, actor=user.as_actor())
        return Response(status=204)


class PromptGoLiveApi(ApiView):
    """A version that goes live."""

    ability = ABILITY

    class InputSerializer(Input):
        """Nothing, unless the version did not pass the broker's scenarios."""

        confirm = serializers.CharField(
            required=False, allow_blank=True, max_length=20, help_text="The version's name, as v3."
        )
        reason = serializers.CharField(
            required=False, allow_blank=True, max_length=240, help_text="Why all the same."
        )

    @operation("prompts_go_live", body=InputSerializer, answer=PromptVersionOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Let a version hold from the next turn on; an archived one is a way back.

        Refused (409, `scenarios_failed`) when the newest check of its scenarios failed, unless
        `confirm` is its name and `reason` says why all the same.
        """
        user = caller(request)
        version = selectors.version_get_for(user, pk)
        given = read(self.InputSerializer, request.data)
        services.version_go_live(version=version, actor=user.as_actor(), **given)
        return Response(version_payload(selectors.version_get_for(user, pk)))
