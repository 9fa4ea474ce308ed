"""A person's own verdict on a lead, which stays in force until it is let go."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core.text import clip, storable
from crm.leads.models import Lead, Qualification
from crm.leads.selectors import qualification_of
from crm.leads.services import qualification_record
from crm.leads.verdict import Part, Verdict

#: The one part of a score that a person gave: its points are not made of anything.
BY_HAND: Final = "manual"
REASON_LIMIT: Final = 240


@transaction.atomic
def verdict_set(
    *, lead: Lead, score: int, qualified: bool, reason: str, user: User
) -> Qualification:
    """Give the lead a score by hand; next step and matches stay those of the verdict before."""
    _lock(lead)
    before = qualification_of(lead)
    why = clip(storable(reason), REASON_LIMIT) or _("Set by %(name)s.") % {"name": user}
    verdict = Verdict(
        score=score,
        qualified=qualified,
        parts={BY_HAND: Part(points=score, max=100, reason=why)},
        reasons=[why],
        next_step=before.next_step if before else "",
        top_matches=before.top_matches if before else [],
    )
    return qualification_record(lead=lead, verdict=verdict, actor=user.as_actor(), by_person=user)


@transaction.atomic
def verdict_release(*, lead: Lead) -> bool:
    """Let a verdict given by hand go, so that the next reckoning is in force; whether it was so."""
    _lock(lead)
    current = qualification_of(lead)
    if current is None or current.by_person_id is None:
        return False
    current.is_current = False
    current.save(update_fields=["is_current", "updated_at"])
    return True


def _lock(lead: Lead) -> None:
    # Two verdicts at once take turns, else both would be written as the current one.
    list(Lead.objects.select_for_update(no_key=True).filter(pk=lead.pk).values_list("pk"))
