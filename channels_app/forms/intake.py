"""A filled-in form becomes a lead: the person, what they want, what they agreed to, a first touch.

A form proves nothing. Whoever fills one in may write another's number or address, so a form:

- joins the contact that has its phone, else, without a phone, the one that has its e-mail;
- never ties two ways of reaching a person together that were not tied before: the e-mail of a form
  is kept only for a person the form itself made known, so that nobody gets into another's thread by
  naming their address beside a number of their own;
- fills gaps and overwrites nothing of a person who was known.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils import translation

from channels_app.forms import events as verbs
from channels_app.forms.consents import consents_keep
from channels_app.forms.first_touch import first_touch
from channels_app.forms.mapping import Meanings
from channels_app.forms.models import FormEntry, FormMapping
from channels_app.forms.reading import Reading, read
from channels_app.forms.words import SOURCES, entry_actor, story_of
from crm.brokers.current import broker_current
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Invalid
from crm.leads import profile as profiles
from crm.leads.models import Activity, Contact, Identity, Lead
from crm.leads.services import (
    activity_add,
    contact_resolve,
    contact_update,
    lead_open_for,
    profile_update,
)

#: The kind of identity that an entry itself is.
LEAD_AD: Final = "lead_ad"


def entry_intake(entry: FormEntry) -> Lead:
    """Make the locked entry a lead, in the caller's transaction."""
    actor = entry_actor(entry.channel)
    broker = broker_current()
    with translation.override(broker.language):
        said = read(entry.answers or {}, entry.labels, meanings_of(entry))
        contact = _contact(entry, said)
        is_known = Lead.objects.filter(contact=contact).exists()
        lead, is_new = lead_open_for(
            contact=contact, source=SOURCES.get(entry.channel, entry.channel), actor=actor
        )
        lead.contact = contact
        if not is_known:
            _details(lead, said, actor)
        _wants(lead, said, actor, is_new=is_new)
        activity_add(
            lead, Activity.Kind.NOTE, actor, text=story_of(entry), data={"form": str(entry.pk)}
        )
        may_write = consents_keep(entry, contact, said, actor)
        entry.lead, entry.made_contact = lead, not is_known
        entry.state, entry.lease_until = FormEntry.State.DONE, None
        entry.error = entry.error_code = ""
        entry.first_touch = first_touch(entry, lead, may_write=may_write, actor=actor)
        entry.save()
    events.record(
        verbs.RECEIVED,
        actor=actor,
        lead_id=lead.pk,
        object_id=entry.pk,
        data={"channel": entry.channel, "form_id": entry.form_id, "new": is_new},
    )
    return lead


def meanings_of(entry: FormEntry) -> Meanings:
    """What the questions of this entry's form mean to this broker."""
    return Meanings(
        FormMapping.objects.filter(
            channel__in=["", entry.channel],
            account_id__in=["", entry.account_id],
            form_id__in=["", entry.form_id],
        )
    )


def _contact(entry: FormEntry, said: Reading) -> Contact:
    own = (LEAD_AD, f"{entry.channel}:{entry.external_id}")
    if said.phone:
        kind, value = Identity.Kind.PHONE.value, said.phone
    elif said.email:
        kind, value = Identity.Kind.EMAIL.value, said.email
    else:
        kind, value = own
    contact = contact_resolve(kind=kind, value=value, name=said.name)
    # The channel vouches for the entry's own id only, and that id is nobody's yet.
    Identity.objects.get_or_create(kind=own[0], value=own[1][:254], defaults={"contact": contact})
    return contact


def _details(lead: Lead, said: Reading, actor: Actor) -> None:
    """The e-mail of a person whom this form made known; one that is another's stays in the note."""
    if not said.email or lead.contact.email:
        return
    try:
        with transaction.atomic():
            contact_update(lead=lead, changes={"email": said.email}, actor=actor)
    except Invalid:
        return


def _wants(lead: Lead, said: Reading, actor: Actor, *, is_new: bool) -> None:
    """What the form says of the wish: all of it for a new lead, the gaps of one that was open."""
    changes: dict[str, Any] = dict(said.profile)
    if not is_new:
        held = {name: getattr(lead.profile, name) for name in changes}
        budget = [lead.profile.budget_min, lead.profile.budget_max]
        for name, value in held.items():
            if value != profiles.EMPTY[name] or (
                name in {"budget_min", "budget_max", "currency"} and any(budget)
            ):
                changes.pop(name)
    if changes:
        profile_update(lead=lead, changes=changes, actor=actor)
