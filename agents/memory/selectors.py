"""What a turn remembers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from agents.memory.corrections import contradicts, corrected_in, without_corrected
from agents.memory.models import RollingSummary
from agents.memory.notes import Fact, Notes
from agents.memory.recall import recall
from agents.nlu.understanding import Context
from crm.conversations.models import Conversation
from crm.leads.models import Lead


def summary_of(conversation: Conversation) -> RollingSummary | None:
    """The conversation's summary, None while all of it is told word for word."""
    return getattr(conversation, "rolling_summary", None)


def notes_for(
    conversation: Conversation,
    lead: Lead,
    *,
    query: str,
    told: Collection[UUID],
    profile: Mapping[str, Any],
    sources: Mapping[str, Any],
    how: Context,
) -> Notes:
    """The notes of a turn that answers ``query``; ``told`` are the messages it reads itself.

    Nothing in them gives a field that a person of the broker set another value. Earlier messages
    are looked for only where there are some: in a long thread, or with a person who came back.
    """
    summary = summary_of(conversation)
    corrected = corrected_in(profile, sources)
    came_back = lead.contact.created_at.date() < conversation.created_at.date()
    found = recall(lead, query, but=told, language=how.language) if summary or came_back else []
    facts = [Fact(**each) for each in summary.facts] if summary else []
    return Notes(
        summary=without_corrected(summary.text, corrected, how) if summary else "",
        facts=tuple(each for each in facts if not contradicts(each.text, corrected, how)),
        recalled=tuple(each for each in found if not contradicts(each.text, corrected, how)),
        upto=summary.upto if summary else None,
        corrected=tuple(sorted(corrected)) if summary or found else (),
    )
