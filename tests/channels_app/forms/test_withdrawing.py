"""Who takes a form back takes everything it brought back."""

from __future__ import annotations

import random

import pytest
from django.apps import apps
from django.utils import timezone

from channels_app.forms import processing
from channels_app.forms.models import FormEntry
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent
from crm.conversations.services import conversation_open, message_receive
from crm.leads.models import Contact, Identity, Lead
from tests.channels_app.forms.stage import post, work
from tests.fakes.vendor import Vendor
from tests.payloads import forms

pytestmark = pytest.mark.usefixtures("accounts")
PHONE = "+12025550187"
SECRET_WORDS = ("Nadiuska", PHONE, "nadiuska@example.com", "Bellavista")


@pytest.fixture
def filled_in(api: Vendor) -> None:
    """Somebody's response waits at LinkedIn."""
    api.says(
        "/leadFormResponses/r-1",
        forms.linkedin_response(
            "r-1", a="Nadiuska", b="nadiuska@example.com", c=PHONE, d="Bellavista"
        ),
    )
    fields = ("FIRST_NAME", "EMAIL", "PHONE_NUMBER", "ZONA")
    api.says("/leadForms/9101", forms.linkedin_form(*fields))


def created() -> None:
    assert post("linkedin", forms.linkedin(forms.linkedin_notice("r-1"))).status_code == 200


def deleted() -> None:
    notice = forms.linkedin_notice("r-1", action="DELETED")
    assert post("linkedin", forms.linkedin(notice)).status_code == 200


def everything_stored() -> str:
    """Every row of the broker's tables, as text."""
    models = [model for model in apps.get_models() if "crm." in model.__module__
              or "channels_app." in model.__module__]  # fmt: skip
    return "\n".join(
        str(row)
        for model in models
        if model._meta.app_label not in {"brokers"}
        for row in model.objects.values()  # type: ignore[attr-defined]
    )


@pytest.mark.usefixtures("filled_in")
def test_what_only_the_form_told_is_nowhere_any_more(number: ChannelAccount) -> None:
    created()
    work()
    assert all(word in everything_stored() for word in SECRET_WORDS)

    deleted()
    work()

    assert FormEntry.objects.get().state == "withdrawn"
    stored = everything_stored()
    assert [word for word in SECRET_WORDS if word.lower() in stored.lower()] == []


@pytest.mark.usefixtures("filled_in")
def test_a_late_notice_of_what_was_taken_back_does_nothing(api: Vendor) -> None:
    deleted()
    work()
    created()
    work()

    assert FormEntry.objects.get().state == "withdrawn"
    assert not api.asked
    assert not Lead.objects.exists()


@pytest.mark.usefixtures("filled_in")
def test_taken_back_while_it_is_fetched_makes_no_lead() -> None:
    entry = FormEntry.objects.create(
        channel="linkedin", account_id=forms.OWNER, due_at=timezone.now(),
        external_id="urn:li:leadGenFormResponse:r-1", submitted_at=timezone.now(),
    )  # fmt: skip
    assert processing._claim(entry.pk) is not None

    deleted()
    for event in InboundEvent.objects.all():
        event_process(event.pk)

    assert processing._complete(entry.pk, None) is None
    assert not Lead.objects.exists()


@pytest.mark.usefixtures("filled_in")
def test_who_wrote_to_us_since_stays_known_by_what_they_wrote_from() -> None:
    created()
    work()
    lead = Lead.objects.select_related("contact").get()
    thread = conversation_open(
        contact=lead.contact, lead=lead, channel="whatsapp", account_id="1", peer=PHONE
    )
    message_receive(conversation=thread, external_id="w1", text="Hola", sent_at=timezone.now())

    deleted()
    work()

    contact = Contact.objects.get()
    assert contact.phone == PHONE
    assert Identity.objects.filter(kind="phone", value=PHONE).exists()
    assert "Bellavista" not in everything_stored()


@pytest.mark.usefixtures("filled_in")
@pytest.mark.parametrize("seed", range(4))
def test_in_whatever_order_they_come_the_end_is_the_same(seed: int) -> None:
    calls = [created, deleted] * 5
    random.Random(seed).shuffle(calls)

    for call in calls:
        call()
        work()

    assert FormEntry.objects.get().state == "withdrawn"
    assert "Nadiuska" not in everything_stored()
