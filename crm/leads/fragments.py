"""The lead's card as an event changes it, for one person."""

from __future__ import annotations

from django.template.loader import render_to_string

from crm.accounts.models import User
from crm.core.errors import NotFound
from crm.core.events import DomainEvent
from crm.leads import selectors
from crm.leads.card import card_context
from crm.leads.events import LEAD_MERGED


def lead_card(*, actor: User, event: DomainEvent) -> str:
    """The whole card anew: it is small, and morphing leaves what did not change alone."""
    if event.lead_id is None or event.verb == "crm.message.status":
        return ""
    try:
        lead = selectors.lead_get_for(actor, event.lead_id)
    except NotFound:
        into = event.data.get("into", "") if event.verb == LEAD_MERGED else ""
        return render_to_string("crm/leads/gone.html", {"lead_id": event.lead_id, "into": into})
    return render_to_string("crm/leads/card.html", card_context(lead, actor=actor))
