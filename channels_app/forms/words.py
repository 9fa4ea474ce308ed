"""A filled-in form in words, for the lead's timeline."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from channels_app.forms.models import FormEntry
from crm.core.actors import Actor
from crm.core.text import clip

#: The channels forms come by, and what their leads are said to come from.
SOURCES: Final = {
    "leadads": "meta_ads",
    "googleads": "google_ads",
    "tiktok": "tiktok",
    "linkedin": "linkedin",
}
_VENDORS: Final = {
    "leadads": "Meta",
    "googleads": "Google",
    "tiktok": "TikTok",
    "linkedin": "LinkedIn",
}
_MOST_LINES: Final = 60
_LINE: Final = 300
_LIMIT: Final = 9_000


def vendor_of(channel: str) -> str:
    """Whose form it is, as people say it."""
    return _VENDORS.get(channel, channel)


def entry_actor(channel: str) -> Actor:
    """The form as the author of what it changes."""
    return Actor(kind="system", name=f"{vendor_of(channel)} · formulario")


def question_text(question: str, label: str = "") -> str:
    """A question as it reads; a code without a label by its words."""
    words = label or (question if " " in question else question.replace("_", " ").strip().lower())
    return words[:1].upper() + words[1:]


def story_of(entry: FormEntry) -> str:
    """Everything the form says, a line each, within what a note holds."""
    lines = [
        f"{question_text(question, entry.labels.get(question, ''))}: "
        f"{clip(', '.join(values), _LINE)}"
        for question, values in (entry.answers or {}).items()
    ]
    if len(lines) > _MOST_LINES:
        left = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], _("… and %(number)d more answers") % {"number": left}]
    for box, ticked in entry.consents.items():
        mark = "☑" if ticked else "☐"
        lines.append(f"{mark} {clip(entry.labels.get(box) or box, _LINE)}")
    origin = entry.origin.get("campaign_name") or entry.origin.get("ad_name")
    if origin:
        lines.append(_("Ad: %(name)s") % {"name": origin})
    head = _("Filled in a form of %(vendor)s") % {"vendor": vendor_of(entry.channel)}
    return "\n".join([head, *lines])[:_LIMIT]
