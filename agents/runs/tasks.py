"""Beat's way into the runs."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task

from agents.runs.pruning import calls_prune, pruned_before, runs_prune
from crm.brokers.selectors import active_schemas
from crm.core.tenancy import in_schema
from knowledge.cache.services import answers_prune

logger = logging.getLogger(__name__)


@shared_task(name="agents.runs.sweep")
def sweep(**_kwargs: Any) -> None:
    """Let go, broker by broker, of answers, runs and model calls that are kept no longer."""
    before = pruned_before()
    for schema in active_schemas():
        with in_schema(schema):
            answers_prune()
            if before is None:
                continue
            calls, runs = calls_prune(before), runs_prune(before)
            if calls or runs:
                logger.info("Removed %d old runs and %d model calls", runs, calls)
