"""Workers' way to the threads that have grown long."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from agents.memory.services import SUMMARISE, conversation_summarise
from crm.core.tasks import BrokerTask


@shared_task(name=SUMMARISE, base=BrokerTask)
def summarise(ids: list[str]) -> None:
    """Summarise these conversations, if they have grown past their window."""
    for each in ids:
        conversation_summarise(UUID(each))
