"""A turn's one commit: reply, lead, score, stage, timeline, events, or nothing.

Everything is written under the conversation's lock after asking once more whether it is still
this turn's: what a person did while the model was thinking wins, whenever in that time it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agents.approvals.services import approval_ask, approval_resumed
from agents.models import AgentRun, Turn
from agents.runs.loop import Outcome
from agents.runs.record import RunRecord
from agents.scoring.qualify import with_viewing
from agents.turns.authority import still_ours, turn_lost
from agents.turns.context import Handover, TurnContext
from agents.turns.owe import RUN, turn_pending
from crm.brokers.hours import hours_of
from crm.conversations.models import Conversation, Message
from crm.conversations.selectors import unanswered_of
from crm.conversations.services import conversation_escalate, message_queue
from crm.core.actors import SOFIA, Actor
from crm.core.errors import Conflict, Invalid
from crm.core.text import clip
from crm.core.wake import wake_on_commit
from crm.leads.selectors import tasks_of
from crm.leads.services import (
    FIRST_STAGE,
    contact_update,
    profile_update,
    qualification_record,
    task_add,
)
from crm.pipeline.services import stage_advance

#: How often the burst window a lead may be answered late because they keep writing.
_PATIENCE: Final = 3
_REMEMBERED: Final = 6


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of the turn: its outcome, and the message it wrote, if any."""

    outcome: str
    message: Message | None = None


def turn_commit(context: TurnContext, result: Outcome, record: RunRecord) -> Committed:
    """Write the turn's outcome. Raises :class:`Conflict` when the turn lost the conversation."""
    with still_ours(context) as conversation:
        # What the lead wrote meanwhile came with a turn that is owed for it.
        pending = turn_pending(conversation)
        newer = pending is not None and _newer(context, conversation)
        if newer and not context.draft.effects and _patient(context):
            return _leave_to_next(context, record)
        if pending is not None and not newer:
            # It was owed for messages this one answers.
            Turn.objects.filter(pk=pending.pk).update(
                state=Turn.State.CANCELLED, outcome="answered", done_at=timezone.now()
            )
        if context.approval is not None:
            approval_resumed(context.approval)
        message = _write(context, conversation, result, record)
        outcome = (
            AgentRun.Outcome.HANDED_OVER if context.draft.handover else AgentRun.Outcome.REPLIED
        )
        run = _record(context, record, outcome=outcome, reply=message.text if message else "")
        asked = context.draft.asked
        if asked is not None and context.draft.handover is None:
            approval_ask(
                asked=asked,
                run=run,
                conversation=context.conversation,
                message_id=context.unanswered[-1].pk,
            )
        # Under the conversation's lock nobody can have owed another turn meanwhile.
        if not turn_end(context.turn, Turn.State.DONE, outcome, wake_next=newer):
            # Taken for dead a moment ago: what is written here is somebody else's to write.
            raise turn_lost()
        return Committed(outcome, message)


def turn_drop(context: TurnContext, record: RunRecord, *, error: str) -> Committed:
    """End a turn whose conversation somebody else holds; the run is kept for reading."""
    with transaction.atomic():
        record.error = error
        _record(context, record, outcome=AgentRun.Outcome.SUPERSEDED)
        turn_end(context.turn, Turn.State.CANCELLED, AgentRun.Outcome.SUPERSEDED)
    return Committed(AgentRun.Outcome.SUPERSEDED)


def turn_end(turn: Turn, state: str, outcome: str, *, wake_next: bool = True) -> bool:
    """Close a running turn that is still this claim's, and wake the one behind it."""
    ended = Turn.objects.filter(
        pk=turn.pk, state=Turn.State.RUNNING, claimed_by=turn.claimed_by
    ).update(state=state, outcome=outcome, done_at=timezone.now(), lease_until=None)
    waiting = (
        wake_next
        and Turn.objects.filter(
            conversation_id=turn.conversation_id, state=Turn.State.PENDING
        ).first()
    )
    if waiting:
        wait = (waiting.due_at - timezone.now()).total_seconds()
        wake_on_commit(RUN, waiting.pk, countdown=max(0.0, wait))
    return bool(ended)


def _record(context: TurnContext, record: RunRecord, *, outcome: str, reply: str = "") -> AgentRun:
    return record.write(
        outcome=outcome,
        reply=reply,
        turn=context.turn,
        lead=context.lead,
        conversation=context.conversation,
    )


def _patient(context: TurnContext) -> bool:
    """Whether a lead who wrote on while we were thinking may still be waited for."""
    patience = timedelta(seconds=settings.COALESCE_MAX_SECONDS * _PATIENCE)
    return timezone.now() - context.turn.first_message_at <= patience


def _newer(context: TurnContext, conversation: Conversation) -> bool:
    """Whether the lead wrote while we were thinking."""
    return unanswered_of(conversation).filter(id__gt=context.unanswered[-1].pk).exists()


def _leave_to_next(context: TurnContext, record: RunRecord) -> Committed:
    """Say nothing now: the turn that is pending answers everything at once."""
    Turn.objects.filter(
        conversation=context.conversation,
        state=Turn.State.PENDING,
        first_message_at__gt=context.turn.first_message_at,
    ).update(first_message_at=context.turn.first_message_at)
    _record(context, record, outcome=AgentRun.Outcome.RESTARTED)
    turn_end(context.turn, Turn.State.DONE, AgentRun.Outcome.RESTARTED)
    return Committed(AgentRun.Outcome.RESTARTED)


def _write(
    context: TurnContext, conversation: Conversation, result: Outcome, record: RunRecord
) -> Message | None:
    _write_lead(context, record)
    if context.draft.handover is None and not conversation.is_window_open:
        # Too late for free text (a long outage): a person chooses a template.
        with translation.override(context.broker.language):
            summary = _("Sofía's answer came too late: %(reply)s") % {"reply": result.reply}
        context.draft.handover = Handover("window_closed", summary, closing="")
    handover = context.draft.handover
    if handover is not None:
        _remember(context)
        return conversation_escalate(
            conversation=conversation,
            reason=handover.reason,
            summary=handover.summary,
            closing=handover.closing,
            actor=SOFIA,
            version=context.version,
            turn_id=context.turn.pk,
            answers=context.last_message_id,
            promised_at=handover.promised_at,
        )
    message = message_queue(
        conversation=conversation,
        text=result.reply,
        author=Message.Author.SOFIA,
        version=context.version,
        turn_id=context.turn.pk,
        answers=context.last_message_id,
        is_locked=True,
    )
    if context.draft.owes_question:
        _owe_question(context)
    _remember(context)
    return message


def _owe_question(context: TurnContext) -> None:
    """Somebody will be asked, says the reply: the lead's person gets it as a task, once."""
    lead, broker = context.lead, context.broker
    asked = " ".join(each.text for each in context.unanswered)
    with translation.override(broker.language):
        title = clip(_("Sofía said this will be asked: %(words)s") % {"words": asked}, 200)
    if not tasks_of(lead).filter(title=title, done_at__isnull=True).exists():
        due = hours_of(broker).promise(context.now)
        task_add(lead=lead, title=title, actor=SOFIA, due_at=due, assignee=lead.owner)


def _write_lead(context: TurnContext, record: RunRecord) -> None:
    actor = Actor(kind="sofia", name=SOFIA.name)
    source = context.last_message_id
    lead, draft = context.lead, context.draft
    for field, value in draft.contact.items():
        try:
            # One by one: a phone somebody else has must not cost us the name.
            with transaction.atomic():
                contact_update(lead=lead, changes={field: value}, actor=actor, message_id=source)
        except Invalid as error:
            record.step("check", f"contact:{field}", result=error.fields, is_error=True)
    if draft.profile:
        profile_update(lead=lead, changes=draft.profile, actor=actor, message_id=source)
    if lead.stage.key == FIRST_STAGE:
        stage_advance(lead=lead, to="contacted", actor=actor)
    if draft.verdict is not None:
        # Only here: what this turn booked, and what a person booked while it thought, is known.
        verdict = with_viewing(draft.verdict, lead)
        qualification_record(lead=lead, verdict=verdict, actor=actor)
        if lead.qualified:
            stage_advance(lead=lead, to="qualified", actor=actor)


def _remember(context: TurnContext) -> None:
    """Keep what was shown and offered, for the next turn to understand bare answers."""
    conversation, draft = context.conversation, context.draft
    memory: dict[str, Any] = dict(conversation.memory)
    kept = ("ref", "title", "price_text", "area", "address")
    shown: dict[str, Any] = {}
    for unit in [*draft.shown_units, *memory.get("shown_units", [])]:
        shown.setdefault(unit["ref"], {key: unit[key] for key in kept})
    memory["shown_units"] = list(shown.values())[:_REMEMBERED]
    if draft.booked:
        memory["offered_slots"] = []
    elif draft.offered_slots:
        memory["offered_slots"] = draft.offered_slots
    if draft.handover is not None and draft.handover.reason == "high_value":
        memory["high_value"] = True
    if memory != conversation.memory:
        Conversation.objects.filter(pk=conversation.pk).update(
            memory=memory, updated_at=timezone.now()
        )


def lost(error: Conflict) -> bool:
    """Whether this conflict means that the turn no longer may speak."""
    return error.code in {"conversation_moved", "turn_lost", "opted_out"}
