"""Reading what waits for a person, on their behalf and for a turn that goes on."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agents.approvals.models import Approval, ApprovalRule
from agents.tools.desk import Audience
from agents.tools.registry import Effect, Tool, tools_all
from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.core.errors import NotFound
from crm.core.perbroker import PerBroker
from crm.core.queries import only
from crm.leads.permissions import visible_q
from crm.leads.selectors import NIL, as_uuid

#: Who may decide: whoever could do it in the conversation themselves.
ABILITY: Final = "conversations.reply"
#: Who may say what has to be asked about.
RULES_ABILITY: Final = "agents.edit"
_DECIDED: Final = (Approval.State.APPROVED, Approval.State.REJECTED, Approval.State.EXPIRED)
#: How long a process may go by an older rule about what a turn only drafts, in seconds.
_STALE: Final = 10.0


def may_ask(tool: Tool) -> bool:
    """Whether a broker can want to be asked about the tool: what a lead's turn writes.

    Calling a person needs no leave.
    """
    return (
        tool.audience is not Audience.STAFF
        and tool.effect is not Effect.READ
        and not tool.closes_turn
    )


def askable() -> list[Tool]:
    """The tools a broker can want to be asked about."""
    return [tool for tool in tools_all() if may_ask(tool)]


def rules() -> frozenset[str]:
    """The tools this broker wants to be asked about; none unless it says so."""
    return frozenset(ApprovalRule.objects.values_list("tool", flat=True))


_rules_lately: Final[PerBroker[frozenset[str]]] = PerBroker(rules, seconds=_STALE)


def is_ruled(tool: Tool) -> bool:
    """Whether a person is asked before this call.

    What others see at once goes by the rules as they are; what stays a draft of the turn, and is
    called in nearly every one of them, by those of some seconds ago: no query of its own.
    """
    known = rules() if tool.effect is Effect.IRREVERSIBLE else _rules_lately.get()
    return tool.name in known


def rules_forget() -> None:
    """Read the rules anew, in this process."""
    _rules_lately.forget()


def approval_list_for(actor: User, *, state: str = "") -> QuerySet[Approval]:
    """Questions about leads this person may see, and those of their own talks; the newest first."""
    about_leads = Q(person__isnull=True) & visible_q(actor, "lead__")
    rows = Approval.objects.filter(about_leads | Q(person=actor)).select_related(
        "lead__contact", "conversation", "decided_by", "run", "person"
    )
    if not actor.is_active:
        rows = rows.none()
    return (rows.filter(state=state) if state else rows).order_by("-id")


def approval_get_for(actor: User, pk: object) -> Approval:
    """The question, if this person may see its lead, or it is their own; otherwise NotFound."""
    found = approval_list_for(actor).filter(pk=as_uuid(pk) or NIL).first()
    if found is None:
        raise NotFound(_("There is no such question."))
    return found


def approval_waiting(conversation: Conversation) -> Approval | None:
    """The question about this conversation that nobody has decided yet."""
    return only(Approval.objects.filter(conversation=conversation, state=Approval.State.PENDING))


def approval_to_resume(conversation: Conversation) -> Approval | None:
    """The decided question that no turn has gone on from yet."""
    rows = approvals_to_resume().select_related("run").filter(conversation=conversation)
    return rows.order_by("id").first()


def approvals_to_resume() -> QuerySet[Approval]:
    """The decided questions of all conversations that no turn has gone on from yet."""
    return Approval.objects.filter(resumed_at__isnull=True, state__in=_DECIDED)


def approval_of_answer(answer_id: UUID) -> Approval | None:
    """What an answer for the office waits for, or goes on from; None when nothing was asked."""
    rows = Approval.objects.filter(
        message_id=answer_id, person__isnull=False, resumed_at__isnull=True
    )
    return rows.exclude(state=Approval.State.CANCELLED).order_by("-id").first()
