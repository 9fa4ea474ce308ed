"""When agents can show property, and the viewings that were agreed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.core.models import BaseModel
from crm.inventory.models import Unit
from crm.leads.models import Lead


class Availability(BaseModel):
    """A weekly span in which an agent shows property, in the broker's local time."""

    agent = models.ForeignKey(User, on_delete=models.CASCADE, related_name="availability")
    weekday = models.PositiveSmallIntegerField(_("weekday"), help_text=_("0 is Monday"))
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["agent", "weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="availability_weekday"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="availability_in_order"),
            models.UniqueConstraint(
                fields=["agent", "weekday", "starts"], name="availability_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.weekday} {self.starts}-{self.ends}"


class Appointment(BaseModel):
    """A viewing: this lead sees this unit with this agent, once.

    The partial unique constraints stop two bookings of one start; overlaps are ruled out by
    ``services.viewing_book``, which locks the agent's and the unit's rows first.
    """

    class Status(models.TextChoices):
        BOOKED = "booked", _("booked")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        NO_SHOW = "no_show", _("did not come")

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    agent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.BOOKED)
    booked_by = models.CharField(max_length=16, default="person")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="appointment_in_order"
            ),
            models.UniqueConstraint(
                fields=["agent", "starts_at"],
                condition=Q(status="booked"),
                name="appointment_agent_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "starts_at"],
                condition=Q(status="booked"),
                name="appointment_unit_once",
            ),
            models.UniqueConstraint(
                fields=["lead", "starts_at"],
                condition=Q(status="booked"),
                name="appointment_lead_once",
            ),
        ]
        indexes = [
            models.Index(fields=["agent", "starts_at"], name="appointment_agent_day"),
            models.Index(fields=["lead", "starts_at"], name="appointment_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.starts_at:%Y-%m-%d %H:%M}"
