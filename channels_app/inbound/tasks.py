"""Workers' way into the ledger."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task

from channels_app.inbound.processing import event_process, events_due
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema

PROCESS: Final = "channels_app.inbound.process"
SWEEP: Final = "channels_app.inbound.sweep"
_SWEEP_LIMIT: Final = 200


@shared_task(name=PROCESS, base=BrokerTask)
def process(ids: list[str]) -> None:
    """Interpret the events that were stored a moment ago."""
    for each in ids:
        event_process(UUID(each))


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Interpret, broker by broker, what nobody was woken for."""
    for schema in active_schemas():
        with in_schema(schema):
            for event_id in events_due(limit=_SWEEP_LIMIT):
                event_process(event_id)
