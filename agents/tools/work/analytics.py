"""Figures about the person's own work: the funnel, how fast leads are answered, what is open."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from pydantic import Field

from agents.guardrails.fence import heard
from agents.tools.registry import Arguments, Effect, tool
from agents.tools.staff import StaffContext
from agents.tools.work.leads import lead_brief
from crm.analytics.funnel import funnel_for
from crm.analytics.responses import responses_for
from crm.core.payload import stamp
from crm.scheduling import today
from crm.scheduling.label import label_for


class Period(Arguments):
    days: int = Field(default=30, ge=1, le=366, description="so many days back from now")


@tool(effect=Effect.READ, right="analytics.view")
def pipeline_funnel(context: StaffContext, arguments: Period) -> dict[str, Any]:
    """Tell how leads moved along the pipeline: how many are new and qualified, how many stand in
    each stage and came into it in that time, and why leads were lost."""
    since = context.now - timedelta(days=arguments.days)
    found = funnel_for(context.user, since=since)
    return {
        "since": stamp(since),
        "created": found.created,
        "qualified": found.qualified,
        "stages": [
            {
                "key": step.stage.key,
                "name": step.stage.name,
                "standing": step.standing,
                "entered": step.entered,
            }
            for step in found.steps
        ],
        "lost_for": [{"reason": reason, "count": count} for reason, count in found.lost_for],
    }


@tool(effect=Effect.READ, right="analytics.view")
def response_times(context: StaffContext, arguments: Period) -> dict[str, Any]:
    """Tell how long leads waited for an answer, in seconds: the median and what 95 of 100 stayed
    under, by Sofía and by people, and how many still wait."""
    since = context.now - timedelta(days=arguments.days)
    return {"since": stamp(since), **asdict(responses_for(context.user, since=since))}


class Nothing(Arguments):
    pass


@tool(effect=Effect.READ, right="leads.view")
def open_work(context: StaffContext, arguments: Nothing) -> dict[str, Any]:
    """Tell what the person should do now: threads that wait for an answer, leads to call (promised
    or hot, with the reason), and viewings of today and tomorrow. It answers "who should I call"."""
    return {
        "reply": [
            {
                "conversation_id": str(each.conversation.pk),
                "lead_id": str(each.conversation.lead_id),
                "name": each.conversation.contact.name,
                "since": stamp(each.since),
                "is_late": each.is_late,
                "reason": each.conversation.handover_reason,
                "last_message": heard(each.conversation.last_message_text),
            }
            for each in today.replies(context.user)
        ],
        "call": [
            {
                "lead": _called(each),
                "task": each.task.title if each.task else None,
                "due_at": stamp(each.task.due_at) if each.task else None,
                "next_step": each.verdict.next_step if each.verdict else None,
                "is_late": each.is_late,
            }
            for each in today.calls(context.user)
        ],
        "go": [
            {
                "viewing_id": str(each.appointment.pk),
                "label": label_for(each.appointment.starts_at, context.language, context.timezone),
                "lead": each.appointment.lead.contact.name,
                "unit_ref": each.appointment.unit.ref,
                "address": each.appointment.unit.address,
                "agent": each.appointment.agent.name,
            }
            for each in today.visits(context.user)
        ],
    }


def _called(call: today.Call) -> dict[str, Any]:
    shown = lead_brief(call.lead)
    return {name: shown[name] for name in ("id", "name", "phone", "stage", "score", "temperature")}
