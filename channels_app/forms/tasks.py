"""Workers' way into filled-in forms."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task

from channels_app.forms.expiring import tokens_watch
from channels_app.forms.noticing import PROCESS
from channels_app.forms.processing import entries_due, entry_process
from channels_app.forms.watching import BACKFILL, account_backfill, accounts_due
from channels_app.models import ChannelAccount
from crm.brokers.selectors import active_schemas
from crm.core.queries import only
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

SWEEP: Final = "channels_app.forms.sweep"
WATCH: Final = "channels_app.forms.watch.sweep"
_SWEEP_LIMIT: Final = 200
_ACCOUNTS: Final = 50


@shared_task(name=PROCESS, base=BrokerTask)
def process(ids: list[str]) -> None:
    """Make these entries leads."""
    for each in ids:
        entry_process(UUID(each))


@shared_task(name=BACKFILL, base=BrokerTask)
def backfill(ids: list[str]) -> None:
    """Ask these accounts for leads whose notice never came."""
    for each in ids:
        account = only(ChannelAccount.objects.filter(pk=UUID(each)))
        if account is not None:
            account_backfill(account)


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Broker by broker, wake for the entries whose time has come."""
    for schema in active_schemas():
        with in_schema(schema):
            for entry_id in entries_due(limit=_SWEEP_LIMIT):
                wake(PROCESS, entry_id)


@shared_task(name=WATCH)
def watch(**_kwargs: Any) -> None:
    """Broker by broker, ask the accounts that are due and warn of tokens that end."""
    for schema in active_schemas():
        with in_schema(schema):
            for account in accounts_due(limit=_ACCOUNTS):
                wake(BACKFILL, account.pk)
            tokens_watch()
