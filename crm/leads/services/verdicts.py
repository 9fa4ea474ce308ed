"""How good a lead is: the verdict in force, and those before it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from crm.accounts.models import User
from crm.core import events
from crm.core.actors import Actor
from crm.core.queries import only
from crm.core.text import clip
from crm.core.transactions import joining
from crm.leads import events as lead_events
from crm.leads.models import Activity, Lead, Qualification
from crm.leads.services.timeline import activity_add
from crm.leads.verdict import Verdict

HOT_SCORE: Final = 75
WARM_SCORE: Final = 45


@joining
def qualification_record(
    *, lead: Lead, verdict: Verdict, actor: Actor, by_person: User | None = None
) -> Qualification:
    """Make a verdict the lead's current one and keep the one before as history.

    A verdict a person gave by hand stays in force: later reckonings are kept beside it but do not
    change the lead's score.
    """
    current = only(
        Qualification.objects.select_for_update().filter(lead=lead, is_current=True).order_by()
    )
    if current is not None and _same(current, verdict) and by_person is None:
        return current
    held = current is not None and current.by_person_id is not None and by_person is None
    if current is not None and not held:
        current.is_current = False
        current.save(update_fields=["is_current", "updated_at"])
    row = Qualification.objects.create(
        lead=lead,
        score=verdict.score,
        qualified=verdict.qualified,
        parts={name: asdict(part) for name, part in verdict.parts.items()},
        reasons=verdict.reasons,
        next_step=clip(verdict.next_step, 240),
        top_matches=verdict.top_matches,
        by_person=by_person,
        is_current=not held,
    )
    if held:
        return row
    was_hot = lead.temperature == Lead.Temperature.HOT
    changed_score = lead.score != verdict.score or lead.qualified != verdict.qualified
    before = {"score": lead.score, "qualified": lead.qualified}
    lead.score = verdict.score
    lead.qualified = verdict.qualified
    lead.temperature = _temperature(verdict.score)
    lead.save(update_fields=["score", "qualified", "temperature", "updated_at"])
    if changed_score:
        activity_add(
            lead,
            Activity.Kind.SCORE,
            actor,
            text=verdict.reasons[0] if verdict.reasons else "",
            data={"score": verdict.score, "before": before["score"]},
        )
        events.record(
            lead_events.LEAD_SCORED,
            actor=actor,
            lead_id=lead.pk,
            object_id=row.pk,
            changes={"score": {"before": before["score"], "after": verdict.score}},
            data={"score": verdict.score, "qualified": verdict.qualified},
        )
    if lead.temperature == Lead.Temperature.HOT and not was_hot:
        events.record(
            lead_events.LEAD_HOT,
            actor=actor,
            lead_id=lead.pk,
            object_id=lead.pk,
            data={"score": verdict.score},
        )
    return row


def _same(current: Qualification, verdict: Verdict) -> bool:
    return (
        current.score == verdict.score
        and current.qualified == verdict.qualified
        and current.parts == {name: asdict(part) for name, part in verdict.parts.items()}
        and current.next_step == clip(verdict.next_step, 240)
        and current.top_matches == verdict.top_matches
    )


def _temperature(score: int) -> str:
    if score >= HOT_SCORE:
        return Lead.Temperature.HOT
    return Lead.Temperature.WARM if score >= WARM_SCORE else Lead.Temperature.COLD
