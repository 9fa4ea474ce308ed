"""The day's work of one person: whom to answer, whom to call, where to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.conversations.selectors import conversation_list_for
from crm.leads.models import Lead, Qualification, Task
from crm.leads.permissions import visible_q
from crm.leads.selectors import lead_list_for, qualifications_of
from crm.scheduling.models import Appointment
from crm.scheduling.selectors import appointment_list_for

SHOWN: Final = 12
#: A lead nobody answered for longer than this is late.
LATE_AFTER: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Reply:
    """A thread that waits for a person."""

    conversation: Conversation
    since: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A lead to call, because of a promise (a task) or because it is hot."""

    lead: Lead
    task: Task | None
    verdict: Qualification | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Go:
    """A viewing of today or tomorrow."""

    appointment: Appointment
    is_soon: bool


@dataclass(frozen=True, slots=True)
class Week:
    """This week's numbers beside last week's."""

    leads: int
    leads_before: int
    qualified: int
    qualified_before: int
    viewings: int
    viewings_before: int


def replies(actor: User) -> list[Reply]:
    """Threads in the queue, and those this person holds with something unread; oldest first."""
    now = timezone.now()
    waiting = (
        conversation_list_for(actor)
        .filter(
            Q(holder=Conversation.Holder.QUEUE)
            | Q(holder=Conversation.Holder.PERSON, holder_user=actor, unread__gt=0)
        )
        .order_by("last_inbound_at", "id")[:SHOWN]
    )
    return [
        Reply(row, since, now - since > LATE_AFTER)
        for row in waiting
        for since in [row.last_inbound_at or row.holder_since]
    ]


def calls(actor: User) -> list[Call]:
    """Tasks due by the end of the day first, then hot leads nobody has spoken to since a day."""
    now = timezone.now()
    end = _midnight(now) + timedelta(days=1)
    due = list(
        Task.objects.filter(visible_q(actor, "lead__"), done_at__isnull=True, due_at__lt=end)
        .filter(Q(assignee=actor) | Q(assignee__isnull=True))
        .select_related("lead__contact", "lead__stage")
        .order_by("due_at", "id")[:SHOWN]
    )
    found = [Call(task.lead, task, None, bool(task.due_at and task.due_at < now)) for task in due]
    hot = list(
        lead_list_for(actor, status=Lead.Status.OPEN)
        .filter(temperature=Lead.Temperature.HOT)
        .exclude(pk__in=[task.lead_id for task in due])
        .exclude(contact__phone="")
        .filter(stage__key__in=["new", "contacted", "qualified"])
        .order_by("-score", "-last_activity_at")[: SHOWN - len(found)]
    )
    verdicts = qualifications_of(hot)
    return found + [Call(lead, None, verdicts.get(lead.pk), False) for lead in hot]


def visits(actor: User) -> list[Go]:
    """Viewings from an hour ago to the end of tomorrow."""
    now = timezone.now()
    rows = appointment_list_for(
        actor, now - timedelta(hours=1), _midnight(now) + timedelta(days=2)
    ).filter(status=Appointment.Status.BOOKED)[:SHOWN]
    return [Go(row, row.starts_at - now < timedelta(hours=2)) for row in rows]


def week(actor: User) -> Week:
    """What the last seven days brought, beside the seven before."""
    now = timezone.now()
    start, before = now - timedelta(days=7), now - timedelta(days=14)
    leads = _counts(lead_list_for(actor).order_by(), "created_at", start, before)
    good = _counts(
        lead_list_for(actor).filter(qualified=True).order_by(), "created_at", start, before
    )
    viewings = _counts(appointment_list_for(actor).order_by(), "created_at", start, before)
    return Week(*leads, *good, *viewings)


def _counts(
    rows: QuerySet[Lead] | QuerySet[Appointment], field: str, start: datetime, before: datetime
) -> tuple[int, int]:
    found = rows.filter(**{f"{field}__gte": before}).aggregate(
        now=Count("pk", filter=Q(**{f"{field}__gte": start})),
        then=Count("pk", filter=Q(**{f"{field}__lt": start})),
    )
    return int(found["now"]), int(found["then"])


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
