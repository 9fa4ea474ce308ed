"""Over the API: whether a lead is written to, and whether two leads are one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm.accounts.caller import caller
from crm.core.apiviews import ApiView
from crm.core.errors import Invalid, NotFound
from crm.core.inputs import Input, read
from crm.core.openapi import operation
from crm.leads import selectors, services
from crm.leads.models import Consent
from crm.leads.payloads import LeadOutput, lead_payload

#: What a caller can vouch for; a message or a channel speaks for itself.
_SOURCES = [Consent.Source.PERSON, Consent.Source.FORM, Consent.Source.CHAT]


class WishInput(Input):
    """What the person said, and how the caller knows."""

    words = serializers.CharField(
        max_length=400, help_text="Word for word, or a note of what was said."
    )
    source = serializers.ChoiceField(  # type: ignore[assignment] # a field of ours
        [str(each) for each in _SOURCES], required=False, help_text="`person` unless said."
    )
    scope = serializers.ChoiceField(
        Consent.Kind.values, required=False, help_text="`messages` unless said."
    )


class MergeInput(Input):
    """The other lead."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """``with``, which is no name Python takes in a class."""
        return {"with": serializers.UUIDField(help_text="The id of a lead you see.")}


class LeadOptOutApi(ApiView):
    """The person of a lead wants no messages."""

    ability = "leads.edit"

    @operation("leads_opt_out", body=WishInput, answer=LeadOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Record that they want no messages any more; said again, it changes nothing."""
        return _wish(request, pk, granted=False)


class LeadOptInApi(ApiView):
    """The person of a lead wants messages again."""

    ability = "leads.edit"

    @operation("leads_opt_in", body=WishInput, answer=LeadOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Record that they want messages again; who never opted out needs none."""
        return _wish(request, pk, granted=True)


class LeadMergeApi(ApiView):
    """Two leads of one person."""

    ability = "leads.edit"

    @operation("leads_merge", body=MergeInput, answer=LeadOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say that two leads are one person's; what hangs on either comes to the older open one.

        The answer is the lead that stands for the person from now on. An agent must work one of
        the two. It cannot be undone.
        """
        actor = caller(request)
        lead = selectors.lead_get_for(actor, pk)
        given = read(MergeInput, request.data)
        try:
            other = selectors.lead_get_for(actor, given["with"])
        except NotFound as error:
            raise Invalid(_("There is no such lead."), fields={"with": error.message}) from error
        stays = services.leads_merge(lead=lead, other=other, user=actor)
        return Response(lead_payload(selectors.lead_get_for(actor, stays.pk)))


def _wish(request: Request, pk: UUID, *, granted: bool) -> Response:
    actor = caller(request)
    lead = selectors.lead_get_for(actor, pk)
    given = read(WishInput, request.data)
    change = services.contact_opt_in if granted else services.contact_opt_out
    change(
        contact=lead.contact,
        actor=actor.as_actor(),
        channel="",
        words=given["words"],
        source=given.get("source", str(Consent.Source.PERSON)),
        scope=given.get("scope", str(Consent.Kind.MESSAGES)),
    )
    return Response(lead_payload(lead))
