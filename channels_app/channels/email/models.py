"""Addresses nothing reaches any more."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.core.models import BaseModel


class Undeliverable(BaseModel):
    """An address that bounced for good; nothing is sent to it until its owner writes again."""

    address = models.EmailField(_("e-mail"), max_length=254)
    at = models.DateTimeField(_("since"))
    code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=240, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("undeliverable address")
        verbose_name_plural = _("undeliverable addresses")
        constraints = [models.UniqueConstraint(fields=["address"], name="undeliverable_once")]

    def __str__(self) -> str:
        return self.address
