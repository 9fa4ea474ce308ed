"""Nobody is forgotten: who waits too long is taken to somebody else, again and again.

Time counts during opening hours only. Each conversation is looked at in a short transaction of its
own, under a lock that other sweepers step over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from crm.accounts.models import User
from crm.accounts.selectors import people_active
from crm.brokers.hours import Hours
from crm.conversations.models import Conversation
from crm.conversations.selectors import unanswered_of
from crm.conversations.services.calling import (
    broker_hours,
    call_next,
    next_call_at,
    remind,
)
from crm.core.queries import only

_LIMIT: Final = 500
#: A message that a person left unanswered for longer than this was meant to be left.
_FORGOTTEN: Final = timedelta(days=14)
#: How many times the promised minutes somebody who holds a conversation may leave it.
_PATIENCE: Final = 2


def calls_sweep() -> int:
    """Call and remind everybody who is due, for the broker in hand; returns how many."""
    hours, now = broker_hours(), timezone.now()
    if not hours.is_open(now):
        return 0
    called = sum(_under_lock(pk, _call_if_due) for pk in _waiting(hours, now))
    return called + sum(_under_lock(pk, _remind_if_due) for pk in _unanswered(hours, now))


def _waiting(hours: Hours, now: datetime) -> list[UUID]:
    """Conversations that wait and may be due for their next call, the longest waiting first."""
    rows = (
        Conversation.objects.select_related("lead", "contact")
        .filter(holder=Conversation.Holder.QUEUE)
        .filter(
            Q(called_at__isnull=True)
            | Q(promised_at__lte=now, calls=1)
            | Q(called_at__lte=now - hours.respond)
        )
        .order_by("holder_since")[:_LIMIT]
    )
    people = list(people_active())
    return [row.pk for row in rows if _is_call_due(row, hours, now, people)]


def _is_call_due(
    conversation: Conversation, hours: Hours, now: datetime, people: Sequence[User]
) -> bool:
    due_at = next_call_at(conversation, hours=hours, people=people)
    return due_at is not None and due_at <= now


def _call_if_due(conversation: Conversation, hours: Hours, now: datetime) -> bool:
    return (
        conversation.holder == Conversation.Holder.QUEUE
        and _is_call_due(conversation, hours, now, list(people_active()))
        and call_next(conversation) is not None
    )


def _unanswered(hours: Hours, now: datetime) -> list[UUID]:
    """Conversations in a person's hands whose last word is the lead's, and has been for long."""
    admins = sum(user.is_admin for user in people_active())
    return list(
        Conversation.objects.filter(
            holder=Conversation.Holder.PERSON,
            last_message_by="lead",
            last_inbound_at__lte=now - hours.respond * _PATIENCE,
            last_message_at__gte=now - _FORGOTTEN,
            # The holder and each admin once.
            calls__lte=admins,
        )
        .order_by("last_message_at")
        .values_list("pk", flat=True)[:_LIMIT]
    )


def _remind_if_due(conversation: Conversation, hours: Hours, now: datetime) -> bool:
    first = unanswered_of(conversation).first()
    if conversation.holder != Conversation.Holder.PERSON or first is None:
        return False
    since = conversation.called_at or max(first.created_at, conversation.holder_since)
    due_at = hours.after(since, hours.respond * _PATIENCE)
    return due_at is not None and due_at <= now and remind(conversation) is not None


def _under_lock(pk: UUID, act: Callable[[Conversation, Hours, datetime], bool]) -> bool:
    with transaction.atomic():
        conversation = only(
            Conversation.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("lead", "contact")
            .filter(pk=pk)
        )
        return conversation is not None and act(conversation, broker_hours(), timezone.now())
