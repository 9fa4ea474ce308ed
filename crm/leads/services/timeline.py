"""Lines of a lead's timeline, and the notes people leave on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Invalid
from crm.core.text import storable
from crm.leads import events as lead_events
from crm.leads.models import Activity, Lead

NOTE_LIMIT: Final = 10_000


def activity_add(
    lead: Lead,
    kind: str,
    actor: Actor,
    *,
    text: str = "",
    data: Mapping[str, Any] | None = None,
) -> Activity:
    """A line of the lead's timeline, in the caller's transaction; packages above write theirs."""
    return Activity.objects.create(
        lead=lead,
        kind=kind,
        actor_kind=actor.kind,
        actor_name=actor.name[:120],
        text=text,
        data=dict(data or {}),
    )


@transaction.atomic
def note_add(*, lead: Lead, text: str, actor: Actor) -> Activity:
    """A note on the timeline, for the broker's people only."""
    body = storable(text).strip()
    if not body:
        raise Invalid(_("Write something first."), fields={"text": _("empty")})
    if len(body) > NOTE_LIMIT:
        raise Invalid(
            _("A note holds at most %(limit)d characters.") % {"limit": NOTE_LIMIT},
            fields={"text": _("too long")},
        )
    note = activity_add(lead, Activity.Kind.NOTE, actor, text=body)
    events.record(lead_events.LEAD_NOTED, actor=actor, lead_id=lead.pk, object_id=note.pk)
    return note
