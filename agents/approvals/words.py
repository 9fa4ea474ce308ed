"""Calls in a person's words, and what a lead hears while somebody is asked."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from crm.accounts.selectors import people_active
from crm.brokers.current import broker_current
from crm.core.errors import DomainError
from crm.inventory.selectors import unit_by_ref
from crm.scheduling.label import label_for
from crm.scheduling.slots import slot_parse

_NAMES: Final = {"book_viewing": gettext_lazy("Book a viewing")}
#: Said in the lead's language; what is not decided is not promised.
_WAITING: Final = {
    "es": "Para esto necesito el visto bueno de una persona del equipo, y ya se lo pedí. "
    "Todavía no está confirmado.",
    "en": "I need a person of our team to agree to this first, and I have asked them. "
    "It is not confirmed yet.",
}


def tool_words(name: str) -> str:
    """The tool as a person calls it."""
    return str(_NAMES.get(name, name))


def call_words(name: str, arguments: dict[str, Any]) -> str:
    """What the call would do, in one line and the language in force."""
    if name == "book_viewing":
        try:
            return _viewing(arguments)
        except DomainError:
            # A slot or a unit that is gone is told as it was written.
            pass
    told = ", ".join(f"{key}: {value}" for key, value in arguments.items())
    return f"{tool_words(name)} ({told})" if told else tool_words(name)


def waiting_words(language: str) -> str:
    """What the lead hears while a person is asked."""
    return _WAITING["es" if language.startswith("es") else "en"]


def _viewing(arguments: dict[str, Any]) -> str:
    unit = unit_by_ref(str(arguments.get("unit_ref", "")))
    slot = slot_parse(str(arguments.get("slot_id", "")))
    broker = broker_current()
    agent = people_active().filter(pk=slot.agent_id).first()
    return _("Book a viewing of %(title)s (%(ref)s), %(when)s with %(agent)s") % {
        "title": unit.title,
        "ref": unit.ref,
        "when": label_for(slot.starts_at, get_language() or broker.language, broker.timezone),
        "agent": agent.name if agent else "?",
    }
