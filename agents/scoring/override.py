"""A person's word on a lead's score: a verdict by hand, or scoring anew."""

from __future__ import annotations

from django.db import transaction

from agents.scoring.qualify import STAGE, lead_qualify
from agents.scoring.score import QUALIFIED
from crm.accounts.models import User
from crm.leads.models import Lead, Qualification
from crm.leads.override import verdict_release, verdict_set
from crm.pipeline.services import stage_advance


@transaction.atomic
def lead_override(
    *, lead: Lead, score: int, user: User, qualified: bool | None = None, reason: str = ""
) -> Qualification:
    """Score the lead by hand; it stays so until it is scored anew.

    Unless said, it is qualified from the published number of points. A qualified lead moves
    forward on the board, as one that Sofía qualified.
    """
    row = verdict_set(
        lead=lead,
        score=score,
        qualified=score >= QUALIFIED if qualified is None else qualified,
        reason=reason,
        user=user,
    )
    if row.qualified:
        stage_advance(lead=lead, to=STAGE, actor=user.as_actor(), reason=row.reasons[0])
    return row


@transaction.atomic
def lead_rescore(*, lead: Lead, user: User) -> Qualification:
    """Score the lead from what is known of it, letting go of a verdict given by hand."""
    verdict_release(lead=lead)
    return lead_qualify(lead=lead, actor=user.as_actor())
