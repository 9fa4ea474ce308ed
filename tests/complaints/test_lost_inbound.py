"""From the ledger row on nothing is lost: whatever breaks can be seen and tried again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from channels_app.forms import processing as forms_processing
from channels_app.forms.models import FormEntry
from channels_app.inbound import applying, ledger, processing, views
from channels_app.models import ChannelAccount, InboundEvent
from crm.accounts.models import User
from crm.brokers.models import Broker, UnroutedEvent
from crm.conversations import services as conversations
from crm.conversations.services import threads
from crm.core.tenancy import in_schema
from crm.leads import services as leads
from crm.leads.models import Lead
from tests import drive
from tests.api.client import Api
from tests.complaints.calls import by_whatsapp, interpret
from tests.complaints.corpus import DAYS
from tests.fakes.model import FakeModel
from tests.fakes.vendor import Vendor
from tests.payloads import whatsapp

#: Where a fault can come up between the ledger and the reply that is owed.
STAGES: dict[str, tuple[Any, str]] = {
    "finding the adapter": (processing, "adapter_for"),
    "the adapter's reading": (processing, "_interpret"),
    "applying an item": (processing, "apply"),
    "finding the person": (leads, "contact_resolve"),
    "opening the lead": (threads, "lead_open_for"),
    "opening the thread": (conversations, "conversation_of"),
    "writing the message": (conversations, "message_receive"),
    "keeping the files": (applying, "_files"),
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("error", [ValueError("a bug"), KeyError("phone"), RecursionError("deep")])
def test_a_fault_at_any_stage_is_seen_and_tried_again(
    stage: str, error: Exception, number: ChannelAccount, person: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Frappe #1582, #1930: an error while parsing rolled the whole message back."""

    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(*STAGES[stage], broken)
        assert by_whatsapp(whatsapp.text("Busco casa")).make() == 200
        interpret()

    shown = Api(person).get("inbound-events", state="received").json()["results"]
    assert [row["attempts"] for row in shown] == [1]
    assert type(error).__name__ in InboundEvent.objects.get().error
    interpret()
    assert drive.the_lead().contact.name == "Carla Soto"
    assert InboundEvent.objects.get().state == "done"


def test_what_fails_for_good_waits_for_a_person_who_tries_again(
    number: ChannelAccount, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frappe #1931: the error was in a log that nobody read."""

    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise ValueError("a bug")

    by_whatsapp(whatsapp.text("Busco casa")).make()
    with monkeypatch.context() as patch:
        patch.setattr(processing, "apply", broken)
        for _try in range(processing.MAX_ATTEMPTS):
            interpret()
    (row,) = Api(person).get("inbound-events", state="failed").json()["results"]

    assert Api(person).post(f"inbound-events/{row['id']}/retry").status_code == 200
    interpret()

    assert Lead.objects.count() == 1


def test_nobody_to_wake_is_no_reason_to_refuse(
    number: ChannelAccount, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """fazer-ai/chatwoot#413: a receipt that was merely slow left the bot mute for ever."""
    monkeypatch.setattr(views, "wake", lambda *_args, **_kwargs: None)

    assert by_whatsapp(whatsapp.text("Busco casa")).make() == 200

    model.says("¿En qué zona?")
    drive.settle()
    assert len(drive.replies()) == 1


def test_a_ledger_that_cannot_be_written_is_not_acknowledged(
    number: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chatwoot #15920: what was not stored must come again, so it is not answered with 200."""

    def gone(*_args: Any, **_kwargs: Any) -> Any:
        raise OperationalError("the database is away")

    body, headers = whatsapp.signed(whatsapp.text("Hola"))
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "store", gone)
        answer = client.post(
            "/webhooks/whatsapp", body, content_type="application/json", headers=headers
        )
    assert answer.status_code >= 500

    assert by_whatsapp(whatsapp.text("Hola")).make() == 200


def test_an_unknown_account_a_broken_body_and_an_unknown_kind_are_kept(
    alice: Broker, number: ChannelAccount
) -> None:
    """Frappe #1582: an unknown number rolled the whole webhook back."""
    known = whatsapp.text("Hola")["entry"][0]["changes"][0]["value"]
    stranger = whatsapp.text("Hola", number="999")["entry"][0]["changes"][0]["value"]

    assert by_whatsapp(whatsapp.envelope(stranger, known)).make() == 200
    assert by_whatsapp(b'{"entry": [').make() == 200
    assert by_whatsapp(whatsapp.whole("teleport", teleport={})).make() == 200
    interpret()

    assert Lead.objects.count() == 1
    with in_schema("public"):
        assert sorted(UnroutedEvent.objects.values_list("reason", flat=True)) == sorted(
            [UnroutedEvent.Reason.UNKNOWN_ACCOUNT, UnroutedEvent.Reason.UNREADABLE]
        )


def test_a_form_whose_lead_cannot_be_made_keeps_its_answers(
    alice: Broker, api: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frappe #2870: paid leads that a failing call lost."""
    connect, day = DAYS["googleads"]
    connect(alice)

    def broken(_entry: FormEntry) -> Lead:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(forms_processing, "entry_intake", broken)
        assert day(api)[0].make() == 200
        interpret()
    kept = FormEntry.objects.get()
    assert "a bug" in kept.error
    assert "Nadia Ferro" in str(kept.answers)

    FormEntry.objects.update(due_at="2020-01-01T00:00:00Z")
    interpret()
    assert Lead.objects.count() == 1
