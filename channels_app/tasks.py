"""Workers' way to what accounts need now and then."""

from __future__ import annotations

import logging
from typing import Any, Final
from uuid import UUID

from celery import shared_task

from channels_app.channels.base import SendError
from channels_app.models import ChannelAccount
from channels_app.templates import SYNC, accounts_with_templates, templates_sync
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

logger = logging.getLogger(__name__)

SYNC_ALL: Final = "channels_app.templates.sync_all"


@shared_task(name=SYNC, base=BrokerTask)
def sync_templates(ids: list[str]) -> None:
    """Read these accounts' templates; one that cannot be asked now is asked again tomorrow."""
    for account in ChannelAccount.objects.filter(pk__in=[UUID(each) for each in ids]):
        try:
            templates_sync(account)
        except SendError as error:
            logger.warning("Templates of %s were not read: %s", account.channel, error.code)


@shared_task(name=SYNC_ALL)
def sync_all(**_kwargs: Any) -> None:
    """Wake, broker by broker, for every account that has templates."""
    for schema in active_schemas():
        with in_schema(schema):
            for account_id in accounts_with_templates():
                wake(SYNC, account_id)
