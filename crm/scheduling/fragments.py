"""Today's columns, and a lead's viewings, as an event changes them, for one person."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.template.loader import render_to_string

from crm.accounts.models import User
from crm.core.events import DomainEvent
from crm.leads.models import Lead
from crm.scheduling import today
from crm.scheduling.selectors import appointments_of

_REPLY: Final = ("crm.message.received", "crm.message.queued", "crm.conversation.")
_CALL: Final = ("crm.task.", "crm.lead.hot", "crm.lead.scored", "crm.lead.assigned")
_GO: Final = ("crm.appointment.",)


def columns(*, actor: User, event: DomainEvent) -> str:
    """The column this event may have changed."""
    parts = []
    if event.verb.startswith(_REPLY):
        parts.append(_column("reply", replies=today.replies(actor)))
    if event.verb.startswith(_CALL):
        parts.append(_column("call", calls=today.calls(actor)))
    if event.verb.startswith(_GO):
        parts.append(_column("go", visits=today.visits(actor)))
    return "".join(parts)


def _column(name: str, **context: Any) -> str:
    return render_to_string(f"crm/scheduling/today.html#{name}", context)


def lead_viewings(*, actor: Any, subject: Lead, request: HttpRequest | None) -> str:
    """The lead's viewings still to come, for the card of the lead."""
    context = {"lead": subject, "appointments": appointments_of(subject)}
    return render_to_string("crm/scheduling/viewings.html", context, request)
