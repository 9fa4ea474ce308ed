"""Interpreting stored events: from a channel's slice to contact, lead, conversation, message.

An event is one transaction; each of several items is a savepoint in it, so that one that cannot
be applied does not hold back the others. Whatever fails leaves the event waiting, with the reason
for an operator to read, and every part of it may be applied again without a second effect.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from channels_app.channels.base import Unknown
from channels_app.channels.registry import adapter_for
from channels_app.inbound.applying import apply
from channels_app.models import InboundEvent
from crm.conversations.models import Message
from crm.core.compiled import Compiled, Param
from crm.core.tenancy import require_broker
from crm.core.text import clip

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 8
_FIRST_RETRY_SECONDS: Final = 5
_LONGEST_RETRY_SECONDS: Final = 3600

# Lane and lock in one statement: every message waits for it.
_TAKE_LANE: Final = """
    SELECT channel, account_id, lane, pg_try_advisory_xact_lock(
        hashtextextended(%s || ':' || channel || ':' || account_id || ':' || lane, 0))
    FROM channels_app_inboundevent WHERE id = %s
"""


class Lane(NamedTuple):
    """The events of one account, or of one visitor, which are read in their order."""

    channel: str
    account_id: str
    name: str


def event_process(event_id: UUID) -> list[Message]:
    """Interpret what waits in a stored event's lane; returns the messages the event brought.

    Events of one lane are interpreted one at a time, in the order in which they came: a message
    that a dead worker left behind goes before those that came after it. Whoever finds the lane in
    another's hands leaves the event to them: they look again after every event. One that failed
    waits for its next try, unless it is the one asked for, and holds nobody back.
    """
    brought: list[Message] = []
    asked: UUID | None = event_id
    while True:
        event: InboundEvent | None = None
        try:
            with transaction.atomic():
                lane = _lane_take(event_id)
                event = _head(lane, asked) if lane is not None else None
                if lane is None or event is None:
                    break
                messages = _interpret(event)
        except (OperationalError, InterfaceError):
            # The database has gone: the row stays as it is for whoever comes next.
            raise
        except Exception as error:
            if event is None:
                raise
            logger.exception("An inbound event could not be interpreted")
            _note_failure(event.pk, [error])
        else:
            brought = messages if event.pk == event_id else brought
        assert lane is not None
        asked = None if event.pk == event_id else asked
        if not _is_more(lane, asked):
            break
    return brought


def _lane_take(event_id: UUID) -> Lane | None:
    """The event's lane, taken to the end of the transaction; None when another worker has it."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_LANE, [f"{require_broker()}:inbound", event_id])
        row = cursor.fetchone()
    if row is None or not row[-1]:
        return None
    return Lane(*row[:3])


def _head(lane: Lane, asked: UUID | None) -> InboundEvent | None:
    """The oldest event that waits in the lane, under its lock."""
    return _HEAD.one(**lane._asdict(), now=timezone.now(), asked=asked)


def _is_more(lane: Lane, asked: UUID | None) -> bool:
    return bool(_MORE.all(**lane._asdict(), now=timezone.now(), asked=asked))


def _waiting() -> QuerySet[InboundEvent]:
    """What waits in a lane.

    One that failed counts once its time has come, or while it is the one ``asked`` for.
    """
    return InboundEvent.objects.filter(
        Q(attempts=0) | Q(due_at__lte=Param("now")) | Q(pk=Param("asked")),
        channel=Param("channel"),
        account_id=Param("account_id"),
        lane=Param("name"),
        state=InboundEvent.State.RECEIVED,
    )


_HEAD: Final = Compiled(lambda: _waiting().select_for_update().order_by("id")[:1])
_MORE: Final = Compiled(lambda: _waiting().only("id")[:1])


def _interpret(event: InboundEvent) -> list[Message]:
    messages: list[Message] = []
    problems: list[Exception] = []
    unknown: list[str] = []
    event.note = ""
    items = adapter_for(event.channel).parse(event.account_id, event.payload)
    for item in items:
        if isinstance(item, Unknown):
            unknown.append(item.kind)
            continue
        if len(items) == 1:
            # Nothing else stands or falls with it: the event's own transaction is enough.
            message = apply(item, event)
            return _done(event, [message] if message is not None else [])
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
    if not problems:
        return _done(event, messages)
    _mark_failure(event, problems)
    event.save(update_fields=["state", "error", "note", "attempts", "due_at", "updated_at"])
    return messages


def _done(event: InboundEvent, messages: list[Message]) -> list[Message]:
    event.state = InboundEvent.State.DONE
    event.error = ""
    event.processed_at = timezone.now()
    event.save(update_fields=["state", "error", "note", "processed_at", "updated_at"])
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
