"""Every messaging payload of the fixtures beside the project, where there are any."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.channels.base import Advice, SendError
from channels_app.channels.registry import adapter_for
from channels_app.inbound.processing import event_process
from channels_app.models import InboundEvent, Receipt
from crm.brokers.models import Broker
from crm.conversations.models import Attachment, Message
from crm.leads.models import Contact
from tests.channels_app.channels.twilio.conftest import outgoing, replace_wire
from tests.payloads import twilio as tw

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "fixtures" / "twilio"
CASES = {path.stem: path for path in sorted(FOLDER.glob("*.json")) if "voice" not in path.stem}
INBOUND = sorted(name for name in CASES if not name.startswith("api_"))
OUTBOUND = sorted(name for name in CASES if name.startswith("api_"))

pytestmark = pytest.mark.django_db


def load(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(CASES[name].read_text("utf-8"))
    return case


def posted(call: dict[str, Any]) -> int:
    """Make the call at our address; the one it was signed for is a setting of the account."""
    signed = urlsplit(call["url"])
    path = tw.STATUS if signed.path.endswith("/status") else tw.SMS
    answer = Client(headers={"host": "localhost"}).post(
        f"{path}?{signed.query}" if signed.query else path,
        call["raw_body"].encode(),
        content_type=call["headers"]["Content-Type"],
        headers={"X-Twilio-Signature": call["headers"]["X-Twilio-Signature"]},
    )
    for event in InboundEvent.objects.filter(state="received"):
        event_process(event.pk)
    return int(answer.status_code)


@pytest.mark.parametrize("name", INBOUND)
def test_a_given_call_is_understood_as_documented(name: str, alice: Broker) -> None:
    case = load(name)
    calls, expected = case.get("deliveries") or [case["http"]], case["expect"]
    signed_for = calls[0]["url"].partition("?")[0]
    account_connect(
        broker=alice,
        channel="twilio",
        account_id="AC00000000000000000000000000000001",
        token=case["secrets"]["twilio_auth_token"],
        config={"url": signed_for, "status_url": signed_for, "from": "+12025550100"},
    )
    good = expected.get("signature_valid", True)
    accepted = expected.get("acceptable_http_status", [200, 204])

    for call in calls * 5:
        assert posted(call) in accepted

    assert InboundEvent.objects.exists() == good
    assert not InboundEvent.objects.exclude(error="").exists()
    for check, value in expected.items():
        if check in CHECKS:
            CHECKS[check](value)


def _text(value: str) -> None:
    assert Message.objects.get().text == value


def _from(value: str) -> None:
    assert Message.objects.get().conversation.peer == value


def _media(value: int) -> None:
    assert Attachment.objects.count() == value


def _opted_out(value: bool) -> None:
    assert bool(Contact.objects.get().opted_out_at) == value


def _unanswered(_value: bool) -> None:
    assert not Message.objects.filter(direction="out").exists()


def _stored(value: int) -> None:
    assert Message.objects.count() == value


def _key(value: str) -> None:
    assert InboundEvent.objects.get().dedupe_key == value


def _code(value: int) -> None:
    assert Receipt.objects.get().error_code == str(value)


def _final(value: str) -> None:
    assert value in set(Receipt.objects.values_list("status", flat=True))


CHECKS: dict[str, Callable[[Any], None]] = {
    "text": _text,
    "from": _from,
    "media_count": _media,
    "opt_out": _opted_out,
    "must_not_reply": _unanswered,
    "stored_messages": _stored,
    "dedupe_key": _key,
    "error_code": _code,
    "final_status": _final,
}


@pytest.mark.parametrize("name", OUTBOUND)
def test_a_given_answer_is_understood_as_documented(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = load(name)
    said, expected = case["exchange"]["response"], case["expect"]
    answer = httpx.Response(said["status"], json=said["json"])
    replace_wire(monkeypatch, lambda _request: answer)
    if expected["outcome"] == "accepted":
        assert adapter_for("twilio").send(outgoing()) == expected["sid"]
        return
    with pytest.raises(SendError) as failed:
        adapter_for("twilio").send(outgoing())
    wanted = Advice.OPTED_OUT if expected.get("opt_out") else Advice.DEAD
    assert failed.value.advice == wanted
