"""Forms of ads over the API: what they ask, what that tells, and what came of each."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from channels_app.forms import selectors
from channels_app.forms.models import FIELDS, FormEntry
from channels_app.forms.payloads import (
    EntryOutput,
    FormOutput,
    MappingOutput,
    entry_payload,
    form_payload,
)
from channels_app.forms.processing import entry_retry
from channels_app.forms.services import mappings_set
from channels_app.forms.words import SOURCES
from crm.accounts.caller import caller
from crm.core.apiviews import ApiView
from crm.core.inputs import Filters, Input, NothingInput, read
from crm.core.openapi import operation
from crm.core.paging import Pages, each, page_of

ABILITY: Final = selectors.ABILITY


class FormListApi(ApiView):
    """The forms of the broker's ads."""

    ability = ABILITY

    class InputSerializer(Input):
        """What questions of a form tell; those left out stay as they are."""

        channel = serializers.ChoiceField(list(SOURCES))
        account_id = serializers.CharField(max_length=128)
        form_id = serializers.CharField(max_length=128, allow_blank=True)
        fields_by_question = serializers.DictField(
            child=serializers.ChoiceField([*FIELDS, ""]),
            help_text="Question to field; an empty text leaves it to the rules.",
        )

    @operation("forms_list", answer=FormOutput(many=True))
    def get(self, request: Request) -> Response:
        """List the forms filled in so far with their questions, the latest first; at most 50."""
        return Response([form_payload(form) for form in selectors.form_list_for(caller(request))])

    @operation("forms_map", body=InputSerializer, answer=MappingOutput)
    def patch(self, request: Request) -> Response:
        """Say what questions of a form tell, for forms filled in from now on."""
        user = caller(request)
        selectors.form_list_for(user)
        given = read(self.InputSerializer, request.data)
        changed = mappings_set(
            channel=given["channel"],
            account_id=given["account_id"],
            form_id=given["form_id"],
            fields=given["fields_by_question"],
            actor=user.as_actor(),
        )
        return Response({"changed": changed})


class EntryListApi(ApiView):
    """Filled-in forms."""

    ability = ABILITY
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        state = serializers.ChoiceField(FormEntry.State.values, required=False)

    @operation("forms_entries_list", filters=FilterSerializer, answer=EntryOutput(many=True))
    def get(self, request: Request) -> Response:
        """List filled-in forms, the newest first."""
        asked = read(self.FilterSerializer, request.query_params)
        rows = selectors.entry_list_for(caller(request), **asked)
        return page_of(request, rows, each(entry_payload))


class EntryRetryApi(ApiView):
    """Another try of a failed one."""

    ability = ABILITY

    @operation("forms_entries_retry", body=NothingInput, answer=EntryOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Try a form again that could not be fetched."""
        user = caller(request)
        entry = selectors.entry_get_for(user, pk)
        read(NothingInput, request.data)
        return Response(entry_payload(entry_retry(entry=entry, actor=user.as_actor())))
