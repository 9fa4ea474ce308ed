"""The doors: verify, commit, answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from channels_app.models import InboundEvent
from crm.brokers.models import Broker, ChannelRoute, UnroutedEvent
from crm.brokers.routing import secret_digest
from crm.core.tenancy import in_schema
from tests.payloads import whatsapp

pytestmark = pytest.mark.usefixtures("number")
URL = "/webhooks/whatsapp"


def post(
    client: Client, payload: Any, *, url: str = URL, secret: str = whatsapp.SECRET, **headers: str
) -> Any:
    body, signature = whatsapp.signed(payload, secret=secret)
    return client.post(url, body, content_type="application/json", headers={**signature, **headers})


@pytest.fixture
def client() -> Client:
    """A vendor calling the bare host."""
    return Client(headers={"host": "localhost"})


def events() -> int:
    with in_schema("t_alice"):
        return InboundEvent.objects.count()


def test_a_signed_delivery_is_stored_and_answered(client: Client) -> None:
    response = post(client, whatsapp.text("Hola"))

    assert response.status_code == 200
    assert events() == 1


def test_the_same_delivery_again_is_the_same_row(client: Client) -> None:
    payload = whatsapp.text("Hola")

    for _time in range(5):
        assert post(client, payload).status_code == 200

    assert events() == 1


@pytest.mark.parametrize("secret", ["wrong", ""])
def test_a_forged_delivery_leaves_nothing(client: Client, secret: str) -> None:
    response = post(client, whatsapp.text("Hola"), secret=secret or "x" * 64)

    assert response.status_code == 401
    assert response.json()["error"]["code"] == "bad_signature"
    assert events() == 0
    assert UnroutedEvent.objects.count() == 0


@pytest.mark.parametrize(
    "header", ["", "sha256=", "sha1=abc", "sha256=ñandú", "sha256=" + "0" * 64]
)
def test_a_missing_or_malformed_signature_is_refused(client: Client, header: str) -> None:
    body, _signature = whatsapp.signed(whatsapp.text("Hola"))

    response = client.post(
        URL, body, content_type="application/json", headers={"X-Hub-Signature-256": header}
    )

    assert response.status_code == 401


def test_meta_signs_escaped_bytes_and_we_check_those(client: Client) -> None:
    raw = json.dumps(whatsapp.text("Ñuñoa / Löft")).replace("/", "\\/").encode()

    assert post(client, raw).status_code == 200
    assert events() == 1


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"null", b'"text"', b"\xff\xfe\x00", b'{"object":"page"}', b"", b"1e999"]
)
def test_a_signed_body_that_cannot_be_read_is_kept_for_the_superadmin(
    client: Client, body: bytes
) -> None:
    assert post(client, body).status_code == 200
    assert UnroutedEvent.objects.get().reason == "unreadable"


def test_a_number_nobody_connected_is_kept_for_the_superadmin(client: Client) -> None:
    response = post(client, whatsapp.text("Hola", number="999"))

    assert response.status_code == 200
    assert UnroutedEvent.objects.get().account_id == "999"
    assert events() == 0


def test_a_batch_for_two_brokers_is_split(client: Client, charlie: Broker) -> None:
    ChannelRoute.objects.create(channel="whatsapp", account_id="222", broker=charlie)
    mine = whatsapp.value(whatsapp.NUMBER, messages=[message("uno")])
    theirs = whatsapp.value("222", messages=[message("zwei")])

    assert post(client, whatsapp.envelope(mine, theirs)).status_code == 200

    with in_schema("t_alice"):
        own = InboundEvent.objects.get()
    with in_schema("t_charlie"):
        other = InboundEvent.objects.get()
    assert "zwei" not in json.dumps(own.payload)
    assert "uno" not in json.dumps(other.payload)


def message(text: str) -> dict[str, Any]:
    return {
        "from": whatsapp.LEAD,
        "id": whatsapp.wamid(),
        "timestamp": "1794996350",
        "type": "text",
        "text": {"body": text},
    }


def test_one_message_costs_one_statement(client: Client) -> None:
    post(client, whatsapp.text("warm"))

    with CaptureQueriesContext(connection) as queries:
        post(client, whatsapp.text("Hola"))

    assert len(queries) == 1, [query["sql"][:90] for query in queries]


def test_the_handshake_answers_the_challenge(client: Client) -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "4711", "hub.verify_token": "demo-verify"}

    response = client.get(URL, asked)

    assert (response.status_code, response.content) == (200, b"4711")
    assert client.get(URL, {**asked, "hub.verify_token": "guess"}).status_code == 403
    assert client.get(URL).status_code == 403


def test_over_three_mebibytes_is_refused_before_it_is_read(client: Client) -> None:
    response = post(client, b"x" * (3 * 1024 * 1024 + 1))

    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"


def test_telegram_is_known_by_its_secret(client: Client, alice: Broker) -> None:
    ChannelRoute.objects.create(
        channel="telegram", account_id="bot1", broker=alice, secret_digest=secret_digest("s3cret")
    )
    update = {"update_id": 7, "message": {"message_id": 1, "text": "hola"}}

    def send(secret: str) -> int:
        return client.post(
            "/webhooks/telegram",
            json.dumps(update),
            content_type="application/json",
            headers={"X-Telegram-Bot-Api-Secret-Token": secret},
        ).status_code

    assert [send("s3cret"), send("s3cret"), send("guess"), send("")] == [200, 200, 401, 401]
    assert events() == 1


def test_another_method_or_path_is_told_so(client: Client) -> None:
    assert client.put(URL).status_code == 405
    assert (
        client.post("/webhooks/nothing", b"{}", content_type="application/json").status_code == 404
    )
