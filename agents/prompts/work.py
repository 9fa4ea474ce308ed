"""Rows that a worker works through: claimed under a lease, renewed by each step, ended once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone

from agents.prompts.models import Work
from crm.core.text import clip, storable
from crm.core.worker import worker_name

logger = logging.getLogger(__name__)

W = TypeVar("W", bound=Work)
#: Longer than any one step, which may wait for a model twice.
LEASE: Final = timedelta(minutes=5)


def work_claim(kind: type[W], pk: UUID) -> W | None:
    """Make the row this worker's; None when it is done, another's, or not there.

    One whose worker died is begun again: what it has made already must be left or made anew by
    who claims it.
    """
    now = timezone.now()
    claimed = kind._default_manager.filter(_free(), pk=pk).update(
        state=Work.State.RUNNING,
        claimed_by=f"{worker_name()[:60]}/{uuid4().hex[:12]}",
        lease_until=now + LEASE,
        started_at=now,
    )
    return kind._default_manager.get(pk=pk) if claimed else None


def work_through(kind: type[W], pk: UUID, play: Callable[[W], None]) -> None:
    """Claim the row and work through it, if it is to be had; what goes wrong ends it so.

    Its error is the kind of the exception: who began it must learn that it ended.
    """
    row = work_claim(kind, pk)
    if row is None:
        return
    try:
        play(row)
    except Exception as error:
        logger.exception("%s failed", kind.__name__)
        work_end(row, error=type(error).__name__)
    else:
        work_end(row)


def work_step(row: Work, *, done: int, total: int | None = None) -> bool:
    """Note how far it is; False when another worker has the row now."""
    values: dict[str, object] = {"done": done, "lease_until": timezone.now() + LEASE}
    if total is not None:
        values["total"] = row.total = total
    row.done = done
    return bool(_mine(row).update(**values))


def work_end(row: Work, *, error: str = "") -> bool:
    """Close it, failed when there is an error; False when it is another's by now."""
    state = Work.State.FAILED if error else Work.State.DONE
    return bool(
        _mine(row).update(
            state=state, error=clip(storable(error), 240), ended_at=timezone.now(),
            lease_until=None,
        )
    )  # fmt: skip


def work_stop(row: W) -> W:
    """End it where it is, by a person's word; what was found stays. One that is over stays so."""
    type(row)._default_manager.filter(
        pk=row.pk, state__in=[Work.State.QUEUED, Work.State.RUNNING]
    ).update(state=Work.State.STOPPED, claimed_by="", lease_until=None, ended_at=timezone.now())
    row.refresh_from_db()
    return row


def work_due(kind: type[W]) -> list[UUID]:
    """Rows nobody works on: queued ones, and those whose worker is gone."""
    rows = kind._default_manager.filter(_free()).order_by("id")
    return list(rows.values_list("pk", flat=True)[:50])


def _free() -> Q:
    gone = Q(state=Work.State.RUNNING, lease_until__lt=timezone.now())
    return Q(state=Work.State.QUEUED) | gone


def _mine(row: W) -> QuerySet[W]:
    return type(row)._default_manager.filter(
        pk=row.pk, state=Work.State.RUNNING, claimed_by=row.claimed_by
    )
