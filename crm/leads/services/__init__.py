"""Every change to contacts and leads. Pages, API, tasks and Sofía's tools all call these."""

from __future__ import annotations

from crm.leads.services.consents import (
    consent_record,
    contact_opt_in,
    contact_opt_out,
    contact_unblocked,
)
from crm.leads.services.contacts import contact_update
from crm.leads.services.identities import (
    contact_resolve,
    identity_add,
    identity_replace,
    identity_since,
)
from crm.leads.services.leads import FIRST_STAGE, lead_assign, lead_create, lead_open_for
from crm.leads.services.merging import contact_merge, leads_merge
from crm.leads.services.tasks import task_add, task_complete
from crm.leads.services.timeline import NOTE_LIMIT, activity_add, note_add
from crm.leads.services.verdicts import (
    HOT_SCORE,
    WARM_SCORE,
    qualification_record,
    verdict_claim,
    verdict_tell,
    verdicts_untold,
)
from crm.leads.services.wants import ProfileChange, profile_update

__all__ = [
    "FIRST_STAGE",
    "HOT_SCORE",
    "NOTE_LIMIT",
    "WARM_SCORE",
    "ProfileChange",
    "activity_add",
    "consent_record",
    "contact_merge",
    "contact_opt_in",
    "contact_opt_out",
    "contact_resolve",
    "contact_unblocked",
    "contact_update",
    "identity_add",
    "identity_replace",
    "identity_since",
    "lead_assign",
    "lead_create",
    "lead_open_for",
    "leads_merge",
    "note_add",
    "profile_update",
    "qualification_record",
    "task_add",
    "task_complete",
    "verdict_claim",
    "verdict_tell",
    "verdicts_untold",
]
