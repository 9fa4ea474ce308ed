"""Reading a broker's models, what they cost, and how they do; only for admins."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from agents.routing import budgets
from agents.routing.breaker import State
from agents.routing.breakers import breakers
from agents.routing.candidates import Candidate, platform_candidates
from agents.routing.choices import candidate_of
from agents.routing.models import VENDORS, ModelCall, ModelChoice
from agents.routing.tasks import Task
from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.core.errors import Forbidden, NotFound
from crm.core.queries import only
from crm.core.tenancy import require_broker

ABILITY = "agents.edit"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an order, its health, and the broker's own choice behind it if it is one."""

    candidate: Candidate
    choice: ModelChoice | None
    state: State
    is_first: bool

    @property
    def vendor(self) -> str:
        """The vendor's name as it writes it."""
        return dict(VENDORS).get(self.candidate.provider, self.candidate.provider)

    @property
    def has_key(self) -> bool:
        """Whether there is a key to ask it with."""
        return self.candidate.is_offline or bool(self.candidate.api_key)


@dataclass(frozen=True, slots=True)
class Order:
    """Who is asked for one kind of work."""

    task: Task
    is_own: bool
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Spent:
    """What one model cost this month (US dollars; None where the price is not known)."""

    provider: str
    model: str
    calls: int
    cost: object


def orders_for(actor: User) -> list[Order]:
    """The order of every kind of work; Forbidden for agents."""
    rows = choice_list(actor)
    health = {str(name): state for name, state in breakers.all()}
    owner = require_broker()
    found = []
    for task in Task:
        own = [row for row in rows if row.task == task]
        asked: list[tuple[Candidate, ModelChoice | None]] = [
            (candidate_of(row, owner), row) for row in own
        ] or [(each, None) for each in platform_candidates() if not each.is_offline]
        places = [
            Place(each, row, health.get(str(each.breaker), State()), is_first=number == 0)
            for number, (each, row) in enumerate(asked)
        ]
        found.append(Order(task, bool(own), places))
    return found


def choice_list(actor: User) -> list[ModelChoice]:
    """The broker's own choices in their order; Forbidden for agents."""
    if not can(actor, ABILITY):
        raise Forbidden(_("Only admins see and change Sofía's models."))
    return list(ModelChoice.objects.order_by("task", "position"))


def choice_get_for(actor: User, pk: UUID) -> ModelChoice:
    """One of them; NotFound when there is none."""
    choice_list(actor)
    choice = only(ModelChoice.objects.filter(pk=pk))
    if choice is None:
        raise NotFound(_("There is no such model."))
    return choice


def spent_by_model(standing: budgets.Standing) -> list[Spent]:
    """What each model cost in the month, the dearest first; the embedded one is not listed."""
    rows = (
        ModelCall.objects.filter(created_at__gte=standing.since)
        .exclude(provider="offline")
        .values("provider", "requested_model")
        .annotate(calls=Count("id"), cost=Sum("cost"))
        .order_by("-cost", "provider", "requested_model")
    )
    return [
        Spent(row["provider"], row["requested_model"], row["calls"], row["cost"]) for row in rows
    ]
