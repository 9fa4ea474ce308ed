"""Domain events: written with the change, announced once it is committed.

A verb is dotted and past tense (``crm.lead.created``) and registered once by the package that
emits it. Those with a ``public`` type are what sockets and outgoing webhooks tell the world.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from crm.core import context
from crm.core.actors import Actor
from crm.core.models import AuditLog
from crm.core.tenancy import require_broker

#: Sent after commit, with ``event=DomainEvent``. Receivers must not raise.
committed = Signal()


@dataclass(frozen=True, slots=True)
class Verb:
    """A registered kind of event; ``label`` is how a person reads it."""

    name: str
    label: str
    public: str = ""


@dataclass(frozen=True, slots=True)
class DomainEvent:
    """What happened, small enough for a socket and without personal data in itself."""

    id: int
    schema: str
    verb: str
    public: str
    at: datetime
    lead_id: UUID | None
    conversation_id: UUID | None
    object_id: UUID | None
    data: Mapping[str, Any] = field(default_factory=dict)


_verbs: dict[str, Verb] = {}


def register(name: str, label: str, *, public: str = "") -> str:
    """Make a verb known; returns its name so that it can be a constant."""
    if name in _verbs:
        raise ValueError(f"Verb {name} is registered twice")
    _verbs[name] = Verb(name, label, public)
    return name


def verb(name: str) -> Verb:
    """The registered verb of that name; KeyError for one nobody registered."""
    return _verbs[name]


def verbs() -> Mapping[str, Verb]:
    """Every registered verb by its name."""
    return dict(_verbs)


def record(
    name: str,
    *,
    actor: Actor,
    lead_id: UUID | None = None,
    conversation_id: UUID | None = None,
    object_id: UUID | None = None,
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> AuditLog:
    """Write the audit row in the caller's transaction and announce it after the commit."""
    kind = verb(name)
    schema = require_broker()
    row = AuditLog.objects.create(
        verb=name,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name[:120],
        lead_id=lead_id,
        conversation_id=conversation_id,
        object_id=object_id,
        changes=dict(changes or {}),
        data=dict(data or {}),
        request_id=context.correlation_id(),
    )
    event = DomainEvent(
        id=row.pk,
        schema=schema,
        verb=name,
        public=kind.public,
        at=row.at,
        lead_id=lead_id,
        conversation_id=conversation_id,
        object_id=object_id,
        data=row.data,
    )
    transaction.on_commit(lambda: committed.send(sender=AuditLog, event=event))
    return row


def since(last_id: int, *, limit: int) -> list[DomainEvent]:
    """Events after ``last_id``, oldest first, at most ``limit``.

    Rows of concurrent transactions may appear out of order of their ids, so callers ask from a
    little before the last one they saw; seeing an event twice must be harmless to them.
    """
    rows = AuditLog.objects.filter(id__gt=last_id).order_by("id")[:limit]
    return [event_of(row) for row in rows]


def event_of(row: AuditLog) -> DomainEvent:
    """The event a row of the log tells of, in the broker in hand."""
    return DomainEvent(
        id=row.pk,
        schema=require_broker(),
        verb=row.verb,
        public=_verbs[row.verb].public if row.verb in _verbs else "",
        at=row.at,
        lead_id=row.lead_id,
        conversation_id=row.conversation_id,
        object_id=row.object_id,
        data=row.data,
    )
