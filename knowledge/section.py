"""Held-back passages, as the overview of the settings tells of them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.accounts.sections import OFFICE, Section, Truth, register
from knowledge.models import Chunk


def _truth() -> Truth:
    held = Chunk.objects.filter(quarantined=True).count()
    if held:
        text = ngettext("%(n)d passage waits.", "%(n)d passages wait.", held)
        return Truth(text % {"n": held}, "wait")
    return Truth(_("Nothing is held back."))


register(
    OFFICE,
    Section(
        "held-passages", gettext_lazy("Held-back passages"), "file-text",
        "knowledge:passage-held-list", ("knowledge:passage",), "knowledge.edit", _truth,
    ),
)  # fmt: skip
