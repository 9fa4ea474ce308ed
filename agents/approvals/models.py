"""What a broker wants to be asked about, and every question that was asked."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models import AgentRun
from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.core.models import BaseModel
from crm.leads.models import Lead, Task


class ApprovalRule(BaseModel):
    """A tool that a person is asked about before Sofía calls it in a lead's turn."""

    tool = models.CharField(max_length=60)

    class Meta:
        ordering = ["tool"]
        constraints = [models.UniqueConstraint(fields=["tool"], name="approval_rule_once")]

    def __str__(self) -> str:
        return self.tool


class Approval(BaseModel):
    """A call that waits for a person, and all that is needed to go on without repeating any other.

    pending -> approved, rejected or expired, each of which owes the lead a turn that goes on from
    here (``resumed_at`` once it has); cancelled when somebody took the conversation. ``exchange``
    is the run's log from its first call on, with the results there were; ``message_id`` the newest
    message of the lead it had read. ``decided_arguments`` are the person's, where they changed any.

    A call for somebody of the broker, in their own talk with Sofía, has a ``person`` and no lead:
    nobody else sees or decides it, and ``message_id`` is the answer that goes on.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        EXPIRED = "expired", _("expired")
        CANCELLED = "cancelled", _("cancelled")

    run = models.ForeignKey(AgentRun, on_delete=models.CASCADE, related_name="approvals")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="approvals", null=True)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="approvals", null=True
    )
    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, related_name="+")
    message_id = models.UUIDField()
    tool = models.CharField(max_length=60)
    call_id = models.CharField(max_length=200)
    arguments: models.JSONField[Any, Any] = models.JSONField(default=dict)
    decided_arguments: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    exchange: models.JSONField[Any, Any] = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=240, blank=True)
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("approval")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(state="pending"), name="approval_one_pending"
            ),
            models.UniqueConstraint(
                fields=["message_id"],
                condition=Q(state="pending", person__isnull=False),
                name="approval_one_in_answer",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, lead__isnull=False, conversation__isnull=False)
                | Q(person__isnull=False, lead__isnull=True, conversation__isnull=True),
                name="approval_of_lead_or_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["conversation"],
                name="approval_to_resume",
                condition=Q(resumed_at__isnull=True),
            ),
            models.Index(
                fields=["message_id"],
                name="approval_of_answer",
                condition=Q(person__isnull=False),
            ),
            models.Index(
                fields=["expires_at"], name="approval_waiting", condition=Q(state="pending")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool} {self.state}"

    @property
    def arguments_now(self) -> dict[str, Any]:
        """What the call is made with: the person's arguments where they changed them."""
        given = self.decided_arguments if self.decided_arguments is not None else self.arguments
        return dict(given)
