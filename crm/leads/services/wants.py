"""What a lead wants, written field by field with who said it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from crm.core import events
from crm.core.actors import Actor
from crm.core.transactions import joining
from crm.leads import events as lead_events
from crm.leads import profile as profiles
from crm.leads.models import Activity, Lead, LeadProfile
from crm.leads.services.timeline import activity_add


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What an update did: fields that changed, and those refused with the reason."""

    changed: list[str]
    rejected: dict[str, str]


@joining
def profile_update(
    *,
    lead: Lead,
    changes: Mapping[str, Any],
    actor: Actor,
    message_id: UUID | None = None,
) -> ProfileChange:
    """Write what the lead wants; unacceptable values are refused one by one, the rest is kept.

    A field that a person of the broker corrected stays theirs: Sofía's later findings about it
    are refused with that reason. Every written field notes who said it, when, and in which
    message.
    """
    profile = LeadProfile.objects.select_for_update().get(lead=lead)
    current = {field: getattr(profile, field) for field in profiles.FIELDS}
    accepted, rejected = profiles.merge(current, profile.sources, changes, by=actor.kind)
    changed = list(accepted)
    if changed:
        before = profiles.as_json({field: getattr(profile, field) for field in changed})
        stamp = {
            "by": actor.kind,
            "name": actor.name,
            "at": timezone.now().isoformat(timespec="seconds"),
            "message": str(message_id) if message_id else None,
        }
        for field in changed:
            setattr(profile, field, accepted[field])
            profile.sources[field] = stamp
        profile.save(update_fields=[*changed, "sources", "updated_at"])
        after = profiles.as_json({field: accepted[field] for field in changed})
        activity_add(
            lead,
            Activity.Kind.PROFILE,
            actor,
            data={"fields": after, "message": stamp["message"]},
        )
        events.record(
            lead_events.LEAD_UPDATED,
            actor=actor,
            lead_id=lead.pk,
            object_id=profile.pk,
            changes={field: {"before": before[field], "after": after[field]} for field in changed},
            data={"fields": changed},
        )
    lead.profile = profile
    return ProfileChange(changed=changed, rejected=rejected)
