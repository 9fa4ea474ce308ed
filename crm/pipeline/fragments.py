"""The board's pieces as an event or a move changes them, for one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.template.loader import render_to_string

from crm.accounts.models import User
from crm.core.errors import NotFound
from crm.core.events import DomainEvent
from crm.leads import selectors as leads
from crm.leads.models import Lead, Stage
from crm.leads.selectors import lead_get_for
from crm.pipeline import selectors
from crm.pipeline.cards import card_of

# What moves a lead to the top of its column.
_ACTIVITY: Final = frozenset({"crm.message.received", "crm.message.queued", "crm.lead.created"})
# A card shows none of what these change.
_UNSEEN: Final = frozenset(
    {"crm.message.status", "crm.conversation.read", "crm.task.changed", "crm.lead.noted"}
)


def board_card(*, actor: User, event: DomainEvent) -> str:
    """The lead's card where it belongs now, and the heads of the columns it moved between."""
    if event.lead_id is None or event.verb in _UNSEEN:
        return ""
    try:
        lead = lead_get_for(actor, event.lead_id)
    except NotFound:
        # It left their sight, or was never in it: the card goes if it was there.
        html = render_to_string("crm/pipeline/card_gone.html", {"lead_id": event.lead_id})
        if event.verb != "crm.lead.assigned":
            return html
        return html + _heads(actor, leads.stages())
    if event.verb == "crm.lead.moved":
        # All heads: of two moves in one burst only the later is told.
        return moved(actor, lead, leads.stages())
    changes_totals = event.verb in {"crm.lead.created", "crm.lead.updated", "crm.lead.assigned"}
    # The column is in the order of activity; a new score or owner is none.
    rises = event.verb in _ACTIVITY
    return _card(lead, "prepend" if rises else "place") + _heads(
        actor, [lead.stage] if changes_totals else []
    )


def moved(actor: User, lead: Lead, stages: Iterable[Stage]) -> str:
    """The card at the top of its column, and these columns' heads with their new totals."""
    return _card(lead, "prepend") + _heads(actor, list(stages))


def _card(lead: Lead, swap: str) -> str:
    return render_to_string(
        "crm/pipeline/card.html",
        {"card": card_of(lead, stage=lead.stage), "swap": f"{swap}:#cards-{lead.stage.key}"},
    )


def _heads(actor: User, stages: list[Stage]) -> str:
    if not stages:
        return ""
    totals = selectors.totals_for(actor, stages)
    return "".join(
        render_to_string(
            "crm/pipeline/column_head.html", {"stage": stage, "total": totals[stage.pk]}
        )
        for stage in stages
    )
