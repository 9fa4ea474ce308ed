"""A call's arguments as a person may read and change them.

What names a lead, a conversation, a viewing or a task is told in the card's words and is not to be
changed: another one would be another question.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.approvals.words import agent_name, when_words
from crm.accounts.selectors import people_active
from crm.core.errors import DomainError
from crm.inventory.selectors import unit_by_ref
from crm.leads.selectors import stages
from crm.leads.words import FIELDS
from crm.scheduling.selectors import slots_find
from crm.scheduling.slots import slot_parse

_LABELS: Final = {
    "slot_id": gettext_lazy("Time"),
    "unit_ref": gettext_lazy("Property"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("What is to be done"),
    "due_at": gettext_lazy("Due"),
    "assignee_id": gettext_lazy("Who does it"),
    "owner_id": gettext_lazy("Owner"),
    "stage": gettext_lazy("Stage"),
    "reason": gettext_lazy("Reason"),
    "agreed": gettext_lazy("What was settled"),
    "clear": gettext_lazy("Taken back"),
}
_LONG: Final = frozenset({"text", "agreed"})
_HIDDEN: Final = frozenset(
    {"lead_id", "conversation_id", "viewing_id", "task_id", "version", "source"}
)
_PREFIX: Final = "arg-"
_DAYS: Final = 14
_TIMES: Final = 20


@dataclass(frozen=True, slots=True)
class ArgumentField:
    """An argument in a form.

    ``name`` is its path (``contact.phone``), ``choices`` are (value, words), none where anything
    may be written; ``words`` is the value as it is read.
    """

    name: str
    label: str
    value: str
    words: str
    is_long: bool = False
    choices: list[tuple[str, str]] = field(default_factory=list)


def argument_fields(arguments: Mapping[str, Any]) -> list[ArgumentField]:
    """The arguments that were given and may be changed, named, with what there is to choose."""
    fields = []
    for path, value in _flat(arguments):
        last = path.rpartition(".")[2]
        shown = _shown(value)
        choices = _choices(last, shown, arguments)
        fields.append(
            ArgumentField(
                name=path,
                label=str(_LABELS.get(last) or FIELDS.get(last) or last).capitalize(),
                value=shown,
                words=dict(choices).get(shown, shown),
                is_long=last in _LONG,
                choices=choices,
            )
        )
    return fields


def arguments_changed(
    arguments: Mapping[str, Any], posted: Mapping[str, str]
) -> dict[str, Any] | None:
    """The arguments with what a form changed of them; None when it changed nothing."""
    changed: dict[str, Any] = copy.deepcopy(dict(arguments))
    is_changed = False
    for path, value in _flat(arguments):
        given = posted.get(f"{_PREFIX}{path}")
        if given is None or given.replace("\r\n", "\n").strip() == _shown(value):
            continue
        is_changed = True
        *folders, last = path.split(".")
        place = changed
        for each in folders:
            place = place[each]
        place[last] = _read(given.strip(), value)
    return changed if is_changed else None


def _flat(arguments: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in arguments.items():
        if name in _HIDDEN or value in (None, [], {}):
            continue
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)


def _read(given: str, before: Any) -> Any:
    """What was written, in the kind of value it stands for; the tool's schema reads the rest."""
    if isinstance(before, list):
        return [part.strip() for part in given.split(",") if part.strip()]
    if isinstance(before, str):
        return given
    return given or None


def _choices(name: str, value: str, arguments: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What there is to choose, the value as it is among it; nothing where it is not known."""
    found: list[tuple[str, str]] = []
    if name == "slot_id":
        found = _free_times(value, str(arguments.get("unit_ref", "")))
    elif name in {"owner_id", "assignee_id"}:
        found = [(str(each.pk), each.name) for each in people_active()]
    elif name == "stage":
        found = [(each.key, each.name) for each in stages()]
    elif value in {"true", "false"}:
        found = [("true", _("yes")), ("false", _("no"))]
    return list(dict(found).items()) if value in dict(found) else []


def _free_times(slot_id: str, unit_ref: str) -> list[tuple[str, str]]:
    try:
        asked = slot_parse(slot_id)
        unit = unit_by_ref(unit_ref) if unit_ref else None
    except DomainError:
        return []
    slots = slots_find(unit=unit, starting=timezone.now(), days=_DAYS, limit=_TIMES)
    return [
        (slot_id, f"{when_words(asked.starts_at)} · {agent_name(asked.agent_id)}"),
        *((slot.slot_id, f"{when_words(slot.starts_at)} · {slot.agent_name}") for slot in slots),
    ]
