"""Leads whose last word nobody has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.conversations.selectors import conversation_list_for
from crm.leads.models import Lead

MOST: Final = 30
_LEAD: Final = "lead"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait in all, and those who have waited longest, up to :data:`MOST`."""

    count: int
    threads: list[Conversation]


def leads_waiting_for(
    actor: User, *, now: datetime, score_min: int = 0, minutes: int = 0
) -> Waiting:
    """Open threads of this person's open leads where the lead wrote last, at least ``minutes`` ago;
    those who have waited longest first.
    """
    rows = (
        conversation_list_for(actor)
        .exclude(holder=Conversation.Holder.CLOSED)
        .filter(
            last_message_by=_LEAD,
            lead__status=Lead.Status.OPEN,
            lead__score__gte=score_min,
            last_message_at__lte=now - timedelta(minutes=minutes),
        )
        .order_by("last_message_at", "id")
    )
    threads = list(rows[:MOST])
    return Waiting(rows.count() if len(threads) == MOST else len(threads), threads)
