"""From a filled-in form to a lead with what it said, and a first word to them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from channels_app.forms.models import FormEntry, FormMapping
from channels_app.models import ChannelAccount
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message, MessageTemplate
from crm.core.actors import SYSTEM
from crm.core.models import AuditLog
from crm.leads.models import Activity, Consent, Contact, Identity, Lead, Task
from crm.leads.services import contact_opt_out, lead_create
from tests.channels_app.forms.stage import post, work
from tests.fakes.vendor import Vendor
from tests.payloads import forms, whatsapp

pytestmark = pytest.mark.usefixtures("accounts")
PHONE = "+12025550123"


def fill_in(api: Vendor, **answers: Any) -> FormEntry:
    """Somebody fills in a form of Alice's page."""
    lead = forms.lead_id()
    api.says(f"/{lead}", forms.meta_lead(lead, **answers))
    assert post("leadads", forms.meta(forms.meta_notice(lead))).status_code == 200
    work()
    return FormEntry.objects.get(external_id=str(lead))


def notes() -> str:
    return "\n".join(Activity.objects.filter(kind="note").values_list("text", flat=True))


def test_a_form_becomes_a_lead_with_everything_it_said(api: Vendor) -> None:
    entry = fill_in(
        api, full_name="Nadia Ferro", email="Nadia@Example.com", phone_number=PHONE,
        budget_range="UF 2000-2500", areas=["old_town"], what_is_your_dog_called="Toby",
    )  # fmt: skip

    lead = Lead.objects.select_related("contact", "profile").get()
    assert (entry.state, entry.lead_id) == ("done", lead.pk)
    assert (lead.contact.name, lead.contact.phone) == ("Nadia Ferro", PHONE)
    assert (lead.contact.email, lead.source) == ("nadia@example.com", "meta_ads")
    assert [lead.profile.budget_min, lead.profile.budget_max] == [Decimal(2000), Decimal(2500)]
    assert lead.profile.areas == ["old town"]
    assert "Toby" in notes()
    assert AuditLog.objects.filter(verb="crm.lead.created").count() == 1


def test_the_pages_token_asks_for_the_documented_fields(api: Vendor) -> None:
    fill_in(api, full_name="Nadia")

    (asked,) = api.asked
    assert asked.headers["authorization"] == "Bearer page-token"
    assert asked.query["fields"].startswith("created_time,id,ad_id,ad_name,adset_id,campaign_id")


def test_one_persons_two_forms_are_two_notes_on_one_lead(api: Vendor) -> None:
    fill_in(api, full_name="Nadia", phone_number=PHONE, presupuesto="UF 4.000 a 5.000")
    fill_in(api, full_name="Otro Nombre", phone_number=PHONE, presupuesto="UF 9.000")

    lead = Lead.objects.select_related("contact", "profile").get()
    assert lead.contact.name == "Nadia"
    assert [lead.profile.budget_min, lead.profile.budget_max] == [Decimal(4000), Decimal(5000)]
    assert Activity.objects.filter(kind="note").count() == 2


def test_a_form_gets_nobody_into_anothers_thread(api: Vendor) -> None:
    victim = lead_create(actor=SYSTEM, name="Vera", phone="+56987650001", email="vera@example.com")

    fill_in(api, full_name="Mallory", phone_number=PHONE, email="vera@example.com")

    mallory = Identity.objects.get(kind="phone", value=PHONE).contact
    assert mallory != victim.contact
    assert mallory.email == ""
    assert Identity.objects.get(kind="email", value="vera@example.com").contact == victim.contact


def test_anothers_phone_changes_nothing_of_theirs(api: Vendor) -> None:
    victim = lead_create(actor=SYSTEM, name="Vera", phone=PHONE, profile={"beds": 3})

    fill_in(api, full_name="Mallory", phone_number=PHONE, email="m@evil.test", dormitorios="1")

    contact = Contact.objects.get()
    assert (contact.name, contact.email) == ("Vera", "")
    assert Lead.objects.get().pk == victim.pk
    assert Lead.objects.get().profile.beds == 3


def test_a_form_with_an_address_only_joins_who_has_it(api: Vendor) -> None:
    known = lead_create(actor=SYSTEM, name="Vera", email="vera@example.com")

    fill_in(api, email="Vera@example.com")

    assert Lead.objects.get().pk == known.pk


def test_a_form_without_a_way_to_reach_them_is_kept_all_the_same(api: Vendor) -> None:
    fill_in(api, full_name="Nadia", phone_number="not telling")

    identity = Identity.objects.get()
    assert identity.kind == "lead_ad"
    assert identity.contact.name == "Nadia"


def test_boxes_are_proof_of_what_was_agreed_to(api: Vendor) -> None:
    fill_in(api, phone_number=PHONE, boxes={"contact_me": True, "newsletter": False})

    kept = {(row.kind, row.granted): row for row in Consent.objects.all()}
    assert set(kept) == {("messages", True), ("marketing", False)}
    assert "contact_me" in kept["messages", True].wording
    assert kept["messages", True].source == "form"


def test_ten_thousand_answers_and_a_script_do_no_harm(api: Vendor) -> None:
    many = {f"q{number}": "<script>alert(1)</script>" * 50 for number in range(10_000)}

    entry = fill_in(api, full_name="<img src=x onerror=alert(1)>", phone_number=PHONE, **many)

    assert entry.state == "done"
    assert len(entry.answers) <= 200
    assert len(notes()) <= 10_000


def test_the_brokers_word_on_a_question_wins(api: Vendor) -> None:
    FormMapping.objects.create(question="zona", field="nothing")
    FormMapping.objects.create(channel="leadads", form_id="610001", question="sueno", field="areas")

    fill_in(api, phone_number=PHONE, zona="Ñuñoa", sueño="Providencia")

    assert Lead.objects.get().profile.areas == ["Providencia"]


# --- the first word ---------------------------------------------------------------------------


@pytest.fixture
def template(number: ChannelAccount) -> MessageTemplate:
    """Alice's number may begin with an approved template."""
    number.config = {"first_contact_template": "hola_formulario"}
    number.save()
    return MessageTemplate.objects.create(
        channel="whatsapp", account_id=whatsapp.NUMBER, name="hola_formulario", language="es",
        status="approved", body="Hola {{1}}, soy Sofía, asistente virtual de {{2}}.",
        places=["1", "2"],
    )  # fmt: skip


def test_the_first_word_is_out_at_once_by_the_approved_template(
    api: Vendor, template: MessageTemplate
) -> None:
    entry = fill_in(api, full_name="Nadia Ferro", phone_number=PHONE)

    message = Message.objects.get()
    assert message.text == "Hola Nadia, soy Sofía, asistente virtual de Alicia Propiedades."
    assert (message.kind, message.author) == ("template", "sofia")
    assert message.payload["template"]["values"] == ["Nadia", "Alicia Propiedades"]
    assert message.conversation.peer == PHONE
    assert entry.first_touch == "message:whatsapp"
    assert not Task.objects.exists()


def test_a_second_form_the_same_day_greets_nobody_twice(
    api: Vendor, template: MessageTemplate
) -> None:
    fill_in(api, full_name="Nadia", phone_number=PHONE)
    entry = fill_in(api, full_name="Nadia", phone_number=PHONE)

    assert Message.objects.count() == 1
    assert entry.first_touch == "in_touch"


def test_who_wants_no_messages_gets_none_and_a_person_is_asked_to_call(
    api: Vendor, template: MessageTemplate
) -> None:
    lead = lead_create(actor=SYSTEM, name="Vera", phone=PHONE)
    contact_opt_out(contact=lead.contact, actor=SYSTEM, channel="whatsapp", source="message")

    fill_in(api, phone_number=PHONE, boxes={"contact_me": True})

    assert not Message.objects.exists()
    assert Task.objects.get().lead == lead
    lead.contact.refresh_from_db()
    assert not lead.contact.accepts_messages


def test_an_empty_box_about_contact_is_respected(api: Vendor, template: MessageTemplate) -> None:
    fill_in(api, phone_number=PHONE, boxes={"contact_me": False})

    assert not Message.objects.exists()
    assert Task.objects.count() == 1


def test_a_template_not_approved_leaves_a_task_for_now(
    api: Vendor, template: MessageTemplate, person: Any
) -> None:
    MessageTemplate.objects.update(status="paused")

    entry = fill_in(api, phone_number=PHONE)

    task = Task.objects.get()
    assert (entry.first_touch, task.assignee) == ("task", person)
    assert task.due_at is not None
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("said", [False, "false", "off"])
def test_the_switch_keeps_sofia_silent(api: Vendor, template: Any, said: Any) -> None:
    ChannelAccount.objects.filter(channel="leadads").update(config={"first_contact": said})

    entry = fill_in(api, phone_number=PHONE)

    assert entry.first_touch == "off"
    assert not Message.objects.exists()
    assert not Task.objects.exists()


def test_nobody_is_talked_over(api: Vendor, template: MessageTemplate, alice: Broker) -> None:
    lead = lead_create(actor=SYSTEM, name="Vera", phone=PHONE)
    Conversation.objects.create(
        contact=lead.contact, lead=lead, channel="telegram", account_id="1", peer="1",
        holder="person", holder_since="2026-01-01T00:00:00Z",
    )  # fmt: skip

    entry = fill_in(api, phone_number=PHONE)

    assert entry.first_touch == "task"
    assert not Message.objects.exists()


def test_sms_is_the_next_way_and_says_who_writes_and_how_to_end_it(
    api: Vendor, alice: Broker
) -> None:
    ChannelAccount.objects.create(channel="twilio", account_id="AC1", token="t")

    entry = fill_in(api, full_name="Nadia Ferro", phone_number=PHONE)

    message = Message.objects.select_related("conversation").get()
    assert entry.first_touch == "message:twilio"
    assert message.conversation.peer == PHONE
    assert "Sofía" in message.text
    assert "Nadia" in message.text
    assert "BAJA" in message.text


def test_a_paused_account_begins_nothing(api: Vendor, template: MessageTemplate) -> None:
    ChannelAccount.objects.filter(channel="whatsapp").update(paused_at="2026-01-01T00:00:00Z")

    assert fill_in(api, phone_number=PHONE).first_touch == "task"


def test_a_template_that_asks_for_what_nobody_knows_is_not_sent(
    api: Vendor, template: MessageTemplate
) -> None:
    MessageTemplate.objects.update(places=["1", "discount"], body="Hola {{1}}: {{discount}}")

    assert fill_in(api, full_name="Nadia", phone_number=PHONE).first_touch == "task"
