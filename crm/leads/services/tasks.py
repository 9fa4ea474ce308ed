"""What people of the broker have to do for a lead."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Invalid
from crm.core.text import clip, storable
from crm.leads import events as lead_events
from crm.leads.models import Activity, Lead, Task
from crm.leads.services.timeline import activity_add

_EARLIEST_YEAR: Final = 2000
_LATEST_YEAR: Final = 2199


@transaction.atomic
def task_add(
    *,
    lead: Lead,
    title: str,
    actor: Actor,
    due_at: datetime | None = None,
    assignee: User | None = None,
) -> Task:
    """Something to be done for the lead, by someone and by some time.

    Raises :class:`Invalid` without a title, and for a time nobody can mean.
    """
    line = clip(storable(title), 200)
    if not line:
        raise Invalid(_("Say what is to be done."), fields={"title": _("empty")})
    # The last day there is has no name in every time zone: such a task could never be shown.
    if due_at is not None and not _EARLIEST_YEAR <= due_at.year <= _LATEST_YEAR:
        raise Invalid(_("This time is too far away."), fields={"due_at": _("not valid")})
    task = Task.objects.create(lead=lead, title=line, due_at=due_at, assignee=assignee)
    activity_add(lead, Activity.Kind.TASK, actor, text=line, data={"task": str(task.pk)})
    events.record(lead_events.TASK_CHANGED, actor=actor, lead_id=lead.pk, object_id=task.pk)
    return task


@transaction.atomic
def task_complete(*, task: Task, actor: Actor) -> Task:
    """Tick a task off; ticking it twice changes nothing."""
    done = Task.objects.filter(pk=task.pk, done_at__isnull=True).update(done_at=timezone.now())
    task.refresh_from_db()
    if done:
        activity_add(
            task.lead,
            Activity.Kind.TASK,
            actor,
            text=task.title,
            data={"task": str(task.pk), "done": True},
        )
        events.record(
            lead_events.TASK_CHANGED, actor=actor, lead_id=task.lead_id, object_id=task.pk
        )
    return task
