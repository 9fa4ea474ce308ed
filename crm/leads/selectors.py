"""Reading leads: the doors that fetch one on someone's behalf, and the lists of pages."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core.errors import NotFound
from crm.core.text import fold
from crm.leads.models import Activity, Lead, Qualification, Stage, Task
from crm.leads.permissions import visible, visible_q


def lead_list_for(
    actor: User,
    *,
    q: str = "",
    status: str = "",
    stage: str = "",
    owner: str = "",
    score_min: int | None = None,
    source: str = "",
) -> QuerySet[Lead]:
    """Leads this person may see, newest activity first, narrowed by what was asked.

    ``q`` looks in name, phone digits and e-mail, accents and case aside. ``owner`` is an id,
    "me" or "none"; ``stage`` is a stage's key.
    """
    leads = visible(Lead.objects.all(), actor).select_related(
        "contact", "profile", "stage", "owner"
    )
    for word in fold(q).split():
        needle = word.lstrip("+") if word.lstrip("+").isdigit() else word
        leads = leads.filter(contact__search_key__contains=needle)
    if status:
        leads = leads.filter(status=status)
    if stage:
        leads = leads.filter(stage__key=stage)
    if owner == "me":
        leads = leads.filter(owner=actor)
    elif owner == "none":
        leads = leads.filter(owner__isnull=True)
    elif owner:
        someone = as_uuid(owner)
        # Compared with None the filter would find the leads of nobody.
        leads = leads.filter(owner_id=someone) if someone else leads.none()
    if score_min is not None:
        leads = leads.filter(score__gte=score_min)
    if source:
        leads = leads.filter(source=source)
    return leads.order_by("-last_activity_at", "-id")


#: An id that names nothing, for filters that must find nothing.
NIL: Final = UUID(int=0)


def as_uuid(value: object) -> UUID | None:
    """The value as an id, None when it is none: a filter by it then finds nothing."""
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None


def lead_get_for(actor: User, pk: object) -> Lead:
    """The lead, if this person may see it; a stranger's and a missing one are both NotFound."""
    lead = (
        visible(Lead.objects.all(), actor)
        .select_related("contact", "profile", "stage", "owner")
        .filter(pk=as_uuid(pk) or NIL)
        .first()
    )
    if lead is None:
        raise NotFound(_("There is no such lead."))
    return lead


def task_get_for(actor: User, pk: object) -> Task:
    """The task, if this person may see its lead."""
    task = (
        Task.objects.select_related("lead", "assignee")
        .filter(visible_q(actor, "lead__"), pk=as_uuid(pk) or NIL)
        .first()
    )
    if task is None:
        raise NotFound(_("There is no such task."))
    return task


def timeline_for(lead: Lead, *, limit: int = 50, before: object = None) -> list[Activity]:
    """The newest lines of the timeline first; ``before`` is the id of the last line seen."""
    lines = Activity.objects.filter(lead=lead)
    cursor = as_uuid(before) if before else None
    if cursor:
        lines = lines.filter(id__lt=cursor)
    return list(lines.order_by("-id")[:limit])


def timeline_count(lead: Lead) -> int:
    """How many lines the lead's timeline has."""
    return Activity.objects.filter(lead=lead).count()


def notes_of(lead: Lead) -> QuerySet[Activity]:
    """The notes people left on the lead, the newest first."""
    return Activity.objects.filter(lead=lead, kind=Activity.Kind.NOTE).order_by("-id")


def tasks_of(lead: Lead) -> QuerySet[Task]:
    """The lead's tasks, open ones first, then by due time."""
    return (
        Task.objects.filter(lead=lead)
        .select_related("assignee")
        .order_by(F("done_at").asc(nulls_first=True), F("due_at").asc(nulls_last=True), "-id")
    )


def stages() -> list[Stage]:
    """The pipeline in its order."""
    return list(Stage.objects.all())


def qualification_of(lead: Lead) -> Qualification | None:
    """The verdict in force."""
    return Qualification.objects.filter(lead=lead, is_current=True).first()


def qualifications_of(leads: list[Lead]) -> dict[UUID, Qualification]:
    """The verdicts in force of several leads, by lead id, in one query."""
    rows = Qualification.objects.filter(Q(is_current=True), lead_id__in=[lead.pk for lead in leads])
    return {row.lead_id: row for row in rows}
