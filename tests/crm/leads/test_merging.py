"""Two contacts become one: all of it comes along, and nothing is rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core.actors import SOFIA, SYSTEM
from crm.core.errors import Invalid, NotFound
from crm.core.models import AuditLog
from crm.inventory.models import Unit
from crm.leads import selectors, signals
from crm.leads.models import Activity, Consent, Contact, Lead, Stage, Task
from crm.leads.services import (
    contact_merge,
    contact_opt_out,
    lead_create,
    note_add,
    profile_update,
    task_add,
)
from crm.scheduling.models import Appointment

pytestmark = pytest.mark.usefixtures("alice")


@pytest.fixture
def older(alice: Broker) -> Lead:
    """A lead with a budget, and no name for the person."""
    lead = lead_create(actor=SYSTEM, phone="+12025550123", source="leadads")
    profile_update(lead=lead, changes={"city": "Santiago", "budget_max": 90}, actor=SOFIA)
    return lead


@pytest.fixture
def newer(alice: Broker) -> Lead:
    """A second lead of the same person, who told more here."""
    lead = lead_create(actor=SYSTEM, name="Nadia", email="nadia@mail.test", source="webchat")
    changes = {"city": "Valparaíso", "areas": ["Cerro Alegre"], "beds": 3, "budget_max": 120}
    profile_update(lead=lead, changes={**changes, "currency": "USD"}, actor=SOFIA)
    note_add(lead=lead, text="Tiene perro", actor=SYSTEM)
    task_add(lead=lead, title="Llamar", actor=SYSTEM)
    return lead


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """What the packages above are told."""
    told: list[dict[str, Any]] = []

    def hear(**kwargs: Any) -> None:
        told.append(kwargs)

    for signal in (signals.contacts_merging, signals.contacts_merged, signals.contact_opted_out):
        signal.connect(hear, sender=Contact)
    yield told
    for signal in (signals.contacts_merging, signals.contacts_merged, signals.contact_opted_out):
        signal.disconnect(hear, sender=Contact)


def merge(keep: Lead, lose: Lead) -> Contact:
    return contact_merge(keep=keep.contact, lose=lose.contact, actor=SYSTEM, reason="same voice")


def test_the_person_is_known_by_all_of_both(older: Lead, newer: Lead) -> None:
    keep = merge(older, newer)

    assert (keep.name, keep.phone, keep.email) == ("Nadia", "+12025550123", "nadia@mail.test")
    assert set(keep.identities.values_list("kind", flat=True)) == {"phone", "email"}
    assert "nadia" in keep.search_key
    assert "12025550123" in keep.search_key


def test_the_older_lead_stays_and_its_gaps_are_filled(older: Lead, newer: Lead) -> None:
    merge(newer, older)

    lead = Lead.objects.select_related("profile").get(status=Lead.Status.OPEN)
    assert lead == older
    assert (lead.profile.beds, lead.profile.currency) == (3, "")
    assert lead.profile.budget_max == 90
    assert (lead.profile.city, lead.profile.areas) == ("Santiago", [])
    assert lead.profile.sources["beds"]["by"] == "sofia"


def test_notes_and_tasks_come_along_and_history_shows_it(older: Lead, newer: Lead) -> None:
    merge(older, newer)

    assert set(Task.objects.values_list("lead", flat=True)) == {older.pk}
    assert Activity.objects.get(kind="note").lead == older
    newer.refresh_from_db()
    assert (newer.status, newer.merged_into) == (Lead.Status.MERGED, older)
    assert Activity.objects.get(lead=newer).data["into"] == str(older.pk)
    assert Activity.objects.get(lead=older, kind="merged").data["from"] == str(newer.pk)


def test_what_was_recorded_is_not_rewritten(older: Lead, newer: Lead) -> None:
    before = list(AuditLog.objects.order_by("id").values())

    merge(older, newer)

    assert list(AuditLog.objects.order_by("id").values())[: len(before)] == before
    event = AuditLog.objects.get(verb="crm.contact.merged")
    assert event.lead_id == older.pk
    assert event.data["merged_lead_id"] == str(newer.pk)
    assert event.data["reason"] == "same voice"


def test_the_packages_above_are_told_before_and_after(
    older: Lead, newer: Lead, heard: list[dict[str, Any]]
) -> None:
    merge(older, newer)

    assert [each["signal"] for each in heard] == [
        signals.contacts_merging,
        signals.contacts_merged,
    ]
    assert (heard[1]["keep"], heard[1]["lose"]) == (older.contact, newer.contact)
    assert (heard[1]["keep_lead"], heard[1]["lose_lead"]) == (older, newer)


def test_a_wish_for_silence_survives_and_is_announced(
    older: Lead, newer: Lead, heard: list[dict[str, Any]]
) -> None:
    contact_opt_out(contact=newer.contact, actor=SYSTEM, channel="webchat", source="message")
    heard.clear()

    keep = merge(older, newer)

    assert not keep.accepts_messages
    assert Consent.objects.get().contact == keep
    assert heard[-1]["signal"] is signals.contact_opted_out
    assert heard[-1]["scope"] == "messages"


def test_the_further_stage_stays(older: Lead, newer: Lead) -> None:
    newer.stage = Stage.objects.filter(outcome="open").order_by("-position")[0]
    newer.save()

    merge(older, newer)

    older.refresh_from_db()
    assert older.stage == newer.stage


def test_closed_leads_move_as_they_are(older: Lead, newer: Lead) -> None:
    Lead.objects.filter(pk=newer.pk).update(status=Lead.Status.LOST)

    keep = merge(older, newer)

    newer.refresh_from_db()
    assert (newer.contact, newer.status, newer.merged_into) == (keep, Lead.Status.LOST, None)


def test_the_losing_contact_points_to_the_one_that_stays(older: Lead, newer: Lead) -> None:
    third = lead_create(actor=SYSTEM, name="Nadia K")
    merge(newer, third)
    merge(older, newer)

    assert set(Contact.objects.filter(merged_into=older.contact)) == {
        newer.contact,
        third.contact,
    }
    with pytest.raises(Invalid):
        merge(older, third)


def test_a_folded_lead_is_in_no_list_and_its_old_links_lead_on(
    older: Lead, newer: Lead, admin: User
) -> None:
    merge(older, newer)

    assert list(selectors.lead_list_for(admin)) == [older]
    assert selectors.lead_get_for(admin, newer.pk, follow=True) == older
    with pytest.raises(NotFound):
        selectors.lead_get_for(admin, newer.pk)


def test_a_viewing_booked_for_the_folded_lead_follows(
    older: Lead, newer: Lead, admin: User
) -> None:
    starts = timezone.now() + timedelta(days=1)
    unit = Unit.objects.create(
        ref="A-1", title="Flat", operation="sale", property_type="apartment", price=1
    )
    viewing = Appointment.objects.create(
        lead=newer, unit=unit, agent=admin, starts_at=starts, ends_at=starts + timedelta(hours=1)
    )

    merge(older, newer)

    viewing.refresh_from_db()
    assert viewing.lead == older


def test_likely_duplicates_share_phone_mail_or_name(alice: Broker, admin: User) -> None:
    lead = lead_create(actor=SYSTEM, name="José Ruiz", phone="+5491123456789")
    same_name = lead_create(actor=SYSTEM, name="jose ruiz")
    same_phone = lead_create(actor=SYSTEM, name="Pepe")
    Contact.objects.filter(pk=same_phone.contact_id).update(phone="+541123456789")
    lead_create(actor=SYSTEM, name="José Ruiz Soto")
    lead_create(actor=SYSTEM, name="Ana", phone="+5491123456780")

    assert set(selectors.lead_duplicates_for(admin, lead)) == {same_name, same_phone}
