"""What was said, on which channel, and who holds the thread."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.core.models import BaseModel
from crm.leads.models import Contact, Lead

#: Why Sofía calls a person, in words; a reason that is not here is told by its summary alone.
HANDOVER_REASONS: Final = {
    "asked_for_person": _("asks for a person"),
    "complaint": _("complains"),
    "offer": _("makes an offer"),
    "legal": _("speaks of the law"),
    "danger": _("speaks of danger"),
    "repair": _("needs a repair"),
    "unknown_question": _("asks what Sofía cannot know"),
    "technical": _("Sofía could not answer"),
}


class Conversation(BaseModel):
    """A thread between one person and one channel account of the broker.

    ``holder`` says who may speak; ``version`` grows with every change of it, and whoever writes
    an outbound message must name the version they saw. ``peer`` is the address of the person on
    the channel, the one they last wrote from; ``account_id`` is ours. A person holding it
    without a ``holder_user`` wrote from the channel's own app on the broker's phone.
    """

    class Holder(models.TextChoices):
        SOFIA = "sofia", "Sofía"
        PERSON = "person", _("a person")
        QUEUE = "queue", _("waiting for a person")
        CLOSED = "closed", _("closed")

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="conversations")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="conversations")
    channel = models.CharField(max_length=20)
    account_id = models.CharField(max_length=128)
    peer = models.CharField(max_length=254)
    holder = models.CharField(max_length=8, choices=Holder.choices, default=Holder.SOFIA)
    holder_user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="held_conversations"
    )
    holder_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    handover_reason = models.CharField(max_length=40, blank=True)
    handover_summary = models.TextField(blank=True)
    last_inbound_at = models.DateTimeField(null=True, blank=True)
    last_message_at = models.DateTimeField(null=True, blank=True)
    last_message_text = models.CharField(max_length=160, blank=True)
    last_message_by = models.CharField(max_length=8, blank=True)
    unread = models.PositiveIntegerField(default=0)
    # The newest message of the lead that an answer has taken into account.
    answered_until = models.UUIDField(null=True, blank=True)
    # What Sofía keeps between turns of this thread: slots she offered, homes she showed.
    memory: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("conversation")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "account_id", "contact"],
                condition=~Q(holder="closed"),
                name="conversation_one_open",
            ),
        ]
        indexes = [
            models.Index(fields=["-last_message_at", "-id"], name="conversation_recent"),
            models.Index(fields=["holder", "-last_message_at"], name="conversation_holder"),
            models.Index(fields=["lead", "-last_message_at"], name="conversation_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.id}"

    @property
    def is_open(self) -> bool:
        return self.holder != self.Holder.CLOSED

    @property
    def handover_word(self) -> str:
        """Why it waits for a person, in words; "" where the reason has none."""
        return str(HANDOVER_REASONS.get(self.handover_reason, ""))


class Message(BaseModel):
    """One message, in or out. An outbound row in state queued is the outbox.

    States of an outbound message only move forward along :data:`STATUS_RANK`; ``unsure`` is an
    attempt whose outcome nobody knows yet.
    """

    class Direction(models.TextChoices):
        IN = "in", _("in")
        OUT = "out", _("out")

    class Author(models.TextChoices):
        LEAD = "lead", _("lead")
        SOFIA = "sofia", "Sofía"
        PERSON = "person", _("person")

    class Status(models.TextChoices):
        RECEIVED = "received", _("received")
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("sending")
        UNSURE = "unsure", _("unsure")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", _("delivered")
        READ = "read", _("read")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=Direction.choices)
    author = models.CharField(max_length=6, choices=Author.choices)
    author_user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=20, default="text")
    text = models.TextField(blank=True)
    payload: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    # "channel:account_id", so that an external id is unique where it was given out.
    account_key = models.CharField(max_length=150)
    external_id = models.CharField(max_length=254, blank=True)
    status = models.CharField(max_length=9, choices=Status.choices)
    sent_at = models.DateTimeField()
    turn_id = models.UUIDField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_text = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account_key", "external_id"],
                condition=~Q(external_id=""),
                name="message_external_once",
            ),
            models.UniqueConstraint(
                fields=["turn_id"],
                condition=Q(turn_id__isnull=False),
                name="message_one_reply_per_turn",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "-id"], name="message_thread"),
            models.Index(
                fields=["conversation"],
                name="message_outbox",
                condition=Q(direction="out", status__in=["queued", "sending"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.id}"


#: How far an outbound message got; a receipt may only raise it. Failed and cancelled end it.
STATUS_RANK: dict[str, int] = {
    Message.Status.QUEUED: 0,
    Message.Status.SENDING: 1,
    Message.Status.UNSURE: 2,
    Message.Status.SENT: 3,
    Message.Status.DELIVERED: 4,
    Message.Status.READ: 5,
}
