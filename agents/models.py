"""Turns waiting or done, and everything Sofía did in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.core.models import BaseModel
from crm.leads.models import Lead


class Turn(BaseModel):
    """One answer owed to a conversation: a row claimed by a worker under a lease.

    At most one turn of a conversation is pending and at most one is running. The queue only
    wakes; this row is what is owed, and a sweeper finds it when nobody woke.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("pending")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="turns")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    due_at = models.DateTimeField()
    first_message_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(state="pending"), name="turn_one_pending"
            ),
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(state="running"), name="turn_one_running"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="turn_due", condition=Q(state__in=["pending", "running"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class AgentRun(BaseModel):
    """One run of the agent's loop: why it ran, what it cost, how it ended.

    It answers a lead's turn, or a broker's ``user``. Intent, domain, language, sentiment (-1 to 1)
    and urgency are what was read of the messages it answers; ``stopped`` names the limit that
    ended it; ``cost`` is in US dollars.
    """

    class Outcome(models.TextChoices):
        REPLIED = "replied", _("replied")
        HANDED_OVER = "handed_over", _("handed over")
        SUPERSEDED = "superseded", _("a person took over")
        RESTARTED = "restarted", _("the lead wrote more")
        FAILED = "failed", _("failed")

    turn = models.ForeignKey(
        Turn, on_delete=models.CASCADE, null=True, blank=True, related_name="runs"
    )
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, null=True, related_name="agent_runs")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, null=True, related_name="agent_runs"
    )
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="agent_runs"
    )
    specialist = models.CharField(max_length=40)
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=80)
    prompt_version = models.CharField(max_length=80)
    experiment = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    intent = models.CharField(max_length=40, blank=True)
    domain = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, blank=True)
    sentiment = models.FloatField(null=True, blank=True)
    urgency = models.CharField(max_length=8, blank=True)
    stopped = models.CharField(max_length=20, blank=True)
    reply = models.TextField(blank=True)
    error = models.CharField(max_length=240, blank=True)
    tool_calls = models.PositiveSmallIntegerField(default=0)
    input_tokens = models.PositiveIntegerField(default=0)
    cache_read_tokens = models.PositiveIntegerField(default=0)
    cache_write_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=Decimal(0))
    duration_ms = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["lead", "-id"], name="run_lead"),
            models.Index(fields=["conversation", "-id"], name="run_conversation"),
        ]

    def __str__(self) -> str:
        return f"{self.specialist} {self.id}"


class AgentStep(BaseModel):
    """One step of a run, with what went in and out: a stage of the turn, a model call, a tool
    call, or a check."""

    class Kind(models.TextChoices):
        MODEL = "model", _("model")
        TOOL = "tool", _("tool")
        CHECK = "check", _("check")
        STAGE = "stage", _("stage")

    run = models.ForeignKey(AgentRun, on_delete=models.CASCADE, related_name="steps")
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    name = models.CharField(max_length=60)
    arguments: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    result: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    is_error = models.BooleanField(default=False)
    duration_ms = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["run", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["run", "ordinal"], name="step_ordinal_once")]

    def __str__(self) -> str:
        return f"{self.ordinal} {self.name}"
