"""How long leads wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.conversations.selectors import SILENT_KINDS
from crm.leads.permissions import visible_q

#: The newest so many waits of the time are looked at: more tell no other story.
MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Waits:
    """Answered waits in seconds: how many, the middle one, and what 95 of 100 stay under."""

    count: int
    median: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class Responses:
    """Waits by who answered; ``open`` are leads still waiting in a conversation that is open."""

    all: Waits
    sofia: Waits
    person: Waits
    open: int
    longest_open: float | None


def responses_for(actor: User, *, since: datetime) -> Responses:
    """From the first message a lead wrote to the next answer, in what this person may see.

    A burst of messages is one wait. Reads at most :data:`MOST` of them.
    """
    before = Message.objects.filter(
        conversation=OuterRef("conversation"), id__lt=OuterRef("id")
    ).order_by("-id")
    after = (
        Message.objects.filter(
            conversation=OuterRef("conversation"),
            id__gt=OuterRef("id"),
            direction=Message.Direction.OUT,
        )
        .exclude(status=Message.Status.CANCELLED)
        .order_by("id")
    )
    waits = (
        Message.objects.filter(
            visible_q(actor, "conversation__lead__"),
            direction=Message.Direction.IN,
            revoked_at__isnull=True,
            sent_at__gte=since,
        )
        .exclude(kind__in=SILENT_KINDS)
        .annotate(previous=Subquery(before.values("direction")[:1]))
        .filter(Q(previous__isnull=True) | Q(previous=Message.Direction.OUT))
        .annotate(
            answered_at=Subquery(after.values("sent_at")[:1]),
            answered_by=Subquery(after.values("author")[:1]),
        )
        .order_by("-id")
        .values_list("sent_at", "answered_at", "answered_by", "conversation__holder")[:MOST]
    )
    rows = list(waits)
    done = [(max(0.0, (at - asked).total_seconds()), by) for asked, at, by, _holder in rows if at]
    now = timezone.now()
    still = [
        (now - asked).total_seconds()
        for asked, at, _by, holder in rows
        if at is None and holder != Conversation.Holder.CLOSED
    ]
    return Responses(
        all=_waits([seconds for seconds, _by in done]),
        sofia=_waits([seconds for seconds, by in done if by == Message.Author.SOFIA]),
        person=_waits([seconds for seconds, by in done if by == Message.Author.PERSON]),
        open=len(still),
        longest_open=round(max(still), 1) if still else None,
    )


def _waits(seconds: Sequence[float]) -> Waits:
    ordered = sorted(seconds)
    if not ordered:
        return Waits(0, None, None)
    return Waits(len(ordered), _share(ordered, 0.5), _share(ordered, 0.95))


def _share(ordered: Sequence[float], share: float) -> float:
    """The value that so large a share of the (ordered) values do not exceed."""
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)
