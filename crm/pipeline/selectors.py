"""The board: a fixed number of queries, however many leads there are.

One query for the stages, one aggregate for counts and sums, one for the cards: a union of one
limited select per stage, each of which PostgreSQL answers from the index ``lead_board`` without
reading the leads that are not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.fields import DecimalField
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.core.errors import NotFound
from crm.inventory.money import rates
from crm.leads.models import Lead, Stage
from crm.leads.selectors import as_uuid, lead_list_for, stages
from crm.pipeline.cards import Card, card_of
from crm.pipeline.models import LossReason

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Total:
    """How many leads a column holds, and what its buyers want to spend, in our currency."""

    count: int
    amount: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Cards:
    """A page of cards; ``more`` is the cursor of the next, "" at the end."""

    cards: list[Card]
    more: str


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with its totals and its first cards."""

    stage: Stage
    total: Total
    page: Cards


def board_for(actor: User, *, q: str = "", owner: str = "") -> list[Column]:
    """The whole board as this person may see it."""
    columns = stages()
    leads = lead_list_for(actor, q=q, owner=owner)
    totals = _totals(leads)
    pages = _first_pages(leads, columns)
    empty = Total(0, None, broker_current().currency)
    return [
        Column(stage, totals.get(stage.pk, empty), pages.get(stage.pk, Cards([], "")))
        for stage in columns
    ]


def column_page(
    actor: User, stage: Stage, *, q: str = "", owner: str = "", after: str = ""
) -> Cards:
    """The next cards of one column after a cursor."""
    leads = lead_list_for(actor, q=q, owner=owner).filter(stage=stage)
    position = _position(after)
    if position:
        at, pk = position
        leads = leads.filter(Q(last_activity_at__lt=at) | Q(last_activity_at=at, pk__lt=pk))
    return _page(list(leads[: PAGE + 1]), stage)


def totals_for(actor: User, stages: Sequence[Stage]) -> dict[UUID, Total]:
    """Counts and sums of some columns, in one query; every stage asked for has its entry."""
    found = _totals(lead_list_for(actor).filter(stage__in=stages))
    empty = Total(0, None, broker_current().currency)
    return {stage.pk: found.get(stage.pk, empty) for stage in stages}


def stage_get(key: str) -> Stage:
    """The stage of this key; NotFound when the broker has none."""
    stage = Stage.objects.filter(key=key).first()
    if stage is None:
        raise NotFound(_("There is no such stage."))
    return stage


def loss_reasons() -> list[LossReason]:
    """Why leads are lost here."""
    return list(LossReason.objects.all())


def _totals(leads: QuerySet[Lead]) -> dict[UUID, Total]:
    currency = broker_current().currency
    worth: Any = Case(
        *(
            When(profile__currency=code, then=F("profile__budget_max") * Value(rate))
            for code, rate in rates().items()
        ),
        # A budget without a currency is in the broker's own; one without a rate is left out.
        When(profile__currency="", then=F("profile__budget_max")),
        output_field=DecimalField(max_digits=30, decimal_places=8),
    )
    rows = (
        leads.order_by()
        .values("stage_id")
        .annotate(count=Count("pk"), amount=Sum(worth, filter=Q(profile__operation="buy")))
    )
    return {row["stage_id"]: Total(row["count"], row["amount"], currency) for row in rows}


def _first_pages(leads: QuerySet[Lead], stages: Sequence[Stage]) -> dict[UUID, Cards]:
    if not stages:
        return {}
    first, *others = [leads.filter(stage=stage)[: PAGE + 1] for stage in stages]
    rows = first.union(*others, all=True) if others else first
    by_stage: dict[UUID, list[Lead]] = {}
    for lead in rows:
        by_stage.setdefault(lead.stage_id, []).append(lead)
    known = {stage.pk: stage for stage in stages}
    return {
        pk: _page(sorted(found, key=_order, reverse=True), known[pk])
        for pk, found in by_stage.items()
    }


def _order(lead: Lead) -> tuple[datetime, UUID]:
    return lead.last_activity_at, lead.pk


def _page(leads: list[Lead], stage: Stage) -> Cards:
    now = timezone.now()
    shown = leads[:PAGE]
    more = ""
    if len(leads) > PAGE:
        last = shown[-1]
        more = f"{last.last_activity_at.isoformat()}_{last.pk}"
    return Cards([card_of(lead, stage=stage, now=now) for lead in shown], more)


def _position(cursor: str) -> tuple[datetime, UUID] | None:
    at, _sep, pk = cursor.partition("_")
    found = as_uuid(pk)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, found) if found and moment.tzinfo else None
