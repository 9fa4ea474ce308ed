"""How good a lead is: the verdict in force, and those before it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from crm.accounts.models import User
from crm.core import events
from crm.core.actors import SOFIA, Actor
from crm.core.queries import only
from crm.core.text import clip
from crm.core.transactions import joining
from crm.leads import events as lead_events
from crm.leads.models import Activity, Lead, Qualification
from crm.leads.services.timeline import activity_add
from crm.leads.verdict import Verdict

HOT_SCORE: Final = 75
WARM_SCORE: Final = 45
#: A worker that set about the words and is not heard of for so long has died.
_TELLING: Final = timedelta(minutes=3)
_SETTLED: Final = timedelta(seconds=10)
_WORTH_TELLING: Final = timedelta(days=1)


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


def verdicts_untold(*, limit: int) -> list[UUID]:
    """Verdicts in force that nobody has put into words, once they have stood for ten seconds.

    A lead who answers one question after the other changes theirs every time: only what stays is
    worth a model's time. What a person decided by hand they have told themselves.
    """
    now = timezone.now()
    rows = Qualification.objects.filter(
        _free(), is_current=True, words="", by_person__isnull=True,
        created_at__range=(now - _WORTH_TELLING, now - _SETTLED),
    )  # fmt: skip
    return list(rows.order_by("created_at").values_list("pk", flat=True)[:limit])


def verdict_claim(pk: UUID) -> Qualification | None:
    """The verdict with its lead, if it is still in force, untold and nobody's at work on it."""
    claimed = Qualification.objects.filter(_free(), pk=pk, is_current=True, words="").update(
        words_asked_at=timezone.now()
    )
    if not claimed:
        return None
    return only(Qualification.objects.select_related("lead").filter(pk=pk))


@joining
def verdict_tell(*, row: Qualification, words: str, by: str) -> bool:
    """Keep what a verdict is in words; False when another one has taken its place meanwhile."""
    told = Qualification.objects.filter(pk=row.pk, is_current=True, words="").update(
        words=words, words_by=by[:80]
    )
    if told:
        events.record(
            lead_events.LEAD_TOLD, actor=SOFIA, lead_id=row.lead_id, object_id=row.pk,
            data={"score": row.score},
        )  # fmt: skip
    return bool(told)


def _free() -> Q:
    return Q(words_asked_at__isnull=True) | Q(words_asked_at__lt=timezone.now() - _TELLING)
