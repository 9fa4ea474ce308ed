"""Workers' way into the outbox."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task

from channels_app.delivery.outbox import DELIVER
from channels_app.delivery.sending import conversation_deliver, conversations_due, leases_settle
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

SWEEP: Final = "channels_app.delivery.sweep"
_SWEEP_LIMIT: Final = 500


@shared_task(name=DELIVER, base=BrokerTask)  # type: ignore[untyped-decorator]
def deliver(ids: list[str]) -> None:
    """Send what is due in these conversations."""
    for each in ids:
        conversation_deliver(UUID(each))


@shared_task(name=SWEEP)  # type: ignore[untyped-decorator]
def sweep(**_kwargs: Any) -> None:
    """Wake, broker by broker, for what is due, and settle what a dead worker left."""
    for schema in active_schemas():
        with in_schema(schema):
            leases_settle()
            for conversation_id in conversations_due(limit=_SWEEP_LIMIT):
                wake(DELIVER, conversation_id)
