"""From committed events to woken workers; a broker without webhooks costs a look into memory."""

from __future__ import annotations

import logging
import time
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError
from django.dispatch import receiver

from channels_app.outgoing.models import OutgoingWebhook
from crm.core import events
from crm.core.events import DomainEvent
from crm.core.perbroker import PerBroker
from crm.core.wake import wake

logger = logging.getLogger(__name__)

DERIVE: Final = "channels_app.outgoing.derive"
#: Events of this long after the first travel together (seconds); nobody is woken for each.
GATHER_SECONDS: Final = 0.25
#: A webhook another process made is known here after this; until then the sweep finds its events.
_KEPT_SECONDS: Final = 5.0


def _load() -> tuple[tuple[UUID, frozenset[str]], ...]:
    rows = OutgoingWebhook.objects.filter(disabled_at__isnull=True).values_list("pk", "events")
    return tuple((pk, frozenset(types)) for pk, types in rows)


subscriptions: Final = PerBroker(_load, seconds=_KEPT_SECONDS)
_gathering: dict[tuple[str, UUID], float] = {}


@receiver(events.committed, dispatch_uid="outgoing")
def announce(*, event: DomainEvent, **_: Any) -> None:
    """Wake a worker for the endpoints that want this event, once for many events."""
    if not event.public:
        return
    try:
        known = subscriptions.get()
    except DatabaseError:
        logger.warning("Webhooks cannot be looked up; the sweep will find the event")
        return
    for webhook_id, types in known:
        if not types or event.public in types:
            _wake(event.schema, webhook_id)


def _wake(schema: str, webhook_id: UUID) -> None:
    now = time.monotonic()
    # The task begins later than this window ends, so it sees every event that relied on it.
    if _gathering.get((schema, webhook_id), 0.0) > now:
        return
    if len(_gathering) > 10_000:
        _gathering.clear()
    _gathering[schema, webhook_id] = now + GATHER_SECONDS * 0.8
    wake(DERIVE, webhook_id, countdown=GATHER_SECONDS)
