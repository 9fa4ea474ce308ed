"""What a model is asked for: each kind of work may have providers of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Task(models.TextChoices):
    """The kinds of work; a broker may choose models for each."""

    CLASSIFY = "classify", _("understand a message")
    ANSWER = "answer", _("answer a lead")
    WRITE = "write", _("write for the office")
