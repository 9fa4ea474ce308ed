"""Workers' way to the threads that have grown long, and to what leads wrote a while ago."""

from __future__ import annotations

import logging
from typing import Any, Final
from uuid import UUID

from celery import shared_task

from agents.memory.services import SUMMARISE, conversation_summarise
from agents.memory.vectors import conversation_read, read_due, read_up_to
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake
from knowledge.embeddings.base import EmbeddingError

logger = logging.getLogger(__name__)

READ: Final = "agents.memory.read"
SWEEP: Final = "agents.memory.sweep"


@shared_task(name=SUMMARISE, base=BrokerTask)
def summarise(ids: list[str]) -> None:
    """Summarise these conversations, if they have grown past their window."""
    for each in ids:
        if conversation_summarise(UUID(each)) is not None:
            try:
                conversation_read(UUID(each))
            except EmbeddingError as error:
                logger.warning("A long thread is recalled by words alone for now: %s", error)


@shared_task(name=READ, base=BrokerTask)
def read(ids: list[str]) -> None:
    """Read on up to these messages; what a provider's failure leaves is due at the next sweep."""
    for each in ids:
        try:
            read_up_to(UUID(each))
        except EmbeddingError as error:
            logger.warning("Messages are not read for recall yet: %s", error)


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Wake, broker by broker, for messages that came a while ago and were not read yet."""
    for schema in active_schemas():
        with in_schema(schema):
            if (last := read_due()) is not None:
                wake(READ, last)
