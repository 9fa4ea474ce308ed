"""Calls in a person's words, and what a lead hears while somebody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from crm.accounts.selectors import people_active
from crm.brokers.current import broker_current
from crm.core.errors import DomainError
from crm.inventory.selectors import unit_by_ref
from crm.scheduling.label import label_for
from crm.scheduling.selectors import slots_find
from crm.scheduling.slots import slot_parse

_NAMES: Final = {"book_viewing": gettext_lazy("Book a viewing")}
_LABELS: Final = {"slot_id": gettext_lazy("Time"), "unit_ref": gettext_lazy("Property")}
_DAYS: Final = 14
_TIMES: Final = 20
#: Said in the lead's language; what is not decided is not promised.
_WAITING: Final = {
    "es": "Para esto necesito el visto bueno de una persona del equipo, y ya se lo pedí. "
    "Todavía no está confirmado.",
    "en": "I need a person of our team to agree to this first, and I have asked them. "
    "It is not confirmed yet.",
}


@dataclass(frozen=True, slots=True)
class ArgumentField:
    """An argument in a form; ``choices`` as (value, words), none where anything may be written."""

    name: str
    label: str
    value: str
    choices: list[tuple[str, str]]


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


def argument_fields(name: str, arguments: dict[str, Any]) -> list[ArgumentField]:
    """The call's arguments as a person may change them: named, with what there is to choose."""
    free = _free_times(arguments) if name == "book_viewing" else []
    return [
        ArgumentField(
            name=key,
            label=str(_LABELS.get(key, key)),
            value=str(value),
            choices=_with(free, str(value)) if key == "slot_id" else [],
        )
        for key, value in arguments.items()
    ]


def _free_times(arguments: dict[str, Any]) -> list[tuple[str, str]]:
    try:
        unit = unit_by_ref(str(arguments.get("unit_ref", "")))
        asked = slot_parse(str(arguments.get("slot_id", "")))
    except DomainError:
        return []
    broker = broker_current()
    language = get_language() or broker.language

    def words(starts_at: datetime, agent: str) -> str:
        return f"{label_for(starts_at, language, broker.timezone)} · {agent}"

    agent = people_active().filter(pk=asked.agent_id).first()
    slots = slots_find(unit=unit, starting=timezone.now(), days=_DAYS, limit=_TIMES)
    return [
        (str(arguments["slot_id"]), words(asked.starts_at, agent.name if agent else "?")),
        *((slot.slot_id, words(slot.starts_at, slot.agent_name)) for slot in slots),
    ]


def _with(choices: list[tuple[str, str]], value: str) -> list[tuple[str, str]]:
    """Each choice once, the value's own first."""
    return list(dict(choices).items()) if value in dict(choices) else []


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
