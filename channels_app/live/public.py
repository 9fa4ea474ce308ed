"""How an event is told to other software: on the socket and to outgoing webhooks alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict
from uuid import UUID

from channels_app.live.drawing import NotLetIn
from crm.accounts.backends import is_let_in
from crm.accounts.models import User
from crm.core.events import DomainEvent
from crm.core.payload import stamp
from crm.leads.models import Lead
from crm.leads.permissions import visible


class PublicEvent(TypedDict):
    """The event types of the contract; ``id`` grows, and is what ``since`` asks from."""

    type: str
    id: int
    broker_id: str
    lead_id: str | None
    at: str
    data: dict[str, Any]


def public_event(event: DomainEvent, *, broker_id: UUID) -> PublicEvent:
    """The event in the words of the contract."""
    return {
        "type": event.public,
        "id": event.id,
        "broker_id": str(broker_id),
        "lead_id": None if event.lead_id is None else str(event.lead_id),
        "at": stamp(event.at) or "",
        "data": dict(event.data),
    }


def public_events_for(
    *, user_id: UUID, broker_id: UUID, events: Iterable[DomainEvent]
) -> list[PublicEvent]:
    """Those of the events that are public and about leads this person may see right now."""
    actor = User.objects.filter(pk=user_id).first()
    if actor is None or not is_let_in(actor):
        raise NotLetIn
    told = [event for event in events if event.public and event.lead_id]
    ids = {event.lead_id for event in told if event.lead_id}
    seen = set(
        visible(Lead.objects.filter(pk__in=ids), actor).values_list("pk", flat=True) if ids else ()
    )
    return [public_event(event, broker_id=broker_id) for event in told if event.lead_id in seen]
