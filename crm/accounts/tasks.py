"""Workers' way to what people are told."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task

from crm.accounts.notices import MAIL, notice_mail, notices_to_mail
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

SWEEP: Final = "crm.accounts.sweep_notices"
_SWEEP_LIMIT: Final = 50


@shared_task(name=MAIL, base=BrokerTask)
def mail_notices(ids: list[str]) -> None:
    """Mail these notices to the broker's admins."""
    for each in ids:
        notice_mail(UUID(each))


@shared_task(name=SWEEP)
def sweep_notices(**_kwargs: Any) -> None:
    """Wake for the notices whose mail nobody was woken for, or that could not be sent."""
    for schema in active_schemas():
        with in_schema(schema):
            for notice_id in notices_to_mail(limit=_SWEEP_LIMIT):
                wake(MAIL, notice_id)
