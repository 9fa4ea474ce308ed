"""Qualifying a lead: load the facts, score them, record the verdict, move the lead forward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from agents.scoring.facts import ContactFacts, ProfileFacts
from agents.scoring.market import market_for
from agents.scoring.score import score
from agents.scoring.words import say
from crm.brokers.current import broker_current, broker_zone
from crm.core.actors import Actor
from crm.leads import phone as phones
from crm.leads import profile as profiles
from crm.leads.models import Identity, Lead, LeadProfile, Qualification
from crm.leads.services import qualification_record
from crm.leads.verdict import Verdict
from crm.pipeline.services import stage_advance
from crm.scheduling.label import label_for
from crm.scheduling.selectors import appointments_of

STAGE = "qualified"
_CHANNELS = (Identity.Kind.WHATSAPP_USER, Identity.Kind.TELEGRAM, Identity.Kind.CHAT)


def verdict_for(
    profile: Mapping[str, Any],
    contact: Mapping[str, Any],
    *,
    today: date,
    has_channel: bool = True,
) -> Verdict:
    """The verdict on a profile and a contact given by their values, in the broker's language.

    An amount without a currency is in the broker's own, as everywhere in the product.
    """
    broker = broker_current()
    facts = ProfileFacts.of({**profile, "currency": profile.get("currency") or broker.currency})
    phone = str(contact.get("phone") or "")
    known = ContactFacts(
        name=str(contact.get("name") or ""),
        phone=phone,
        phone_is_valid=bool(phone) and bool(phones.e164(phone, country=broker.country)),
        email=str(contact.get("email") or ""),
        has_channel=has_channel,
    )
    market = market_for(facts, language=broker.language)
    return score(facts, market, known, today=today, language=broker.language)


@transaction.atomic
def lead_qualify(*, lead: Lead, actor: Actor) -> Qualification:
    """Score the lead as it stands now and record it; a qualified one moves forward on the board."""
    # Two who score one lead at once take turns, else both would write its current verdict.
    list(Lead.objects.select_for_update(no_key=True).filter(pk=lead.pk).values_list("pk"))
    profile = LeadProfile.objects.get(lead=lead)
    contact = lead.contact
    verdict = verdict_for(
        {name: getattr(profile, name) for name in profiles.FIELDS},
        {"name": contact.name, "phone": contact.phone, "email": contact.email},
        today=timezone.now().astimezone(broker_zone()).date(),
        has_channel=contact.identities.filter(kind__in=_CHANNELS).exists(),
    )
    verdict = with_viewing(verdict, lead)
    row = qualification_record(lead=lead, verdict=verdict, actor=actor)
    if row.is_current and row.qualified:
        stage_advance(lead=lead, to=STAGE, actor=actor, reason=verdict.reasons[0])
    return row


def with_viewing(verdict: Verdict, lead: Lead) -> Verdict:
    """The verdict whose next step is the viewing that is already booked, if one is."""
    coming = appointments_of(lead)
    if not coming:
        return verdict
    broker = broker_current()
    when = label_for(coming[0].starts_at, broker.language, broker.timezone)
    step = say(broker.language, "confirm", ref=coming[0].unit.ref, when=when)
    return replace(verdict, next_step=step)
