"""The prompt of a lead's turn: what stays the same first, then what was said, then what is now."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from agents.guardrails.fence import neutral
from agents.guardrails.leaks import canary_for
from agents.llm.base import AssistantText, Item, Prompt, UserText
from agents.memory.notes import Notes
from agents.prompts.catalogue import PromptTemplate
from agents.specialists import crew
from agents.specialists.facts import broker_facts, turn_facts
from agents.specialists.specialist import Specialist
from agents.turns.context import TurnContext
from crm.conversations.models import Message

_LANGUAGES: Final = {"es": "Spanish", "en": "English"}
#: Characters of the thread that are told word for word.
_SAID: Final = 12_000
OPENS: Final = "<situation>"
CLOSES: Final = "</situation>"


@dataclass(frozen=True, slots=True)
class Brief:
    """What a specialist is given besides the facts: what to do, and why it is theirs."""

    goal: str
    why: str
    calls_for_person: str = ""

    def told(self) -> dict[str, str]:
        """The brief as JSON values."""
        told = {"goal": self.goal, "why": self.why}
        if self.calls_for_person:
            told["calls_for_person"] = self.calls_for_person
        return told


def first_prompt(
    context: TurnContext, voice: PromptTemplate, *, situation: str, notes: Notes
) -> Prompt:
    """The first prompt of a turn. Its ``system`` and tools are a broker's, whoever writes."""
    stable = broker_facts(context)
    system = voice.text.format(
        broker_name=context.broker.name,
        broker_place=", ".join(
            part for part in (context.broker.city, context.broker.country) if part
        ),
        facts=_json(stable),
    )
    return Prompt(
        system=f"[{canary_for(context.schema)}]\n{system}",
        items=tuple(_items(context.history, after=notes.upto)),
        tools=tuple(tool.spec for tool in crew.tools()),
        context=situation,
        facts=stable | turn_facts(context),
    )


def situation_for(
    context: TurnContext, specialist: Specialist, role: PromptTemplate, brief: Brief, notes: Notes
) -> str:
    """What is true now, as the last thing a model reads."""
    facts = turn_facts(context)
    disclosure = facts.pop("disclosure")
    parts = [
        f"The lead writes on {context.conversation.channel}; their language so far is "
        f"{_LANGUAGES.get(context.language, 'Spanish')}.",
        f"This is your first message to them; begin it with exactly: {disclosure}"
        if disclosure
        else "You have introduced yourself already; do not do it again.",
        f"# Your part now\n{role.text.format().strip()}",
        f"Tools of your part: {', '.join(specialist.tools)}.",
        f"# Brief (JSON)\n{_json(brief.told())}",
        notes.words(),
        f"# Facts (JSON)\n{neutral(_json(facts))}",
    ]
    inside = "\n\n".join(part for part in parts if part)
    return f"{OPENS}\n{_harmless(inside)}\n{CLOSES}"


def _items(history: Iterable[Message], *, after: UUID | None) -> list[Item]:
    """The thread as a model reads it: what the summary does not tell, the newest part of it."""
    items: list[Item] = []
    room = _SAID
    for message in reversed([each for each in history if after is None or each.pk > after]):
        text = _harmless(neutral(message.text) or f"[{message.kind}]")
        room -= len(text)
        if room < 0 and items:
            break
        if message.direction == Message.Direction.IN:
            items.append(UserText(text))
        else:
            items.append(AssistantText(text, by_person=message.author == Message.Author.PERSON))
    return items[::-1]


def _harmless(text: str) -> str:
    """The text without the marks by which the situation is known as ours."""
    return text.replace(OPENS, "(situation)").replace(CLOSES, "(/situation)")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
