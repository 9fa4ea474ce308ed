"""What a scope allows, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: Final[Mapping[str, str | Promise]] = {
    "leads.view": _("See leads"),
    "leads.edit": _("Enter and change leads"),
    "leads.move": _("Move leads along the pipeline"),
    "leads.assign": _("Give leads to people"),
    "leads.delete": _("Delete leads"),
    "leads.import": _("Import leads"),
    "leads.export": _("Export leads"),
    "conversations.view": _("Read conversations"),
    "conversations.reply": _("Write to leads, take over and give back"),
    "inventory.view": _("See property"),
    "inventory.edit": _("Add and change property"),
    "knowledge.view": _("Read documents"),
    "knowledge.edit": _("Add and remove documents"),
    "scheduling.view": _("See viewings and free times"),
    "scheduling.edit": _("Book, move and call off viewings"),
    "agents.view": _("See what Sofía did"),
    "agents.run": _("Give Sofía work"),
    "agents.edit": _("Change how Sofía speaks and what she may do"),
    "analytics.view": _("See figures"),
    "users.view": _("See who works here"),
    "users.edit": _("Add and change people"),
    "settings.edit": _("Change settings"),
    "channels.edit": _("See and change channels"),
    "webhooks.edit": _("See and change webhooks"),
    "audit.view": _("Read the log"),
}


def scope_word(scope: str) -> str:
    """The scope as a person reads it; itself where nobody wrote words for it yet."""
    return str(_WORDS.get(scope, scope))
