"""What is kept of a thread's older messages: a summary, and what each of them means."""

from __future__ import annotations

from typing import Any

from django.db import models

from crm.conversations.models import Conversation, Message
from crm.core.models import BaseModel
from knowledge.embeddings.base import DIMENSIONS
from knowledge.embeddings.field import HalfVectorField


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


class MessageVector(models.Model):
    """What a message of a lead means, for recall; it lives and dies with its message.

    Narrow on purpose: a search reads all vectors of a person. Whose it is follows from the
    message, so that merging two people moves nothing here. ``model`` names what made ``vector``,
    and ``digest`` the text it was made from (MD5): after an edit it no longer counts.
    """

    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, primary_key=True, related_name="vector"
    )
    model = models.CharField(max_length=120)
    digest = models.CharField(max_length=32)
    vector = HalfVectorField(dimensions=DIMENSIONS)

    def __str__(self) -> str:
        return f"{self.model} of {self.message_id}"


class ReadMark(models.Model):
    """How far a broker's messages have been read for recall: up to and with ``upto``.

    One row a broker. It is a mark and not a queue: whatever comes later is due.
    """

    upto = models.UUIDField()

    def __str__(self) -> str:
        return str(self.upto)
