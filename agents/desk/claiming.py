"""Taking an owed answer: one worker, one lease, and words that only its holder may write."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from agents.desk.models import DeskMessage
from crm.core.worker import worker_name


def answer_claim(message_id: UUID) -> DeskMessage | None:
    """Make the owed answer this worker's, or None when it is not to be had.

    An answer whose lease has ended belongs to a worker that is gone, and is begun anew, or from
    where its person said yes or no. Its cards are left for whoever knows which of the two.
    """
    now = timezone.now()
    open_to_all = Q(state=DeskMessage.State.QUEUED, due_at__lte=now) | Q(
        state=DeskMessage.State.RUNNING, lease_until__lt=now
    )
    claimed = DeskMessage.objects.filter(open_to_all, pk=message_id).update(
        state=DeskMessage.State.RUNNING,
        text="",
        claimed_by=f"{worker_name()[:60]}/{uuid4().hex[:12]}",
        lease_until=now + timedelta(seconds=settings.TURN_LEASE_SECONDS),
    )
    if not claimed:
        return None
    return DeskMessage.objects.select_related("thread__user").get(pk=message_id)


def answer_write(answer: DeskMessage, **changes: Any) -> bool:
    """Change the answer if it is still this claim's; False when it was stopped or taken away."""
    mine = DeskMessage.objects.filter(
        pk=answer.pk, state=DeskMessage.State.RUNNING, claimed_by=answer.claimed_by
    )
    if not mine.update(**changes):
        return False
    for name, value in changes.items():
        setattr(answer, name, value)
    return True


def answer_put_back(answer: DeskMessage, *, error: str, delay_seconds: float) -> bool:
    """Owe the answer again a little later, after something of ours failed."""
    return answer_write(
        answer,
        state=DeskMessage.State.QUEUED,
        attempts=answer.attempts + 1,
        error=error[:240],
        due_at=timezone.now() + timedelta(seconds=delay_seconds),
    )
