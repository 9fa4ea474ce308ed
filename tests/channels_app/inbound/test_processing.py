"""From a stored delivery to contact, lead, conversation and message."""

from __future__ import annotations

import random
from typing import Any

import pytest

from agents.models import Turn
from channels_app.inbound import processing
from channels_app.inbound.processing import event_process
from channels_app.models import InboundEvent
from crm.conversations import services
from crm.conversations.models import Conversation, Message
from crm.core.actors import SYSTEM
from crm.leads.models import Contact, Identity, Lead, Stage
from crm.pipeline.services import lead_move
from tests import drive
from tests.payloads import whatsapp

pytestmark = pytest.mark.usefixtures("number")


def whole(kind: str, **parts: Any) -> dict[str, Any]:
    entry = {
        "from": whatsapp.LEAD,
        "id": whatsapp.wamid(),
        "timestamp": "1794996350",
        "type": kind,
        **parts,
    }
    return whatsapp.envelope(whatsapp.value(whatsapp.NUMBER, messages=[entry]))


def test_a_first_message_makes_a_lead_with_a_turn_owed() -> None:
    message = drive.receive("Hola")

    lead = drive.the_lead()
    assert (lead.contact.name, lead.contact.phone) == ("Carla Soto", "+56912345678")
    assert (lead.stage.key, lead.source) == ("new", "whatsapp")
    assert message.conversation.holder == Conversation.Holder.SOFIA
    assert drive.the_turn().state == Turn.State.PENDING


def test_duplicate_delivery_is_stored_once_in_whatever_order() -> None:
    payloads = [whatsapp.text(f"mensaje {n}") for n in range(4)]
    deliveries = payloads * 5
    random.Random(4).shuffle(deliveries)

    for payload in deliveries:
        drive.deliver(payload)

    assert Message.objects.count() == 4
    assert Lead.objects.count() == Conversation.objects.count() == 1


def test_the_same_message_in_another_batch_is_stored_once() -> None:
    entry = whatsapp.text("uno", message_id="wamid.A")["entry"][0]["changes"][0]["value"]
    other = whatsapp.text("dos", message_id="wamid.B")["entry"][0]["changes"][0]["value"]

    drive.deliver(whatsapp.envelope(entry))
    drive.deliver(whatsapp.envelope(entry, other))

    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("payload", "kind", "text"),
    [
        (
            whole("image", image={"id": "1", "mime_type": "image/jpeg", "caption": "mira"}),
            "image",
            "mira",
        ),
        (whole("audio", audio={"id": "2", "voice": True}), "audio", ""),
        (
            whole("location", location={"latitude": 1, "longitude": 2, "name": "Plaza"}),
            "location",
            "Plaza",
        ),
        (
            whole(
                "interactive",
                interactive={
                    "type": "button_reply",
                    "button_reply": {"id": "s1", "title": "Jueves"},
                },
            ),
            "interactive",
            "Jueves",
        ),
        (
            whole(
                "interactive",
                interactive={"type": "nfm_reply", "nfm_reply": {"response_json": '{"beds":"2"}'}},
            ),
            "interactive",
            "beds: 2",
        ),
        (whole("button", button={"payload": "p", "text": "Sí"}), "button", "Sí"),
        (whole("teleport", teleport={"x": 1}), "unsupported", ""),
        (whole("reaction", reaction={"message_id": "m", "emoji": "👍"}), "reaction", "👍"),
    ],
)
def test_each_kind_is_understood(payload: Any, kind: str, text: str) -> None:
    drive.deliver(payload)

    message = Message.objects.get()
    assert (message.kind, message.text) == (kind, text)


@pytest.mark.parametrize(
    "text",
    [
        "🏡👩‍👩‍👧",
        "مرحبا أريد شقة",
        "a\x00b",
        "x" * 4096,
        "\u202eabc",
        "<script>alert(1)</script>",
        "\ud800",
    ],
)
def test_any_text_is_kept(text: str) -> None:
    message = drive.receive(text)

    assert message.text == text.replace("\x00", "").replace("\ud800", "")


@pytest.mark.parametrize(
    "value",
    [
        {"metadata": {"phone_number_id": whatsapp.NUMBER}},
        {"metadata": {"phone_number_id": whatsapp.NUMBER}, "messages": "none"},
        {"metadata": {"phone_number_id": whatsapp.NUMBER}, "messages": [None, 3, {"id": 4}]},
        {"metadata": {"phone_number_id": whatsapp.NUMBER}, "errors": [{"code": 131000}]},
        {"metadata": {"phone_number_id": whatsapp.NUMBER}, "statuses": [{"id": 1}]},
    ],
)
def test_odd_shapes_are_noted_and_done(value: dict[str, Any]) -> None:
    (event,) = drive.deliver(whatsapp.envelope(value))

    assert event.state == InboundEvent.State.DONE
    assert event.note
    assert Message.objects.count() == 0


def test_someone_without_a_phone_is_known_by_their_user_id() -> None:
    entry = {
        "from_user_id": "US.555",
        "id": whatsapp.wamid(),
        "timestamp": "1794996350",
        "type": "text",
        "text": {"body": "hi"},
    }
    value = whatsapp.value(whatsapp.NUMBER, messages=[entry])
    value["contacts"] = [{"user_id": "US.555", "profile": {"username": "nadia"}}]

    drive.deliver(whatsapp.envelope(value))

    assert Conversation.objects.get().peer == "US.555"
    assert Contact.objects.get().name == "nadia"


def test_a_later_phone_joins_the_user_id_without_splitting_the_thread() -> None:
    def entry(**who: str) -> dict[str, Any]:
        message = {**who, "id": whatsapp.wamid(), "timestamp": "1794996350", "type": "text"}
        return whatsapp.value(whatsapp.NUMBER, messages=[{**message, "text": {"body": "hi"}}])

    drive.deliver(whatsapp.envelope(entry(from_user_id="US.555")))
    drive.deliver(whatsapp.envelope(entry(**{"from": "12025550123", "from_user_id": "US.555"})))

    assert Contact.objects.count() == Conversation.objects.count() == 1
    assert Conversation.objects.get().peer == "+12025550123"
    assert set(Identity.objects.values_list("kind", flat=True)) == {"phone", "bsuid"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("5491123456789", "541123456789"),
        ("5215512345678", "525512345678"),
        ("5511987654321", "551187654321"),
    ],
)
def test_national_variants_of_a_number_are_one_person(first: str, second: str) -> None:
    drive.receive("hola", sender=first)
    drive.receive("hola otra vez", sender=second)

    assert Contact.objects.count() == 1
    assert Conversation.objects.count() == 1


def test_one_bad_item_does_not_hold_back_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    receive = services.message_receive

    def picky(**fields: Any) -> Any:
        if fields["text"] == "mala":
            raise ZeroDivisionError("boom")
        return receive(**fields)

    monkeypatch.setattr(services, "message_receive", picky)
    values = [
        whatsapp.text(text)["entry"][0]["changes"][0]["value"] for text in ("una", "mala", "dos")
    ]
    (event,) = drive.deliver(whatsapp.envelope(*values))

    assert set(Message.objects.values_list("text", flat=True)) == {"una", "dos"}
    assert event.state == InboundEvent.State.RECEIVED
    assert "boom" in event.error

    monkeypatch.undo()
    event_process(event.pk)
    assert Message.objects.count() == 3


def test_an_event_that_keeps_failing_stays_visible(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise ValueError("cannot")

    monkeypatch.setattr(processing, "_interpret", broken)
    (event,) = drive.deliver(whatsapp.text("Hola"))
    for _time in range(processing.MAX_ATTEMPTS):
        event_process(event.pk)

    event.refresh_from_db()
    assert event.state == InboundEvent.State.FAILED
    assert "cannot" in event.error


def test_who_comes_back_after_a_lost_search_begins_a_new_one_in_the_same_thread() -> None:
    drive.receive("Hola")
    lost = Stage.objects.get(key="lost")
    lead_move(lead=drive.the_lead(), stage=lost, actor=SYSTEM, reason="no respondió")

    message = drive.receive("Hola de nuevo")

    assert Lead.objects.count() == 2
    assert Conversation.objects.count() == 1
    assert message.conversation.lead.status == Lead.Status.OPEN
