"""What was said, on which channel, and who holds the thread."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.core.models import BaseModel
from crm.leads.models import Contact, Lead

#: The reason of a conversation in which the platform has silenced Sofía.
STOPPED: Final = "stopped"

#: Why Sofía calls a person, in words; a reason that is not here is told by its summary alone.
HANDOVER_REASONS: Final = {
    "asked_for_person": _("asks for a person"),
    "complaint": _("complains"),
    "offer": _("makes an offer"),
    "legal": _("speaks of the law"),
    "danger": _("speaks of danger"),
    "repair": _("needs a repair"),
    "urgent": _("says that it is urgent"),
    "upset": _("sounds upset"),
    "misunderstood": _("was not understood, more than once"),
    "high_value": _("has a budget above your limit"),
    "unknown_question": _("asks what Sofía cannot know"),
    "technical": _("Sofía could not answer"),
    "window_closed": _("the time for free text is over"),
    "opted_out": _("wants no automatic messages"),
    "two_threads": _("wrote in two threads that are now one"),
    STOPPED: _("Sofía was stopped by the platform"),
}


class Conversation(BaseModel):
    """A thread between one person and one channel account of the broker.

    ``holder`` says who may speak; ``version`` grows with every change of it, and whoever writes
    an outbound message must name the version they saw. ``peer`` is the address of the person on
    the channel, the one they last wrote from; ``account_id`` is ours. A person holding it
    without a ``holder_user`` wrote from the channel's own app on the broker's phone.

    ``reply_until`` is when free text ends on a channel that allows it only for a while after the
    person's last message; None where there is no such rule. Templates may always be sent.

    While it waits for a person, ``promised_at`` is what the lead was told, ``called_user`` who has
    been asked last, ``called_at`` when, and ``calls`` how often anybody was. ``called`` lists them
    in order as ``{"user", "task"}``. In a person's hands the same fields tell who was reminded of
    a message that nobody has answered. ``agreed`` is what the last person who held it settled
    with the lead, for Sofía to go on from.
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
    promised_at = models.DateTimeField(null=True, blank=True)
    called_user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    called_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    called: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    agreed = models.TextField(blank=True)
    reply_until = models.DateTimeField(null=True, blank=True)
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
            models.Index(
                fields=["promised_at"], name="conversation_promised", condition=Q(holder="queue")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.id}"

    @property
    def is_open(self) -> bool:
        return self.holder != self.Holder.CLOSED

    @property
    def is_window_open(self) -> bool:
        """Whether free text may be sent now."""
        return self.reply_until is None or timezone.now() < self.reply_until

    @property
    def handover_word(self) -> str:
        """Why it waits for a person, in words; "" where the reason has none."""
        return str(HANDOVER_REASONS.get(self.handover_reason, ""))


class Message(BaseModel):
    """One message, in or out. An outbound row in state queued is the outbox.

    States of an outbound message only move forward along :data:`STATUS_RANK`; ``unsure`` is an
    attempt whose outcome nobody knows yet. ``client_key`` is the sender's own name for it, so
    that a form sent twice is one message. An edit keeps the earlier texts in ``payload["edits"]``.
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
    client_key = models.CharField(max_length=64, blank=True)
    reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["conversation", "client_key"],
                condition=~Q(client_key=""),
                name="message_client_once",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "-id"], name="message_thread"),
            models.Index(
                fields=["conversation"],
                name="message_outbox",
                condition=Q(direction="out", status__in=["queued", "sending"]),
            ),
            models.Index(
                fields=["conversation"],
                name="message_trouble",
                condition=Q(direction="out", status__in=["failed", "unsure"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.id}"


class Attachment(BaseModel):
    """A file of a message, in or out.

    One that came in is fetched from the channel after the message was stored: ``ref`` is what the
    channel needs to hand it out, ``state`` how far that got. ``file`` lies under the broker's own
    folder. ``transcript`` is what was said in a recording; a stored one with a ``due_at`` is still
    to be listened to.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("on its way")
        FETCHING = "fetching", _("on its way")
        STORED = "stored", _("stored")
        GONE = "gone", _("no longer to be had")
        REFUSED = "refused", _("refused")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10)
    mime_type = models.CharField(max_length=120, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    is_voice = models.BooleanField(default=False)
    ref: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    file = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    transcript = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="attachment_due",
                condition=Q(state__in=["waiting", "fetching"]),
            ),
            models.Index(
                fields=["due_at"],
                name="attachment_unheard",
                condition=Q(state="stored", due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class MessageTemplate(BaseModel):
    """A text the channel has approved, which may be sent when free text may not.

    ``components`` is the channel's own description; ``body`` has numbered places ``{{1}}`` or
    named ones ``{{name}}``, ``places`` their names in order.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("in review")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        PAUSED = "paused", _("paused")
        DISABLED = "disabled", _("disabled")

    channel = models.CharField(max_length=20)
    account_id = models.CharField(max_length=128)
    name = models.CharField(max_length=512)
    language = models.CharField(max_length=12)
    category = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PENDING)
    reason = models.CharField(max_length=240, blank=True)
    header = models.TextField(blank=True)
    body = models.TextField(blank=True)
    footer = models.TextField(blank=True)
    places: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    components: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["name", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "account_id", "name", "language"], name="template_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


#: How far an outbound message got; a receipt may only raise it. Failed and cancelled end it.
STATUS_RANK: dict[str, int] = {
    Message.Status.QUEUED: 0,
    Message.Status.SENDING: 1,
    Message.Status.UNSURE: 2,
    Message.Status.SENT: 3,
    Message.Status.DELIVERED: 4,
    Message.Status.READ: 5,
}
