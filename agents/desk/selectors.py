"""Reading one's own threads with Sofía; a stranger's and none look the same."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agents.desk.models import DeskMessage, DeskThread
from crm.accounts.models import User
from crm.core.errors import NotFound
from crm.leads.selectors import NIL, as_uuid


def thread_list_for(actor: User) -> QuerySet[DeskThread]:
    """The person's threads, the newest talk first."""
    return DeskThread.objects.filter(user=actor).order_by("-last_at")


def thread_get_for(actor: User, pk: object) -> DeskThread:
    """The person's thread of that id; NotFound otherwise."""
    thread = thread_list_for(actor).filter(pk=as_uuid(pk) or NIL).first()
    if thread is None:
        raise NotFound(_("There is no such talk."))
    return thread


def messages_of(thread: DeskThread, *, limit: int) -> list[DeskMessage]:
    """The thread's newest messages, oldest of them first."""
    return list(thread.messages.select_related("run").order_by("-id")[:limit])[::-1]


def message_get_for(actor: User, pk: object) -> DeskMessage:
    """A message of one of the person's threads; NotFound otherwise."""
    found = (
        DeskMessage.objects.select_related("thread", "run")
        .filter(pk=as_uuid(pk) or NIL, thread__user=actor)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such talk."))
    return found


def answers_due(now: datetime, *, limit: int) -> list[UUID]:
    """Ids of answers that nobody writes: queued ones, and those whose worker's lease has ended."""
    waiting = DeskMessage.objects.filter(state=DeskMessage.State.QUEUED, due_at__lte=now)
    stuck = DeskMessage.objects.filter(state=DeskMessage.State.RUNNING, lease_until__lt=now)
    return list((waiting | stuck).order_by("due_at").values_list("id", flat=True)[:limit])
