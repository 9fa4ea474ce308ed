"""The gates of runs: they stop one before a call that a person has to be asked about."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from pydantic import ValidationError

from agents.approvals.log import log_kept
from agents.approvals.models import Approval
from agents.approvals.selectors import approval_waiting, is_ruled, may_ask
from agents.approvals.words import call_told
from agents.llm.base import ToolCall, ToolResult
from agents.runs.loop import Pause
from agents.tools.registry import Effect, Tool, ToolError
from crm.accounts.models import User
from crm.core.errors import Conflict, DomainError

if TYPE_CHECKING:
    from agents.turns.context import TurnContext

_TO_LEAD: Final = (
    "Tell the lead that it is not confirmed, without blaming anybody, and offer something else or "
    "ask what they prefer."
)


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
            if decided.state != Approval.State.APPROVED:
                why = f" They say: {decided.reason}." if decided.reason else ""
                raise ToolError(f"A person of the team decided against this.{why} {_TO_LEAD}")
            return
        if not is_ruled(tool) or not _fits(tool, call):
            # What does not fit is refused by the tool itself, in words the model can mend.
            return
        if approval_waiting(self._context.conversation) is not None:
            raise ToolError(
                "A person of the team has been asked already and has not decided yet. Say so, "
                "and that nothing is confirmed."
            )
        self.asked = call
        raise Pause


class TalkGate:
    """The gate of an answer for somebody of the broker: nothing is changed without their own yes.

    ``decided`` is what they said to the call the run goes on from. A call they agreed to is made
    once, whatever becomes of the worker: what it does and its result are kept together.
    """

    def __init__(self, person: User, decided: Approval | None) -> None:
        self._person = person
        self._decided = decided
        self._granted: Approval | None = None
        self.asked: ToolCall | None = None

    def before(self, tool: Tool, call: ToolCall) -> None:
        """Let the call pass, refuse it (:class:`ToolError`) or stop the run (:class:`Pause`)."""
        if tool.effect is Effect.READ or not _fits(tool, call):
            return
        decided = self._decided
        if decided is not None and _is_same(decided, tool, call):
            self._decided = None
            if decided.state != Approval.State.APPROVED:
                why = f" {decided.reason}" if decided.reason else ""
                raise ToolError(f"declined:{why} (Nothing was done. Say so; do not try it again.)")
            self._granted = decided
            return
        try:
            call_told(tool.name, call.arguments or {}, self._person)
        except DomainError as error:
            # Nobody is asked about what is not there, or not theirs.
            raise ToolError(error.message) from error
        self.asked = call
        raise Pause

    def guarded(self, tool: Tool) -> Tool:
        """The tool as the talk may call it."""
        return tool if tool.effect is Effect.READ else replace(tool, run=self._once(tool))

    def _once(self, tool: Tool) -> Callable[[Any, Any], dict[str, Any]]:
        def run(context: Any, arguments: Any) -> dict[str, Any]:
            granted, self._granted = self._granted, None
            if granted is None:
                raise ToolError("Nothing is changed without the person's yes.")
            try:
                with transaction.atomic():
                    row = Approval.objects.select_for_update(of=("self",)).get(pk=granted.pk)
                    done = _result_of(row)
                    if done is None:
                        done = tool.run(context, arguments)
                        row.exchange = [*row.exchange, *log_kept([_as_result(row, done)])]
                        row.save(update_fields=["exchange", "updated_at"])
            except Conflict as error:
                # What moved meanwhile is the model's to tell, and no end of the talk.
                raise ToolError(error.message, fields=error.fields) from error
            return done

        return run


def _as_result(row: Approval, content: dict[str, Any]) -> ToolResult:
    return ToolResult(row.call_id, row.tool, json.dumps(content, ensure_ascii=False, default=str))


def _result_of(row: Approval) -> dict[str, Any] | None:
    """What the call brought, if a worker made it before it died."""
    last = row.exchange[-1] if row.exchange else {}
    if last.get("call_id") != row.call_id or last.get("name") != row.tool:
        return None
    found: dict[str, Any] = json.loads(last["content"])
    return found


def _is_same(decided: Approval, tool: Tool, call: ToolCall) -> bool:
    asked = (decided.tool, decided.call_id, decided.arguments_now)
    return asked == (tool.name, call.id, call.arguments)


def _fits(tool: Tool, call: ToolCall) -> bool:
    try:
        tool.arguments.model_validate(call.arguments)
    except ValidationError:
        return False
    return True
