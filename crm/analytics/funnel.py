"""How leads move along the pipeline in a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, QuerySet

from crm.accounts.models import User
from crm.leads.models import Lead, Stage
from crm.leads.permissions import visible_q
from crm.leads.selectors import lead_list_for, stages
from crm.pipeline.models import StageChange

_REASONS: Final = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: leads that stand in it now, and those that came into it in the time."""

    stage: Stage
    standing: int
    entered: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """``created`` leads of the time, the steps in order, and why leads were lost, most first."""

    created: int
    qualified: int
    steps: list[Step]
    lost_for: list[tuple[str, int]]


def funnel_for(actor: User, *, since: datetime) -> Funnel:
    """The funnel of the leads this person may see, from ``since`` to now; five queries."""
    leads = lead_list_for(actor).order_by()
    moves = StageChange.objects.filter(
        visible_q(actor, "lead__"), created_at__gte=since, lead__merged_into__isnull=True
    ).order_by()
    standing = _by_stage(leads.select_related(None))
    entered = dict(
        moves.values_list("to_stage")
        .annotate(n=Count("lead", distinct=True))
        .values_list("to_stage", "n")
    )
    fresh = leads.filter(created_at__gte=since)
    counts = fresh.aggregate(created=Count("pk"))
    lost = (
        moves.filter(to_stage__outcome=Stage.Outcome.LOST)
        .exclude(reason="")
        .values_list("reason")
        .annotate(n=Count("pk"))
        .order_by("-n", "reason")[:_REASONS]
    )
    return Funnel(
        created=int(counts["created"]),
        qualified=fresh.filter(qualified=True).count(),
        steps=[
            Step(stage, standing.get(stage.pk, 0), entered.get(stage.pk, 0)) for stage in stages()
        ],
        lost_for=[(str(reason), int(n)) for reason, n in lost],
    )


def _by_stage(leads: QuerySet[Lead]) -> dict[object, int]:
    return dict(leads.values_list("stage").annotate(n=Count("pk")).values_list("stage", "n"))
