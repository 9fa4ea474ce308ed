"""Beat's way to the people who have to be called."""

from __future__ import annotations

import logging
from typing import Any, Final

from celery import shared_task

from crm.brokers.selectors import active_schemas
from crm.conversations.services.escalating import calls_sweep
from crm.core.tenancy import in_schema

logger = logging.getLogger(__name__)

ESCALATE: Final = "crm.conversations.escalate"


@shared_task(name=ESCALATE)
def escalate(**_kwargs: Any) -> None:
    """Broker by broker, call the next person to whoever has waited too long."""
    for schema in active_schemas():
        try:
            with in_schema(schema):
                calls_sweep()
        except Exception:
            # One broker's trouble must not leave the others' leads waiting.
            logger.exception("Calling people failed")
