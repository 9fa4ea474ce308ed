"""Threads of the broker's people with Sofía."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models import AgentRun
from crm.core.models import BaseModel


class DeskThread(BaseModel):
    """One talk of one person; nobody else sees it. ``title`` is how its first question begins."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_threads"
    )
    title = models.CharField(max_length=80)
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_at"]
        indexes = [models.Index(fields=["user", "-last_at"], name="desk_thread_recent")]

    def __str__(self) -> str:
        return self.title


class DeskMessage(BaseModel):
    """A question of the person, or Sofía's answer to the question before it.

    An answer is a row from the moment the question is asked: queued, taken by a worker under a
    lease, then done, stopped by the person, or failed. One that wants to change something waits
    in between (asking) until the person has said yes or no. While it runs ``text`` holds what has
    been written so far. ``cards`` are its tool calls in brief, see :mod:`agents.desk.cards`.
    """

    class Role(models.TextChoices):
        PERSON = "person", _("person")
        SOFIA = "sofia", _("Sofía")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("writing")
        ASKING = "asking", _("waiting for a yes")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    thread = models.ForeignKey(DeskThread, on_delete=models.CASCADE, related_name="messages")
    role = models.CharField(max_length=6, choices=Role.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.DONE)
    text = models.TextField(blank=True)
    draft_key = models.CharField(max_length=40, blank=True)
    cards: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    run = models.ForeignKey(AgentRun, on_delete=models.SET_NULL, null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(state__in=["queued", "running"]),
                name="desk_one_answer",
            ),
            # A form sent twice is one question.
            models.UniqueConstraint(
                fields=["thread", "draft_key"],
                condition=~Q(draft_key=""),
                name="desk_question_once",
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "id"], name="desk_log"),
            models.Index(
                fields=["due_at"],
                name="desk_due",
                condition=Q(state__in=["queued", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.state} {self.id}"

    @property
    def is_open(self) -> bool:
        """Whether the answer is still to come, or coming."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}
