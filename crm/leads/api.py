"""Leads over the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm.accounts.caller import caller
from crm.accounts.models import User
from crm.accounts.selectors import user_get_for
from crm.brokers.current import broker_current
from crm.core.apiviews import ApiView, made
from crm.core.errors import Invalid, NotFound
from crm.core.inputs import Filters, Input, read
from crm.core.openapi import operation
from crm.core.paging import KeysetFilters, KeysetPages, Pages, keyset, ordered, page_of
from crm.leads import editing, selectors, services
from crm.leads.models import Lead
from crm.leads.payloads import (
    ActivityOutput,
    LeadOutput,
    NoteOutput,
    TaskOutput,
    activity_payload,
    lead_payload,
    lead_payloads,
    note_payload,
    task_payload,
)
from crm.leads.profile import (
    CURRENCIES,
    DAY_PARTS,
    FINANCING,
    OPERATIONS,
    PERIODS,
    PROPERTY_TYPES,
)

#: What a list of leads can be ordered by, and the column behind it.
ORDERINGS: Final = {
    "created_at": "created_at",
    "updated_at": "updated_at",
    "last_activity_at": "last_activity_at",
    "score": "score",
    "name": "contact__name",
    "stage": "stage__position",
}
_CONTACT: Final = ("name", "phone", "email", "language")


class OwnerField(serializers.CharField):
    """An id of a person, "me" or "none"."""

    def to_internal_value(self, data: Any) -> str:
        """The text, refused when it is none of the three."""
        text = super().to_internal_value(data)
        if text not in {"", "me", "none"} and selectors.as_uuid(text) is None:
            raise serializers.ValidationError(_("Give an id, “me” or “none”."))
        return text


class ContactInput(Input):
    """The person; null or "" takes a detail back."""

    name = serializers.CharField(max_length=160, required=False, allow_null=True, allow_blank=True)
    phone = serializers.CharField(
        max_length=40,
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text="International, or as it is written in the broker's country.",
    )
    email = serializers.CharField(max_length=254, required=False, allow_null=True, allow_blank=True)
    language = serializers.RegexField(
        r"^[A-Za-z]{2}\Z", required=False, allow_null=True, allow_blank=True
    )


class ProfileInput(Input):
    """What they want; null takes a wish back. Ranges are checked where they are stored."""

    operation = serializers.ChoiceField(OPERATIONS, required=False, allow_null=True)
    property_type = serializers.ChoiceField(PROPERTY_TYPES, required=False, allow_null=True)
    city = serializers.CharField(max_length=120, required=False, allow_null=True, allow_blank=True)
    areas = serializers.ListField(
        child=serializers.CharField(max_length=120),
        required=False,
        allow_null=True,
        max_length=12,
    )
    beds = serializers.IntegerField(min_value=0, max_value=50, required=False, allow_null=True)
    baths = serializers.DecimalField(
        max_digits=3,
        decimal_places=1,
        min_value=0,
        max_value=50,
        required=False,
        allow_null=True,
        coerce_to_string=False,
    )
    area_m2 = serializers.IntegerField(
        min_value=1, max_value=10_000_000, required=False, allow_null=True
    )
    budget_min = serializers.DecimalField(
        max_digits=16,
        decimal_places=2,
        min_value=0,
        required=False,
        allow_null=True,
        coerce_to_string=False,
    )
    budget_max = serializers.DecimalField(
        max_digits=16,
        decimal_places=2,
        min_value=0,
        required=False,
        allow_null=True,
        coerce_to_string=False,
    )
    currency = serializers.ChoiceField(CURRENCIES, required=False, allow_null=True)
    period = serializers.ChoiceField(PERIODS, required=False, allow_null=True)
    approx = serializers.BooleanField(required=False, allow_null=True)
    timeline = serializers.CharField(
        max_length=160, required=False, allow_null=True, allow_blank=True
    )
    timeline_from = serializers.DateField(required=False, allow_null=True)
    timeline_to = serializers.DateField(required=False, allow_null=True)
    preapproved = serializers.BooleanField(required=False, allow_null=True)
    financing = serializers.ChoiceField(FINANCING, required=False, allow_null=True)
    pets = serializers.BooleanField(required=False, allow_null=True)
    parking = serializers.BooleanField(required=False, allow_null=True)
    furnished = serializers.BooleanField(required=False, allow_null=True)
    laundry = serializers.BooleanField(required=False, allow_null=True)
    viewing = serializers.CharField(
        max_length=160, required=False, allow_null=True, allow_blank=True
    )
    viewing_from = serializers.DateField(required=False, allow_null=True)
    viewing_to = serializers.DateField(required=False, allow_null=True)
    viewing_part = serializers.ChoiceField(DAY_PARTS, required=False, allow_null=True)


class LeadInput(ContactInput):
    """What can be told of a lead. The contact's details may also stand at the top."""

    contact = ContactInput(required=False)
    profile = ProfileInput(required=False)
    owner = serializers.UUIDField(
        required=False, allow_null=True, help_text="The id of an active person, or null."
    )
    persona = serializers.CharField(
        max_length=editing.PERSONA_LIMIT, required=False, allow_null=True, allow_blank=True
    )


class LeadListApi(ApiView):
    """All leads of somebody."""

    ability = {"GET": "leads.view", "POST": "leads.edit"}
    pagination_class = Pages

    class FilterSerializer(Filters):
        """How the list is narrowed."""

        q = serializers.CharField(
            required=False, max_length=200, help_text="In name, phone and e-mail, accents aside."
        )
        status = serializers.ChoiceField(Lead.Status.values, required=False)
        stage = serializers.CharField(required=False, max_length=40, help_text="A stage's key.")
        owner = OwnerField(required=False, help_text="An id, `me` or `none`.")
        score_min = serializers.IntegerField(required=False, min_value=0, max_value=100)
        source = serializers.CharField(  # type: ignore[assignment] # a field of ours
            required=False, max_length=40
        )

    class InputSerializer(LeadInput):
        """A new lead: a name, a phone or an e-mail is needed, all else is welcome."""

        source = serializers.CharField(  # type: ignore[assignment] # a field of ours
            max_length=40, required=False
        )

    @operation(
        "leads_list",
        filters=FilterSerializer,
        ordering=ORDERINGS,
        answer=LeadOutput(many=True),
    )
    def get(self, request: Request) -> Response:
        """List the leads the caller may see; the newest activity first."""
        filters = read(self.FilterSerializer, request.query_params)
        leads = selectors.lead_list_for(caller(request), **filters)
        leads = ordered(leads, request.query_params.get("ordering", ""), ORDERINGS)
        return page_of(request, leads, lead_payloads)

    @operation("leads_create", body=InputSerializer, status=201, answer=LeadOutput)
    def post(self, request: Request) -> Response:
        """Enter a lead; 409 when the person already has an open one."""
        given = read(self.InputSerializer, request.data)
        actor = caller(request)
        try:
            lead = editing.lead_enter(
                actor=actor.as_actor(),
                changes=_changes(given, actor),
                source=given.get("source", "api"),
                country=broker_current().country,
            )
        except Invalid as error:
            raise _as_sent(error, given) from error
        # Who listens to the commit has scored it meanwhile.
        lead.refresh_from_db()
        return made(lead_payload(lead), "lead-detail", lead.pk)


class LeadDetailApi(ApiView):
    """One lead."""

    ability = {"GET": "leads.view", "PATCH": "leads.edit"}

    class InputSerializer(LeadInput):
        """What is to change; what is left out stays."""

    @operation("leads_retrieve", answer=LeadOutput)
    def get(self, request: Request, pk: UUID) -> Response:
        """Show a lead; one that was merged into another is answered by the other."""
        return Response(lead_payload(selectors.lead_get_for(caller(request), pk, follow=True)))

    @operation("leads_update", body=InputSerializer, answer=LeadOutput)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change a lead; all of it or, when something cannot be saved, nothing."""
        actor = caller(request)
        lead = selectors.lead_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        try:
            lead = editing.lead_edit(
                lead=lead,
                changes=_changes(given, actor),
                actor=actor.as_actor(),
                country=broker_current().country,
            )
        except Invalid as error:
            raise _as_sent(error, given) from error
        lead.refresh_from_db()
        return Response(lead_payload(lead))


class LeadTimelineApi(ApiView):
    """What happened to a lead."""

    ability = "leads.view"
    pagination_class = KeysetPages

    @operation("leads_timeline", filters=KeysetFilters, answer=ActivityOutput(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Tell what happened to a lead; the newest first."""
        lead = selectors.lead_get_for(caller(request), pk)
        asked = read(KeysetFilters, request.query_params)
        lines = selectors.timeline_for(lead, **asked)
        return keyset(
            request,
            [activity_payload(line) for line in lines],
            count=selectors.timeline_count(lead),
            limit=asked["limit"],
            cursor=lines[-1].pk if lines else None,
        )


class LeadTaskListApi(ApiView):
    """What is to do for a lead."""

    ability = {"GET": "leads.view", "POST": "leads.edit"}
    pagination_class = Pages

    class InputSerializer(Input):
        """A new task."""

        title = serializers.CharField(max_length=200)
        due_at = serializers.DateTimeField(required=False, allow_null=True)
        assignee = serializers.UUIDField(required=False, allow_null=True)

    @operation("leads_tasks_list", answer=TaskOutput(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """List a lead's tasks; open ones first, the most urgent at the top."""
        tasks = selectors.tasks_of(selectors.lead_get_for(caller(request), pk))
        return page_of(request, tasks, lambda rows: [task_payload(row) for row in rows])

    @operation("leads_tasks_create", body=InputSerializer, status=201, answer=TaskOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Add a task."""
        actor = caller(request)
        lead = selectors.lead_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        given["assignee"] = _person(actor, given.get("assignee"), "assignee")
        task = services.task_add(lead=lead, actor=actor.as_actor(), **given)
        return Response(task_payload(task), status=201)


class TaskDetailApi(ApiView):
    """One task."""

    ability = "leads.edit"

    class InputSerializer(Input):
        """Tick it off; a task that is done stays done."""

        done = serializers.BooleanField()

    @operation("tasks_update", body=InputSerializer, answer=TaskOutput)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Tick a task off; ticking it twice changes nothing."""
        actor = caller(request)
        task = selectors.task_get_for(actor, pk)
        done = read(self.InputSerializer, request.data)["done"]
        if done:
            task = services.task_complete(task=task, actor=actor.as_actor())
        elif task.done_at is not None:
            raise Invalid(
                _("A task that is done stays done; add a new one."),
                fields={"done": _("cannot be taken back")},
            )
        return Response(task_payload(task))


class LeadNoteListApi(ApiView):
    """The notes on a lead."""

    ability = {"GET": "leads.view", "POST": "leads.edit"}
    pagination_class = Pages

    class InputSerializer(Input):
        """A new note."""

        text = serializers.CharField(max_length=services.NOTE_LIMIT)

    @operation("leads_notes_list", answer=NoteOutput(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """List the notes on a lead; the newest first."""
        notes = selectors.notes_of(selectors.lead_get_for(caller(request), pk))
        return page_of(request, notes, lambda rows: [note_payload(row) for row in rows])

    @operation("leads_notes_create", body=InputSerializer, status=201, answer=NoteOutput)
    def post(self, request: Request, pk: UUID) -> Response:
        """Leave a note; the lead never sees it."""
        actor = caller(request)
        lead = selectors.lead_get_for(actor, pk)
        given = read(self.InputSerializer, request.data)
        note = services.note_add(lead=lead, text=given["text"], actor=actor.as_actor())
        return Response(note_payload(note), status=201)


def _changes(given: Mapping[str, Any], actor: User) -> editing.LeadChanges:
    """What the caller wants changed, with the contact's details from both places."""
    nested = given.get("contact", {})
    twice = [name for name in nested if name in given]
    if twice:
        raise Invalid(
            _("Give each detail once."),
            fields={name: _("is also in contact") for name in twice},
        )
    changes: editing.LeadChanges = {}
    contact = {name: given[name] for name in _CONTACT if name in given} | nested
    if contact:
        changes["contact"] = {name: value or "" for name, value in contact.items()}
    if given.get("profile"):
        changes["profile"] = given["profile"]
    if "owner" in given:
        changes["owner"] = _person(actor, given["owner"], "owner")
    if "persona" in given:
        changes["persona"] = given["persona"] or ""
    return changes


def _person(actor: User, pk: UUID | None, field: str) -> User | None:
    """The colleague of that id; Invalid, not 404, when a field of a body names nobody."""
    if pk is None:
        return None
    try:
        return user_get_for(actor, pk)
    except NotFound as error:
        raise Invalid(_("There is no such person."), fields={field: error.message}) from error


def _as_sent(error: Invalid, given: Mapping[str, Any]) -> Invalid:
    """The refusal with the contact's fields named as the caller wrote them."""
    if "contact" not in given:
        error.fields = {name.removeprefix("contact."): why for name, why in error.fields.items()}
    return error
