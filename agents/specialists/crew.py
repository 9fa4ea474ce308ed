"""Who answers leads: a qualifier, a negotiator, a scheduler, and one for what comes after.

They share one prompt and one list of tools, so that what a vendor caches stays the same from turn
to turn; what is a specialist's own goes with the situation, and what it may call is held to here.
Code routes between them. A call that is another one's work passes the run on to that one, once a
run, with the same budget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from agents.llm.base import ToolCall
from agents.models import AgentStep
from agents.runs.record import RunRecord
from agents.specialists.specialist import Specialist
from agents.tools import handover, inventory, knowledge, leads, scheduling
from agents.tools.registry import Tool, ToolError, tools_named

# Importing the modules is what registers their tools.
_MODULES: Final = (handover, inventory, knowledge, leads, scheduling)

#: The prompt all of them share: how she writes, and the rules that hold.
VOICE: Final = "leasing"
TOOLS: Final = (
    "geo_match",
    "normalize_budget",
    "update_lead",
    "inventory_search",
    "lead_score",
    "search_knowledge",
    "find_slots",
    "book_viewing",
    "escalate_to_human",
)
_TIMES: Final = ("find_slots", "book_viewing")

QUALIFIER: Final = Specialist(
    "qualifier", "qualifier", tuple(name for name in TOOLS if name not in _TIMES)
)
NEGOTIATOR: Final = Specialist(
    "negotiator", "negotiator", tuple(name for name in TOOLS if name not in _TIMES)
)
SCHEDULER: Final = Specialist("scheduler", "scheduler", TOOLS)
AFTER_SALE: Final = Specialist(
    "after_sale",
    "after_sale",
    ("update_lead", "search_knowledge", "escalate_to_human"),
    tool_calls=6,
)
#: Takes over what was begun as a matter after the sale and turns out to be more.
LEASING: Final = Specialist("leasing", "qualifier", TOOLS)

CREW: Final = (QUALIFIER, NEGOTIATOR, SCHEDULER, AFTER_SALE)


def tools() -> tuple[Tool, ...]:
    """What any of them may call, in the order every prompt lists it."""
    return tools_named(TOOLS)


class Delegation:
    """Keeps a run to its specialist's tools, and passes it on at most once.

    ``on_change`` is told who goes on.
    """

    def __init__(
        self,
        specialist: Specialist,
        record: RunRecord,
        on_change: Callable[[Specialist], None],
    ) -> None:
        self.specialist = specialist
        self._record = record
        self._on_change = on_change
        self._delegated = False

    def before(self, tool: Tool, call: ToolCall) -> None:
        """Let a call pass that is the specialist's own; raises :class:`ToolError` otherwise."""
        if tool.name in self.specialist.tools:
            return
        if self._delegated:
            raise ToolError("This was passed on once already. Answer with what you have.")
        self._delegated = True
        before, self.specialist = self.specialist, _who_does(tool.name)
        self._record.specialist = self.specialist.name
        self._record.step(
            AgentStep.Kind.STAGE,
            "delegate",
            arguments={"from": before.name, "for": call.name},
            result={"to": self.specialist.name},
        )
        self._on_change(self.specialist)


def _who_does(tool: str) -> Specialist:
    return SCHEDULER if tool in _TIMES else LEASING
