"""Doing what the workers would do, and events to do it with."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from channels_app.outgoing.deriving import deliveries_derive
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.sending import leases_end, webhook_send, webhooks_due
from crm.core import events
from crm.core.actors import SYSTEM
from crm.core.models import AuditLog

LEAD = uuid4()


def happen(verb: str = "crm.lead.created", **data: Any) -> AuditLog:
    """Something of public interest."""
    return events.record(verb, actor=SYSTEM, lead_id=LEAD, data=data)


def settle() -> None:
    """One round of the sweep and the workers it wakes."""
    leases_end()
    for pk in OutgoingWebhook.objects.values_list("pk", flat=True):
        deliveries_derive(pk)
    for pk in webhooks_due():
        webhook_send(pk)


def the_delivery() -> OutgoingDelivery:
    """The only one there is."""
    return OutgoingDelivery.objects.get()


def states() -> list[str]:
    """What became of each, oldest first."""
    return list(OutgoingDelivery.objects.order_by("id").values_list("state", flat=True))
