"""Leads as JSON, and beside each shape its description for OpenAPI.

The functions are what is sent; the serializers only describe it, and a test holds real answers
against them. What is not known is null, a list without entries is empty.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from crm.core.payload import known, number, stamp
from crm.leads.models import Activity, Contact, Lead, LeadProfile, Qualification, Stage, Task
from crm.leads.profile import (
    CURRENCIES,
    DAY_PARTS,
    FINANCING,
    OPERATIONS,
    PERIODS,
    PROPERTY_TYPES,
)
from crm.leads.selectors import qualification_of, qualifications_of


class ContactOutput(serializers.Serializer[Any]):
    """The person."""

    name = serializers.CharField(allow_null=True)
    phone = serializers.CharField(allow_null=True, help_text="E.164")
    email = serializers.CharField(allow_null=True)
    language = serializers.CharField(allow_null=True, help_text="ISO 639-1")
    opted_out_at = serializers.DateTimeField(
        allow_null=True, help_text="Since when they want no messages nobody typed."
    )
    marketing_opted_out_at = serializers.DateTimeField(
        allow_null=True, help_text="Since when they want no campaigns."
    )


class ProfileOutput(serializers.Serializer[Any]):
    """What they want."""

    operation = serializers.ChoiceField(OPERATIONS, allow_null=True)
    property_type = serializers.ChoiceField(PROPERTY_TYPES, allow_null=True)
    city = serializers.CharField(allow_null=True)
    areas = serializers.ListField(child=serializers.CharField())
    beds = serializers.IntegerField(allow_null=True)
    baths = serializers.FloatField(allow_null=True)
    area_m2 = serializers.IntegerField(allow_null=True)
    budget_min = serializers.FloatField(allow_null=True)
    budget_max = serializers.FloatField(allow_null=True)
    currency = serializers.ChoiceField(CURRENCIES, allow_null=True)
    period = serializers.ChoiceField(PERIODS, allow_null=True, help_text="What the budget is for.")
    approx = serializers.BooleanField(allow_null=True, help_text="The budget is a rough one.")
    timeline = serializers.CharField(allow_null=True, help_text="In the lead's own words.")
    timeline_from = serializers.DateField(allow_null=True)
    timeline_to = serializers.DateField(allow_null=True)
    preapproved = serializers.BooleanField(allow_null=True)
    financing = serializers.ChoiceField(FINANCING, allow_null=True)
    pets = serializers.BooleanField(allow_null=True, help_text="Must be allowed, or must not.")
    parking = serializers.BooleanField(allow_null=True)
    furnished = serializers.BooleanField(allow_null=True)
    laundry = serializers.BooleanField(allow_null=True)
    viewing = serializers.CharField(
        allow_null=True, help_text="When they can see a home, in their own words."
    )
    viewing_from = serializers.DateField(allow_null=True)
    viewing_to = serializers.DateField(allow_null=True)
    viewing_part = serializers.ChoiceField(DAY_PARTS, allow_null=True)


class PartOutput(serializers.Serializer[Any]):
    """One weighted part of the score."""

    points = serializers.IntegerField()
    max = serializers.IntegerField()
    reason = serializers.CharField()


class MatchOutput(serializers.Serializer[Any]):
    """A unit worth showing."""

    ref = serializers.CharField()
    title = serializers.CharField()
    price_text = serializers.CharField()
    why = serializers.CharField()


class QualificationOutput(serializers.Serializer[Any]):
    """The verdict in force."""

    score = serializers.IntegerField(min_value=0, max_value=100)
    parts = serializers.DictField(child=PartOutput())
    reasons = serializers.ListField(child=serializers.CharField())
    next_step = serializers.CharField(allow_blank=True)
    words = serializers.CharField(
        allow_null=True, help_text="The same in two sentences; null for some seconds after scoring."
    )
    top_matches = MatchOutput(
        many=True, help_text="The closest units when the lead was scored; see also matches."
    )


class LeadOutput(serializers.Serializer[Any]):
    """A lead, with whom it is about, what they want and what we think of it."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(Lead.Status.values)
    stage = serializers.CharField(help_text="The stage's key.")
    score = serializers.IntegerField(min_value=0, max_value=100)
    temperature = serializers.ChoiceField(Lead.Temperature.values)
    qualified = serializers.BooleanField()
    source = serializers.CharField()  # type: ignore[assignment] # a field of ours
    persona = serializers.CharField(allow_null=True)
    owner = serializers.UUIDField(allow_null=True, help_text="The id of who works it.")
    contact = ContactOutput()
    profile = ProfileOutput()
    qualification = QualificationOutput()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ActorOutput(serializers.Serializer[Any]):
    """Who did it."""

    kind = serializers.ChoiceField(["person", "sofia", "lead", "system"])
    name = serializers.CharField()


class ActivityOutput(serializers.Serializer[Any]):
    """A line of the timeline."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Activity.Kind.values)
    text = serializers.CharField(allow_blank=True)
    data = serializers.DictField()  # type: ignore[assignment] # a field of ours
    actor = ActorOutput()
    at = serializers.DateTimeField()


class NoteOutput(serializers.Serializer[Any]):
    """A note, seen by the broker's people only."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    author = ActorOutput()
    created_at = serializers.DateTimeField()


class TaskOutput(serializers.Serializer[Any]):
    """Something to do for a lead."""

    id = serializers.UUIDField()
    lead_id = serializers.UUIDField()
    title = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    done = serializers.BooleanField()
    done_at = serializers.DateTimeField(allow_null=True)
    assignee = serializers.UUIDField(allow_null=True)
    created_at = serializers.DateTimeField()


class StageOutput(serializers.Serializer[Any]):
    """A step of the pipeline."""

    key = serializers.CharField()
    name = serializers.CharField()
    position = serializers.IntegerField()
    outcome = serializers.ChoiceField(Stage.Outcome.values)
    rotting_days = serializers.IntegerField(help_text="Days after which a lead in it is late.")


def lead_payload(lead: Lead, qualification: Qualification | None = None) -> dict[str, Any]:
    """The lead in an answer; the verdict in force is looked up unless it is given."""
    return _lead(lead, qualification or qualification_of(lead))


def lead_payloads(leads: list[Lead]) -> list[dict[str, Any]]:
    """Several leads, with one query for all their verdicts."""
    verdicts = qualifications_of(leads)
    return [_lead(lead, verdicts.get(lead.pk)) for lead in leads]


def _lead(lead: Lead, qualification: Qualification | None) -> dict[str, Any]:
    return {
        "id": str(lead.pk),
        "status": str(lead.status),
        "stage": lead.stage.key,
        "score": lead.score,
        "temperature": str(lead.temperature),
        "qualified": lead.qualified,
        "source": lead.source,
        "persona": known(lead.persona),
        "owner": str(lead.owner_id) if lead.owner_id else None,
        "contact": contact_payload(lead.contact),
        "profile": profile_payload(lead.profile),
        "qualification": qualification_payload(qualification, score=lead.score),
        "created_at": stamp(lead.created_at),
        "updated_at": stamp(lead.updated_at),
    }


def contact_payload(contact: Contact) -> dict[str, Any]:
    """The person of a lead or a conversation."""
    return {
        "name": known(contact.name),
        "phone": known(contact.phone),
        "email": known(contact.email),
        "language": known(contact.language),
        "opted_out_at": stamp(contact.opted_out_at),
        "marketing_opted_out_at": stamp(contact.marketing_opted_out_at),
    }


def profile_payload(profile: LeadProfile) -> dict[str, Any]:
    """What the lead wants."""
    return {
        "operation": known(profile.operation),
        "property_type": known(profile.property_type),
        "city": known(profile.city),
        "areas": list(profile.areas),
        "beds": profile.beds,
        "baths": number(profile.baths),
        "area_m2": profile.area_m2,
        "budget_min": number(profile.budget_min),
        "budget_max": number(profile.budget_max),
        "currency": known(profile.currency),
        "period": known(profile.period),
        "approx": profile.approx,
        "timeline": known(profile.timeline),
        "timeline_from": profile.timeline_from.isoformat() if profile.timeline_from else None,
        "timeline_to": profile.timeline_to.isoformat() if profile.timeline_to else None,
        "preapproved": profile.preapproved,
        "financing": known(profile.financing),
        "pets": profile.pets,
        "parking": profile.parking,
        "furnished": profile.furnished,
        "laundry": profile.laundry,
        "viewing": known(profile.viewing),
        "viewing_from": profile.viewing_from.isoformat() if profile.viewing_from else None,
        "viewing_to": profile.viewing_to.isoformat() if profile.viewing_to else None,
        "viewing_part": known(profile.viewing_part),
    }


def qualification_payload(row: Qualification | None, *, score: int) -> dict[str, Any]:
    """The verdict; one that says nothing for a lead nobody has scored yet."""
    if row is None:
        return {
            "score": score,
            "parts": {},
            "reasons": [],
            "next_step": "",
            "words": None,
            "top_matches": [],
        }
    return {
        "score": row.score,
        "parts": row.parts,
        "reasons": row.reasons,
        "next_step": row.next_step,
        "words": known(row.words),
        "top_matches": row.top_matches,
    }


def activity_payload(line: Activity) -> dict[str, Any]:
    """A line of the timeline."""
    return {
        "id": str(line.pk),
        "kind": str(line.kind),
        "text": line.text,
        "data": line.data,
        "actor": {"kind": line.actor_kind, "name": line.actor_name},
        "at": stamp(line.created_at),
    }


def note_payload(note: Activity) -> dict[str, Any]:
    """A note."""
    return {
        "id": str(note.pk),
        "text": note.text,
        "author": {"kind": note.actor_kind, "name": note.actor_name},
        "created_at": stamp(note.created_at),
    }


def task_payload(task: Task) -> dict[str, Any]:
    """A task."""
    return {
        "id": str(task.pk),
        "lead_id": str(task.lead_id),
        "title": task.title,
        "due_at": stamp(task.due_at),
        "done": task.done_at is not None,
        "done_at": stamp(task.done_at),
        "assignee": str(task.assignee_id) if task.assignee_id else None,
        "created_at": stamp(task.created_at),
    }


def stage_payload(stage: Stage) -> dict[str, Any]:
    """A step of the pipeline."""
    return {
        "key": stage.key,
        "name": stage.name,
        "position": stage.position,
        "outcome": str(stage.outcome),
        "rotting_days": stage.rotting_days,
    }
