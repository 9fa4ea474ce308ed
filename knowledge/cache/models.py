"""An answer that was given before, with what it stood on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.core.models import BaseModel


class CachedAnswer(BaseModel):
    """The answer to one question in one language, made on one ``basis``.

    ``matter`` is the question by its words (:mod:`knowledge.cache.matching`), ``basis`` a digest of
    everything the answer followed from: the documents, the prompt, the broker's facts. An answer
    made on another basis is never given. ``sources`` are the passages it stood on: document,
    heading and text. ``agreed`` and ``differed`` count the independent answers to the same
    question, the first included, that said the same and that did not.
    """

    matter = models.CharField(max_length=64)
    basis = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))
    sources = models.JSONField(default=list)
    agreed = models.PositiveIntegerField(default=1)
    differed = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    served_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(_("not to be given again since"), null=True, blank=True)
    refused_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-served", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "basis"], name="cached_answer_once")
        ]

    def __str__(self) -> str:
        return self.question
