"""Whom a broker wants asked for which kind of work: its own order, else the platform's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from agents.llm.registry import OFFLINE
from agents.routing import budgets
from agents.routing.candidates import Candidate, platform_candidate, platform_candidates
from agents.routing.models import ModelChoice
from agents.routing.tasks import Task
from crm.core.perbroker import PerBroker
from crm.core.tenancy import in_public, require_broker

#: For how long another process may go on with an order that was changed (seconds).
_SECONDS: Final = 5.0


def candidates_for(task: Task) -> tuple[Candidate, ...]:
    """Who is asked, in order, the embedded provider last; it alone when the money is gone.

    Without a broker in hand it is the platform's order.
    """
    if in_public():
        return platform_candidates()
    if budgets.is_used_up():
        return (Candidate(OFFLINE),)
    return _kept.get().get(task) or platform_candidates()


def forget() -> None:
    """Drop the remembered order of the broker in hand, after it was changed."""
    _kept.forget()


def forget_all() -> None:
    """Drop what is remembered of every broker."""
    _kept.forget_all()


def _load() -> Mapping[Task, tuple[Candidate, ...]]:
    owner = require_broker()
    found: dict[Task, list[Candidate]] = {}
    for choice in ModelChoice.objects.order_by("task", "position"):
        found.setdefault(Task(choice.task), []).append(candidate_of(choice, owner))
    return {task: (*each, Candidate(OFFLINE)) for task, each in found.items()}


def candidate_of(choice: ModelChoice, owner: str) -> Candidate:
    """Whom a broker's choice asks, with its own key or the platform's."""
    if choice.api_key:
        return Candidate(
            choice.provider, choice.model, choice.api_key, choice.base_url, owner=owner
        )
    platform = platform_candidate(choice.provider)
    return Candidate(choice.provider, choice.model, platform.api_key, platform.base_url)


_kept: Final = PerBroker(_load, seconds=_SECONDS)
