"""What has been said in a talk, as a model reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from agents.desk.models import DeskMessage
from agents.llm.base import AssistantText, Item, Prompt, UserText
from agents.specialists.office import OfficeSpecialist
from agents.tools.staff import StaffContext

_SAID: Final = 12_000


def talk_prompt(
    context: StaffContext, specialist: OfficeSpecialist, said: Sequence[DeskMessage]
) -> Prompt:
    """The talk up to its last question, the newest part kept when it is long."""
    items: list[Item] = []
    room = _SAID
    for message in reversed(said):
        if not message.text:
            continue
        room -= len(message.text)
        if room < 0 and items:
            break
        asked = message.role == DeskMessage.Role.PERSON
        items.append(UserText(message.text) if asked else AssistantText(message.text))
    return specialist.prompt(context, tuple(items[::-1]), shown=_shown(said))


def _shown(said: Sequence[DeskMessage]) -> list[dict[str, Any]]:
    """What the last answer pointed at."""
    for message in reversed(said):
        if message.role == DeskMessage.Role.SOFIA and message.cards:
            return [each for card in message.cards for each in card.get("links") or []]
    return []
