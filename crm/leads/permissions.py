"""Who may see and change which leads."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from crm.accounts.models import User
from crm.leads.models import Lead


def visible(leads: QuerySet[Lead], actor: User) -> QuerySet[Lead]:
    """The leads this person may see: an admin all, an agent their own and the unassigned."""
    if not actor.is_active:
        return leads.none()
    if actor.is_admin:
        return leads
    return leads.filter(visible_q(actor))


def visible_q(actor: User, prefix: str = "") -> Q:
    """The same rule as a condition, for rows that hang on a lead by ``prefix``."""
    if actor.is_admin:
        return Q()
    return Q(**{f"{prefix}owner": actor}) | Q(**{f"{prefix}owner__isnull": True})
