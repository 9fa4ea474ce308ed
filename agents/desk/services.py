"""Asking, stopping, asking again: every change of a thread that a person makes."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agents.approvals.services import approval_cancel_of
from agents.desk.events import DESK_ANSWERED, DESK_ASKED, DESK_STOPPED
from agents.desk.models import DeskMessage, DeskThread
from crm.accounts.models import User
from crm.core import events
from crm.core.actors import SOFIA
from crm.core.errors import Conflict, Invalid, TooLarge
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.core.wake import wake_on_commit

TASK: Final = "agents.desk.answer"
QUESTION_LIMIT: Final = 4096
_TITLE: Final = 80
_TOO_LATE: Final = gettext_noop("You were asked and did not answer in time. Nothing was done.")
_OPEN: Final = (DeskMessage.State.QUEUED, DeskMessage.State.RUNNING)


@transaction.atomic
def question_ask(
    *, user: User, text: str, thread: DeskThread | None = None, draft_key: str = ""
) -> DeskMessage:
    """Put a question, in a new thread unless one is given; returns the answer that is now owed.

    The same ``draft_key`` in a thread again is the same question. Raises Invalid for no words,
    TooLarge for too many, Conflict while an answer is still being written.
    """
    text = storable(text).strip()
    if not text:
        raise Invalid(_("Write a question first."), fields={"text": _("is missing")})
    if len(text) > QUESTION_LIMIT:
        raise TooLarge(
            _("A question has at most %(limit)d characters.") % {"limit": QUESTION_LIMIT}
        )
    now = timezone.now()
    if thread is None:
        thread = DeskThread.objects.create(user=user, title=clip(text, _TITLE), last_at=now)
    else:
        # Two tabs that ask at once take turns here.
        thread = DeskThread.objects.select_for_update().get(pk=thread.pk)
        known = _asked_before(thread, draft_key)
        if known is not None:
            return known
        if thread.messages.filter(state__in=_OPEN).exists():
            raise Conflict(_("Sofía is still answering. Stop her, or wait a moment."))
        _let_go(thread)
        DeskThread.objects.filter(pk=thread.pk).update(last_at=now)
    DeskMessage.objects.create(
        thread=thread, role=DeskMessage.Role.PERSON, text=text, draft_key=draft_key
    )
    answer = DeskMessage.objects.create(
        thread=thread, role=DeskMessage.Role.SOFIA, state=DeskMessage.State.QUEUED, due_at=now
    )
    events.record(DESK_ASKED, actor=user.as_actor(), object_id=answer.pk)
    wake_on_commit(TASK, answer.pk)
    return answer


@transaction.atomic
def answer_stop(*, answer: DeskMessage, user: User) -> DeskMessage:
    """Stop an answer where it is; what has been written stays. One that is over stays as it is."""
    stopped = DeskMessage.objects.filter(
        pk=answer.pk, state__in=[*_OPEN, DeskMessage.State.ASKING]
    ).update(state=DeskMessage.State.STOPPED, claimed_by="", lease_until=None)
    if stopped:
        approval_cancel_of(answer.pk)
        events.record(DESK_STOPPED, actor=user.as_actor(), object_id=answer.pk)
    answer.refresh_from_db()
    return answer


@transaction.atomic
def answer_again(*, answer: DeskMessage, user: User) -> DeskMessage:
    """Have a stopped or failed answer written anew, if it is the thread's last.

    Raises Conflict otherwise.
    """
    thread = DeskThread.objects.select_for_update().get(pk=answer.thread_id)
    last = thread.messages.order_by("-id").values_list("id", flat=True).first()
    again = 0
    if last == answer.pk:
        again = DeskMessage.objects.filter(
            pk=answer.pk, state__in=[DeskMessage.State.STOPPED, DeskMessage.State.FAILED]
        ).update(
            state=DeskMessage.State.QUEUED,
            text="",
            cards=[],
            error="",
            attempts=0,
            run=None,
            due_at=timezone.now(),
        )
    if not again:
        raise Conflict(_("This answer cannot be asked for again."))
    approval_cancel_of(answer.pk)
    events.record(DESK_ASKED, actor=user.as_actor(), object_id=answer.pk)
    wake_on_commit(TASK, answer.pk)
    answer.refresh_from_db()
    return answer


@transaction.atomic
def thread_delete(*, thread: DeskThread) -> None:
    """Forget a talk. What it cost stays in the runs."""
    _let_go(thread)
    thread.delete()


@joining
def answer_go_on(answer_id: UUID, *, is_decided: bool) -> None:
    """Owe the rest of an answer whose person has decided; one nobody decided in time ends."""
    rows = DeskMessage.objects.filter(pk=answer_id, state=DeskMessage.State.ASKING)
    if is_decided:
        if rows.update(state=DeskMessage.State.QUEUED, due_at=timezone.now(), attempts=0):
            events.record(DESK_ASKED, actor=SOFIA, object_id=answer_id)
            wake_on_commit(TASK, answer_id)
    elif rows.update(state=DeskMessage.State.FAILED, error=_TOO_LATE):
        events.record(DESK_ANSWERED, actor=SOFIA, object_id=answer_id)


def _let_go(thread: DeskThread) -> None:
    """End what waits for a yes in this talk: its person went on to something else."""
    waiting = thread.messages.filter(state=DeskMessage.State.ASKING)
    for answer_id in waiting.values_list("pk", flat=True):
        approval_cancel_of(answer_id)
        waiting.update(state=DeskMessage.State.STOPPED)
        events.record(DESK_STOPPED, actor=SOFIA, object_id=answer_id)


def _asked_before(thread: DeskThread, draft_key: str) -> DeskMessage | None:
    """The answer to the question that came with this key, if it came before."""
    if not draft_key:
        return None
    question = thread.messages.filter(draft_key=draft_key).first()
    if question is None:
        return None
    return (
        thread.messages.filter(role=DeskMessage.Role.SOFIA, id__gt=question.pk)
        .order_by("id")
        .first()
    )
