"""Reading everything a turn needs, in a handful of queries."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from agents.approvals.models import Approval
from agents.approvals.selectors import approval_to_resume
from agents.nlu.geo import Gazetteer
from agents.nlu.intent import Reason
from agents.nlu.understanding import Context, understand
from agents.turns.claim import ClaimedTurn
from agents.turns.context import TurnContext
from agents.turns.hearing import transcripts_read
from crm.brokers.current import broker_current
from crm.brokers.models import Broker
from crm.conversations.models import Message
from crm.conversations.selectors import SILENT_KINDS
from crm.core.compiled import Compiled, Param
from crm.core.tenancy import require_broker
from crm.inventory.selectors import gazetteer, property_types
from crm.leads import profile as profiles
from crm.leads.models import Lead
from crm.scheduling.label import label_for
from crm.scheduling.selectors import SPOKEN_OF, viewings_since

HISTORY: Final = 40
_NEWEST: Final = Compiled(
    lambda: (
        Message.objects.filter(conversation=Param("conversation"))
        .exclude(status=Message.Status.CANCELLED)
        .order_by("-id")[:HISTORY]
    )
)


def turn_load(turn: ClaimedTurn) -> TurnContext:
    """The context of a claimed turn, whose conversation came with the claim."""
    broker = broker_current()
    conversation = turn.conversation
    lead = conversation.lead
    lead.contact = conversation.contact
    newest_first = _NEWEST.all(conversation=conversation.pk)
    approval = approval_to_resume(conversation) if turn.has_decision else None
    if approval is not None:
        newest_first = _as_when_asked(newest_first, approval)
    transcripts_read(newest_first)
    owed = [
        message
        for message in newest_first
        if message.direction == Message.Direction.IN
        and message.kind not in SILENT_KINDS
        and message.revoked_at is None
        and (
            conversation.answered_until is None
            or message.pk > conversation.answered_until
            or (approval is not None and message.pk == approval.message_id)
        )
    ][::-1]
    # Left out of what was said as well: there it would read as the newest wish.
    met = [
        message
        for message in owed
        if message.created_at < conversation.holder_since and _is_met(message, broker)
    ]
    owed = [message for message in owed if message not in met]
    said = [message for message in newest_first if message not in [*owed, *met]][::-1]
    now = timezone.now()
    language = conversation.contact.language or broker.language
    return TurnContext(
        schema=require_broker(),
        broker=broker,
        turn=turn,
        conversation=conversation,
        version=conversation.version,
        lead=lead,
        contact=conversation.contact,
        history=[*said, *owed],
        unanswered=owed,
        appointments=_appointments(lead, language=language, timezone_name=broker.timezone)
        if turn.has_viewing
        else [],
        places=gazetteer(),
        property_types=property_types(),
        now=now,
        profile={field: getattr(lead.profile, field) for field in profiles.FIELDS},
        profile_sources=lead.profile.sources,
        approval=approval,
        has_prompts=turn.has_prompts,
    )


def _as_when_asked(newest_first: list[Message], approval: Approval) -> list[Message]:
    """The thread without what was said while a person was asked, and with what it was about."""
    kept = [each for each in newest_first if each.turn_id != approval.run.turn_id]
    if all(each.pk != approval.message_id for each in kept):
        kept += Message.objects.filter(pk=approval.message_id)
    return kept


def _is_met(message: Message, broker: Broker) -> bool:
    """Whether a message only called for a person, who has since given the thread back.

    Answered again it would call the next one, for ever.
    """
    context = Context(
        today=timezone.now().date(),
        currency=broker.currency,
        country=broker.country,
        language=broker.language,
        gazetteer=Gazetteer.of(gazetteer()),
    )
    read = understand(message.text, context=context)
    if read.reason is None or read.reason is Reason.DANGER:
        return False
    # "May I talk to somebody?" is a question too, and the very one that was met.
    asks = [each for each in read.questions if understand(each, context=context).reason is None]
    return not (asks or set(read.fields) - {"language"})


def _appointments(lead: Lead, *, language: str, timezone_name: str) -> list[dict[str, Any]]:
    coming = viewings_since(timezone.now() - SPOKEN_OF).select_related("unit").filter(lead=lead)
    return [
        {
            "id": str(row.pk),
            "title": row.unit.title,
            "unit_ref": row.unit.ref,
            "address": row.unit.address,
            "starts_at": row.starts_at.isoformat(),
            "label": label_for(row.starts_at, language, timezone_name),
        }
        for row in coming[:5]
    ]
