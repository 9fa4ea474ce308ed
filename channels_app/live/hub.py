"""From the domain's committed events to the open sockets of their broker."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from channels_app.live.frames import events_frame
from channels_app.live.publisher import publish
from crm.core import events
from crm.core.events import DomainEvent


def broker_group(schema: str) -> str:
    """Name of the group that hears every event of a broker."""
    return f"live.{schema}"


def person_group(schema: str, user_id: object) -> str:
    """Name of the group of one person's open pages."""
    return f"live.{schema}.{user_id}"


@receiver(events.committed, dispatch_uid="live")
def announce(*, event: DomainEvent, **_: Any) -> None:
    """Hand a committed event to the publisher, in the process that committed it."""
    publish(broker_group(event.schema), events_frame([event]))
