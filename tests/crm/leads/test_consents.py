"""What a person said about being written to: once, proven, and in force at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.models import AuditLog
from crm.leads import signals
from crm.leads.models import Activity, Consent, Contact, Lead
from crm.leads.services import (
    consent_record,
    contact_opt_in,
    contact_opt_out,
    contact_resolve,
    contact_unblocked,
    lead_create,
)

WROTE: dict[str, Any] = {"actor": SYSTEM, "channel": "whatsapp", "source": "message"}


@pytest.fixture
def lead(alice: Broker) -> Lead:
    """A lead of Alice's who has said nothing yet."""
    return lead_create(actor=SYSTEM, name="Carla", phone="+56987650077")


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str, bool]]]:
    """What the floors above are told, and that it happens while the change is not yet committed."""
    told: list[tuple[str, str, bool]] = []

    def out(contact: Contact, scope: str, **_rest: Any) -> None:
        told.append(("out", scope, contact.accepts_messages))

    def back(contact: Contact, scope: str, **_rest: Any) -> None:
        told.append(("in", scope, contact.accepts_messages))

    signals.contact_opted_out.connect(out, sender=Contact)
    signals.contact_opted_in.connect(back, sender=Contact)
    yield told
    signals.contact_opted_out.disconnect(out, sender=Contact)
    signals.contact_opted_in.disconnect(back, sender=Contact)


def test_an_opt_out_holds_is_recorded_told_and_seen(
    lead: Lead, heard: list[tuple[str, str, bool]]
) -> None:
    row = contact_opt_out(contact=lead.contact, words="STOP", account_id="N1", **WROTE)

    assert row is not None
    assert (row.kind, row.granted, row.words, row.account_id) == ("messages", False, "STOP", "N1")
    assert not lead.contact.accepts_messages
    assert Contact.objects.get(pk=lead.contact_id).opted_out_at == row.at
    assert heard == [("out", "messages", False)]
    assert Activity.objects.filter(lead=lead, kind="consent", text="STOP").count() == 1
    assert AuditLog.objects.get(verb="crm.contact.opted_out").lead_id == lead.pk


def test_a_repeated_stop_records_nothing_new(
    lead: Lead, heard: list[tuple[str, str, bool]]
) -> None:
    contact_opt_out(contact=lead.contact, words="STOP", **WROTE)

    assert contact_opt_out(contact=lead.contact, words="stop!", **WROTE) is None

    assert Consent.objects.count() == len(heard) == 1


def test_an_opt_in_takes_it_back_and_both_stay_on_record(
    lead: Lead, heard: list[tuple[str, str, bool]]
) -> None:
    contact_opt_out(contact=lead.contact, words="BAJA", **WROTE)

    contact_opt_in(contact=lead.contact, words="START", **WROTE)

    assert Contact.objects.get(pk=lead.contact_id).accepts_messages
    assert [row.words for row in Consent.objects.all()] == ["START", "BAJA"]
    assert heard[-1] == ("in", "messages", True)


def test_who_never_opted_out_needs_no_opt_in(lead: Lead) -> None:
    assert contact_opt_in(contact=lead.contact, words="START", **WROTE) is None
    assert not Consent.objects.exists()


def test_marketing_and_messages_are_two_wishes(lead: Lead) -> None:
    contact_opt_out(contact=lead.contact, scope="marketing", **WROTE)
    assert lead.contact.accepts_messages
    assert not lead.contact.accepts_marketing

    contact_opt_out(contact=lead.contact, **WROTE)
    contact_opt_in(contact=lead.contact, **WROTE)

    assert lead.contact.accepts_messages
    assert not lead.contact.accepts_marketing


def test_a_stop_that_comes_late_does_not_undo_a_newer_start(lead: Lead) -> None:
    now = timezone.now()
    contact_opt_out(contact=lead.contact, at=now - timedelta(hours=3), **WROTE)
    contact_opt_in(contact=lead.contact, at=now, **WROTE)

    assert contact_opt_out(contact=lead.contact, at=now - timedelta(hours=1), **WROTE) is None
    assert lead.contact.accepts_messages


def test_a_start_that_comes_late_does_not_undo_a_newer_stop(lead: Lead) -> None:
    now = timezone.now()
    contact_opt_out(contact=lead.contact, at=now, **WROTE)

    assert contact_opt_in(contact=lead.contact, at=now - timedelta(hours=1), **WROTE) is None
    assert not lead.contact.accepts_messages


def test_a_box_ticked_in_a_form_is_proof_and_changes_nothing(lead: Lead) -> None:
    contact_opt_out(contact=lead.contact, **WROTE)
    ticked: dict[str, Any] = {
        "contact": lead.contact,
        "actor": SYSTEM,
        "kind": "marketing",
        "granted": True,
        "source": "form",
        "channel": "leadads",
        "wording": "Acepto recibir novedades.",
        "at": timezone.now(),
    }

    assert consent_record(**ticked) == consent_record(**ticked)

    assert Consent.objects.filter(source="form").count() == 1
    assert not Contact.objects.get(pk=lead.contact_id).accepts_messages


def test_someone_without_a_lead_can_opt_out_too(alice: Broker) -> None:
    contact = contact_resolve(kind="telegram", value="77")

    contact_opt_out(contact=contact, **WROTE)

    assert not contact.accepts_messages
    assert not Activity.objects.exists()


def block(lead: Lead, **changes: Any) -> None:
    fields = {"actor": SYSTEM, "channel": "telegram", "account_id": "bot", "source": "channel"}
    contact_opt_out(contact=lead.contact, at=timezone.now(), **{**fields, **changes})


def unblock(lead: Lead) -> Consent | None:
    return contact_unblocked(
        contact=lead.contact,
        actor=SYSTEM,
        channel="telegram",
        account_id="bot",
        at=timezone.now() + timedelta(minutes=1),
    )


def test_who_unblocks_is_written_to_again(lead: Lead) -> None:
    block(lead)

    row = unblock(lead)

    assert row is not None
    assert row.granted
    assert Contact.objects.get(pk=lead.contact_id).accepts_messages


@pytest.mark.parametrize(
    "other", [{"source": "message", "words": "BAJA"}, {"account_id": "another bot"}]
)
def test_unblocking_takes_back_nothing_but_the_block(lead: Lead, other: dict[str, Any]) -> None:
    block(lead, **other)

    assert unblock(lead) is None
    assert not Contact.objects.get(pk=lead.contact_id).accepts_messages


def test_what_was_written_after_a_block_outlasts_it(lead: Lead) -> None:
    block(lead)
    contact_opt_out(contact=lead.contact, words="BAJA", **WROTE)

    assert unblock(lead) is None
    assert list(Consent.objects.order_by("id").values_list("source", flat=True)) == [
        "channel",
        "message",
    ]


def test_unblocking_is_nothing_for_who_never_blocked(lead: Lead) -> None:
    assert unblock(lead) is None
    assert Consent.objects.count() == 0
