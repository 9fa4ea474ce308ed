"""Doing what the workers would do, in the test's own thread."""

from __future__ import annotations

from typing import Any

from agents.models import Turn
from agents.turns.claim import turns_due
from agents.turns.run import turn_run
from channels_app.channels.base import Delivered
from channels_app.channels.registry import adapter_for
from channels_app.delivery.due import conversations_due
from channels_app.delivery.sending import conversation_deliver
from channels_app.inbound.ledger import store
from channels_app.inbound.processing import event_process, events_due
from channels_app.models import InboundEvent
from crm.conversations.models import Conversation, Message
from crm.leads.models import Lead
from tests.payloads import whatsapp


def receive(body: str, **fields: Any) -> Message:
    """A text of the lead arrives over WhatsApp and is interpreted; returns the stored message."""
    message_id = fields.pop("message_id", None) or whatsapp.wamid()
    deliver(whatsapp.text(body, message_id=message_id, **fields))
    return Message.objects.get(external_id=message_id)


def deliver(payload: Any, channel: str = "whatsapp") -> list[InboundEvent]:
    """A signed delivery is stored and interpreted."""
    raw, headers = whatsapp.signed(payload)
    delivered = Delivered(raw, {name.lower(): each for name, each in headers.items()})
    stored = store(channel, adapter_for(channel).split(delivered))
    for each in stored:
        event_process(each.event_id)
    return list(InboundEvent.objects.filter(pk__in=[each.event_id for each in stored]))


def settle(rounds: int = 12) -> None:
    """Run whatever is due until nothing is."""
    for _round in range(rounds):
        InboundEvent.objects.filter(state="received").update(due_at="2020-01-01T00:00:00Z")
        busy = False
        for event_id in events_due(limit=100):
            event_process(event_id)
            busy = True
        for turn_id in turns_due(limit=100):
            turn_run(turn_id)
            busy = True
        for conversation_id in conversations_due(limit=100):
            conversation_deliver(conversation_id)
            busy = True
        if not busy:
            return


def replies(conversation: Conversation | None = None) -> list[str]:
    """What went out, oldest first."""
    rows = Message.objects.filter(direction="out").exclude(status="cancelled").order_by("id")
    if conversation is not None:
        rows = rows.filter(conversation=conversation)
    return [row.text for row in rows]


def the_lead() -> Lead:
    """The only lead there is."""
    return Lead.objects.select_related("contact", "profile", "stage").get()


def the_turn() -> Turn:
    """The only turn there is."""
    return Turn.objects.get()
