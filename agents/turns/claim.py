"""Claiming a turn: one worker, one lease, one running turn a conversation."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias, TypedDict
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from agents.approvals.selectors import approvals_to_resume
from agents.models import Turn
from agents.prompts.selectors import ARE_WRITTEN
from crm.core.compiled import Compiled, Param
from crm.core.worker import worker_name
from crm.scheduling.selectors import SPOKEN_OF, viewings_since

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Standing(TypedDict):
    """What there is besides the thread: most turns have none of it, and need not ask for it."""

    has_decision: bool
    has_viewing: bool
    has_prompts: bool


ClaimedTurn: TypeAlias = "WithAnnotations[Turn, Standing]"

#: Everything a turn reads of its conversation in one row: see agents.turns.load.
_CLAIMED: Final[Compiled[ClaimedTurn]] = Compiled(
    lambda: (
        Turn.objects.select_related(
            "conversation__contact",
            "conversation__lead__profile",
            "conversation__lead__stage",
            "conversation__lead__owner",
            "conversation__rolling_summary",
        )
        .annotate(
            has_decision=Exists(
                approvals_to_resume().filter(conversation=OuterRef("conversation_id"))
            ),
            has_viewing=Exists(
                viewings_since(Param("spoken_of_since")).filter(
                    lead=OuterRef("conversation__lead_id")
                )
            ),
            has_prompts=ARE_WRITTEN,
        )
        .filter(pk=Param("turn"))
    )
)


def turn_claim(turn_id: UUID) -> ClaimedTurn | None:
    """Make the pending turn this worker's, or None when it is not due, or not to be had.

    The claim carries a token of its own: a worker that lost its lease finds another token in the
    row when it comes to commit, and gives up.
    """
    now = timezone.now()
    try:
        # One statement needs no transaction of its own; in somebody's it needs a savepoint.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            claimed = Turn.objects.filter(
                pk=turn_id, state=Turn.State.PENDING, due_at__lte=now
            ).update(
                state=Turn.State.RUNNING,
                claimed_by=f"{worker_name()[:60]}/{uuid4().hex[:12]}",
                lease_until=now + timedelta(seconds=settings.TURN_LEASE_SECONDS),
                started_at=now,
            )
    except IntegrityError:
        # A turn of this conversation is running: it wakes this one when it ends.
        return None
    if not claimed:
        return None
    return _CLAIMED.one(turn=turn_id, spoken_of_since=now - SPOKEN_OF)


def turns_due(*, limit: int) -> list[UUID]:
    """Ids of pending turns whose time has come, the longest waiting first."""
    return list(
        Turn.objects.filter(state=Turn.State.PENDING, due_at__lte=timezone.now())
        .order_by("due_at")
        .values_list("id", flat=True)[:limit]
    )


def leases_reclaim(*, dead_worker: str = "") -> int:
    """Put back turns whose worker is gone; returns how many.

    That is: every turn whose lease has ended, and all of ``dead_worker``'s at once. A turn that
    has now ended its attempts is left to :func:`agents.turns.run.turn_run` to hand over.
    """
    now = timezone.now()
    stuck = Turn.objects.filter(state=Turn.State.RUNNING)
    stuck = (
        stuck.filter(claimed_by__startswith=f"{dead_worker[:60]}/")
        if dead_worker
        else stuck.filter(lease_until__lt=now)
    )
    count = 0
    for turn in stuck:
        with transaction.atomic():
            count += turn_put_back(turn, error="the worker ended in the middle")
    return count


def turn_put_back(
    turn: Turn, *, error: str, delay_seconds: float = 0.0, is_failure: bool = True
) -> int:
    """Make a running turn pending again, or fold it into the one already pending.

    Guarded by the claim's token; returns 1 if it was still this claim's, else 0. One that only
    waits has not failed, and has as many attempts left as before.
    """
    now = timezone.now()
    attempts = turn.attempts + is_failure
    mine = Turn.objects.filter(pk=turn.pk, state=Turn.State.RUNNING, claimed_by=turn.claimed_by)
    newer = Turn.objects.filter(
        conversation_id=turn.conversation_id, state=Turn.State.PENDING
    ).first()
    if newer is not None:
        Turn.objects.filter(pk=newer.pk).update(
            first_message_at=min(newer.first_message_at, turn.first_message_at),
            attempts=max(newer.attempts, attempts),
        )
        return mine.update(
            state=Turn.State.CANCELLED, outcome="folded", error=error[:240], done_at=now
        )
    return mine.update(
        state=Turn.State.PENDING,
        claimed_by="",
        lease_until=None,
        due_at=now + timedelta(seconds=delay_seconds),
        attempts=attempts,
        error=error[:240],
    )
