"""The one place where a conversation changes hands."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from crm.accounts.models import User
from crm.conversations import events as verbs
from crm.conversations import signals
from crm.conversations.models import STOPPED, Conversation, Message
from crm.conversations.services.calling import FIELDS as CALL_FIELDS
from crm.conversations.services.calling import call_data, call_first, calls_settle
from crm.conversations.services.statuses import record_status
from crm.core import events
from crm.core.actors import Actor
from crm.leads.models import Activity
from crm.leads.services import activity_add

#: Reasons for which a person is called without a further word of Sofía's.
_SILENT: Final = frozenset({STOPPED, "opted_out"})
_VERBS: Final = {
    Conversation.Holder.SOFIA: verbs.RELEASED,
    Conversation.Holder.PERSON: verbs.TAKEN,
    Conversation.Holder.QUEUE: verbs.ESCALATED,
    Conversation.Holder.CLOSED: verbs.CLOSED,
}


def hand(
    conversation: Conversation,
    holder: Conversation.Holder,
    *,
    actor: Actor,
    user: User | None = None,
) -> None:
    """Change the holder of a locked conversation.

    What Sofía has not sent ends here, unless it is she who calls a person: her earlier answer and
    her closing text still go out.
    """
    before = conversation.holder
    reason = conversation.handover_reason
    conversation.holder = holder
    conversation.holder_user = user
    conversation.holder_since = timezone.now()
    conversation.version += 1
    calls_settle(conversation, actor=actor)
    activity_add(
        conversation.lead,
        Activity.Kind.HANDOVER,
        actor,
        text=_told(conversation, holder),
        data={"from": before, "to": holder.value, "reason": reason},
    )
    if holder == Conversation.Holder.QUEUE:
        call_first(conversation)
    else:
        conversation.handover_reason = ""
        conversation.promised_at = None
    if holder == Conversation.Holder.SOFIA:
        conversation.handover_summary = ""  # settled: it must not explain the next hand-over
    conversation.save(
        update_fields=[
            "holder",
            "holder_user",
            "holder_since",
            "version",
            "handover_reason",
            "handover_summary",
            "promised_at",
            *CALL_FIELDS,
            "agreed",
            "answered_until",
            "updated_at",
        ]
    )
    if holder != Conversation.Holder.QUEUE or conversation.handover_reason in _SILENT:
        _cancel_unsent(conversation, actor=actor)
    events.record(
        _VERBS[holder],
        actor=actor,
        lead_id=conversation.lead_id,
        conversation_id=conversation.pk,
        object_id=conversation.pk,
        changes={"holder": {"before": before, "after": holder.value}},
        data={
            "holder": holder.value,
            "version": conversation.version,
            "reason": reason,
            **(call_data(conversation) if holder == Conversation.Holder.QUEUE else {}),
        },
    )
    signals.holder_changed.send(sender=Conversation, conversation=conversation, before=before)


def _told(conversation: Conversation, holder: Conversation.Holder) -> str:
    """What the timeline says beside the change: why it waits, or what was agreed."""
    if holder == Conversation.Holder.QUEUE:
        return conversation.handover_summary
    return conversation.agreed if holder == Conversation.Holder.SOFIA else ""


def _cancel_unsent(conversation: Conversation, *, actor: Actor) -> None:
    unsent = Message.objects.select_for_update().filter(
        conversation=conversation, author=Message.Author.SOFIA, status=Message.Status.QUEUED
    )
    for message in list(unsent):
        Message.objects.filter(pk=message.pk).update(status=Message.Status.CANCELLED)
        message.conversation = conversation
        record_status(message, Message.Status.CANCELLED, actor=actor)
