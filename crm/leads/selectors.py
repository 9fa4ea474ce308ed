"""Reading leads: the doors that fetch one on someone's behalf, and the lists of pages."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core.errors import NotFound
from crm.core.text import fold
from crm.leads import phone as phones
from crm.leads.models import Activity, Consent, Contact, Identity, Lead, Qualification, Stage, Task
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


def lead_get_for(actor: User, pk: object, *, follow: bool = False) -> Lead:
    """The lead, if this person may see it; a stranger's and a missing one are both NotFound.

    With ``follow`` a lead that was folded into another is answered by the other one, so that old
    links lead somewhere.
    """
    asked = Q(pk=as_uuid(pk) or NIL)
    if follow:
        asked |= Q(merged__pk=as_uuid(pk) or NIL)
    lead = (
        visible(Lead.objects.all(), actor)
        .select_related("contact", "profile", "stage", "owner")
        .filter(asked)
        .first()
    )
    if lead is None:
        raise NotFound(_("There is no such lead."))
    return lead


def lead_of(contact: Contact) -> Lead | None:
    """The lead that tells what happens to this person: the open one, else the newest."""
    return (
        Lead.objects.filter(contact=contact, merged_into__isnull=True)
        .order_by(Case(When(status=Lead.Status.OPEN, then=0), default=1), "-id")
        .first()
    )


def lead_duplicates_for(actor: User, lead: Lead, *, limit: int = 8) -> list[Lead]:
    """Leads this person may see whose contact is likely the same: one phone, e-mail or name."""
    contact = lead.contact
    numbers = phones.spellings(contact.phone) if contact.phone else []
    alike = Q(contact__phone__in=numbers)
    alike |= Q(
        contact__identities__kind=Identity.Kind.PHONE, contact__identities__value__in=numbers
    )
    if contact.email:
        alike |= Q(contact__email__iexact=contact.email)
    if contact.name:
        alike |= Q(contact__search_key__startswith=fold(contact.name))
    found = (
        visible(Lead.objects.exclude(contact=contact), actor)
        .filter(alike)
        .select_related("contact", "profile", "stage", "owner")
        .order_by("-last_activity_at", "-id")
        .distinct()
    )
    return [each for each in found[: limit * 4] if _alike(each.contact, contact)][:limit]


def _alike(one: Contact, other: Contact) -> bool:
    # "Ana Ruiz" begins the key of "Ana Ruiz Soto" too, who is somebody else unless more is shared.
    if fold(one.name) == fold(other.name) or not one.name:
        return True
    begins = other.name and one.search_key.startswith(fold(other.name))
    return not begins or one.phone == other.phone != "" or one.email == other.email != ""


def consents_of(contact: Contact) -> list[Consent]:
    """What the person said about being written to, the newest first."""
    return list(Consent.objects.filter(contact=contact).order_by("-at", "-id"))


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
