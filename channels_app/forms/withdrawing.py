"""A person takes a form back: what it brought goes, and a late notice of it does nothing.

What a form brought is its answers, the note that tells them, and what it wrote into the profile.
Where nothing else ever told us of the person, their name, number and address go too, with the
greeting that was written to them and every record of the values.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agents.scoring.qualify import lead_qualify
from channels_app.forms import events as verbs
from channels_app.forms.models import FormEntry
from channels_app.forms.words import entry_actor
from crm.conversations.models import Conversation, Message
from crm.core import events
from crm.core.actors import SYSTEM
from crm.core.models import AuditLog
from crm.core.transactions import joining
from crm.leads import profile as profiles
from crm.leads.models import Activity, Consent, Contact, Identity, Lead, LeadProfile, Qualification

logger = logging.getLogger(__name__)

State = FormEntry.State


@joining
def entry_withdraw(entry: FormEntry) -> None:
    """Erase what the locked entry brought; again changes nothing."""
    if entry.state == State.WITHDRAWN:
        return
    lead = entry.lead
    if lead is not None:
        # Of two leads that turned out to be one person's, the one that went on has it all too.
        for each in [lead, *([lead.merged_into] if lead.merged_into else [])]:
            _forget_wants(entry, each)
        if _is_all_we_know(entry, lead):
            _forget_person(lead.contact)
        _reckon(lead)
    entry.state, entry.lease_until = State.WITHDRAWN, None
    entry.answers, entry.labels, entry.consents, entry.origin = {}, {}, {}, {}
    entry.error = entry.error_code = ""
    entry.save()
    events.record(
        verbs.WITHDRAWN,
        actor=SYSTEM,
        lead_id=lead.pk if lead else None,
        object_id=entry.pk,
        data={"channel": entry.channel, "form_id": entry.form_id},
    )


def _forget_wants(entry: FormEntry, lead: Lead) -> None:
    actor = entry_actor(entry.channel)
    Activity.objects.filter(lead=lead, data__form=str(entry.pk)).update(
        text=_("They took their form back; what it said is erased.")
    )
    profile = LeadProfile.objects.select_for_update().get(lead=lead)
    mine = [
        field
        for field, stamp in profile.sources.items()
        if isinstance(stamp, dict)
        and stamp.get("by") == actor.kind
        and stamp.get("name") == actor.name
        and field in profiles.EMPTY
    ]
    for field in mine:
        empty: Any = profiles.EMPTY[field]
        setattr(profile, field, [] if field == "areas" else empty)
        del profile.sources[field]
    if mine:
        profile.save(update_fields=[*mine, "sources", "updated_at"])
    Activity.objects.filter(
        lead=lead, kind=Activity.Kind.PROFILE, actor_kind=actor.kind, actor_name=actor.name
    ).update(data={"fields": {}})
    # Reckonings quote the wishes; the lead is reckoned anew from what is left.
    Qualification.objects.filter(lead=lead, by_person__isnull=True).delete()
    Activity.objects.filter(lead=lead, kind=Activity.Kind.SCORE).exclude(
        actor_kind="person"
    ).update(text="")
    AuditLog.objects.filter(lead_id=lead.pk, actor_kind=actor.kind, actor_name=actor.name).update(
        changes={}
    )
    Consent.objects.filter(
        contact_id=lead.contact_id,
        source=Consent.Source.FORM,
        channel=entry.channel,
        at=entry.submitted_at,
    ).update(words="")


def _reckon(lead: Lead) -> None:
    left = Lead.objects.select_related("contact", "profile", "stage").get(pk=lead.pk)
    try:
        with transaction.atomic():
            lead_qualify(lead=left, actor=SYSTEM)
    except Exception:
        # Erasing counts more than a score; the next edit or turn makes one.
        logger.exception("A lead could not be scored after a form was taken back")


def _is_all_we_know(entry: FormEntry, lead: Lead) -> bool:
    """Whether this form is the only thing that ever told us of the person."""
    others = FormEntry.objects.filter(lead__contact_id=lead.contact_id).exclude(pk=entry.pk)
    told = Message.objects.filter(conversation__contact_id=lead.contact_id).filter(
        Q(direction=Message.Direction.IN) | Q(author=Message.Author.PERSON)
    )
    by_hand = AuditLog.objects.filter(lead_id=lead.pk, actor_kind="person")
    return entry.made_contact and not (
        others.exclude(state=State.WITHDRAWN).exists() or told.exists() or by_hand.exists()
    )


def _forget_person(contact: Contact) -> None:
    # Only greetings of ours are left in these threads; nobody ever wrote in them.
    Conversation.objects.filter(contact=contact).delete()
    Identity.objects.filter(contact=contact).delete()
    Lead.objects.filter(contact=contact).update(
        last_message_text="", last_message_by="", last_message_at=None
    )
    contact.name = contact.phone = contact.email = ""
    contact.search_key = ""
    contact.save(update_fields=["name", "phone", "email", "search_key", "updated_at"])
