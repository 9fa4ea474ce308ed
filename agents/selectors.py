"""Reading what Sofía did: her runs with every step, for those who may see the lead."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agents.models import AgentRun
from agents.scoring.market import units_wanted
from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.core.errors import NotFound
from crm.inventory.selectors import UnitSearch
from crm.leads.models import Lead
from crm.leads.permissions import visible_q
from crm.leads.selectors import NIL, as_uuid


def run_list_for(
    actor: User, *, lead: Lead | None = None, conversation: Conversation | None = None
) -> QuerySet[AgentRun]:
    """Runs about leads this person may see, the newest first; those about none are an admin's."""
    runs = AgentRun.objects.filter(visible_q(actor, "lead__"))
    if not actor.is_admin:
        # Without its lead a run would pass for one whose lead nobody owns.
        runs = runs.filter(lead__isnull=False)
    if lead is not None:
        runs = runs.filter(lead=lead)
    if conversation is not None:
        runs = runs.filter(conversation=conversation)
    return runs.order_by("-id")


def matches_for(lead: Lead, *, limit: int) -> UnitSearch:
    """The units closest to what the lead wants, as the inventory is now."""
    return units_wanted(lead.profile, limit=limit)


def run_get_for(actor: User, pk: object) -> AgentRun:
    """The run with its steps in order, if this person may see its lead; otherwise NotFound."""
    run = run_list_for(actor).filter(pk=as_uuid(pk) or NIL).prefetch_related("steps").first()
    if run is None:
        raise NotFound(_("There is no such run."))
    return run
