"""A lead begins, and is given to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid
from crm.core.queries import only
from crm.core.text import clip
from crm.core.transactions import joining
from crm.leads import events as lead_events
from crm.leads import phone as phones
from crm.leads import profile as profiles
from crm.leads.models import Activity, Contact, Identity, Lead, LeadProfile, Stage
from crm.leads.services.contacts import clean_name, search_key
from crm.leads.services.identities import contact_resolve
from crm.leads.services.timeline import activity_add
from crm.leads.services.wants import profile_update

FIRST_STAGE: Final = "new"


@joining
def lead_open_for(*, contact: Contact, source: str, actor: Actor) -> tuple[Lead, bool]:
    """The contact's open lead, and whether it was made just now."""
    lead = only(
        Lead.objects.select_related("stage", "contact", "profile").filter(
            contact=contact, status=Lead.Status.OPEN
        )
    )
    if lead is not None:
        return lead, False
    try:
        with transaction.atomic():
            return _lead_insert(contact=contact, source=source, owner=None, actor=actor), True
    except IntegrityError:
        # Somebody opened it between our look and our insert.
        return (
            Lead.objects.select_related("stage", "contact", "profile").get(
                contact=contact, status=Lead.Status.OPEN
            ),
            False,
        )


@transaction.atomic
def lead_create(
    *,
    actor: Actor,
    name: str = "",
    phone: str = "",
    email: str = "",
    language: str = "",
    source: str = "manual",
    owner: User | None = None,
    profile: Mapping[str, Any] | None = None,
    country: str = "",
) -> Lead:
    """A lead entered by hand or by another system.

    Raises :class:`Invalid` when neither name, phone nor e-mail is usable, or a profile field is
    not acceptable; :class:`Conflict` when this person already has an open lead.
    """
    number = phones.e164(phone, country=country) if phone else ""
    problems: dict[str, str] = {}
    if phone and not number:
        problems["phone"] = _("This is not a phone number we can call.")
    address = email.strip().lower()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            problems["email"] = _("This is not an e-mail address.")
    if not (name.strip() or number or address):
        problems.setdefault("name", _("Give a name, a phone or an e-mail."))
    values, rejected = profiles.clean_changes(profile or {})
    problems |= {f"profile.{field}": reason for field, reason in rejected.items()}
    if problems:
        raise Invalid(_("The lead cannot be saved."), fields=problems)
    contact = _contact_for_entry(name=name, phone=number, email=address, language=language)
    if Lead.objects.filter(contact=contact, status=Lead.Status.OPEN).exists():
        raise Conflict(_("This person already has an open lead."), code="lead_exists")
    lead = _lead_insert(contact=contact, source=source, owner=owner, actor=actor)
    if values:
        profile_update(lead=lead, changes=values, actor=actor)
    return lead


def _contact_for_entry(*, name: str, phone: str, email: str, language: str) -> Contact:
    if phone:
        contact = contact_resolve(
            kind=Identity.Kind.PHONE, value=phone, name=name, language=language
        )
    elif email:
        contact = contact_resolve(
            kind=Identity.Kind.EMAIL, value=email, name=name, language=language
        )
    else:
        contact = Contact(name=clean_name(name), language=language[:2])
        contact.search_key = search_key(contact)
        contact.save()
    if email and not contact.email:
        contact.email = email
        contact.search_key = search_key(contact)
        contact.save(update_fields=["email", "search_key", "updated_at"])
        Identity.objects.get_or_create(
            kind=Identity.Kind.EMAIL, value=email, retired_at=None, defaults={"contact": contact}
        )
    return contact


def _lead_insert(*, contact: Contact, source: str, owner: User | None, actor: Actor) -> Lead:
    now = timezone.now()
    lead = Lead.objects.create(
        contact=contact,
        stage=Stage.objects.get(key=FIRST_STAGE),
        stage_entered_at=now,
        owner=owner,
        source=clip(source, 40) or "manual",
        last_activity_at=now,
    )
    lead.profile = LeadProfile.objects.create(lead=lead)
    activity_add(lead, Activity.Kind.CREATED, actor, data={"source": lead.source})
    events.record(
        lead_events.LEAD_CREATED,
        actor=actor,
        lead_id=lead.pk,
        object_id=lead.pk,
        data={"source": lead.source},
    )
    return lead


@transaction.atomic
def lead_assign(*, lead: Lead, owner: User | None, actor: Actor) -> Lead:
    """Give the lead to a new owner, or to nobody; they are told once it is committed."""
    if owner is not None and not owner.is_active:
        raise Invalid(_("This person no longer works here."), fields={"owner": _("not active")})
    before = lead.owner
    if before == owner:
        return lead
    lead.owner = owner
    lead.save(update_fields=["owner", "updated_at"])
    activity_add(
        lead,
        Activity.Kind.OWNER,
        actor,
        data={"from": before.name if before else None, "to": owner.name if owner else None},
    )
    events.record(
        lead_events.LEAD_ASSIGNED,
        actor=actor,
        lead_id=lead.pk,
        object_id=lead.pk,
        changes={
            "owner": {
                "before": str(before.pk) if before else None,
                "after": str(owner.pk) if owner else None,
            }
        },
        data={"owner_id": str(owner.pk) if owner else None},
    )
    return lead
