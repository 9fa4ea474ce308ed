"""Every payload of the fixtures beside the project, where there are any."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from channels_app.accounts import account_connect
from channels_app.channels.base import Advice, SendError
from channels_app.channels.registry import adapter_for
from channels_app.models import InboundEvent
from crm.brokers.models import Broker
from crm.conversations.models import Attachment, Message
from crm.leads.models import Contact, Identity
from tests.channels_app.channels.telegram.conftest import Post, outgoing, replace_wire

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "fixtures" / "telegram"
CASES = {path.stem: path for path in sorted(FOLDER.glob("*.json"))}
INBOUND = sorted(name for name in CASES if not name.startswith("api_"))
OUTBOUND = sorted(name for name in CASES if name.startswith("api_"))

pytestmark = pytest.mark.django_db


def load(name: str) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(CASES[name].read_text("utf-8"))
    return case


@pytest.mark.parametrize("name", INBOUND)
def test_a_given_update_is_understood_as_documented(name: str, post: Post, alice: Broker) -> None:
    case = load(name)
    secrets, expected = case["secrets"], case["expect"]
    account_connect(
        broker=alice,
        channel="telegram",
        account_id=secrets["bot_token"].partition(":")[0],
        token=secrets["bot_token"],
        secret=secrets["webhook_secret_token"],
    )
    calls = case.get("deliveries") or [case["http"]]
    accepted = expected.get("acceptable_http_status") or expected["acceptable_http_status_each"]

    for call in calls * 5:
        secret = call["headers"]["X-Telegram-Bot-Api-Secret-Token"]
        assert post(call["raw_body"].encode(), secret=secret) in accepted

    assert InboundEvent.objects.count() == (1 if expected.get("secret_valid", True) else 0)
    assert not InboundEvent.objects.exclude(error="").exists()
    for check, value in expected.items():
        if check in CHECKS:
            CHECKS[check](value)


def _text(value: str) -> None:
    assert Message.objects.get().text == value


def _chat(value: int) -> None:
    if value > 0:
        assert Message.objects.get().conversation.peer == str(value)


def _private(value: bool) -> None:
    assert Message.objects.exists() == value


def _entities(value: list[str]) -> None:
    assert [row["text"] for row in Message.objects.get().payload["entities"]] == value


def _stored(value: int) -> None:
    assert Message.objects.count() == value


def _start(value: str) -> None:
    assert Message.objects.get().payload["start"] == value


def _file(value: str) -> None:
    assert Attachment.objects.get().ref["file_id"] == value


def _voice(value: bool) -> None:
    assert Attachment.objects.get().is_voice == value


def _choice(value: str) -> None:
    assert Message.objects.get().payload["choice"] == value


def _phone(value: str) -> None:
    assert Identity.objects.filter(kind="phone", value=value).exists()


def _opted_out(value: int) -> None:
    assert Identity.objects.get(kind="telegram", value=str(value)).contact.opted_out_at
    assert Contact.objects.count() == 1


CHECKS: dict[str, Callable[[Any], None]] = {
    "text": _text,
    "chat_id": _chat,
    "is_private": _private,
    "entity_texts": _entities,
    "stored_messages": _stored,
    "start_payload": _start,
    "media_file_id": _file,
    "is_voice_note": _voice,
    "reply_id": _choice,
    "phone": _phone,
    "opt_out_chat_id": _opted_out,
}


@pytest.mark.parametrize("name", OUTBOUND)
def test_a_given_answer_is_understood_as_documented(
    name: str, bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = load(name)
    said, expected = case["exchange"]["response"], case.get("expect") or {}
    answer = httpx.Response(said["status"], json=said["json"])
    replace_wire(monkeypatch, lambda _request: answer)
    if expected.get("outcome") == "accepted":
        external_id = adapter_for("telegram").send(outgoing())
        assert external_id.endswith(f":{expected['message_id']}")
    elif expected.get("outcome"):
        with pytest.raises(SendError) as failed:
            adapter_for("telegram").send(outgoing())
        wanted = Advice.OPTED_OUT if expected.get("opt_out") else Advice.WAIT
        assert failed.value.advice == wanted
        assert failed.value.retry_after == expected.get("retry_after_s")
