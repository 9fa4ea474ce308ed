"""Specialists who work for the broker's people: configuration of the same loop.

Each is a prompt's name, the tools it may ask for and how far it may go. Of the tools only those
are offered to which the person has the right. Tools that change something are offered only to a
specialist that ``acts``, and only where the person is asked before each of their calls: what a
lead or a document says can then not make anything happen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.conf import settings

from agents.llm.base import Item, Prompt
from agents.prompts.catalogue import PromptTemplate
from agents.prompts.selectors import prompt_for
from agents.runs.limits import Limits
from agents.tools.registry import Effect, Tool, tools_for
from agents.tools.staff import StaffContext
from crm.inventory.selectors import gazetteer, property_types

TASK: Final = "desk"
_LANGUAGES: Final = {"es": "Spanish (tú form)", "en": "English"}
_AREAS_TOLD: Final = 200
_OUTPUT_TOKENS: Final = 1500


@dataclass(frozen=True, slots=True)
class OfficeSpecialist:
    """Who works, by which prompt, with which tools, within which limits of its own.

    ``tool_calls`` and ``cost`` (US dollars a run) are never more than what the operator allows.
    ``acts`` are tools that change something; each call waits for the person's yes. ``wording`` is
    a prompt to go by in place of what is in force.
    """

    name: str
    template: str
    tools: tuple[str, ...]
    tool_calls: int = 8
    cost: Decimal = Decimal("0.50")
    acts: tuple[str, ...] = ()
    wording: PromptTemplate | None = None

    def tools_of(self, context: StaffContext) -> tuple[Tool, ...]:
        """Those of its tools this person may use: reading ones, then those it acts by."""
        offered = {
            tool.name: tool
            for tool in tools_for(context)
            if tool.effect is Effect.READ or tool.name in self.acts
        }
        return tuple(offered[name] for name in (*self.tools, *self.acts) if name in offered)

    def limits(self) -> Limits:
        """How far one run of it may go."""
        allowed = Limits.from_settings()
        return Limits(
            tool_calls=min(self.tool_calls, allowed.tool_calls),
            seconds=settings.AGENT_TURN_SECONDS,
            tokens=allowed.tokens,
            cost=min(self.cost, allowed.cost),
        )

    def prompt_template(self) -> PromptTemplate:
        """The instructions it goes by, with their version."""
        return self.wording or prompt_for(self.template, None)

    def prompt(
        self,
        context: StaffContext,
        items: tuple[Item, ...],
        *,
        about: dict[str, Any] | None = None,
        shown: list[dict[str, Any]] | None = None,
        language: str = "",
    ) -> Prompt:
        """The first prompt of a run.

        ``about`` names what the task is about (a lead, a unit), ``shown`` what the last answer
        pointed at, so that "the second one" means something. ``language`` is the reply's where it
        is not the question's own.
        """
        broker = context.broker
        places = gazetteer()[:_AREAS_TOLD]
        facts: dict[str, Any] = {
            "task": TASK,
            "specialist": self.name,
            "broker": {
                "name": broker.name,
                "language": broker.language,
                "country": broker.country,
                "currency": broker.currency,
                "timezone": broker.timezone,
            },
            "person": {
                "name": context.user.name or context.user.email,
                "role": str(context.user.role).lower(),
                "sees": "all leads" if context.user.is_admin else "own and unowned leads",
            },
            "language": language or context.language,
            "reply_in": language,
            "now": context.now.astimezone(context.timezone).isoformat(timespec="minutes"),
            "about": about or {},
            "shown": shown or [],
            "inventory": {
                "areas": [list(pair) for pair in places],
                "cities": sorted({city for _area, city in places}),
                "types": property_types(),
            },
        }
        told = {name: facts[name] for name in ("person", "now", "about", "shown", "inventory")} | {
            "answer_in": _LANGUAGES.get(language, "the language of the question")
        }
        return Prompt(
            system=self.prompt_template().text.format(
                broker_name=broker.name,
                broker_place=", ".join(part for part in (broker.city, broker.country) if part),
            ),
            items=items,
            tools=tuple(tool.spec for tool in self.tools_of(context)),
            context="# Now\nFacts (JSON): "
            + json.dumps(told, ensure_ascii=False, separators=(",", ":")),
            facts=facts,
            max_output_tokens=_OUTPUT_TOKENS,
        )
