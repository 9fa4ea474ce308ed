"""Deliveries meant to break something: refused, or kept, never a crash and never half."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.inbound.processing import event_process
from channels_app.models import InboundEvent
from crm.brokers.models import Broker, UnroutedEvent
from crm.conversations.models import Message
from crm.core.tenancy import in_schema
from tests import drive
from tests.payloads import whatsapp

pytestmark = pytest.mark.usefixtures("number")
HIS = "222000000000002"

Post = Callable[..., int]


@pytest.fixture
def post(client: Client) -> Post:
    """Deliver a body; the answer's status."""

    def call(body: bytes, headers: dict[str, str]) -> int:
        return client.post(
            "/webhooks/whatsapp",
            body,
            content_type="application/json",
            headers={**headers, "host": "localhost"},
        ).status_code

    return call


def sign(payload: Any) -> tuple[bytes, dict[str, str]]:
    return whatsapp.signed(payload)


def nothing_is_here() -> bool:
    return not (InboundEvent.objects.exists() or UnroutedEvent.objects.exists())


@pytest.mark.parametrize(
    "header",
    [
        "", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "SHA256=x", "ü", "sha256=\u00e9",
        "sha256=" + "0" * 100_000,
    ],
)  # fmt: skip
def test_a_forged_signature_leaves_nothing(post: Post, header: str) -> None:
    body, _headers = sign(whatsapp.text("Hola"))

    assert post(body, {"X-Hub-Signature-256": header.encode().decode("latin-1")}) == 401
    assert nothing_is_here()


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_a_truncated_body_is_refused(post: Post, cut: int) -> None:
    body, headers = sign(whatsapp.text("Hola"))

    assert post(body[:-cut], headers) == 401
    assert nothing_is_here()


def test_another_apps_signature_is_refused(post: Post) -> None:
    body, headers = whatsapp.signed(whatsapp.text("Hola"), secret="another app's secret")

    assert post(body, headers) == 401
    assert nothing_is_here()


def test_the_older_signature_alone_is_not_enough(post: Post) -> None:
    body, headers = sign(whatsapp.text("Hola"))

    assert post(body, {"X-Hub-Signature": headers["X-Hub-Signature-256"]}) == 401


def test_a_delivery_replayed_a_week_later_does_nothing_again(post: Post) -> None:
    body, headers = sign(whatsapp.text("Hola"))
    post(body, headers)
    event_process(InboundEvent.objects.get().pk)

    assert post(body, headers) == 200

    event_process(InboundEvent.objects.get().pk)
    assert InboundEvent.objects.count() == Message.objects.count() == 1


def test_a_strangers_number_is_kept_for_the_superadmin(post: Post) -> None:
    assert post(*sign(whatsapp.text("Hola", number="999"))) == 200

    assert UnroutedEvent.objects.get().account_id == "999"
    assert not InboundEvent.objects.exists()


def test_a_batch_of_two_brokers_never_crosses(post: Post, alice: Broker, charlie: Broker) -> None:
    account_connect(broker=charlie, channel="whatsapp", account_id=HIS, token="t")
    hers = whatsapp.text("de Alicia")["entry"][0]["changes"][0]["value"]
    his = whatsapp.text("for Charlie", number=HIS)["entry"][0]["changes"][0]["value"]

    post(*sign(whatsapp.envelope(hers, his, hers)))

    for schema, text, stranger in (
        ("t_alice", "de Alicia", "for Charlie"),
        ("t_charlie", "for Charlie", "de Alicia"),
    ):
        with in_schema(schema):
            kept = json.dumps(InboundEvent.objects.get().payload)
            assert text in kept
            assert stranger not in kept


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'"x"', b"{}", b'{"object":"page"}', b"\xff\xfe", b"[" * 100_000,
        b'{"object":"whatsapp_business_account","entry":5}',
        b'{"object":"whatsapp_business_account","entry":[5,{"changes":5},{"changes":[5]}]}',
        b'{"object":"whatsapp_business_account","entry":[{"changes":[{"value":5}]}]}',
        b'{"object":"whatsapp_business_account","entry":[{"id":{},"changes":[{"value":{}}]}]}',
        b'{"object":"whatsapp_business_account","entry":[{"changes":[{"field":[],"value":'
        b'{"metadata":{"phone_number_id":["x"]}}}]}]}',
    ],
)  # fmt: skip
def test_what_is_signed_and_makes_no_sense_is_kept(post: Post, body: bytes) -> None:
    assert post(*whatsapp.signed(body)) == 200
    assert UnroutedEvent.objects.exists() or InboundEvent.objects.exists()


def test_a_thousand_messages_at_once_are_all_kept(post: Post) -> None:
    values = [
        whatsapp.text(f"mensaje {n}", sender=f"5691{n % 20:07d}")["entry"][0]["changes"][0]["value"]
        for n in range(1000)
    ]
    body, headers = sign(whatsapp.envelope(*values))
    begun = time.monotonic()

    assert post(body, headers) == 200

    assert time.monotonic() - begun < 5
    rows = list(InboundEvent.objects.all())
    assert len({row.lane for row in rows}) == len(rows) == 20
    assert sum(len(row.payload["changes"]) for row in rows) == 1000


def test_three_megabytes_at_once_are_kept(post: Post) -> None:
    texts = [whatsapp.text("x" * 4000)["entry"][0]["changes"][0]["value"] for _ in range(700)]
    body, headers = sign(whatsapp.envelope(*texts))
    assert 3_000_000 < len(body) <= 3 * 1024 * 1024

    assert post(body, headers) == 200
    assert InboundEvent.objects.count() == 1


def test_what_could_not_be_written_again_is_kept_as_it_came(post: Post) -> None:
    deep = "[" * 400 + "]" * 400
    body = json.dumps(whatsapp.whole("deep", deep=0)).replace('"deep": 0', f'"deep": {deep}')

    assert post(*whatsapp.signed(body.encode())) == 200

    assert bytes(UnroutedEvent.objects.get().body) == body.encode()


@pytest.mark.parametrize(
    "parts",
    [
        {"type": "text", "text": {"body": "x" * 100_000}},
        {"type": "text", "text": {"body": {"a": 1}}},
        {"type": "text", "text": {"body": "🏡\ud83c"}},
        {"type": "text", "text": {"body": "a\x00b"}},
        {"type": "text", "text": {"body": "hola"}, "id": "wamid." + "x" * 300},
        {"type": "text", "text": {"body": "hola"}, "timestamp": "9" * 40},
        {"type": "text", "text": {"body": "hola"}, "timestamp": -1},
        {"type": "text", "text": {"body": "hola"}, "from_user_id": "US." + "9" * 300},
        {"type": "text", "text": {"body": "hola"}, "context": {"id": "x" * 300}},
        {"type": "text", "text": {"body": "hola"}, "context": {"id": {"x": 1}}},
        {"type": "text", "text": {"body": "hola"}, "referral": {"source_type": ["ad"]}},
        {"type": "image", "image": {"id": "1", "caption": "<script>alert(1)</script>" * 500}},
        {"type": "image", "image": {"id": {"x": 1}, "mime_type": 5, "sha256": "ñ"}},
        {"type": "document", "document": {"id": "1", "filename": "../../etc/passwd\x00.pdf"}},
        {"type": "document", "document": {"id": "1" * 500, "filename": "x" * 9000}},
        {"type": "location", "location": {"latitude": "north", "longitude": float("1e308")}},
        {"type": "contacts", "contacts": [{"phones": [{"wa_id": ["x"]}], "name": "x"}]},
        {"type": "reaction", "reaction": {"message_id": 5, "emoji": ["x"]}},
        {"type": "interactive", "interactive": {"button_reply": {"id": "x" * 9999, "title": {}}}},
        {"type": "order", "order": {"product_items": [{"quantity": {}}], "catalog_id": []}},
        {"type": "x" * 500, "x" * 500: {}},
        {"type": "deep", "deep": json.loads("[" * 200 + "]" * 200)},
        {"type": "big", "big": 10**30},
    ],
    ids=lambda parts: str(parts)[:40],
)
def test_hostile_content_is_kept_and_applied(parts: dict[str, Any]) -> None:
    (event,) = drive.deliver(whatsapp.envelope(
        whatsapp.value(whatsapp.NUMBER, messages=[whatsapp.entry("text", **parts)])
        if "type" not in parts
        else whatsapp.value(
            whatsapp.NUMBER, messages=[{**whatsapp.entry("text", text={"body": "x"}), **parts}]
        )
    ))  # fmt: skip

    assert event.state == InboundEvent.State.DONE, event.error
    assert Message.objects.count() == 1


@pytest.mark.parametrize("name", ["x" * 5000, "\u202eevil", "<b>x</b>", "\x00", "🏡\ud83c", " "])
def test_hostile_names_are_kept_short_and_harmless(name: str) -> None:
    message = drive.receive("Hola", name=name)

    assert len(message.conversation.contact.name) <= 160
    assert "\x00" not in message.conversation.contact.name
