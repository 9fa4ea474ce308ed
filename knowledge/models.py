"""What the broker has written down, cut into pieces that can be found."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.core.models import BaseModel


class Document(BaseModel):
    """A text of the broker that Sofía may answer from."""

    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=2)
    body = models.TextField(_("text"))
    checksum = models.CharField(max_length=64)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["checksum"],
                name="document_once",
                violation_error_message=_("This document is already here."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Chunk(BaseModel):
    """A passage of a document; ``search`` holds its words, accents folded.

    One that speaks to the model instead of the reader is ``quarantined`` when it is taken in, with
    the ``suspicions`` it raised: nothing finds it until a person has read and released it.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="chunks")
    ordinal = models.PositiveIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    search = SearchVectorField()
    suspicions = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    quarantined = models.BooleanField(_("quarantined"), default=False)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["document", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["document", "ordinal"], name="chunk_ordinal_once")
        ]
        indexes = [GinIndex(fields=["search"], name="chunk_search")]

    def __str__(self) -> str:
        return f"{self.document_id} #{self.ordinal}"
