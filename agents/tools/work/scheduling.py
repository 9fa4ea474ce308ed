"""The calendar: free times, viewings, and booking, moving or calling one off."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from agents.tools.registry import Arguments, Effect, tool
from agents.tools.staff import StaffContext
from agents.tools.work.pages import Page, paged
from crm.accounts.models import User
from crm.accounts.selectors import user_get_for
from crm.core.errors import Invalid
from crm.core.payload import stamp
from crm.inventory.selectors import unit_by_ref
from crm.leads.selectors import lead_get_for
from crm.scheduling import services
from crm.scheduling.label import label_for
from crm.scheduling.models import Appointment
from crm.scheduling.selectors import appointment_get_for, appointment_list_for, slots_find
from crm.scheduling.slots import slot_parse


class FreeTimes(Arguments):
    unit_ref: str = Field(default="", max_length=40)
    agent_id: UUID | None = Field(default=None, description="an id of people_list")
    day: date | None = Field(default=None, description="the first day, ISO; today if left out")
    days: int = Field(default=7, ge=1, le=21)
    part_of_day: Literal["morning", "afternoon", "evening"] | None = None
    limit: int = Field(default=10, ge=1, le=30)


@tool(effect=Effect.READ, right="scheduling.view")
def availability_find(context: StaffContext, arguments: FreeTimes) -> dict[str, Any]:
    """Find free times at which somebody can show property; book one by its slot_id."""
    starting = context.now
    if arguments.day is not None:
        midnight = datetime.combine(arguments.day, time.min, tzinfo=context.timezone)
        starting = max(context.now, midnight.astimezone(UTC))
    slots = slots_find(
        unit=unit_by_ref(arguments.unit_ref) if arguments.unit_ref else None,
        agent=_agent(context, arguments.agent_id),
        starting=starting,
        days=arguments.days,
        part_of_day=arguments.part_of_day,
        limit=arguments.limit,
    )
    return {
        "slots": [
            {
                "slot_id": slot.slot_id,
                "label": label_for(slot.starts_at, context.language, context.timezone),
                "starts_at": stamp(slot.starts_at),
                "agent": slot.agent_name,
            }
            for slot in slots
        ]
    }


class ViewingQuery(Page):
    day_from: date | None = Field(default=None, description="ISO; today if left out")
    days: int = Field(default=7, ge=1, le=92)


@tool(effect=Effect.READ, right="scheduling.view")
def viewing_list(context: StaffContext, arguments: ViewingQuery) -> dict[str, Any]:
    """List viewings from a day on, the soonest first, with lead, property, agent and state."""
    day = arguments.day_from or context.now.astimezone(context.timezone).date()
    start = datetime.combine(day, time.min, tzinfo=context.timezone)
    rows = appointment_list_for(context.user, start, start + timedelta(days=arguments.days))
    return paged(rows, arguments, lambda found: [_viewing(context, row) for row in found])


class Booking(Arguments):
    lead_id: UUID
    unit_ref: str = Field(min_length=1, max_length=40)
    slot_id: str = Field(min_length=8, max_length=120, description="of availability_find")


@tool(effect=Effect.IRREVERSIBLE, right="scheduling.edit", repeatable=True)
def viewing_book(context: StaffContext, arguments: Booking) -> dict[str, Any]:
    """Book a viewing of a property for a lead at a free time. It is booked only when the answer
    says so; the same booking again is the one there is."""
    slot = slot_parse(arguments.slot_id)
    agent = _agent(context, slot.agent_id)
    if agent is None:
        raise Invalid("There is no such time slot.", code="unknown_slot")
    row = services.viewing_book(
        lead=lead_get_for(context.user, arguments.lead_id),
        unit=unit_by_ref(arguments.unit_ref),
        agent=agent,
        starts_at=slot.starts_at,
        actor=context.actor,
    )
    return {"booked": True, "viewing": _viewing(context, row)}


class Reschedule(Arguments):
    viewing_id: UUID
    slot_id: str = Field(min_length=8, max_length=120, description="of availability_find")


@tool(effect=Effect.IRREVERSIBLE, right="scheduling.edit", repeatable=True)
def viewing_reschedule(context: StaffContext, arguments: Reschedule) -> dict[str, Any]:
    """Move a booked viewing to another free time; the agent becomes the one of that time."""
    row = appointment_get_for(context.user, arguments.viewing_id)
    slot = slot_parse(arguments.slot_id)
    row = services.viewing_reschedule(
        appointment=row,
        starts_at=slot.starts_at,
        agent=_agent(context, slot.agent_id),
        actor=context.actor,
    )
    return {"viewing": _viewing(context, row)}


class Cancellation(Arguments):
    viewing_id: UUID
    reason: str = Field(default="", max_length=240)


@tool(effect=Effect.IRREVERSIBLE, right="scheduling.edit", repeatable=True)
def viewing_cancel(context: StaffContext, arguments: Cancellation) -> dict[str, Any]:
    """Call a booked viewing off; one that is called off stays so."""
    found = appointment_get_for(context.user, arguments.viewing_id)
    services.viewing_cancel(appointment=found, actor=context.actor, reason=arguments.reason)
    return {"viewing": _viewing(context, appointment_get_for(context.user, found.pk))}


def _agent(context: StaffContext, pk: UUID | None) -> User | None:
    return user_get_for(context.user, pk) if pk is not None else None


def _viewing(context: StaffContext, row: Appointment) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "status": str(row.status),
        "starts_at": stamp(row.starts_at),
        "label": label_for(row.starts_at, context.language, context.timezone),
        "lead_id": str(row.lead_id),
        "lead": row.lead.contact.name,
        "unit_ref": row.unit.ref,
        "title": row.unit.title,
        "address": row.unit.address,
        "agent": row.agent.name,
    }
