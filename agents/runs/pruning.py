"""Old runs and old rows of the models' ledger are let go; messages and the audit log stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from agents.models import AgentRun
from agents.routing.models import ModelCall

#: Days below which nothing goes, whatever is set: the month's budget is summed from the ledger.
LEAST: Final = 32
#: Rows of one statement, so that none holds its locks for long.
BATCH: Final = 1000
#: Batches of one broker and one sweep; the rest goes with the next one.
BATCHES: Final = 50


def pruned_before() -> datetime | None:
    """What is older than this goes; None when all is kept."""
    days = settings.AGENT_KEEP_DAYS
    return timezone.now() - timedelta(days=max(days, LEAST)) if days else None


def runs_prune(before: datetime) -> int:
    """Remove the broker's runs from before then with their steps; returns how many.

    Those a person was asked about stay: they tell why somebody decided as they did.
    """
    removed = 0
    for _batch in range(BATCHES):
        old = AgentRun.objects.filter(created_at__lt=before, approvals=None)
        ids = list(old.order_by("id").values_list("pk", flat=True)[:BATCH])
        _all, by_model = AgentRun.objects.filter(pk__in=ids).delete()
        removed += by_model.get(AgentRun._meta.label, 0)
        if len(ids) < BATCH:
            break
    return removed


def calls_prune(before: datetime) -> int:
    """Remove the broker's rows of the ledger from before then; returns how many."""
    removed = 0
    for _batch in range(BATCHES):
        old = ModelCall.objects.filter(created_at__lt=before).order_by("created_at")
        ids = list(old.values_list("pk", flat=True)[:BATCH])
        count, _by_model = ModelCall.objects.filter(pk__in=ids).delete()
        removed += count
        if len(ids) < BATCH:
            break
    return removed
