"""What a person reads first when they are called: what the lead wants, and what is open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from agents.turns.context import TurnContext
from crm.core.text import clip, fold
from crm.inventory.wants import wants_line

_QUOTED: Final = 300


def summary_for(context: TurnContext, words: str) -> str:
    """The model's words, then the facts: search, viewing, what was agreed, the open messages.

    In the broker's language, a line each; a line that would only repeat is left out.
    """
    with translation.override(context.broker.language):
        lines = [words.strip()]
        wants = wants_line(SimpleNamespace(**context.profile_now()))
        if wants:
            lines.append(_("Looks for: %(wants)s") % {"wants": wants})
        viewing = context.draft.booked or next(iter(context.appointments), None)
        if viewing and viewing.get("label"):
            lines.append(_("Viewing: %(label)s") % {"label": viewing["label"]})
        if context.conversation.agreed:
            lines.append(
                _("Agreed before: %(what)s") % {"what": clip(context.conversation.agreed, _QUOTED)}
            )
        asked = " ".join(" ".join(each.text.split()) for each in context.unanswered).strip()
        if asked and fold(clip(asked, 80)).rstrip("…") not in fold(words):
            lines.append(f"«{clip(asked, _QUOTED)}»")
    return "\n".join(line for line in lines if line)
