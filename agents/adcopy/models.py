"""Ads that were written, kept so that a page shows them again and an ad can be traced."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import AgentRun
from crm.core.models import BaseModel
from crm.inventory.models import Unit


class AdCopy(BaseModel):
    """The variations of one request: for a unit, or for a brief when there is none.

    ``variations`` is a list of ``{"language", "texts", "shortened"}``; the texts are those of the
    platform (``platforms.py``), by name.
    """

    class Tone(models.TextChoices):
        FRIENDLY = "friendly", _("friendly")
        ELEGANT = "elegant", _("elegant")
        DIRECT = "direct", _("direct")

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="ad_copies"
    )
    brief = models.TextField(blank=True)
    platform = models.CharField(max_length=12)
    language = models.CharField(max_length=4)
    tone = models.CharField(max_length=10, choices=Tone.choices, default=Tone.FRIENDLY)
    variations: models.JSONField[Any, Any] = models.JSONField(default=list)
    run = models.ForeignKey(AgentRun, on_delete=models.SET_NULL, null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ad_copies",
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "platform", "-id"], name="adcopy_newest")]

    def __str__(self) -> str:
        return f"{self.platform} {self.id}"
