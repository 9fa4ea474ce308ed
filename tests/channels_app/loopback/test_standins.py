"""A developer sees everything without an account: the vendors' stand-ins, and where they end."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.conf import settings as django_settings

from channels_app.accounts import account_connect
from channels_app.channels.base import Account, Outgoing, SendError
from channels_app.channels.registry import adapter_for
from channels_app.channels.whatsapp.reading import read_change
from channels_app.loopback import outbox, receipts
from channels_app.loopback.outbox import Sent
from crm.brokers.models import Broker

NUMBER = "100000000000042"
BOT_TOKEN = "42:loopback-test"
GRAPH = f"/loopback/graph/{NUMBER}/messages"
TEXT = {
    "messaging_product": "whatsapp",
    "to": "56912345678",
    "type": "text",
    "text": {"body": "¡Hola! 🏡"},
    "biz_opaque_callback_data": "ours-1",
}

Post = Callable[..., Any]


@pytest.fixture
def post(alice: Broker, client: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """POST JSON to a stand-in of a system in development, with Alice's accounts connected."""
    settings.DEBUG = True
    account_connect(broker=alice, channel="whatsapp", account_id=NUMBER, token="good-token")
    account_connect(
        broker=alice, channel="telegram", account_id="42", token=BOT_TOKEN, secret="s" * 20
    )
    monkeypatch.setattr(receipts.postman, "expect", lambda sent: None)
    outbox.forget()

    def call(path: str, body: dict[str, Any], *, bearer: str = "good-token") -> Any:
        return client.post(
            path,
            body,
            content_type="application/json",
            headers={"host": "localhost", "authorization": f"Bearer {bearer}"},
        )

    yield call
    outbox.forget()


def test_graph_accepts_a_text_and_answers_a_wamid(post: Post) -> None:
    answer = post(GRAPH, TEXT)

    assert answer.status_code == 200
    assert answer.json()["messages"][0]["id"].startswith("wamid.")
    assert answer.json()["contacts"] == [{"input": "56912345678", "wa_id": "56912345678"}]


def test_a_page_of_the_demo_has_no_forms(post: Post, alice: Broker, client: Any) -> None:
    account_connect(broker=alice, channel="leadads", account_id="777", token="page-token")

    def asked(bearer: str) -> Any:
        headers = {"host": "localhost", "authorization": f"Bearer {bearer}"}
        return client.get("/loopback/graph/777/leadgen_forms", headers=headers)

    assert asked("page-token").json() == {"data": []}
    assert asked("another").status_code == 401


def test_what_was_sent_is_told_once_and_in_order(post: Post, client: Any) -> None:
    for number in range(3):
        post(GRAPH, {**TEXT, "text": {"body": f"message {number}"}})

    told = client.get("/loopback/outbox", headers={"host": "localhost"}).json()

    assert [row["text"] for row in told["messages"]] == [f"message {n}" for n in range(3)]
    assert told["messages"][0]["our_id"] == "ours-1"
    later = client.get(f"/loopback/outbox?since={told['last']}", headers={"host": "localhost"})
    assert later.json()["messages"] == []


def test_graph_refuses_a_wrong_token_as_meta_does(post: Post) -> None:
    answer = post(GRAPH, TEXT, bearer="stolen")

    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == 190


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/loopback/graph/999/messages", TEXT),
        (GRAPH, {**TEXT, "text": {"body": ""}}),
        (GRAPH, {**TEXT, "text": {"body": "x" * 4097}}),
        (GRAPH, {**TEXT, "type": "carrier-pigeon"}),
        (GRAPH, {}),
    ],
)
def test_graph_refuses_what_meta_would(post: Post, path: str, body: dict[str, Any]) -> None:
    answer = post(path, body)

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == 100


def test_telegram_answers_in_its_own_form(post: Post) -> None:
    answer = post(f"/loopback/telegram/bot{BOT_TOKEN}/sendMessage", {"chat_id": 7, "text": "hi"})

    assert answer.json()["ok"] is True
    assert answer.json()["result"]["chat"]["id"] == 7
    assert outbox.since(0)[0]["channel"] == "telegram"


@pytest.mark.parametrize(
    ("path", "status"),
    [("bot1:wrong/sendMessage", 401), (f"bot{BOT_TOKEN}/flyToTheMoon", 404)],
)
def test_telegram_refuses_in_its_own_form(post: Post, path: str, status: int) -> None:
    answer = post(f"/loopback/telegram/{path}", {"chat_id": 7, "text": "hi"})

    assert answer.status_code == status
    assert answer.json()["error_code"] == status


@pytest.mark.parametrize(
    ("token", "outcome"), [("good-token", "wamid."), ("stolen", "WhatsApp no longer accepts")]
)
def test_our_adapter_understands_the_stand_in(
    post: Post, settings: Any, monkeypatch: pytest.MonkeyPatch, token: str, outcome: str
) -> None:
    settings.GRAPH_API_URL = "http://127.0.0.1/loopback/graph"

    def carry(request: httpx.Request) -> httpx.Response:
        answer = post(request.url.path, json.loads(request.content), bearer=token)
        return httpx.Response(answer.status_code, content=answer.content)

    wire = httpx.Client(transport=httpx.MockTransport(carry))
    monkeypatch.setattr("channels_app.channels.calls.client", lambda: wire)
    outgoing = Outgoing(
        "ours-2", "+56912345678", "text", "hola", {}, Account("whatsapp", NUMBER, "t_alice", token)
    )

    try:
        said = adapter_for("whatsapp").send(outgoing)
    except SendError as error:
        said = str(error)
    assert said.startswith(outcome)


def test_receipts_are_signed_and_say_what_our_adapter_reads() -> None:
    sent = Sent(1, 0.0, "whatsapp", NUMBER, "56912345678", "hola", "wamid.X", "ours-1")
    body = b"{}"

    change = receipts.delivery([("delivered", sent)])["entry"][0]["changes"][0]
    (update,) = read_change(change["field"], change["value"])

    mark = hmac.new(django_settings.META_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert (update.status, update.our_id) == ("delivered", "ours-1")  # type: ignore[union-attr]
    assert receipts.signature(body)["x-hub-signature-256"] == f"sha256={mark}"


@pytest.mark.parametrize("path", [GRAPH, f"/loopback/telegram/bot{BOT_TOKEN}/sendMessage"])
def test_nothing_answers_outside_development(post: Post, settings: Any, path: str) -> None:
    settings.DEBUG = False

    assert post(path, TEXT).status_code == 404


def test_a_vendor_whose_address_was_set_is_not_stood_in_for(post: Post, settings: Any) -> None:
    settings.LOOPBACK_GRAPH = False

    assert post(GRAPH, TEXT).status_code == 404


def test_nothing_is_mounted_with_debug_off() -> None:
    asked = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.urls import Resolver404, resolve\n"
        "assert settings.GRAPH_API_URL.startswith('https://graph.facebook.com')\n"
        "assert settings.TELEGRAM_API_URL == 'https://api.telegram.org'\n"
        "for path in ('/loopback/outbox', '/loopback/graph/1/messages', '/bench/insert'):\n"
        "    try:\n"
        "        resolve(path, urlconf=settings.PUBLIC_SCHEMA_URLCONF)\n"
        "    except Resolver404:\n"
        "        continue\n"
        "    raise SystemExit(path + ' is reachable')\n"
    )
    secrets = ("SECRET_KEY", "META_APP_SECRET", "META_VERIFY_TOKEN")
    env = {
        **os.environ,
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FIELD_ENCRYPTION_KEY": "c29maWEtZGV2ZWxvcG1lbnQta2V5LW9ubHktMzJieXQ=",
        **dict.fromkeys(secrets, "s" * 50),
    }

    done = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
