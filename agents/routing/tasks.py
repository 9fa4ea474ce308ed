"""What a model is asked for: each kind of work may have providers of its own."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Task(models.TextChoices):
    """The kinds of work; a broker may choose models for each."""

    CLASSIFY = "classify", _("understand a message")
    ANSWER = "answer", _("answer a lead")
    WRITE = "write", _("write for the office")


#: Nobody chooses a model for it here (it is the platform's setting), but it stands in the ledger.
EMBED: Final = "embed"
LEDGER: Final = (*Task.choices, (EMBED, _("find by meaning")))
