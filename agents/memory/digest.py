"""What is worth keeping of older messages, found by rules: the facts, and a summary in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from agents.models import AgentStep
from agents.nlu.understanding import Context, understand
from crm.conversations.models import Message
from crm.core.text import clip
from crm.leads import profile as profiles

#: Of what a lead says these are kept; the fields of the card have their own place and history.
_NOT_FACTS: Final = frozenset(profiles.FIELDS) | {
    "name", "phone", "email", "language", "period", "approx", "viewing",
}  # fmt: skip
_QUOTED: Final = 160
_FACTS: Final = 8
_LINES: Final = 6
SUMMARY_LIMIT: Final = 900


def facts_in(messages: Iterable[Message], how: Context) -> list[dict[str, str]]:
    """What the lead said beside the card, and what they asked, each with its message."""
    facts: list[dict[str, str]] = []
    for message in messages:
        if message.direction != Message.Direction.IN or not message.text:
            continue
        read = understand(message.text, context=how)
        if set(read.fields) - _NOT_FACTS or read.questions:
            facts.append(
                {
                    "text": clip(" ".join(message.text.split()), _QUOTED),
                    "message": str(message.pk),
                    "at": message.sent_at.date().isoformat(),
                }
            )
    return facts


def merged(before: list[dict[str, str]], found: list[dict[str, str]]) -> list[dict[str, str]]:
    """The newest facts of both, each text once."""
    by_text = {each["text"]: each for each in [*before, *found]}
    return list(by_text.values())[-_FACTS:]


def told_by_rules(steps: Iterable[AgentStep], *, agreed: str, before: str, language: str) -> str:
    """What happened in words: what was shown, booked and agreed; newest last, a line each."""
    lines = before.splitlines()
    with translation.override(language):
        for step in steps:
            if line := _line(step):
                lines.append(line)
        if agreed:
            lines.append(_("Agreed with a colleague: %(what)s") % {"what": clip(agreed, _QUOTED)})
    kept = list(dict.fromkeys(line for line in lines if line.strip()))[-_LINES:]
    return clip("\n".join(kept), SUMMARY_LIMIT)


def _line(step: AgentStep) -> str:
    result = step.result if isinstance(step.result, Mapping) else {}
    day = step.created_at.date().isoformat()
    if step.name == "inventory_search" and (units := _refs(result.get("units"))):
        return _("%(day)s: shown %(homes)s") % {"day": day, "homes": units}
    if step.name == "book_viewing" and result.get("booked"):
        return _("%(day)s: viewing booked, %(home)s, %(when)s") % {
            "day": day,
            "home": result.get("unit_ref", ""),
            "when": result.get("label", ""),
        }
    if step.name == "escalate_to_human" and result.get("escalated"):
        return _("%(day)s: handed over to a colleague") % {"day": day}
    return ""


def _refs(units: Any) -> str:
    rows = units if isinstance(units, list) else []
    return ", ".join(str(row.get("ref")) for row in rows[:3] if isinstance(row, Mapping))
