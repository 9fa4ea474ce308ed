"""Base of every row, and the log of everything that was changed."""

from __future__ import annotations

from django.db import models

from crm.core.ids import uuid7


class BaseModel(models.Model):
    """A row with a time-sorted id that says when it was made and last changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class AuditLog(models.Model):
    """One thing somebody did, written in the transaction that did it; never changed.

    Its growing id is what open pages remember to ask for what they missed.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True, blank=True)
    actor_name = models.CharField(max_length=120)
    object_id = models.UUIDField(null=True, blank=True)
    lead_id = models.UUIDField(null=True, blank=True)
    conversation_id = models.UUIDField(null=True, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    data = models.JSONField(default=dict, blank=True)
    request_id = models.CharField(max_length=128, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["lead_id", "-id"], name="audit_lead_recent")]

    def __str__(self) -> str:
        return f"{self.verb} #{self.pk}"


class IdempotentAnswer(models.Model):
    """An API write's first answer, kept under the key the caller chose; no status yet = running."""

    id = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=300)
    body_hash = models.CharField(max_length=64)
    claimed_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    body = models.BinaryField(default=b"")
    content_type = models.CharField(max_length=120, blank=True)
    location = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key", "path"], name="idempotent_key_once")
        ]
        indexes = [models.Index(fields=["claimed_at"], name="idempotent_age")]

    def __str__(self) -> str:
        return f"{self.path} {self.status or 'running'}"
