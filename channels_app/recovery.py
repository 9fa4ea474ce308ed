"""What a starting worker does first: take back what its predecessor of the same name held.

A worker that was killed cannot give anything back itself. Its leases would run out in time; a
successor under the same WORKER_NAME knows at once that nobody is at work on them any more.
"""

from __future__ import annotations

import logging
from typing import Any

from celery.signals import worker_ready
from django.conf import settings
from django.db import DatabaseError

from agents.turns.claim import leases_reclaim, turns_due
from agents.turns.owe import RUN
from channels_app.delivery.due import conversations_due
from channels_app.delivery.outbox import DELIVER
from channels_app.delivery.settling import leases_settle
from crm.brokers.selectors import active_schemas
from crm.core.connections import release
from crm.core.tenancy import in_schema
from crm.core.wake import wake
from crm.core.worker import worker_name

logger = logging.getLogger(__name__)


@worker_ready.connect
def recover(**_signal: Any) -> None:
    """Take back the predecessor's turns and deliveries, and wake for everything that is due."""
    if not settings.WORKER_NAME:
        return
    try:
        for schema in active_schemas():
            with in_schema(schema):
                turns = leases_reclaim(dead_worker=worker_name())
                deliveries = leases_settle(dead_worker=worker_name())
                for turn_id in turns_due(limit=500):
                    wake(RUN, turn_id)
                for conversation_id in conversations_due(limit=500):
                    wake(DELIVER, conversation_id)
            if turns or deliveries:
                logger.warning(
                    "Took back %d turns and settled %d deliveries in %s", turns, deliveries, schema
                )
    except DatabaseError:
        # The sweepers do the same when the database is back.
        logger.exception("The predecessor's work could not be taken back yet")
    finally:
        release()
