"""Every SendGrid payload of the fixtures beside the project, where there are any."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path
from typing import Any

import pytest

from channels_app.accounts import account_connect
from channels_app.channels.base import Account, Outgoing
from channels_app.channels.email import sending
from channels_app.channels.email.models import Undeliverable
from channels_app.models import InboundEvent, Receipt
from crm.brokers.models import Broker
from crm.conversations.models import Message
from crm.leads.models import Lead
from tests.channels_app.channels.email.conftest import Post, Provider

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "fixtures" / "sendgrid"
CASES = {path.stem: path for path in sorted(FOLDER.glob("*.json"))}
INBOUND = sorted(name for name in CASES if not name.startswith("api_"))
OUTBOUND = sorted(name for name in CASES if name.startswith("api_"))
ADDRESS = "alder+t1@in.example.com"

pytestmark = pytest.mark.django_db


def load(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(CASES[name].read_text("utf-8"))
    return case


def connect(broker: Broker, case: dict[str, Any]) -> None:
    secret = case.get("secrets", {}).get("verification_public_key", "")
    account_connect(
        broker=broker, channel="sendgrid", account_id=ADDRESS, token="SG.k", secret=secret
    )


@pytest.mark.parametrize("name", INBOUND)
def test_a_given_call_is_understood_as_documented(
    name: str, alice: Broker, post: Post, settings: Any
) -> None:
    settings.SENDGRID_SIGNATURE_SECONDS = 10**9  # they were signed some time ago
    settings.DEBUG = True  # as on a developer's machine: no word in the address
    case = load(name)
    connect(alice, case)
    call, expected = case["http"], case["expect"]
    body = (
        base64.b64decode(call["raw_body_b64"])
        if "raw_body_b64" in call
        else call["raw_body"].encode()
    )
    headers = {key: each for key, each in call["headers"].items() if key != "Content-Type"}
    accepted = expected.get("acceptable_http_status", [200])

    for _time in range(5):
        answer = post(body, call["headers"]["Content-Type"], word="", headers=headers)
        assert answer in (accepted if expected.get("signature_valid", True) else [401, 403])

    assert not InboundEvent.objects.exclude(error="").exists()
    keys = {each["dedupe_key"] for each in expected.get("events", [])}
    if keys and expected.get("signature_valid", True):
        assert set(InboundEvent.objects.values_list("dedupe_key", flat=True)) == keys
    if "suppress" in expected:
        marked = set(Undeliverable.objects.values_list("address", flat=True))
        assert marked == set(expected["suppress"])
    if "message_id" in expected:
        message = Message.objects.get()
        assert message.external_id == expected["message_id"]
        assert message.conversation.account_id == expected["envelope_to"]
        assert Lead.objects.count() == 1


@pytest.mark.skipif("events_delivered_open_click" not in CASES, reason="no fixtures")
def test_given_events_in_any_order_leave_the_same_receipts(
    alice: Broker, post: Post, settings: Any
) -> None:
    settings.SENDGRID_SIGNATURE_SECONDS = 10**9
    cases = [load(name) for name in INBOUND if "secrets" in load(name)] * 5
    connect(alice, cases[0])
    random.Random(7).shuffle(cases)

    for case in cases:
        post(case["http"]["raw_body"].encode(), headers=case["http"]["headers"])

    assert InboundEvent.objects.count() == 6
    # Delivered and failed; read is one receipt of the opening and the click, as sent is of none.
    assert Receipt.objects.filter(external_id__startswith="abc000001").count() == 3
    assert Receipt.objects.filter(status="failed").count() == 2


@pytest.mark.parametrize("name", OUTBOUND)
def test_a_given_answer_is_understood_as_documented(
    name: str, alice: Broker, post: Post, provider: Provider, settings: Any
) -> None:
    settings.DEBUG = True
    case = load(name)
    connect(alice, case)
    said = case["exchange"]["response"]
    provider.status, provider.body = said["status"], said["json"]
    provider.headers = said["headers"]
    given = load("inbound_parse_simple")["http"]
    post(base64.b64decode(given["raw_body_b64"]), given["headers"]["Content-Type"], word="")
    question = Message.objects.get()

    sent = sending.send(
        Outgoing(
            message_id=str(question.pk),
            peer="nadia@example.com",
            kind="text",
            text="Saturday 11:00",
            payload={},
            account=Account("email", ADDRESS, "t_alice", "SG.k"),
        )
    )

    path, headers, body = provider.asked[0]
    wanted = case["exchange"]["request"]
    assert (path, headers["authorization"]) == (wanted["path"], "Bearer SG.k")
    assert body["content"][0] == wanted["json"]["content"][0]
    assert body["personalizations"] == wanted["json"]["personalizations"]
    assert sent == body["headers"]["Message-ID"]
