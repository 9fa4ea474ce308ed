"""Moving leads along the pipeline: by hand to anywhere, by rule only forward."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Invalid
from crm.core.text import clip, storable
from crm.leads.models import Activity, Lead, Stage
from crm.leads.services import activity_add
from crm.pipeline.events import LEAD_MOVED
from crm.pipeline.models import LossReason, StageChange

#: Key, name, outcome, days after which a lead in it rots. The rules know stages by their key.
DEFAULT_STAGES: Final = (
    ("new", gettext_noop("New"), Stage.Outcome.OPEN, 1),
    ("contacted", gettext_noop("Contacted"), Stage.Outcome.OPEN, 3),
    ("qualified", gettext_noop("Qualified"), Stage.Outcome.OPEN, 5),
    ("viewing_booked", gettext_noop("Viewing booked"), Stage.Outcome.OPEN, 7),
    ("offer", gettext_noop("Offer"), Stage.Outcome.OPEN, 7),
    ("won", gettext_noop("Won"), Stage.Outcome.WON, 0),
    ("lost", gettext_noop("Lost"), Stage.Outcome.LOST, 0),
)
DEFAULT_LOSS_REASONS: Final = (
    gettext_noop("No reply"),
    gettext_noop("Bought or rented elsewhere"),
    gettext_noop("Out of budget"),
    gettext_noop("Nothing that fits"),
    gettext_noop("Not serious"),
)


def stages_default_create(*, language: str) -> None:
    """Give a new broker its pipeline, named in its language; does nothing when it has one."""
    if Stage.objects.exists():
        return
    with translation.override(language):
        Stage.objects.bulk_create(
            Stage(key=key, name=_(name), position=position, outcome=outcome, rotting_days=days)
            for position, (key, name, outcome, days) in enumerate(DEFAULT_STAGES)
        )
        LossReason.objects.bulk_create(LossReason(name=_(name)) for name in DEFAULT_LOSS_REASONS)


@transaction.atomic
def lead_move(*, lead: Lead, stage: Stage, actor: Actor, reason: str = "") -> Lead:
    """Put the lead in a stage. Losing it asks for the reason.

    Two people dragging one card converge: the later move wins, both are kept in the history.
    """
    text = clip(storable(reason), 240)
    if stage.outcome == Stage.Outcome.LOST and not text:
        raise Invalid(
            _("Say why the lead was lost."), code="reason_required", fields={"reason": _("missing")}
        )
    locked = Lead.objects.select_for_update().select_related("stage").get(pk=lead.pk)
    if locked.stage_id == stage.pk:
        return lead
    before = locked.stage
    now = timezone.now()
    reopening = stage.outcome == Stage.Outcome.OPEN and locked.status != Lead.Status.OPEN
    if (
        reopening
        and Lead.objects.filter(contact_id=locked.contact_id, status=Lead.Status.OPEN).exists()
    ):
        raise Invalid(_("This person already has an open lead."), code="lead_exists")
    lead.stage = stage
    lead.stage_entered_at = now
    lead.last_activity_at = now
    lead.status = stage.outcome
    lead.save(
        update_fields=["stage", "stage_entered_at", "last_activity_at", "status", "updated_at"]
    )
    StageChange.objects.create(
        lead=lead,
        from_stage=before,
        to_stage=stage,
        actor_kind=actor.kind,
        actor_name=actor.name[:120],
        reason=text,
    )
    activity_add(
        lead,
        Activity.Kind.STAGE,
        actor,
        text=text,
        data={"from": before.name, "to": stage.name, "to_key": stage.key},
    )
    events.record(
        LEAD_MOVED,
        actor=actor,
        lead_id=lead.pk,
        object_id=lead.pk,
        changes={"stage": {"before": before.key, "after": stage.key}},
        data={"from": before.key, "to": stage.key},
    )
    return lead


def stage_advance(*, lead: Lead, to: str, actor: Actor, reason: str = "") -> bool:
    """Move the lead forward to the stage of this key, by rule; whether it moved.

    A rule never moves a lead back, never touches one that is won or lost, and quietly does
    nothing when the broker has removed that stage.
    """
    target = Stage.objects.filter(key=to).first()
    if target is None or lead.status != Lead.Status.OPEN:
        return False
    if lead.stage.position >= target.position:
        return False
    lead_move(lead=lead, stage=target, actor=actor, reason=reason)
    return True
