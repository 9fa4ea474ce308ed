"""Which models a broker wants asked, and what every call of one came to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import AgentRun
from agents.routing.tasks import LEDGER, Task
from crm.core.crypto import EncryptedTextField
from crm.core.models import BaseModel

VENDORS = (
    ("openai", "OpenAI"),
    ("anthropic", "Anthropic"),
    ("gemini", "Google Gemini"),
    ("groq", "Groq"),
)


class ModelChoice(BaseModel):
    """A place in a broker's order for one kind of work, the lowest position first.

    Without a key of the broker's own the platform's is used, at the platform's address. A kind of
    work without any row has the platform's order.
    """

    task = models.CharField(_("kind of work"), max_length=10, choices=Task.choices)
    position = models.PositiveSmallIntegerField()
    provider = models.CharField(_("vendor"), max_length=20, choices=VENDORS)
    model = models.CharField(_("model"), max_length=80)
    api_key = EncryptedTextField(blank=True, default="")
    base_url = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ["task", "position"]
        verbose_name = _("model")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "position"],
                name="choice_one_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_task_display()}: {self.model}"


class ModelCall(BaseModel):
    """One attempt to have a model answer, or make vectors: asked of whom, what came, what it cost.

    The buckets of tokens are disjoint. ``cost`` is in US dollars by the prices of
    ``price_version``; empty where the table has no price for the model. ``credential`` is a short
    hash of the key.
    """

    run = models.ForeignKey(
        AgentRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="calls"
    )
    task = models.CharField(max_length=10, choices=LEDGER)
    provider = models.CharField(max_length=20)
    requested_model = models.CharField(max_length=80)
    answering_model = models.CharField(max_length=80, blank=True)
    credential = models.CharField(max_length=16, blank=True)
    prompt_version = models.CharField(max_length=80, blank=True)
    input_tokens = models.PositiveIntegerField(default=0)
    cache_read_tokens = models.PositiveIntegerField(default=0)
    cache_write_tokens = models.PositiveIntegerField(default=0)
    cache_write_long_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    reasoning_tokens = models.PositiveIntegerField(default=0)
    price_version = models.CharField(max_length=20)
    cost = models.DecimalField(max_digits=16, decimal_places=10, null=True, blank=True)
    first_token_ms = models.PositiveIntegerField(null=True, blank=True)
    duration_ms = models.PositiveIntegerField(default=0)
    error_kind = models.CharField(max_length=20, blank=True)
    error = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            # The month's sum is read from the index alone.
            models.Index(fields=["created_at"], include=["cost"], name="call_money"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.requested_model} {self.id}"
