"""Interpreting stored events: from a channel's slice to contact, lead, conversation, message.

An event is one transaction; each of its items is a savepoint in it, so that one that cannot be
applied does not hold back the others. Whatever fails leaves the event waiting, with the reason
for an operator to read, and every part of it may be applied again without a second effect.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from channels_app.channels.base import Echo, Inbound, InboundMessage, Sender, StatusUpdate, Unknown
from channels_app.channels.registry import adapter_for
from channels_app.delivery.receipts import receipt_apply
from channels_app.models import InboundEvent
from crm.conversations import services as conversations
from crm.conversations.models import Conversation, Message
from crm.core.actors import Actor
from crm.core.queries import only
from crm.core.text import clip
from crm.leads import services as leads

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 8
_FIRST_RETRY_SECONDS: Final = 5
_LONGEST_RETRY_SECONDS: Final = 3600


def event_process(event_id: UUID) -> list[Message]:
    """Interpret a stored event; returns the messages it brought.

    Does nothing when the event is done already or another worker has it in hand.
    """
    try:
        with transaction.atomic():
            return _process(event_id)
    except Exception as error:
        logger.exception("An inbound event could not be interpreted")
        _note_failure(event_id, [error])
        return []


def _process(event_id: UUID) -> list[Message]:
    event = only(
        InboundEvent.objects.select_for_update(skip_locked=True).filter(
            pk=event_id, state=InboundEvent.State.RECEIVED
        )
    )
    if event is None:
        return []
    messages: list[Message] = []
    problems: list[Exception] = []
    unknown: list[str] = []
    for item in adapter_for(event.channel).parse(event.account_id, event.payload):
        if isinstance(item, Unknown):
            unknown.append(item.kind)
            continue
        try:
            with transaction.atomic():
                message = _apply(event, item)
        except Exception as error:
            logger.exception("An item of an inbound event could not be applied")
            problems.append(error)
        else:
            if message is not None:
                messages.append(message)
    event.note = clip(f"unknown: {', '.join(unknown)}", 240) if unknown else ""
    if problems:
        _mark_failure(event, problems)
    else:
        event.state = InboundEvent.State.DONE
        event.error = ""
        event.processed_at = timezone.now()
    event.save(
        update_fields=["state", "error", "note", "processed_at", "attempts", "due_at", "updated_at"]
    )
    return messages


def _apply(event: InboundEvent, item: Inbound) -> Message | None:
    if isinstance(item, InboundMessage):
        conversation = _conversation(event, item.sender, source=item.source or event.channel)
        message, _new = conversations.message_receive(
            conversation=conversation,
            external_id=item.external_id,
            text=item.text,
            sent_at=item.sent_at,
            kind=item.kind,
            payload=item.payload,
            is_locked=True,
        )
        return message
    if isinstance(item, Echo):
        conversation = _conversation(event, item.sender, source=event.channel)
        message, _new = conversations.person_echo(
            conversation=conversation,
            external_id=item.external_id,
            text=item.text,
            sent_at=item.sent_at,
            kind=item.kind,
            payload=item.payload,
        )
        return message
    if isinstance(item, StatusUpdate):
        receipt_apply(conversations.account_key(event.channel, event.account_id), item)
    return None


def _conversation(event: InboundEvent, sender: Sender, *, source: str) -> Conversation:
    contact = leads.contact_resolve(
        kind=sender.identity_kind,
        value=sender.identity,
        name=sender.name,
        phone=sender.phone,
        language=sender.language,
        also=sender.also,
    )
    lead, _new = leads.lead_open_for(
        contact=contact, source=source, actor=Actor(kind="lead", name=str(contact))
    )
    return conversations.conversation_open(
        contact=contact,
        lead=lead,
        channel=event.channel,
        account_id=event.account_id,
        peer=sender.peer,
    )


def _mark_failure(event: InboundEvent, problems: list[Exception]) -> None:
    event.attempts += 1
    event.error = "\n".join(f"{type(error).__name__}: {error}" for error in problems)[:2000]
    if event.attempts >= MAX_ATTEMPTS:
        event.state = InboundEvent.State.FAILED
    else:
        wait = min(_FIRST_RETRY_SECONDS * 4 ** (event.attempts - 1), _LONGEST_RETRY_SECONDS)
        event.due_at = timezone.now() + timedelta(seconds=wait)


def _note_failure(event_id: UUID, problems: list[Exception]) -> None:
    with transaction.atomic():
        event = InboundEvent.objects.select_for_update().filter(pk=event_id).first()
        if event is not None and event.state == InboundEvent.State.RECEIVED:
            _mark_failure(event, problems)
            event.save(update_fields=["state", "error", "attempts", "due_at", "updated_at"])


def events_due(*, limit: int) -> list[UUID]:
    """Ids of events that wait and whose time has come, oldest first."""
    return list(
        InboundEvent.objects.filter(state=InboundEvent.State.RECEIVED, due_at__lte=timezone.now())
        .order_by("due_at")
        .values_list("id", flat=True)[:limit]
    )
