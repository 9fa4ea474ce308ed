"""Two contacts that turn out to be one person become one.

Everything goes to the contact that stays; nothing that was said or recorded is rewritten. The
other row remains as a signpost, and so does a lead that was folded into an older one.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Forbidden, Invalid
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.leads import events as lead_events
from crm.leads import signals
from crm.leads.models import (
    Activity,
    Consent,
    Contact,
    Identity,
    Lead,
    LeadProfile,
    Qualification,
    Task,
)
from crm.leads.permissions import may_merge
from crm.leads.selectors import lead_of
from crm.leads.services.contacts import search_key
from crm.leads.services.folding import lead_fold
from crm.leads.services.locking import persons_lock

REASON_LIMIT: Final = 240
_SCOPES: Final = {"opted_out_at": "messages", "marketing_opted_out_at": "marketing"}
#: What stays with the lead it was made for, or has moved when the lead was folded.
_STAYING: Final[tuple[type[Model], ...]] = (Lead, LeadProfile, Qualification, Activity, Task)


@joining
def contact_merge(*, keep: Contact, lose: Contact, actor: Actor, reason: str) -> Contact:
    """Make one contact of two; returns the one that stays, which is ``keep`` unless it was merged.

    Raises :class:`Invalid` when they are one already, :class:`Conflict` when somebody else merges
    one of them at the same moment.
    """
    first, second = _standing(keep), _standing(lose)
    if first.pk == second.pk:
        raise Invalid(_("They are one person already."), code="same_person")
    return contacts_join(keep=first, lose=second, actor=actor, reason=reason, held=set())


@transaction.atomic
def leads_merge(*, lead: Lead, other: Lead, user: User) -> Lead:
    """Say that two leads are one person's; returns the lead that stands for them now.

    Raises :class:`Forbidden` for an agent who works neither, and as :func:`contact_merge`.
    """
    if not may_merge(user, lead, other):
        raise Forbidden(_("Only who works one of these leads, or an admin, can merge them."))
    contact = contact_merge(
        keep=lead.contact,
        lose=other.contact,
        actor=user.as_actor(),
        reason=_("%(name)s says that they are one person.") % {"name": user},
    )
    found = lead_of(contact)
    assert found is not None
    return found


def contacts_join(
    *, keep: Contact, lose: Contact, actor: Actor, reason: str, held: set[str]
) -> Contact:
    """Merge for a caller that holds the identities ``held`` already, in its transaction.

    No delivery finds either person meanwhile, and a thread's row is locked before a contact's,
    as everywhere else.
    """
    persons_lock([keep.pk, lose.pk], held=held)
    signals.contacts_merging.send(sender=Contact, keep=keep, lose=lose)
    rows = {
        row.pk: row
        for row in Contact.objects.select_for_update(no_key=True)
        .filter(pk__in=[keep.pk, lose.pk])
        .order_by("pk")
    }
    keep, lose = rows[keep.pk], rows[lose.pk]
    if keep.merged_into_id or lose.merged_into_id:
        raise Conflict(_("One of them has just been merged; look again."), code="busy")
    Identity.objects.filter(contact=lose).update(contact=keep)
    Consent.objects.filter(contact=lose).update(contact=keep)
    fields = _details_join(keep, lose)
    silenced = _wishes_join(keep, lose)
    keep.search_key = search_key(keep)
    keep.save(update_fields=[*fields, *silenced, "search_key", "updated_at"])
    keep_lead, lose_lead = _leads_join(keep, lose, actor=actor)
    lose.merged_into = keep
    lose.save(update_fields=["merged_into", "updated_at"])
    Contact.objects.filter(merged_into=lose).update(merged_into=keep)
    _tell(keep, lose, keep_lead, lose_lead, actor=actor, reason=reason)
    signals.contacts_merged.send(
        sender=Contact, keep=keep, lose=lose, keep_lead=keep_lead, lose_lead=lose_lead
    )
    if keep_lead is not None and lose_lead is not None:
        _rows_follow(keep_lead, lose_lead)
    for column in silenced:
        signals.contact_opted_out.send(sender=Contact, contact=keep, scope=_SCOPES[column])
    return keep


def _standing(contact: Contact) -> Contact:
    """The contact as it is now, or the one it was merged into."""
    fresh = Contact.objects.select_related("merged_into").get(pk=contact.pk)
    return fresh.merged_into or fresh


def _details_join(keep: Contact, lose: Contact) -> list[str]:
    fields = [
        name
        for name in ("name", "phone", "email", "language")
        if not getattr(keep, name) and getattr(lose, name)
    ]
    for name in fields:
        setattr(keep, name, getattr(lose, name))
    return fields


def _wishes_join(keep: Contact, lose: Contact) -> list[str]:
    """The person who asked either of them for silence gets it; returns the columns that changed."""
    columns = [
        column
        for column in _SCOPES
        if getattr(keep, column) is None and getattr(lose, column) is not None
    ]
    for column in columns:
        setattr(keep, column, getattr(lose, column))
    return columns


def _leads_join(keep: Contact, lose: Contact, *, actor: Actor) -> tuple[Lead | None, Lead | None]:
    """Move the leads; of two open ones the older stays and the other is folded into it."""
    both = list(
        Lead.objects.select_for_update(of=("self",), no_key=True)
        .select_related("profile", "stage", "owner")
        .filter(contact__in=[keep, lose], status=Lead.Status.OPEN)
        .order_by("created_at", "pk")
    )
    keep_lead = both[0] if both else None
    lose_lead = both[1] if len(both) > 1 else None
    if keep_lead is not None and lose_lead is not None:
        lead_fold(keep=keep_lead, lose=lose_lead, actor=actor)
        Lead.objects.filter(merged_into=lose_lead).update(merged_into=keep_lead)
    Lead.objects.filter(contact=lose).update(contact=keep)
    for lead in both:
        lead.contact = keep
    return keep_lead, lose_lead


def _rows_follow(keep: Lead, lose: Lead) -> None:
    """Move what hangs on the folded lead: viewings, runs, whatever the packages above keep.

    A row whose own rule forbids it (two viewings at the same moment) stays where it was.
    """
    for relation in Lead._meta.related_objects:
        model = relation.related_model
        if issubclass(model, _STAYING):
            continue
        name = relation.field.name
        rows = model._default_manager.filter(**{name: lose})
        if _moved(rows, **{name: keep}):
            continue
        for pk in list(rows.values_list("pk", flat=True)):
            _moved(model._default_manager.filter(pk=pk), **{name: keep})


def _moved(rows: QuerySet[Model], **lead: Lead) -> bool:
    try:
        with transaction.atomic():
            rows.update(**lead)
    except IntegrityError:
        return False
    return True


def _tell(
    keep: Contact,
    lose: Contact,
    keep_lead: Lead | None,
    lose_lead: Lead | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    events.record(
        lead_events.CONTACT_MERGED,
        actor=actor,
        lead_id=_id(keep_lead),
        object_id=keep.pk,
        data={
            "contact_id": str(keep.pk),
            "merged_contact_id": str(lose.pk),
            "merged_lead_id": str(lose_lead.pk) if lose_lead else None,
            "reason": clip(storable(reason), REASON_LIMIT),
        },
    )
    if lose_lead is not None:
        events.record(
            lead_events.LEAD_MERGED,
            actor=actor,
            lead_id=lose_lead.pk,
            object_id=lose_lead.pk,
            data={"into": str(_id(keep_lead))},
        )


def _id(lead: Lead | None) -> UUID | None:
    return lead.pk if lead else None
