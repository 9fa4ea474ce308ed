"""A person's edit of a lead scores it anew; what Sofía learns is scored by her own turn."""

from __future__ import annotations

import logging

from django.dispatch import receiver

from agents.scoring.qualify import lead_qualify
from crm.core.actors import SYSTEM
from crm.core.events import DomainEvent, committed
from crm.core.models import AuditLog
from crm.leads.events import LEAD_UPDATED
from crm.leads.models import Lead

log = logging.getLogger(__name__)


@receiver(committed, dispatch_uid="agents.scoring.rescore")
def rescore_after_edit(*, event: DomainEvent, **_signal: object) -> None:
    """Qualify the lead once the edit is committed; a failure is logged and harms no edit."""
    if event.verb != LEAD_UPDATED or event.lead_id is None:
        return
    try:
        if not AuditLog.objects.filter(pk=event.id, actor_kind="person").exists():
            return
        lead = (
            Lead.objects.select_related("contact", "stage")
            .filter(pk=event.lead_id, status=Lead.Status.OPEN)
            .first()
        )
        if lead is not None:
            lead_qualify(lead=lead, actor=SYSTEM)
    except Exception:
        # Receivers must not raise; the next edit or turn scores the lead again.
        log.exception("A lead could not be scored after an edit")
