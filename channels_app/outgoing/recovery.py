"""What a starting worker does first: queue again what its predecessor of the same name was sending.

Without it the leases would end by themselves, a minute later.
"""

from __future__ import annotations

import logging
from typing import Any

from celery.signals import worker_ready
from django.conf import settings
from django.db import DatabaseError

from channels_app.outgoing.sending import leases_end
from crm.brokers.selectors import active_schemas
from crm.core.connections import release
from crm.core.tenancy import in_schema
from crm.core.worker import worker_name

logger = logging.getLogger(__name__)


@worker_ready.connect
def recover(**_signal: Any) -> None:
    """Take back the predecessor's deliveries; the sweep sends them."""
    if not settings.WORKER_NAME:
        return
    try:
        for schema in active_schemas():
            with in_schema(schema):
                leases_end(dead_worker=worker_name())
    except DatabaseError:
        # The sweep does the same when the database is back.
        logger.exception("The predecessor's webhook deliveries could not be taken back yet")
    finally:
        release()
