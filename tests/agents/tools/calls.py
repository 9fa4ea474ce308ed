"""A call of every tool that people may call, about what hangs on one lead."""

from __future__ import annotations

from typing import Any, Final

from agents.tools.desk import Audience
from agents.tools.registry import Tool, tools_all
from crm.accounts.models import User
from crm.inventory.models import Unit
from crm.scheduling.models import Appointment
from crm.scheduling.services import viewing_book
from crm.scheduling.slots import Slot
from tests.api.cast import Scene
from tests.crm.scheduling.cast import agent, at

#: Tools that name a lead, or what hangs on one: strangers find none of it.
OF_A_LEAD: Final = {
    "lead_read", "lead_matches", "lead_edit", "lead_note", "task_add", "task_done", "lead_move",
    "lead_assign", "lead_rescore", "conversation_read", "conversation_reply", "conversation_take",
    "conversation_release", "viewing_book", "viewing_reschedule", "viewing_cancel",
}  # fmt: skip
#: Tools that name something of the broker's that is nobody's own.
OF_THE_BROKER: Final = {"unit_read", "unit_update", "document_read"}
#: What only admins may do.
ADMINS: Final = {
    "unit_create", "unit_update", "document_add", "channel_accounts", "webhook_list",
}  # fmt: skip


def staff_tools() -> list[Tool]:
    """Every tool that people and programs may call."""
    return [each for each in tools_all() if each.audience is not Audience.LEAD]


def slot_of(person: User, unit: Unit, hour: int) -> str:
    """A free time of theirs, three days from now."""
    return Slot(
        agent_id=person.pk,
        agent_name=person.name,
        starts_at=at(hour),
        ends_at=at(hour + 1),
        unit_ref=unit.ref,
    ).slot_id


def viewing_of(scene: Scene, shower: User) -> Appointment:
    """A viewing of the scene's lead."""
    return viewing_book(
        lead=scene.lead,
        unit=scene.unit,
        agent=shower,
        starts_at=at(12),
        actor=shower.as_actor(),
    )


def arguments_for(scene: Scene, document: Any, *, shower: User | None = None) -> dict[str, Any]:
    """What to call each tool with; ``shower`` shows property, Ana unless given."""
    shower = shower or agent()
    lead, thread = str(scene.lead.pk), str(scene.conversation.pk)
    viewing = viewing_of(scene, shower)
    unit = {"ref": "NEW-1", "title": "Casa en Ñuñoa", "operation": "sale", "city": "Santiago",
            "property_type": "house", "price": 250_000_000}  # fmt: skip
    return {
        "availability_find": {"unit_ref": scene.unit.ref, "days": 5},
        "campaign_segments": {},
        "channel_accounts": {},
        "conversation_list": {"holder": "sofia"},
        "conversation_read": {"conversation_id": thread},
        "conversation_reply": {"conversation_id": thread, "text": "Hola, soy Bob"},
        "conversation_take": {"conversation_id": thread},
        "conversation_release": {"conversation_id": thread, "agreed": "Visita el lunes"},
        "document_add": {"title": "Gastos", "text": "Se pagan el día 5.", "language": "es"},
        "document_list": {},
        "document_read": {"document_id": str(document.pk)},
        "document_search": {"query": "mascotas"},
        "lead_assign": {"lead_id": lead, "owner_id": None},
        "lead_create": {"contact": {"name": "Ana Soto", "phone": "+56987650999"}},
        "lead_edit": {"lead_id": lead, "profile": {"beds": 3}},
        "lead_find": {"q": "pedro"},
        "lead_matches": {"lead_id": lead},
        "lead_move": {"lead_id": lead, "stage": "offer"},
        "lead_note": {"lead_id": lead, "text": "Llamó hoy"},
        "lead_read": {"lead_id": lead},
        "lead_rescore": {"lead_id": lead},
        "leads_waiting": {"minutes": 5},
        "open_work": {},
        "people_list": {},
        "pipeline_funnel": {},
        "pipeline_stages": {},
        "response_times": {"days": 7},
        "task_add": {"lead_id": lead, "title": "Llamar", "due_at": "2027-01-05T10:00:00-03:00"},
        "task_done": {"task_id": str(scene.task.pk)},
        "unit_create": unit,
        "unit_list": {},
        "unit_match": {"operation": "buy"},
        "unit_read": {"ref": scene.unit.ref},
        "unit_update": {"unit_id": str(scene.unit.pk), "price": 117_000_000},
        "viewing_book": {
            "lead_id": lead,
            "unit_ref": scene.unit.ref,
            "slot_id": slot_of(shower, scene.unit, 15),
        },
        "viewing_list": {"days": 30},
        "viewing_reschedule": {
            "viewing_id": str(viewing.pk),
            "slot_id": slot_of(shower, scene.unit, 17),
        },
        "viewing_cancel": {"viewing_id": str(viewing.pk), "reason": "Viaja"},
        "webhook_list": {},
    }
