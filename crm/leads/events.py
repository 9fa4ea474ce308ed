"""What happens to leads."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

LEAD_CREATED: Final = register("crm.lead.created", "Lead created", public="lead_created")
LEAD_UPDATED: Final = register("crm.lead.updated", "Lead updated")
LEAD_ASSIGNED: Final = register("crm.lead.assigned", "Lead assigned", public="lead_assigned")
LEAD_SCORED: Final = register("crm.lead.scored", "Lead scored")
LEAD_TOLD: Final = register("crm.lead.told", "Score told in words")
LEAD_HOT: Final = register("crm.lead.hot", "Lead is hot", public="lead_hot")
LEAD_NOTED: Final = register("crm.lead.noted", "Note added")
TASK_CHANGED: Final = register("crm.task.changed", "Task changed")
CONTACT_OPTED_OUT: Final = register(
    "crm.contact.opted_out", "Asked for no messages", public="contact_opted_out"
)
CONTACT_OPTED_IN: Final = register(
    "crm.contact.opted_in", "Wants messages again", public="contact_opted_in"
)
CONTACT_MERGED: Final = register("crm.contact.merged", "Two contacts became one")
LEAD_MERGED: Final = register("crm.lead.merged", "Lead merged into another")
CONSENT_RECORDED: Final = register("crm.consent.recorded", "Consent recorded")
