"""One turn from claim to commit: load (short), think (no connection), commit (one transaction)."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_noop

from agents.guardrails.disclosure import disclosed
from agents.memory.services import MOST, SUMMARISE
from agents.models import AgentRun, Turn
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from agents.runs.loop import Outcome
from agents.runs.record import RunRecord
from agents.scoring.qualify import verdict_for
from agents.turns.claim import turn_claim, turn_put_back
from agents.turns.commit import lost, turn_commit, turn_drop, turn_end
from agents.turns.context import TurnContext
from agents.turns.graph.cached import Inquiry, learn
from agents.turns.graph.graph import GRAPH
from agents.turns.graph.handing import handed_over
from agents.turns.hearing import turn_wait
from agents.turns.load import turn_load
from agents.turns.signals import turn_progress
from crm.core.connections import release
from crm.core.errors import Conflict
from crm.core.wake import wake

logger = logging.getLogger(__name__)

_RETRY_SECONDS: Final = 2.0
_PIECES: Final = re.compile(r"\s*\S+\s*")


def turn_run(turn_id: UUID) -> Turn:
    """Answer what is owed as :func:`turn_work` does; returns the turn as it stands then."""
    turn_work(turn_id)
    return Turn.objects.get(pk=turn_id)


def turn_work(turn_id: UUID) -> None:
    """Answer what is owed, if it is due and nobody else is at it.

    Never raises for what a model, a tool or the network does: the turn is answered by a fallback,
    handed to a person, or put back to be tried again. What it does is told as it happens by
    ``turn_progress``; the reply's words only once they are checked and committed, because what a
    lead has read cannot be taken back.
    """
    turn = turn_claim(turn_id)
    if turn is not None:
        context: TurnContext | None = None
        try:
            context = turn_load(turn)
            if turn_wait(turn, context.unanswered):
                return
            if context.unanswered:
                _answer(context)
            else:
                with transaction.atomic():
                    turn_end(turn, Turn.State.DONE, "nothing_owed")
        except Exception as error:
            logger.exception("A turn failed")
            _after_failure(turn, context, error)


def _answer(context: TurnContext) -> None:
    record = RunRecord(specialist="", prompt_version="")

    def progress(kind: str, data: dict[str, Any]) -> None:
        turn_progress.send(
            sender=Turn,
            conversation=context.conversation,
            message=context.unanswered[-1],
            kind=kind,
            data=data,
        )

    prepared = GRAPH.prepare(context, record)
    plan = plan_for(Task.ANSWER)
    release()
    progress("typing", {})
    try:
        thought = GRAPH.think(context, record, prepared, plan=plan, progress=progress)
        result = _disclosed(context, thought)
        _weigh(context)
        committed = turn_commit(context, result, record)
    except Conflict as error:
        if not lost(error):
            raise
        committed = turn_drop(context, record, error=error.message)
    if prepared.inquiry is not None and committed.message is not None:
        _learn(context, record, prepared.inquiry, thought)
    if len(context.history) > MOST and committed.message is not None:
        wake(SUMMARISE, context.conversation.pk)
    release()
    if committed.message is not None:
        for piece in _PIECES.findall(committed.message.text):
            progress("token", {"text": piece})
    progress("done", {"outcome": committed.outcome})


def _learn(context: TurnContext, record: RunRecord, inquiry: Inquiry, thought: Outcome) -> None:
    """Keep the answer for others. The lead has theirs: what goes wrong here concerns nobody."""
    try:
        learn(context, record, inquiry, thought)
    except DatabaseError:
        logger.exception("An answer could not be kept")


def _disclosed(context: TurnContext, result: Outcome) -> Outcome:
    handover = context.draft.handover
    if handover is not None:
        handover.closing = disclosed(handover.closing, context)
    return replace(result, reply=disclosed(result.reply, context))


def _weigh(context: TurnContext) -> None:
    """Score the lead by what is known at the end of the turn, whether or not a tool did.

    A lead who was scored before and told us nothing new keeps their score.
    """
    if context.lead.score and not (context.draft.profile or context.draft.contact):
        return
    context.draft.verdict = verdict_for(
        context.profile_now(), context.contact_now(), today=context.now.date()
    )


def _after_failure(turn: Turn, context: TurnContext | None, error: Exception) -> None:
    """Try again a little later, and after the last attempt call a person."""
    text = f"{type(error).__name__}: {error}"
    if turn.attempts + 1 < settings.TURN_MAX_ATTEMPTS or context is None:
        if turn.attempts + 1 >= settings.TURN_MAX_ATTEMPTS:
            with transaction.atomic():
                turn_end(turn, Turn.State.FAILED, AgentRun.Outcome.FAILED)
            return
        with transaction.atomic():
            turn_put_back(turn, error=text, delay_seconds=_RETRY_SECONDS * 2**turn.attempts)
        return
    record = RunRecord(specialist="", prompt_version="")
    record.error = text
    context.draft.profile.clear()
    context.draft.contact.clear()
    context.draft.verdict = None
    result = _disclosed(
        context,
        handed_over(context, reason="technical", summary=gettext_noop("Sofía failed to answer.")),
    )
    try:
        turn_commit(context, result, record)
    except Exception:
        logger.exception("A failed turn could not be handed over")
        with transaction.atomic():
            turn_end(turn, Turn.State.FAILED, AgentRun.Outcome.FAILED)
