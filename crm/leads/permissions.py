"""Who may see and change which leads."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from crm.accounts.models import User
from crm.leads.models import Lead


def visible(leads: QuerySet[Lead], actor: User) -> QuerySet[Lead]:
    """The leads this person may see: an admin all, an agent their own and the unassigned.

    A lead folded into another is nobody's any more: the other one holds all of it.
    """
    if not actor.is_active:
        return leads.none()
    leads = leads.filter(merged_into__isnull=True)
    if actor.is_admin:
        return leads
    return leads.filter(visible_q(actor))


def may_merge(actor: User, *leads: Lead) -> bool:
    """Whether this person may make one of these leads' contacts: an admin, or who owns one.

    The doors have let them see each; a lead of nobody's may be the duplicate of their own.
    """
    return actor.is_admin or any(lead.owner_id == actor.pk for lead in leads)


def visible_q(actor: User, prefix: str = "") -> Q:
    """The same rule as a condition, for rows that hang on a lead by ``prefix``."""
    if actor.is_admin:
        return Q()
    return Q(**{f"{prefix}owner": actor}) | Q(**{f"{prefix}owner__isnull": True})
