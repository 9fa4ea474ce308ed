"""Workers' way to the verdicts that are to be put into words."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task

from agents.scoring.telling import verdict_put_into_words
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake
from crm.leads.services import verdicts_untold

TELL: Final = "agents.scoring.tell"
SWEEP: Final = "agents.scoring.sweep"
_SWEEP_LIMIT: Final = 100


@shared_task(name=TELL, base=BrokerTask)
def tell(ids: list[str]) -> None:
    """Put these verdicts into words."""
    for each in ids:
        verdict_put_into_words(UUID(each))


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Wake, broker by broker, for the verdicts that have stood for a moment."""
    for schema in active_schemas():
        with in_schema(schema):
            for pk in verdicts_untold(limit=_SWEEP_LIMIT):
                wake(TELL, pk)
