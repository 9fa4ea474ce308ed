"""The gate of a lead's turn: stops it before a call that a person wants to be asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from agents.approvals.models import Approval
from agents.approvals.selectors import approval_waiting, may_ask, rules
from agents.llm.base import ToolCall
from agents.runs.loop import Pause
from agents.tools.registry import Tool, ToolError

if TYPE_CHECKING:
    from agents.turns.context import TurnContext


@dataclass(frozen=True, slots=True)
class Asked:
    """The call a run stopped before, and its log from its first call on."""

    tool: str
    call_id: str
    arguments: dict[str, Any]
    exchange: list[dict[str, Any]]


class Gate:
    """Asked before every call of a turn; ``asked`` is the call it stopped the run before."""

    def __init__(self, context: TurnContext) -> None:
        self._context = context
        self._is_decided_done = False
        self.asked: ToolCall | None = None

    def before(self, tool: Tool, call: ToolCall) -> None:
        """Let the call pass, refuse it (:class:`ToolError`) or stop the run (:class:`Pause`)."""
        if not may_ask(tool):
            return
        decided = self._context.approval
        if decided is not None and not self._is_decided_done and _is_same(decided, tool, call):
            # Once: a vendor may give a later call the same id.
            self._is_decided_done = True
            _as_decided(decided)
            return
        if tool.name not in rules() or not _fits(tool, call):
            # What does not fit is refused by the tool itself, in words the model can mend.
            return
        if approval_waiting(self._context.conversation) is not None:
            raise ToolError(
                "A person of the team has been asked already and has not decided yet. Say so, "
                "and that nothing is confirmed."
            )
        self.asked = call
        raise Pause


def _is_same(decided: Approval, tool: Tool, call: ToolCall) -> bool:
    asked = (decided.tool, decided.call_id, decided.arguments_now)
    return asked == (tool.name, call.id, call.arguments)


def _as_decided(decided: Approval) -> None:
    if decided.state != Approval.State.APPROVED:
        why = f" They say: {decided.reason}." if decided.reason else ""
        raise ToolError(
            f"A person of the team decided against this.{why} Tell the lead that it is not "
            "confirmed, without blaming anybody, and offer something else or ask what they prefer."
        )


def _fits(tool: Tool, call: ToolCall) -> bool:
    try:
        tool.arguments.model_validate(call.arguments)
    except ValidationError:
        return False
    return True
