"""What is kept of a thread's older messages once they are no longer told word for word."""

from __future__ import annotations

from typing import Any

from django.db import models

from crm.conversations.models import Conversation
from crm.core.models import BaseModel


class RollingSummary(BaseModel):
    """The summary of a conversation up to and with message ``upto``.

    ``facts`` is a list of ``{"text", "message", "at"}``: what the lead said beside the fields of
    their card, each with the message it came from. ``made_by`` names the provider and model that
    wrote ``text``, or "rules".
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="rolling_summary"
    )
    text = models.TextField(blank=True)
    facts: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    upto = models.UUIDField()
    messages = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.messages} messages of {self.conversation_id}"
