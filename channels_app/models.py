"""What came in from the channels, what goes out to them, and with whose credentials."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.conversations.models import Message
from crm.core.crypto import EncryptedTextField
from crm.core.models import BaseModel

#: How the note of an event begins that changes a message which has not come yet.
EARLY: Final = "before its message:"


class ChannelAccount(BaseModel):
    """An account of this broker on a channel, with its credentials encrypted.

    ``config`` holds what only its channel understands (a business account's id, a sender's
    address), ``flow_key`` the private key that WhatsApp's forms are closed for. ``on_unsure`` says
    what becomes of a message nobody can tell the fate of, where the channel gives no receipts:
    shown to a person, or sent again at the risk of saying it twice. ``rate`` is messages a second,
    None for what the channel allows everybody. ``templates_asked_at`` is when somebody wanted its
    templates read, ``templates_read_at`` when they last were, ``templates_error`` why not since.
    """

    class OnUnsure(models.TextChoices):
        ASK = "ask", _("show it to a person")
        RESEND = "resend", _("send it again")

    channel = models.CharField(_("channel"), max_length=20)
    account_id = models.CharField(_("account id"), max_length=128)
    name = models.CharField(_("name"), max_length=120, blank=True)
    token = EncryptedTextField(_("token"), blank=True, default="")
    secret = EncryptedTextField(_("secret"), blank=True, default="")
    flow_key = EncryptedTextField(_("key of forms"), blank=True, default="")
    config: models.JSONField[Any, Any] = models.JSONField(_("settings"), default=dict, blank=True)
    on_unsure = models.CharField(
        _("when unsure"), max_length=6, choices=OnUnsure.choices, default=OnUnsure.ASK
    )
    rate = models.FloatField(_("messages a second"), null=True, blank=True)
    expires_at = models.DateTimeField(_("token expires"), null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=240, blank=True)
    templates_asked_at = models.DateTimeField(null=True, blank=True)
    templates_read_at = models.DateTimeField(null=True, blank=True)
    templates_error = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["channel", "account_id"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "account_id"], name="account_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.account_id}"


class InboundEvent(BaseModel):
    """A delivery of a channel, stored before it is interpreted.

    ``dedupe_key`` makes a repeated delivery the same row. A row stays in state received until it
    has been understood to the end, so nothing that failed on the way is lost. Rows of one account
    and ``lane`` are interpreted in the order in which they came: a lane is one person's where the
    channel tells whose a row is, so that nobody waits for others' rows, else ("") the account's.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    channel = models.CharField(max_length=20)
    account_id = models.CharField(max_length=128)
    lane = models.CharField(max_length=128, blank=True)
    dedupe_key = models.CharField(max_length=80)
    payload: models.JSONField[Any, Any] = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.RECEIVED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    error = models.TextField(blank=True)
    note = models.CharField(max_length=240, blank=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "dedupe_key"], name="inbound_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="inbound_due", condition=Q(state="received")),
            models.Index(
                fields=["channel", "account_id", "lane", "id"],
                name="inbound_lane",
                condition=Q(state="received"),
            ),
            models.Index(fields=["-id"], name="inbound_failed", condition=Q(state="failed")),
            models.Index(
                fields=["note"], name="inbound_early", condition=Q(note__startswith=EARLY)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Delivery(BaseModel):
    """The sending of one outbound message: attempts, outcome, and when to try again.

    ``began_at`` is when it was first tried, by which trying ends; ``waits`` counts how often in
    a row the channel asked to wait, which is no failed attempt. ``is_forced`` says that a person
    had it sent again, whoever holds the conversation.
    """

    class State(models.TextChoices):
        # An attempt whose outcome is unknown is UNSURE; until ``settle_at`` a receipt may still
        # tell, and nothing else of the conversation is sent.
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        UNSURE = "unsure", _("unsure")
        DEAD = "dead", _("dead")
        CANCELLED = "cancelled", _("cancelled")

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="delivery")
    conversation_id = models.UUIDField()
    account_key = models.CharField(max_length=150, default="")
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    waits = models.PositiveSmallIntegerField(default=0)
    is_forced = models.BooleanField(default=False)
    claimed_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    attempted_at = models.DateTimeField(null=True, blank=True)
    settle_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["conversation_id"],
                condition=Q(state="sending"),
                name="delivery_one_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="delivery_due", condition=Q(state__in=["queued", "sending"])
            ),
            models.Index(fields=["conversation_id", "id"], name="delivery_conversation"),
            models.Index(fields=["settle_at"], name="delivery_settle", condition=Q(state="unsure")),
            models.Index(
                fields=["account_key", "due_at"],
                name="delivery_account",
                condition=Q(state="queued"),
            ),
            models.Index(
                fields=["state", "-id"],
                name="delivery_trouble",
                condition=Q(state__in=["dead", "unsure"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.message_id}"


class Receipt(BaseModel):
    """What a channel said became of a message; kept even when it comes before our own row."""

    account_key = models.CharField(max_length=150)
    external_id = models.CharField(max_length=254)
    status = models.CharField(max_length=12)
    at = models.DateTimeField()
    error_code = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_key", "external_id", "status"], name="receipt_once"
            )
        ]
        indexes = [models.Index(fields=["account_key", "-at"], name="receipt_recent")]

    def __str__(self) -> str:
        return f"{self.external_id} {self.status}"


class Pace(models.Model):
    """When an account may send next; only used while Redis, which keeps it otherwise, is away."""

    account_key = models.CharField(primary_key=True, max_length=150)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.account_key
