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

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from channels_app.channels.base import Unknown
from channels_app.channels.registry import adapter_for
from channels_app.inbound.applying import apply
from channels_app.models import InboundEvent
from crm.conversations.models import Message
from crm.core.queries import only
from crm.core.tenancy import require_broker
from crm.core.text import clip

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 8
_FIRST_RETRY_SECONDS: Final = 5
_LONGEST_RETRY_SECONDS: Final = 3600


def event_process(event_id: UUID) -> list[Message]:
    """Interpret what waits in a stored event's lane; returns the messages the event brought.

    Events of one lane are interpreted one at a time, in the order in which they came: a message
    that a dead worker left behind goes before those that came after it. Whoever finds the lane in
    another's hands leaves the event to them: they look again after every event. One that failed
    waits for its next try, unless it is the one asked for, and holds nobody back.
    """
    event = only(InboundEvent.objects.filter(pk=event_id).only("channel", "account_id", "lane"))
    brought: list[Message] = []
    asked: UUID | None = event_id
    head = _head(event, asked) if event is not None else None
    while event is not None and head is not None:
        try:
            with transaction.atomic():
                if not _lane_lock(event):
                    break
                head = _head(event, asked)
                messages = _interpret(head) if head is not None else []
        except (OperationalError, InterfaceError):
            # The database has gone: the row stays as it is for whoever comes next.
            raise
        except Exception as error:
            logger.exception("An inbound event could not be interpreted")
            assert head is not None
            _note_failure(head, [error])
        else:
            brought = messages if head == event_id else brought
        asked = None if head == event_id else asked
        head = _head(event, asked)
    return brought


def _lane_lock(event: InboundEvent) -> bool:
    """Take the event's lane to the end of the transaction, unless another worker has it."""
    name = f"{require_broker()}:inbound:{event.channel}:{event.account_id}:{event.lane}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])


def _head(event: InboundEvent, asked: UUID | None) -> UUID | None:
    """The oldest event that waits in the lane.

    One that failed counts once its time has come, or while it is the one ``asked`` for.
    """
    waiting = InboundEvent.objects.filter(
        Q(attempts=0) | Q(due_at__lte=timezone.now()) | Q(pk=asked),
        channel=event.channel,
        account_id=event.account_id,
        lane=event.lane,
        state=InboundEvent.State.RECEIVED,
    )
    return next(iter(waiting.order_by("id").values_list("id", flat=True)[:1]), None)


def _interpret(event_id: UUID) -> list[Message]:
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
    event.note = ""
    for item in adapter_for(event.channel).parse(event.account_id, event.payload):
        if isinstance(item, Unknown):
            unknown.append(item.kind)
            continue
        try:
            with transaction.atomic():
                message = apply(item, event)
        except Exception as error:
            logger.exception("An item of an inbound event could not be applied")
            problems.append(error)
        else:
            if message is not None:
                messages.append(message)
    if unknown and not event.note:
        event.note = clip(f"unknown: {', '.join(unknown)}", 240)
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
