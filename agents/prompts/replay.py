"""A past conversation answered again by a prompt: the real graph and tools, without any effect."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from agents.memory.notes import Notes
from agents.models import AgentStep, Turn
from agents.prompts.catalogue import VOICE, PromptTemplate
from agents.routing.ledger import calls_record
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from agents.runs.loop import silent
from agents.runs.record import RunRecord
from agents.turns.context import TurnContext
from agents.turns.graph.graph import Graph
from agents.turns.rehearsal import without_effect
from crm.brokers.current import broker_current
from crm.conversations.models import Conversation, Message
from crm.conversations.selectors import SILENT_KINDS
from crm.core.connections import release
from crm.core.tenancy import require_broker
from crm.core.text import clip
from crm.inventory.selectors import gazetteer, property_types
from crm.leads import profile as profiles
from crm.leads.models import LeadProfile

#: Answers of one conversation that are played, the newest ones.
MOST_ANSWERS: Final = 6
#: What is remembered of a thread is of today; it would tell what had not been said then.
_GRAPH: Final = Graph(remember=lambda _context, _reading: Notes())


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in a conversation where an answer was owed: what had been said, what was asked."""

    conversation: Conversation
    said: tuple[Message, ...]
    asked: tuple[Message, ...]

    @property
    def text(self) -> str:
        """What the lead wrote."""
        return "\n".join(message.text for message in self.asked)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a prompt made of a moment. ``cost`` is US dollars; ``checks`` name what was refused;
    ``asks`` tells what it would have asked a person's yes for, and waited.
    """

    reply: str
    handed_over: str = ""
    booked: str = ""
    asks: str = ""
    tools: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    tokens: int = 0
    cost: str = "0"
    duration_ms: int = 0
    provider: str = ""
    model: str = ""
    version: str = ""
    error: str = ""

    @classmethod
    def of(cls, record: RunRecord, reply: str, **more: str) -> Replayed:
        """The reply, with what its run did and cost."""
        return cls(
            reply=reply,
            tools=[step.name for step in record.steps if step.kind == AgentStep.Kind.TOOL],
            checks=[
                step.name
                for step in record.steps
                if step.kind == AgentStep.Kind.CHECK and step.is_error
            ],
            tokens=record.usage.total,
            cost=str(record.cost),
            duration_ms=sum(attempt.duration_ms for attempt in record.attempts),
            provider=record.provider,
            model=record.model,
            version=record.prompt_version,
            error=clip(record.error, 240),
            **more,
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def moments_of(conversation: Conversation) -> list[Moment]:
    """Where the lead waited for an answer, oldest first, the newest so many."""
    rows = Message.objects.filter(conversation=conversation).exclude(
        status=Message.Status.CANCELLED
    )
    said: list[Message] = []
    asked: list[Message] = []
    found: list[Moment] = []
    for message in rows.order_by("id"):
        is_lead = message.direction == Message.Direction.IN
        if is_lead and (message.kind in SILENT_KINDS or message.revoked_at is not None):
            continue
        if is_lead:
            asked.append(message)
            continue
        if asked:
            found.append(Moment(conversation, tuple(said), tuple(asked)))
            said, asked = [*said, *asked], []
        said.append(message)
    if asked:
        found.append(Moment(conversation, tuple(said), tuple(asked)))
    return [each for each in found if each.text.strip()][-MOST_ANSWERS:]


def is_about(moment: Moment, specialist: str) -> bool:
    """Whether this prompt has a say in the moment's answer: the voice always, a part where its
    specialist is who answers."""
    if specialist == VOICE:
        return True
    with without_effect():
        prepared = _GRAPH.prepare(_context(moment), RunRecord(specialist="", prompt_version=""))
    return prepared.role.name == specialist


def replay(moment: Moment, template: PromptTemplate) -> Replayed:
    """Answer the moment with this prompt as its voice, or as its part, as of now, with what was
    known then.

    Nothing is written but the ledger's rows of what the models cost.
    """
    record = RunRecord(specialist="", prompt_version=template.version)
    with without_effect():
        context = _context(moment)
        prepared = _GRAPH.prepare(context, record)
        if template.name == VOICE:
            prepared = replace(prepared, voice=template)
        elif prepared.role.name == template.name:
            prepared = replace(prepared, role=template)
        record.prompt_version, record.experiment = template.version, ""
        plan = plan_for(Task.ANSWER)
        release()
        outcome = _GRAPH.think(context, record, prepared, plan=plan, progress=silent)
    with transaction.atomic():
        calls_record(record.attempts, task=Task.ANSWER, prompt_version=template.version)
    draft = context.draft
    return Replayed.of(
        record,
        outcome.reply,
        handed_over=draft.handover.reason if draft.handover else "",
        booked=str((draft.booked or {}).get("label", "")),
    )


def _context(moment: Moment) -> TurnContext:
    """A turn as it would begin at that moment; its turn and its conversation are no rows."""
    now = timezone.now()
    first = moment.asked[0].created_at
    conversation = copy.copy(moment.conversation)
    conversation.holder = Conversation.Holder.SOFIA
    # Nobody has just given it back, nothing was settled yet, nothing is remembered.
    conversation.holder_since = conversation.created_at
    conversation.agreed, conversation.memory = "", {}
    lead = conversation.lead
    return TurnContext(
        schema=require_broker(),
        broker=broker_current(),
        turn=Turn(
            conversation=conversation, state=Turn.State.RUNNING, due_at=now, first_message_at=now
        ),
        conversation=conversation,
        version=conversation.version,
        lead=lead,
        contact=conversation.contact,
        history=[*moment.said, *moment.asked],
        unanswered=list(moment.asked),
        appointments=[],
        places=gazetteer(),
        property_types=property_types(),
        now=now,
        profile=_profile_then(lead.profile, first),
        profile_sources={},
        is_rehearsal=True,
    )


def _profile_then(profile: LeadProfile, at: datetime) -> dict[str, Any]:
    """What the card said before this moment, by the time each value was noted."""
    blank = LeadProfile()
    return {
        name: getattr(profile if _known(profile.sources.get(name), at) else blank, name)
        for name in profiles.FIELDS
    }


def _known(source: Any, at: datetime) -> bool:
    if not isinstance(source, Mapping):
        return False
    try:
        return datetime.fromisoformat(str(source.get("at"))) < at
    except (ValueError, TypeError):
        return False
