"""Workers' way into the outgoing webhooks."""

from __future__ import annotations

import random
from typing import Any, Final
from uuid import UUID

from celery import shared_task

from channels_app.outgoing.deriving import deliveries_derive
from channels_app.outgoing.pruning import deliveries_prune
from channels_app.outgoing.receivers import DERIVE
from channels_app.outgoing.selectors import webhook_ids
from channels_app.outgoing.sending import SEND, leases_end, webhook_send, webhooks_due
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

SWEEP: Final = "channels_app.outgoing.sweep"
# One sweep of so many also clears what is old.
_PRUNE_EVERY: Final = 120


@shared_task(name=DERIVE, base=BrokerTask)
def derive(ids: list[str]) -> None:
    """Make the deliveries these endpoints lack, and have them sent."""
    for each in ids:
        if deliveries_derive(UUID(each)):
            wake(SEND, UUID(each))


@shared_task(name=SEND, base=BrokerTask)
def send(ids: list[str]) -> None:
    """Send these endpoints what is due."""
    for each in ids:
        webhook_send(UUID(each))


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Broker by broker: derive what nobody was woken for, and wake for what is due."""
    prune = random.random() * _PRUNE_EVERY < 1  # noqa: S311 - now and then somebody sweeps
    for schema in active_schemas():
        with in_schema(schema):
            ids = webhook_ids()
            if not ids:
                continue
            leases_end()
            for webhook_id in ids:
                deliveries_derive(webhook_id)
            for webhook_id in webhooks_due():
                wake(SEND, webhook_id)
            if prune:
                deliveries_prune()
