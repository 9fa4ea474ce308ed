"""Calls in a person's words, and what a lead hears while somebody is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.accounts.selectors import people_active
from crm.brokers.current import broker_current
from crm.conversations.selectors import conversation_get_for
from crm.core.errors import DomainError, NotFound
from crm.core.text import clip
from crm.inventory.money import format_price
from crm.inventory.selectors import unit_by_ref
from crm.leads.forms import TYPES
from crm.leads.models import Lead, LeadProfile
from crm.leads.selectors import NIL, as_uuid, lead_get_for, task_get_for
from crm.leads.words import field_word
from crm.pipeline.selectors import stage_get
from crm.scheduling.label import label_for
from crm.scheduling.selectors import appointment_get_for
from crm.scheduling.slots import slot_parse

_NAMES: Final = {
    "book_viewing": gettext_lazy("Book a viewing"),
    "update_lead": gettext_lazy("Note what a lead tells her about themselves"),
    "viewing_book": gettext_lazy("Book a viewing"),
    "viewing_reschedule": gettext_lazy("Move a viewing"),
    "viewing_cancel": gettext_lazy("Call a viewing off"),
    "conversation_reply": gettext_lazy("Send a message"),
    "conversation_take": gettext_lazy("Take a conversation over"),
    "conversation_release": gettext_lazy("Give a conversation back"),
    "lead_create": gettext_lazy("Enter a new lead"),
    "lead_edit": gettext_lazy("Correct a lead"),
    "lead_note": gettext_lazy("Leave a note"),
    "lead_move": gettext_lazy("Move a lead"),
    "lead_assign": gettext_lazy("Give a lead to somebody"),
    "task_add": gettext_lazy("Add a task"),
    "task_done": gettext_lazy("Tick a task off"),
}
_QUOTED: Final = 600
#: Said in the lead's language; what is not decided is not promised.
_WAITING: Final = {
    "es": "Para esto necesito el visto bueno de una persona del equipo, y ya se lo pedí. "
    "Todavía no está confirmado.",
    "en": "I need a person of our team to agree to this first, and I have asked them. "
    "It is not confirmed yet.",
}

Arguments = Mapping[str, Any]


def tool_words(name: str) -> str:
    """The tool as a person calls it."""
    return str(_NAMES.get(name, name))


def call_words(name: str, arguments: Arguments, actor: User | None = None) -> str:
    """What the call would do, in one line and the language in force.

    Leads, conversations and people are named as ``actor`` may see them; without one, and for what
    is gone, it is told as it was written.
    """
    try:
        return call_told(name, arguments, actor)
    except DomainError:
        told = ", ".join(f"{key}: {value}" for key, value in arguments.items())
        return f"{tool_words(name)} ({told})" if told else tool_words(name)


def call_told(name: str, arguments: Arguments, actor: User | None) -> str:
    """As :func:`call_words`; NotFound and the like for what is not there, or not theirs to see."""
    if name == "book_viewing":
        return _viewing(arguments)
    if name == "update_lead":
        return _noted(arguments)
    tell = _TOLD.get(name)
    if tell is None or actor is None:
        raise NotFound(_("There is nothing at this address."))
    return tell(arguments, actor)


def waiting_words(language: str) -> str:
    """What the lead hears while a person is asked."""
    return _WAITING["es" if language.startswith("es") else "en"]


def when_words(at: datetime) -> str:
    """A time on the broker's clock, in the language in force."""
    broker = broker_current()
    return label_for(at, get_language() or broker.language, broker.timezone)


def agent_name(pk: object) -> str:
    """The name of somebody of the broker."""
    agent = people_active().filter(pk=as_uuid(pk) or NIL).first()
    return agent.name if agent else "?"


def _viewing(arguments: Arguments) -> str:
    unit = unit_by_ref(str(arguments.get("unit_ref", "")))
    slot = slot_parse(str(arguments.get("slot_id", "")))
    return _("Book a viewing of %(title)s (%(ref)s), %(when)s with %(agent)s") % {
        "title": unit.title,
        "ref": unit.ref,
        "when": when_words(slot.starts_at),
        "agent": agent_name(slot.agent_id),
    }


def _noted(arguments: Arguments) -> str:
    return _("Note on the lead's card: %(fields)s") % {"fields": _fields(arguments)}


def _fields(values: Arguments) -> str:
    """Each field with its value, as in “bedrooms: 3, where: Ñuñoa, budget: UF 4.500”."""
    currency = str(values.get("currency") or broker_current().currency)
    # An amount is written with its currency.
    passed_over = {"clear", "currency"} if _MONEY & values.keys() else {"clear"}
    told = [
        f"{field_word(name)}: {_value_words(name, value, currency)}"
        for name, value in values.items()
        if name not in passed_over and value not in (None, [], {})
    ]
    cleared = [field_word(str(name)) for name in values.get("clear") or []]
    if cleared:
        told.append(_("taken back: %(fields)s") % {"fields": ", ".join(cleared)})
    return clip(", ".join(told), _QUOTED) or "–"


_MONEY: Final = {"budget_min", "budget_max"}
_CHOICES: Final[Mapping[str, Mapping[str, Any]]] = {
    "operation": dict(LeadProfile.Operation.choices),
    "property_type": TYPES,
    "period": dict(LeadProfile.Period.choices),
    "financing": dict(LeadProfile.Financing.choices),
}


def _value_words(name: str, value: Any, currency: str) -> str:
    """A value of an argument as it is read."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, int | float) and name in _MONEY:
        return format_price(value, currency, get_language() or "")
    return str(_CHOICES.get(name, {}).get(str(value), value))


def _lead(arguments: Arguments, actor: User) -> Lead:
    return lead_get_for(actor, arguments.get("lead_id"))


def _book(arguments: Arguments, actor: User) -> str:
    return _("%(viewing)s, for %(lead)s") % {
        "viewing": _viewing(arguments),
        "lead": _lead(arguments, actor).contact,
    }


def _reschedule(arguments: Arguments, actor: User) -> str:
    row = appointment_get_for(actor, arguments.get("viewing_id"))
    slot = slot_parse(str(arguments.get("slot_id", "")))
    return _("Move the viewing of %(title)s with %(lead)s from %(before)s to %(when)s") % {
        "title": row.unit.title,
        "lead": row.lead.contact,
        "before": when_words(row.starts_at),
        "when": when_words(slot.starts_at),
    }


def _cancel(arguments: Arguments, actor: User) -> str:
    row = appointment_get_for(actor, arguments.get("viewing_id"))
    return _("Call off the viewing of %(title)s with %(lead)s, %(when)s") % {
        "title": row.unit.title,
        "lead": row.lead.contact,
        "when": when_words(row.starts_at),
    }


def _reply(arguments: Arguments, actor: User) -> str:
    return _("Send %(lead)s this message in your name: “%(text)s”") % {
        "lead": _peer(arguments, actor),
        "text": clip(str(arguments.get("text", "")), _QUOTED),
    }


def _take(arguments: Arguments, actor: User) -> str:
    return _("Take over the conversation with %(lead)s") % {"lead": _peer(arguments, actor)}


def _release(arguments: Arguments, actor: User) -> str:
    return _("Give the conversation with %(lead)s back to Sofía") % {
        "lead": _peer(arguments, actor)
    }


def _peer(arguments: Arguments, actor: User) -> str:
    return str(conversation_get_for(actor, arguments.get("conversation_id")).contact)


def _create(arguments: Arguments, actor: User) -> str:
    contact = arguments.get("contact") or {}
    name = contact.get("name") or contact.get("phone") or contact.get("email") or "–"
    return _("Enter %(name)s as a new lead") % {"name": name}


def _edit(arguments: Arguments, actor: User) -> str:
    changes = {**(arguments.get("contact") or {}), **(arguments.get("profile") or {})}
    return _("Correct %(lead)s: %(fields)s") % {
        "lead": _lead(arguments, actor).contact,
        "fields": _fields(changes),
    }


def _note(arguments: Arguments, actor: User) -> str:
    return _("Leave a note on %(lead)s: “%(text)s”") % {
        "lead": _lead(arguments, actor).contact,
        "text": clip(str(arguments.get("text", "")), _QUOTED),
    }


def _move(arguments: Arguments, actor: User) -> str:
    return _("Move %(lead)s to “%(stage)s”") % {
        "lead": _lead(arguments, actor).contact,
        "stage": stage_get(str(arguments.get("stage", ""))).name,
    }


def _assign(arguments: Arguments, actor: User) -> str:
    lead, owner = _lead(arguments, actor).contact, arguments.get("owner_id")
    if not owner:
        return _("Take %(lead)s from its owner; nobody has it then") % {"lead": lead}
    return _("Give %(lead)s to %(owner)s") % {"lead": lead, "owner": agent_name(owner)}


def _task_add(arguments: Arguments, actor: User) -> str:
    due = parse_datetime(str(arguments.get("due_at") or ""))
    words = {
        "lead": _lead(arguments, actor).contact,
        "title": arguments.get("title", ""),
        "when": when_words(due) if due else "",
    }
    if due:
        return _("Add a task for %(lead)s, due %(when)s: “%(title)s”") % words
    return _("Add a task for %(lead)s: “%(title)s”") % words


def _task_done(arguments: Arguments, actor: User) -> str:
    task = task_get_for(actor, arguments.get("task_id"))
    return _("Tick off “%(title)s” of %(lead)s") % {
        "title": task.title,
        "lead": task.lead.contact,
    }


_TOLD: Final[Mapping[str, Callable[[Arguments, User], str]]] = {
    "viewing_book": _book,
    "viewing_reschedule": _reschedule,
    "viewing_cancel": _cancel,
    "conversation_reply": _reply,
    "conversation_take": _take,
    "conversation_release": _release,
    "lead_create": _create,
    "lead_edit": _edit,
    "lead_note": _note,
    "lead_move": _move,
    "lead_assign": _assign,
    "task_add": _task_add,
    "task_done": _task_done,
}
