"""A broker's endpoints for events, and every delivery to them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.core.crypto import EncryptedTextField
from crm.core.models import BaseModel


class OutgoingWebhook(BaseModel):
    """An address of the broker's own systems, and how it has been doing.

    ``events`` are the types it wants, none meaning all. Everything up to the event ``cursor`` has
    its delivery; ``horizon`` is where the cursor goes once the transactions that ran when it was
    noted (up to ``horizon_xact``) have ended, since until then smaller ids may still appear.
    """

    url = models.CharField(_("address"), max_length=500)
    description = models.CharField(_("description"), max_length=200, blank=True)
    events = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    secret = EncryptedTextField()
    previous_secret = EncryptedTextField(blank=True, default="")
    previous_until = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=240, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    rest_until = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    cursor = models.BigIntegerField(default=0)
    horizon = models.BigIntegerField(default=0)
    horizon_xact = models.BigIntegerField(default=0)
    horizon_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("webhook")

    def __str__(self) -> str:
        return self.description or str(self.pk)

    @property
    def health(self) -> str:
        """In one word: ``disabled``, ``failing``, ``good``, or ``new`` before its first answer."""
        if self.disabled_at is not None:
            return "disabled"
        if self.failing_since is not None:
            return "failing"
        return "good" if self.last_success_at is not None else "new"

    def wants(self, kind: str) -> bool:
        """Whether events of this public type go to it."""
        return not self.events or kind in self.events


class OutgoingDelivery(BaseModel):
    """One event on its way to one endpoint, with its body to the letter; a ping has no event.

    queued -> sending -> sent, or back to queued until ``give_up_at``, then dead. A replay makes a
    sent or dead one queued again; it keeps its id, which is what receivers know a repeat by.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        DEAD = "dead", _("given up")

    webhook = models.ForeignKey(
        OutgoingWebhook, on_delete=models.CASCADE, related_name="deliveries"
    )
    event_id = models.BigIntegerField(null=True, blank=True)
    type = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.QUEUED)
    due_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    took_ms = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "outgoing deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event_id"], name="outgoing_once_an_event_and_endpoint"
            )
        ]
        indexes = [
            models.Index(
                fields=["webhook", "due_at"], name="outgoing_due", condition=Q(state="queued")
            ),
            models.Index(
                fields=["lease_until"], name="outgoing_leased", condition=Q(state="sending")
            ),
            models.Index(fields=["webhook", "-id"], name="outgoing_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.state}"

    @property
    def message_id(self) -> str:
        """What the endpoint sees as ``webhook-id``, the same at every try and replay."""
        return f"msg_{self.pk.hex}"
