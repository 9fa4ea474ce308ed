"""Validate: nothing is said that is not backed, and who has to be called is called."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

from agents.approvals.words import waiting_words
from agents.guardrails.gate import problems_of
from agents.models import AgentStep
from agents.runs.loop import Outcome
from agents.turns.graph.answering import NO_MODEL, Answered, Work
from agents.turns.graph.escalation import Trigger, is_high_value
from agents.turns.graph.handing import handed_over

_NO_MODEL: Final = gettext_noop("No model answered.")
_NO_END: Final = gettext_noop("Sofía could not finish her answer.")
_LIMIT: Final = gettext_noop("Sofía reached a limit before she had an answer.")
_HIGH_VALUE: Final = Trigger("high_value")


def validate(work: Work, answered: Answered, trigger: Trigger | None) -> Outcome:
    """The reply that may be said, mended once if need be; otherwise a hand-over to a person."""
    context, record, outcome = work.context, work.record, answered.outcome
    if context.draft.handover is not None:
        return outcome
    if trigger is None and is_high_value(context):
        trigger = _HIGH_VALUE
    if trigger is not None:
        # The data say that a person is owed; whatever was said instead is not heard.
        record.step(
            AgentStep.Kind.CHECK,
            "person_owed",
            arguments=trigger.told(),
            result={"reply": outcome.reply},
        )
        return handed_over(context, reason=trigger.reason, summary=trigger.words)
    if context.draft.asked is not None:
        record.step(AgentStep.Kind.CHECK, "approval", result={"tool": context.draft.asked.tool})
        return Outcome(waiting_words(context.language), reason="paused")
    if outcome.reason == NO_MODEL:
        return handed_over(context, reason="technical", summary=_NO_MODEL)
    if outcome.reply:
        outcome = _mended(work, answered)
    if not outcome.reply:
        record.error = record.error or outcome.reason or "empty"
        words = _LIMIT if record.stopped else _NO_END
        return handed_over(context, reason="technical", summary=words)
    return outcome


def _mended(work: Work, answered: Answered) -> Outcome:
    """The reply if nothing stands against it, else a second try, else none."""
    outcome, record = answered.outcome, work.record
    problems = _standing(work, outcome.reply)
    if not problems:
        return outcome
    record.step(AgentStep.Kind.CHECK, "claims", result={"problems": problems}, is_error=True)
    outcome = answered.loop.again(outcome.reply, problems)
    if outcome.reply and _standing(work, outcome.reply):
        return Outcome("", reason="claims")
    return outcome


def _standing(work: Work, reply: str) -> list[str]:
    """What stands against the reply; that somebody will be asked is kept instead, by a person."""
    found = problems_of(reply, work.context, work.record)
    standing = [problem.words for problem in found if not problem.owed]
    work.context.draft.owes_question = bool(found) and not standing
    return standing
