"""Several changes of a lead in one stroke: all are saved, or none and the caller hears why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Invalid
from crm.core.text import clip, storable
from crm.leads import events as lead_events
from crm.leads import phone as phones
from crm.leads import services
from crm.leads.models import Lead

PERSONA_LIMIT = 40


class LeadChanges(TypedDict, total=False):
    """What may be changed together; a key that is absent stays as it is."""

    contact: Mapping[str, Any]
    profile: Mapping[str, Any]
    owner: User | None
    persona: str


@transaction.atomic
def lead_enter(
    *, actor: Actor, changes: LeadChanges, source: str = "manual", country: str = ""
) -> Lead:
    """A new lead with everything that is known of it.

    Raises as :func:`crm.leads.services.lead_create`; fields of the contact are named
    ``contact.phone``.
    """
    with _named("contact.", apart="profile."):
        lead = services.lead_create(
            actor=actor,
            source=source,
            owner=changes.get("owner"),
            profile=changes.get("profile"),
            country=country,
            **changes.get("contact", {}),
        )
    if changes.get("persona"):
        persona_set(lead=lead, persona=changes["persona"], actor=actor)
    return lead


@transaction.atomic
def lead_edit(*, lead: Lead, changes: LeadChanges, actor: Actor, country: str = "") -> Lead:
    """Change contact, profile, owner and persona at once; ``country`` reads a national phone.

    Raises :class:`Invalid` naming ``contact.phone`` or ``profile.budget_max``, and then nothing of
    it is saved: unlike Sofía, whose findings are kept one by one, a caller meant all of it.
    """
    if changes.get("contact"):
        contact = dict(changes["contact"])
        if contact.get("phone"):
            contact["phone"] = phones.e164(contact["phone"], country=country) or contact["phone"]
        with _named("contact."):
            services.contact_update(lead=lead, changes=contact, actor=actor)
    if changes.get("profile"):
        outcome = services.profile_update(lead=lead, changes=changes["profile"], actor=actor)
        if outcome.rejected:
            raise Invalid(
                _("Some details cannot be saved."),
                fields={f"profile.{name}": why for name, why in outcome.rejected.items()},
            )
    if "persona" in changes:
        persona_set(lead=lead, persona=changes["persona"], actor=actor)
    if "owner" in changes:
        services.lead_assign(lead=lead, owner=changes["owner"], actor=actor)
    return lead


@transaction.atomic
def persona_set(*, lead: Lead, persona: str, actor: Actor) -> Lead:
    """Say what kind of client the lead is, in the broker's own word; "" takes it back."""
    word = clip(storable(persona), PERSONA_LIMIT)
    if word == lead.persona:
        return lead
    before, lead.persona = lead.persona, word
    lead.save(update_fields=["persona", "updated_at"])
    events.record(
        lead_events.LEAD_UPDATED,
        actor=actor,
        lead_id=lead.pk,
        object_id=lead.pk,
        changes={"persona": {"before": before, "after": word}},
        data={"fields": ["persona"]},
    )
    return lead


@contextmanager
def _named(prefix: str, *, apart: str = "\0") -> Iterator[None]:
    """Put a prefix before the names of refused fields, save those that have one (``apart``)."""
    try:
        yield
    except Invalid as error:
        error.fields = {
            name if name.startswith(apart) else f"{prefix}{name}": why
            for name, why in error.fields.items()
        }
        raise
