"""Workers' way into the outbox."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task

from channels_app.delivery.due import conversations_due
from channels_app.delivery.outbox import DELIVER
from channels_app.delivery.sending import conversation_deliver
from channels_app.delivery.settling import leases_settle, unsure_due, unsure_settle
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

SWEEP: Final = "channels_app.delivery.sweep"
SETTLE: Final = "channels_app.delivery.settle"
_SWEEP_LIMIT: Final = 500


@shared_task(name=DELIVER, base=BrokerTask)
def deliver(ids: list[str]) -> None:
    """Send what is due in these conversations."""
    for each in ids:
        conversation_deliver(UUID(each))


@shared_task(name=SETTLE, base=BrokerTask)
def settle(ids: list[str]) -> None:
    """Find out what became of these attempts."""
    for each in ids:
        unsure_settle(UUID(each))


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Wake, broker by broker, for what is due, and settle what a dead worker left."""
    for schema in active_schemas():
        with in_schema(schema):
            leases_settle()
            for delivery_id in unsure_due(limit=_SWEEP_LIMIT):
                wake(SETTLE, delivery_id)
            for conversation_id in conversations_due(limit=_SWEEP_LIMIT):
                wake(DELIVER, conversation_id)
