"""How leads moved: every step kept, so that ages and conversions can be told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.core.models import BaseModel
from crm.leads.models import Lead, Stage


class LossReason(BaseModel):
    """Why leads are lost, in the broker's own words."""

    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name"], name="loss_reason_once")]

    def __str__(self) -> str:
        return self.name


class StageChange(BaseModel):
    """One move of a lead on the board, by whom and why."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="stage_changes")
    from_stage = models.ForeignKey(Stage, on_delete=models.PROTECT, null=True, related_name="+")
    to_stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    actor_kind = models.CharField(max_length=16)
    actor_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["lead", "-id"], name="stagechange_lead")]

    def __str__(self) -> str:
        return f"{self.lead_id} → {self.to_stage_id}"
