"""One task for a specialist, given by somebody of the broker or by a program in their name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from agents.desk.citing import Citation, citations_of
from agents.desk.working import Work, work
from agents.llm.base import ProviderError, UserText
from agents.models import AgentRun, AgentStep
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from agents.runs.record import RunRecord
from agents.specialists.leasing_office import LEASING
from agents.specialists.marketing import MARKETING
from agents.specialists.office import OfficeSpecialist
from agents.specialists.property import PROPERTY
from agents.tools.staff import StaffContext
from crm.core.connections import release
from crm.core.errors import DomainError, Invalid
from crm.core.text import storable
from crm.inventory.models import Unit
from crm.leads.models import Lead

SPECIALISTS: Final = {each.name: each for each in (LEASING, MARKETING, PROPERTY)}
TASK_LIMIT: Final = 4000


class NoModel(DomainError):
    """No provider answered; the run is kept."""

    code = "no_model"
    status = 503


@dataclass(frozen=True, slots=True)
class Executed:
    """A task that was done, with its run and what the reply rests on."""

    run: AgentRun
    reply: str
    reason: str
    calls: list[dict[str, Any]]
    citations: list[Citation]


def task_execute(
    context: StaffContext,
    *,
    specialist: str,
    task: str,
    lead: Lead | None = None,
    unit: Unit | None = None,
    language: str = "",
) -> Executed:
    """Have the specialist do the task, as the person in the context; waits for it.

    ``lead`` and ``unit`` are what it is about, fetched through the caller's own doors. Raises
    Invalid for no task, :class:`NoModel` when no provider answered.
    """
    who = SPECIALISTS[specialist]
    task = storable(task).strip()
    if not task:
        raise Invalid(_("Say what is to be done."), fields={"task": _("is missing")})
    about: dict[str, Any] = {}
    if lead is not None:
        about |= {"lead_id": str(lead.pk), "lead": lead.contact.name}
    if unit is not None:
        about |= {"unit_id": str(unit.pk), "unit_ref": unit.ref}
    with translation.override(language or context.language):
        prompt = who.prompt(context, (UserText(task),), about=about, language=language)
        plan = plan_for(Task.WRITE)
        release()
        try:
            given = {"task": task, "about": about, "language": language}
            done = work(context, who, prompt, plan=plan, task=given)
        except ProviderError as error:
            _failed(context, who, error)
            raise NoModel(_("No model answered. Try again in a moment.")) from error
    return _kept(context, done, lead=lead)


def _kept(context: StaffContext, done: Work, *, lead: Lead | None) -> Executed:
    outcome = AgentRun.Outcome.REPLIED if done.reply else AgentRun.Outcome.FAILED
    run = done.record.write(outcome=outcome, reply=done.reply, lead=lead, user=context.user)
    tools = [step for step in done.record.steps if step.kind == AgentStep.Kind.TOOL]
    return Executed(
        run=run,
        reply=done.reply,
        reason=done.reason,
        calls=[
            {"name": step.name, "ok": not step.is_error, "arguments": step.arguments}
            for step in tools
        ],
        citations=citations_of(done.reply, [step.result for step in tools]),
    )


def _failed(context: StaffContext, who: OfficeSpecialist, error: ProviderError) -> None:
    record = RunRecord(
        specialist=who.name,
        prompt_version=who.prompt_template().version,
        task=Task.WRITE,
        error=str(error),
    )
    record.write(outcome=AgentRun.Outcome.FAILED, reply="", user=context.user)
