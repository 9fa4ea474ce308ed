"""A lead folded into an older one of the same person: what it knew fills the other's gaps."""

from __future__ import annotations

from typing import Final

from crm.core import events
from crm.core.actors import Actor
from crm.leads import events as lead_events
from crm.leads import profile as profiles
from crm.leads.models import Activity, Lead, LeadProfile, Task
from crm.leads.services.timeline import activity_add

#: Fields that say one thing together: a budget without its currency is another budget.
_TOGETHER: Final = (
    ("budget_min", "budget_max", "currency", "period", "approx"),
    ("timeline", "timeline_from", "timeline_to"),
    ("viewing", "viewing_from", "viewing_to", "viewing_part"),
    ("areas", "city"),
)
_NEWEST: Final = ("last_message_text", "last_message_by", "last_message_at")


def lead_fold(*, keep: Lead, lose: Lead, actor: Actor) -> None:
    """Fold ``lose`` into ``keep``, both locked and with profile and stage at hand.

    What ``keep`` has stays; its timeline gets the other's lines and one that tells of it, and so
    does the other's, which ends with it.
    """
    filled = _fill_profile(keep.profile, lose.profile)
    changed = _fill_lead(keep, lose)
    Activity.objects.filter(lead=lose).update(lead=keep)
    Task.objects.filter(lead=lose).update(lead=keep)
    lose.status = Lead.Status.MERGED
    lose.merged_into = keep
    lose.save(update_fields=["status", "merged_into", "updated_at"])
    activity_add(
        keep,
        Activity.Kind.MERGED,
        actor,
        data={"from": str(lose.pk), "name": str(lose.contact), "source": lose.source},
    )
    activity_add(
        lose, Activity.Kind.MERGED, actor, data={"into": str(keep.pk), "name": str(keep.contact)}
    )
    if filled or changed:
        events.record(
            lead_events.LEAD_UPDATED,
            actor=actor,
            lead_id=keep.pk,
            object_id=keep.pk,
            data={"fields": [*filled, *changed]},
        )


def _fill_profile(keep: LeadProfile, lose: LeadProfile) -> list[str]:
    """Fill what is empty, each field with who said it; returns the fields."""
    gaps: list[str] = []
    grouped = {name for group in _TOGETHER for name in group}
    for group in (*_TOGETHER, *((name,) for name in profiles.FIELDS if name not in grouped)):
        if all(getattr(keep, name) in profiles.VOID for name in group):
            gaps += [name for name in group if getattr(lose, name) not in profiles.VOID]
    for name in gaps:
        setattr(keep, name, getattr(lose, name))
        if name in lose.sources:
            keep.sources[name] = lose.sources[name]
    if gaps:
        keep.save(update_fields=[*gaps, "sources", "updated_at"])
    return gaps


def _fill_lead(keep: Lead, lose: Lead) -> list[str]:
    """Owner and persona where there was none, the further stage, the newer last word."""
    fields = [name for name in ("owner", "persona") if not getattr(keep, name)]
    fields = [name for name in fields if getattr(lose, name)]
    if lose.stage.outcome == keep.stage.outcome and lose.stage.position > keep.stage.position:
        fields += ["stage", "stage_entered_at"]
    silent = [*fields]
    heard = lose.last_message_at
    if heard and (keep.last_message_at is None or heard > keep.last_message_at):
        silent += _NEWEST
    for name in silent:
        setattr(keep, name, getattr(lose, name))
    keep.last_activity_at = max(keep.last_activity_at, lose.last_activity_at)
    keep.save(update_fields=[*silent, "last_activity_at", "updated_at"])
    return [name for name in fields if name != "stage_entered_at"]
