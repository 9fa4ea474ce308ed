"""Workers' way to try-outs and training."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from celery import shared_task

from agents.prompts.models import ScenarioCheck, TrainingRun, TryOut
from agents.prompts.scenarios import CHECK, check_work
from agents.prompts.training.running import TRAIN, training_work
from agents.prompts.tryouts import TRY, tryout_work
from agents.prompts.work import work_due
from crm.brokers.selectors import active_schemas
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake

SWEEP: Final = "agents.prompts.sweep"


@shared_task(name=TRAIN, base=BrokerTask)
def train(ids: list[str]) -> None:
    """Work through these training runs."""
    for each in ids:
        training_work(UUID(each))


@shared_task(name=TRY, base=BrokerTask)
def try_out(ids: list[str]) -> None:
    """Play these try-outs."""
    for each in ids:
        tryout_work(UUID(each))


@shared_task(name=CHECK, base=BrokerTask)
def check(ids: list[str]) -> None:
    """Play these checks."""
    for each in ids:
        check_work(UUID(each))


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Wake, broker by broker, for what nobody was woken for, or whose worker is gone."""
    for schema in active_schemas():
        with in_schema(schema):
            for pk in work_due(TrainingRun):
                wake(TRAIN, pk)
            for pk in work_due(TryOut):
                wake(TRY, pk)
            for pk in work_due(ScenarioCheck):
                wake(CHECK, pk)
