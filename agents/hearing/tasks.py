"""Workers' way to the recordings that are due."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task

from agents.hearing.listening import HEAR, recording_hear, recordings_due
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

SWEEP: Final = "agents.hearing.sweep"
_SWEEP_LIMIT: Final = 100


@shared_task(name=HEAR, base=BrokerTask)
def hear(ids: list[str]) -> None:
    """Listen to these recordings."""
    for each in ids:
        recording_hear(UUID(each))


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Wake, broker by broker, for recordings nobody was woken for."""
    for schema in active_schemas():
        with in_schema(schema):
            for attachment in recordings_due(limit=_SWEEP_LIMIT):
                wake(HEAR, attachment)
