"""Calling people to a conversation: who is asked first, who next, and when again.

Whoever is called may see the lead: its owner, or an agent where nobody owns it, and the admins. A
call is a task and an event; it is over when somebody takes the conversation or answers in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, F, Q, When
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.accounts.selectors import people_active
from crm.brokers.current import broker_current
from crm.brokers.hours import Hours, hours_of
from crm.conversations import events as verbs
from crm.conversations.models import Conversation
from crm.core import events
from crm.core.actors import SYSTEM, Actor
from crm.leads.models import Task
from crm.leads.services import task_add, task_complete

#: What a call changes of a conversation's row.
FIELDS: Final = ("called_user", "called_at", "calls", "called")
#: How long the admins are left in peace once everybody has been called, in open time.
_AGAIN: Final = timedelta(hours=1)


def broker_hours() -> Hours:
    """The opening hours of the broker in hand."""
    return hours_of(broker_current())


def call_first(conversation: Conversation) -> None:
    """Call the first person to a locked conversation that begins to wait (unsaved)."""
    people = people_for(conversation)
    if people:
        _call(conversation, people[0], due_at=conversation.promised_at)


def call_next(conversation: Conversation) -> User | None:
    """Call somebody else to a locked conversation that still waits; None where nobody is left.

    Each is called once; after that the admins in turn.
    """
    people = people_for(conversation)
    user = _uncalled(conversation, people) or _longest_ago(conversation, people)
    if user is None:
        return None
    _call(conversation, user)
    conversation.save(update_fields=[*FIELDS, "updated_at"])
    _announce(conversation, verbs.CALLED)
    return user


def remind(conversation: Conversation) -> User | None:
    """Remind whoever holds a locked conversation of the lead, and after them each admin once."""
    people = holders_of(conversation)
    user = _uncalled(conversation, people)
    if user is not None:
        _call(conversation, user)
        conversation.save(update_fields=[*FIELDS, "updated_at"])
        _announce(conversation, verbs.REMINDED)
    return user


def calls_settle(conversation: Conversation, *, actor: Actor) -> None:
    """Nobody need come any more (unsaved): what people were called for is done."""
    ids = [UUID(each["task"]) for each in conversation.called if each.get("task")]
    if ids:
        for task in Task.objects.select_related("lead").filter(pk__in=ids, done_at__isnull=True):
            task_complete(task=task, actor=actor)
    conversation.called_user = conversation.called_at = None
    conversation.calls = 0
    conversation.called = []


def people_for(conversation: Conversation) -> list[User]:
    """Who may be called, in order: the lead's owner, else agents with the least to do; admins."""
    people = _allowed(conversation, people_active())
    loads = _loads() if len(people) > 1 else Counter[UUID]()
    owner_id = conversation.lead.owner_id
    return sorted(people, key=lambda u: (u.pk != owner_id, u.is_admin, loads[u.pk]))


def _allowed(conversation: Conversation, people: Iterable[User]) -> list[User]:
    """Those of the people who may see the lead: not a colleague's, even of one who has left."""
    owner_id = conversation.lead.owner_id
    return [user for user in people if user.is_admin or owner_id in {None, user.pk}]


def holders_of(conversation: Conversation) -> list[User]:
    """Who is reminded, in order: who holds it (the owner, when by phone), then the admins."""
    people = list(people_active())
    holder_id = conversation.holder_user_id or conversation.lead.owner_id
    first = [user for user in people if user.pk == holder_id]
    return [*first, *(user for user in people if user.is_admin and user.pk != holder_id)]


def next_call_at(
    conversation: Conversation, *, hours: Hours, people: Iterable[User]
) -> datetime | None:
    """When a conversation that waits is due for its next call; None for never.

    ``people`` are all who work here.
    """
    if conversation.called_at is None:
        return conversation.holder_since
    if conversation.calls == 1 and conversation.promised_at is not None:
        return conversation.promised_at
    is_round_over = _uncalled(conversation, _allowed(conversation, people)) is None
    return hours.after(conversation.called_at, _AGAIN if is_round_over else hours.respond)


def _call(conversation: Conversation, user: User, *, due_at: datetime | None = None) -> None:
    now = timezone.now()
    task_id = _open_task(conversation, user)
    if not task_id:
        broker = broker_current()
        with translation.override(broker.language):
            title = _title(conversation)
        task = task_add(
            lead=conversation.lead,
            title=title,
            actor=SYSTEM,
            due_at=due_at or hours_of(broker).promise(now),
            assignee=user,
        )
        task_id = str(task.pk)
    conversation.called_user = user
    conversation.called_at = now
    conversation.calls += 1
    # The newest call of each person is the one that counts.
    earlier = [each for each in conversation.called if each["user"] != str(user.pk)]
    conversation.called = [*earlier, {"user": str(user.pk), "task": task_id}]


def _title(conversation: Conversation) -> str:
    name = str(conversation.contact)
    if conversation.holder == Conversation.Holder.PERSON:
        return _("%(name)s wrote and nobody has answered") % {"name": name}
    if conversation.handover_word:
        return f"{_('Answer %(name)s') % {'name': name}}: {conversation.handover_word}"
    return _("Answer %(name)s") % {"name": name}


def _open_task(conversation: Conversation, user: User) -> str:
    """The task of this person's earlier call, while they have not ticked it off."""
    for each in conversation.called:
        if each["user"] == str(user.pk):
            is_open = Task.objects.filter(pk=each["task"], done_at__isnull=True).exists()
            return str(each["task"]) if is_open else ""
    return ""


def _uncalled(conversation: Conversation, people: Iterable[User]) -> User | None:
    called = {each["user"] for each in conversation.called}
    return next((user for user in people if str(user.pk) not in called), None)


def _longest_ago(conversation: Conversation, people: Iterable[User]) -> User | None:
    admins = {str(user.pk): user for user in people if user.is_admin}
    for each in conversation.called:
        if each["user"] in admins:
            return admins[each["user"]]
    return None


def _loads() -> Counter[UUID]:
    """How many conversations each person holds or is called to."""
    rows = (
        Conversation.objects.filter(
            Q(holder=Conversation.Holder.PERSON, holder_user__isnull=False)
            | Q(holder=Conversation.Holder.QUEUE, called_user__isnull=False)
        )
        .annotate(
            who=Case(
                When(holder=Conversation.Holder.PERSON, then=F("holder_user")),
                default=F("called_user"),
            )
        )
        .order_by()
        .values_list("who")
        .annotate(count=Count("pk"))
    )
    return Counter(dict(rows))


def call_data(conversation: Conversation) -> dict[str, Any]:
    """Who is called, for an event."""
    return {
        "called_user": str(conversation.called_user_id) if conversation.called_user_id else None,
        "calls": conversation.calls,
    }


def _announce(conversation: Conversation, verb: str) -> None:
    events.record(
        verb,
        actor=SYSTEM,
        lead_id=conversation.lead_id,
        conversation_id=conversation.pk,
        object_id=conversation.pk,
        data={
            "holder": str(conversation.holder),
            "version": conversation.version,
            "reason": conversation.handover_reason,
            **call_data(conversation),
        },
    )
