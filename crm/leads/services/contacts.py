"""What is known of a person: name, phone, e-mail, language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Invalid
from crm.core.text import clip, fold, storable
from crm.leads import events as lead_events
from crm.leads import phone as phones
from crm.leads.models import Activity, Contact, Identity, Lead
from crm.leads.services.timeline import activity_add


def clean_name(name: str) -> str:
    """The name as it is stored: one line, at most 160 characters."""
    return clip(storable(name), 160)


def search_key(contact: Contact) -> str:
    """What a search looks in: folded name, digits of the phone, folded e-mail."""
    digits = contact.phone.lstrip("+")
    return " ".join(part for part in (fold(contact.name), digits, fold(contact.email)) if part)


@transaction.atomic
def contact_update(
    *,
    lead: Lead,
    changes: Mapping[str, Any],
    actor: Actor,
    message_id: UUID | None = None,
) -> list[str]:
    """Change name, phone, e-mail or language of the lead's contact; returns what changed.

    Raises :class:`Invalid` with the fields that cannot be what was given. A phone that already
    belongs to somebody else is refused: merging two people is a decision of its own.
    """
    contact = Contact.objects.select_for_update().get(pk=lead.contact_id)
    accepted, problems = _clean_contact(contact, changes)
    if problems:
        raise Invalid(_("Some details cannot be saved."), fields=problems)
    changed = {
        field: value for field, value in accepted.items() if getattr(contact, field) != value
    }
    if not changed:
        return []
    before = {field: getattr(contact, field) for field in changed}
    for field, value in changed.items():
        setattr(contact, field, value)
    contact.search_key = search_key(contact)
    contact.save(update_fields=[*changed, "search_key", "updated_at"])
    for kind, field in ((Identity.Kind.PHONE, "phone"), (Identity.Kind.EMAIL, "email")):
        if changed.get(field):
            Identity.objects.get_or_create(
                kind=kind, value=changed[field], retired_at=None, defaults={"contact": contact}
            )
    lead.contact = contact
    shown = [field for field in changed if field != "language"]
    if shown:
        activity_add(
            lead,
            Activity.Kind.CONTACT,
            actor,
            data={"fields": shown, "message": str(message_id) if message_id else None},
        )
    events.record(
        lead_events.LEAD_UPDATED,
        actor=actor,
        lead_id=lead.pk,
        object_id=contact.pk,
        changes={field: {"before": before[field], "after": changed[field]} for field in changed},
        data={"fields": list(changed)},
    )
    return list(changed)


def _clean_contact(
    contact: Contact, changes: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    accepted: dict[str, str] = {}
    problems: dict[str, str] = {}
    for field, value in changes.items():
        text = storable(str(value or "")).strip()
        if field == "name":
            accepted["name"] = clean_name(text)
        elif field == "language":
            accepted["language"] = text[:2].lower()
        elif field == "phone":
            number = phones.e164(text) if text else ""
            if text and not number:
                problems["phone"] = _("This is not a phone number we can call.")
            elif number and _taken(contact, Identity.Kind.PHONE, phones.spellings(number)):
                problems["phone"] = _("Another contact already has this phone.")
            else:
                accepted["phone"] = number
        elif field == "email":
            try:
                if text:
                    validate_email(text)
            except ValidationError:
                problems["email"] = _("This is not an e-mail address.")
            else:
                if text and _taken(contact, Identity.Kind.EMAIL, [text.lower()]):
                    problems["email"] = _("Another contact already has this e-mail.")
                else:
                    accepted["email"] = text.lower()
        else:
            problems[field] = _("There is no such field.")
    return accepted, problems


def _taken(contact: Contact, kind: str, values: list[str]) -> bool:
    return (
        Identity.objects.filter(kind=kind, value__in=values, retired_at__isnull=True)
        .exclude(contact_id=contact.pk)
        .exists()
    )
