"""A lead as a card of the board: everything it shows, worked out before the template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from crm.inventory.wants import wants_line
from crm.leads.models import Lead, Stage


@dataclass(frozen=True, slots=True)
class Card:
    """One card, in words."""

    id: UUID
    name: str
    wants: str
    score: int
    word: str
    word_by: str
    active_at: datetime
    in_stage_since: datetime
    stage_key: str
    is_rotting: bool
    owner: str


def card_of(lead: Lead, *, stage: Stage, now: datetime | None = None) -> Card:
    """The card of a lead whose contact, profile and owner are loaded."""
    moment = now or timezone.now()
    return Card(
        id=lead.pk,
        name=str(lead.contact),
        wants=wants_line(lead.profile),
        score=lead.score,
        word=lead.last_message_text,
        word_by=lead.last_message_by,
        active_at=lead.last_activity_at,
        in_stage_since=lead.stage_entered_at,
        stage_key=stage.key,
        is_rotting=is_rotting(lead, stage, moment),
        owner=lead.owner.name if lead.owner else "",
    )


def is_rotting(lead: Lead, stage: Stage, now: datetime) -> bool:
    """Whether nothing has happened for longer than the stage allows; the end stages never rot."""
    if stage.outcome != Stage.Outcome.OPEN or not stage.rotting_days:
        return False
    return now - lead.last_activity_at > timedelta(days=stage.rotting_days)
