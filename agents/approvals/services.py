"""Asking, deciding, letting expire, and going on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pydantic import ValidationError

from agents.approvals import events as verbs
from agents.approvals.gate import Asked
from agents.approvals.models import Approval, ApprovalRule
from agents.approvals.selectors import ABILITY, RULES_ABILITY, askable, rules, rules_forget
from agents.approvals.signals import talk_decided
from agents.approvals.words import call_words
from agents.models import AgentRun
from agents.tools.registry import tool_named
from agents.turns.owe import turn_owe
from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.brokers.current import broker_current
from crm.conversations.models import Conversation
from crm.core import events
from crm.core.actors import SOFIA, SYSTEM, Actor
from crm.core.errors import Conflict, Forbidden, Invalid
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.leads.services import task_add, task_complete


@transaction.atomic
def rules_set(*, tools: Iterable[str], user: User) -> frozenset[str]:
    """Want to be asked about these tools and no others; Invalid for one that cannot be asked."""
    if not can(user, RULES_ABILITY):
        raise Forbidden(_("Only admins say what Sofía has to ask about."))
    wanted = frozenset(tools)
    unknown = wanted - {tool.name for tool in askable()}
    if unknown:
        raise Invalid(
            _("This cannot be asked about."), fields={"tools": ", ".join(sorted(unknown))}
        )
    before = rules()
    if wanted != before:
        ApprovalRule.objects.exclude(tool__in=wanted).delete()
        ApprovalRule.objects.bulk_create(ApprovalRule(tool=name) for name in wanted - before)
        events.record(
            verbs.RULES_CHANGED,
            actor=user.as_actor(),
            data={"tools": sorted(wanted), "before": sorted(before)},
        )
        transaction.on_commit(rules_forget)
    return wanted


@joining
def approval_ask(
    *, asked: Asked, run: AgentRun, conversation: Conversation, message_id: UUID
) -> Approval:
    """Keep the call a turn stopped before, in the turn's commit, and give its people a task."""
    lead = conversation.lead
    expires = timezone.now() + timedelta(minutes=settings.APPROVAL_MINUTES)
    with translation.override(broker_current().language):
        title = _("Sofía asks: %(what)s") % {"what": call_words(asked.tool, asked.arguments)}
    row = Approval.objects.create(
        run=run,
        lead=lead,
        conversation=conversation,
        message_id=message_id,
        tool=asked.tool,
        call_id=asked.call_id,
        arguments=asked.arguments,
        exchange=asked.exchange,
        expires_at=expires,
        task=task_add(
            lead=lead, title=clip(title, 200), actor=SOFIA, due_at=expires, assignee=lead.owner
        ),
    )
    _told(verbs.ASKED, row, SOFIA)
    return row


@joining
def approval_ask_person(*, asked: Asked, run: AgentRun, person: User, answer_id: UUID) -> Approval:
    """Keep the call that an answer for this person stopped before; only they decide it."""
    row = Approval.objects.create(
        run=run,
        person=person,
        message_id=answer_id,
        tool=asked.tool,
        call_id=asked.call_id,
        arguments=asked.arguments,
        exchange=asked.exchange,
        expires_at=timezone.now() + timedelta(minutes=settings.APPROVAL_MINUTES),
    )
    _told(verbs.ASKED, row, SOFIA)
    return row


@transaction.atomic
def approval_decide(
    *,
    approval: Approval,
    user: User,
    approve: bool,
    arguments: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Approval:
    """Let Sofía make the call, with other arguments if given, or not; the lead's turn goes on, or
    the person's own talk.

    Raises Forbidden for somebody else's talk, Conflict when it was decided already (``decided``),
    its time is over (``expired``), or the conversation is not Sofía's any more
    (``conversation_moved``); Invalid for arguments that the tool would refuse.
    """
    if not can(user, ABILITY) or approval.person_id not in {None, user.pk}:
        raise Forbidden(_("You may not do this."))
    conversation, row = _locked(approval.pk, approval.conversation_id)
    if row.state != Approval.State.PENDING:
        raise Conflict(_("This was decided already."), code="decided")
    if row.expires_at <= timezone.now():
        raise Conflict(_("The time to decide this is over."), code="expired")
    if conversation is not None and conversation.holder != Conversation.Holder.SOFIA:
        raise Conflict(_("Somebody else holds this conversation now."), code="conversation_moved")
    if approve and arguments is not None:
        row.decided_arguments = _checked(row, arguments)
    row.state = Approval.State.APPROVED if approve else Approval.State.REJECTED
    row.decided_by = user
    row.reason = clip(storable(reason), 240)
    _settle(row, conversation, user.as_actor())
    return row


@transaction.atomic
def approval_expire(pk: UUID) -> bool:
    """End a question nobody decided in its time, and call a person for the lead it is about.

    False when it is not due.
    """
    found = Approval.objects.filter(pk=pk).only("conversation_id").first()
    if found is None:
        return False
    conversation, row = _locked(pk, found.conversation_id)
    if row.state != Approval.State.PENDING or row.expires_at > timezone.now():
        return False
    row.state = Approval.State.EXPIRED
    _settle(row, conversation, SYSTEM)
    return True


def approvals_overdue(*, limit: int = 200) -> list[UUID]:
    """Questions whose time is over."""
    rows = Approval.objects.filter(state=Approval.State.PENDING, expires_at__lte=timezone.now())
    return list(rows.order_by("expires_at").values_list("pk", flat=True)[:limit])


@joining
def approval_resumed(approval: Approval) -> None:
    """Note that a turn went on from it, in that turn's commit."""
    now = timezone.now()
    Approval.objects.filter(pk=approval.pk).update(resumed_at=now, updated_at=now)
    approval.resumed_at = now


@joining
def approvals_end(conversation: Conversation) -> None:
    """Nothing is asked or gone on with any more: somebody else holds the conversation."""
    open_ones = Approval.objects.filter(
        conversation=conversation,
        resumed_at__isnull=True,
        state__in=[Approval.State.PENDING, Approval.State.APPROVED],
    )
    for row in open_ones.select_related("task", "lead"):
        _task_done(row, SYSTEM)
        _cancel(row)


@joining
def approval_cancel_of(answer_id: UUID) -> None:
    """Nothing of this answer is asked or gone on with any more: its person stopped it, or went on
    to another question."""
    rows = Approval.objects.filter(
        message_id=answer_id, person__isnull=False, resumed_at__isnull=True
    )
    for row in rows.exclude(state=Approval.State.CANCELLED):
        _cancel(row)


def _cancel(row: Approval) -> None:
    row.state, row.resumed_at = Approval.State.CANCELLED, timezone.now()
    row.save(update_fields=["state", "resumed_at", "updated_at"])
    _told(verbs.ENDED, row, SYSTEM)


def _locked(pk: UUID, conversation_id: UUID | None) -> tuple[Conversation | None, Approval]:
    """The question with its conversation, in the order in which turns lock them."""
    conversation = None
    if conversation_id is not None:
        conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
    return conversation, Approval.objects.select_for_update(of=("self",)).get(pk=pk)


def _settle(row: Approval, conversation: Conversation | None, actor: Actor) -> None:
    """Write a decision, tick the task off, and owe what goes on: the lead's turn, or the answer."""
    row.decided_at = timezone.now()
    row.save(
        update_fields=[
            "state", "decided_at", "decided_by", "decided_arguments", "reason", "updated_at"
        ]
    )  # fmt: skip
    _task_done(row, actor)
    _told(verbs.DECIDED, row, actor)
    if conversation is not None:
        turn_owe(conversation, at_once=True)
    else:
        talk_decided.send(sender=Approval, approval=row)


def _task_done(row: Approval, actor: Actor) -> None:
    if row.task is not None:
        task_complete(task=row.task, actor=actor)


def _told(verb: str, row: Approval, actor: Actor) -> None:
    events.record(
        verb,
        actor=actor,
        lead_id=row.lead_id,
        conversation_id=row.conversation_id,
        object_id=row.pk,
        data={"tool": row.tool, "state": str(row.state)},
    )


def _checked(row: Approval, arguments: Mapping[str, Any]) -> dict[str, Any]:
    tool = tool_named(row.tool)
    if tool is None:
        raise Conflict(_("This tool is gone."), code="unknown_tool")
    try:
        tool.arguments.model_validate(dict(arguments))
    except ValidationError as error:
        fields = {
            f"arguments.{'.'.join(str(part) for part in each['loc'])}": each["msg"]
            for each in error.errors()
        }
        raise Invalid(_("Some fields are not right."), fields=fields) from error
    return dict(arguments)
