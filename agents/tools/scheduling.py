"""Tools that offer times and book viewings; checking and booking are one step."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import Field

from agents.tools.registry import Arguments, Effect, ToolError, tool
from agents.turns.authority import still_ours
from agents.turns.context import TurnContext
from crm.accounts.selectors import people_active
from crm.core.actors import SOFIA
from crm.core.errors import Conflict, DomainError, NotFound
from crm.inventory.models import Unit
from crm.inventory.selectors import unit_by_ref
from crm.scheduling.label import label_for
from crm.scheduling.selectors import slots_find
from crm.scheduling.services import viewing_book
from crm.scheduling.slots import Slot, slot_parse

_LONGEST_DAYS = 21


class SlotWish(Arguments):
    unit_ref: str | None = Field(default=None, max_length=40)
    date_from: str | None = Field(default=None, description="ISO date")
    date_to: str | None = Field(default=None, description="ISO date")
    part_of_day: Literal["morning", "afternoon", "evening"] | None = None


@tool(effect=Effect.READ)
def find_slots(context: TurnContext, arguments: SlotWish) -> dict[str, Any]:
    """Find free times at which an agent can show a property. Offer only these, by their label."""
    unit = _unit(arguments.unit_ref) if arguments.unit_ref else None
    slots = _slots(context, unit, arguments)
    if not slots and arguments.part_of_day:
        slots = _slots(context, unit, arguments.model_copy(update={"part_of_day": None}))
    if not slots and arguments.date_from:
        slots = _slots(context, unit, SlotWish(unit_ref=arguments.unit_ref))
    return {"slots": _offered(context, slots)}


class Booking(Arguments):
    slot_id: str = Field(min_length=8, max_length=120)
    unit_ref: str = Field(min_length=1, max_length=40)


@tool(effect=Effect.IRREVERSIBLE)
def book_viewing(context: TurnContext, arguments: Booking) -> dict[str, Any]:
    """Book a viewing of this property at a time that find_slots gave, once the lead has chosen it.
    It is booked only when the answer says so; otherwise offer the times in `slots` instead."""
    if context.draft.booked is not None:
        raise ToolError("A viewing was booked in this turn already.")
    unit = _unit(arguments.unit_ref)
    try:
        key = slot_parse(arguments.slot_id)
    except DomainError as error:
        raise ToolError(
            "There is no such slot. Call find_slots and use a slot_id of it."
        ) from error
    agent = people_active().filter(pk=key.agent_id).first()
    if agent is None:
        raise ToolError("There is no such slot. Call find_slots and use a slot_id of it.")
    try:
        with still_ours(context):
            appointment = viewing_book(
                lead=context.lead, unit=unit, agent=agent, starts_at=key.starts_at, actor=SOFIA
            )
    except Conflict as error:
        if error.code == "conversation_moved":
            raise
        slots = slots_find(unit=unit, starting=context.now, days=7, limit=4)
        return {"booked": False, "reason": error.code, "slots": _offered(context, slots)}
    except DomainError as error:
        return {"booked": False, "reason": error.message, "slots": []}
    context.draft.effects = True
    context.draft.booked = {
        "booked": True,
        "appointment_id": str(appointment.pk),
        "starts_at": appointment.starts_at.isoformat(),
        "label": label_for(appointment.starts_at, context.language, context.timezone),
        "address": unit.address,
        "unit_ref": unit.ref,
        "title": unit.title,
        "agent": agent.name,
    }
    return context.draft.booked


def _unit(ref: str) -> Unit:
    try:
        return unit_by_ref(ref)
    except NotFound as error:
        raise ToolError(f"There is no property {ref!r}. Use a ref of inventory_search.") from error


def _slots(context: TurnContext, unit: Unit | None, wish: SlotWish) -> list[Slot]:
    starting, days = context.now, 7
    if wish.date_from:
        first = _day(wish.date_from, context)
        starting = max(context.now, first)
        last = _day(wish.date_to, context) if wish.date_to else first
        days = max(1, min((last - starting).days + 1, _LONGEST_DAYS))
    if starting > context.now + timedelta(days=120):
        raise ToolError("That is too far ahead; offer times within the next four months.")
    return slots_find(
        unit=unit, starting=starting, days=days, part_of_day=wish.part_of_day, limit=4
    )


def _day(text: str, context: TurnContext) -> datetime:
    try:
        day = datetime.fromisoformat(text[:10])
    except ValueError as error:
        raise ToolError(f"{text!r} is no date; write it like 2026-03-31.") from error
    return day.replace(tzinfo=context.timezone)


def _offered(context: TurnContext, slots: list[Slot]) -> list[dict[str, Any]]:
    offered = [
        {
            "slot_id": slot.slot_id,
            "starts_at": slot.starts_at.astimezone(context.timezone).isoformat(),
            "label": label_for(slot.starts_at, context.language, context.timezone),
            "unit_ref": slot.unit_ref,
            "agent": slot.agent_name,
        }
        for slot in slots
    ]
    context.draft.offered_slots = offered
    return offered
