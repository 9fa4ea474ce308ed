"""Beat's way into the approvals."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from agents.approvals.services import approval_expire, approvals_overdue
from crm.brokers.selectors import active_schemas
from crm.core.tenancy import in_schema


@shared_task(name="agents.approvals.sweep")
def sweep(**_kwargs: Any) -> None:
    """End, broker by broker, the questions nobody decided in their time."""
    for schema in active_schemas():
        with in_schema(schema):
            for pk in approvals_overdue():
                approval_expire(pk)
