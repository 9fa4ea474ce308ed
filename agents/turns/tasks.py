"""Workers' way into the turns."""

from __future__ import annotations

import logging
from typing import Any, Final
from uuid import UUID

from celery import shared_task
from celery.signals import worker_init

from agents.guardrails.voter import votes as replies
from agents.llm.base import ProviderError
from agents.routing.candidates import platform_candidates, provider_of
from agents.turns.claim import leases_reclaim, turns_due
from agents.turns.owe import RUN
from agents.turns.run import turn_work
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake
from crm.leads.voter import votes as messages

logger = logging.getLogger(__name__)

SWEEP: Final = "agents.turns.sweep"
_SWEEP_LIMIT: Final = 500


@worker_init.connect
def warm_up(**_signal: Any) -> None:
    """Load what the first lead would wait for: the voters and the model vendors' SDKs."""
    for voter in (messages.MODEL, replies.MODEL):
        voter.load()
    for candidate in platform_candidates():
        try:
            provider_of(candidate)
        except ProviderError as error:
            logger.warning("%s", error)


@shared_task(name=RUN, base=BrokerTask)
def run(ids: list[str]) -> None:
    """Answer these turns, if they are due."""
    for each in ids:
        turn_work(UUID(each))


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Wake, broker by broker, for turns that are due, and take back those of dead workers."""
    for schema in active_schemas():
        with in_schema(schema):
            reclaimed = leases_reclaim()
            if reclaimed:
                logger.warning("Took back %d turns whose worker ended", reclaimed)
            for turn_id in turns_due(limit=_SWEEP_LIMIT):
                wake(RUN, turn_id)
