"""Workers' way into the answers for the office."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from agents.desk.answering import answer_work
from agents.desk.selectors import answers_due
from agents.desk.services import TASK
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

SWEEP: Final = "agents.desk.sweep"
_SWEEP_LIMIT: Final = 200


@shared_task(name=TASK, base=BrokerTask)
def answer(ids: list[str]) -> None:
    """Write these answers, if they are owed."""
    for each in ids:
        answer_work(UUID(each))


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Wake, broker by broker, for answers that nobody writes."""
    for schema in active_schemas():
        with in_schema(schema):
            for message_id in answers_due(timezone.now(), limit=_SWEEP_LIMIT):
                wake(TASK, message_id)
