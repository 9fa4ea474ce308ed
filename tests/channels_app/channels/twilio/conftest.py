"""Alice's number, its webhooks, and Twilio's API behind it: our stand-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.channels.base import Account, Outgoing
from channels_app.inbound.processing import event_process
from channels_app.loopback import outbox
from channels_app.loopback import twilio as stand_in
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker
from tests.payloads import twilio

Post = Callable[..., Any]


@pytest.fixture
def line(alice: Broker) -> ChannelAccount:
    """Alice's Twilio account, with one number."""
    return account_connect(
        broker=alice,
        channel="twilio",
        account_id=twilio.SID,
        token=twilio.TOKEN,
        config={"from": twilio.NUMBER},
    )


@pytest.fixture
def post(line: ChannelAccount) -> Post:
    """Twilio posts a form, and what was stored is interpreted; gives the answer."""
    client = Client(headers={"host": "localhost"})

    def call(form: twilio.Form, *, path: str = twilio.SMS, **changes: Any) -> Any:
        body, headers = twilio.posted(form, path=path, **changes)
        answer = client.post(
            path, body, content_type="application/x-www-form-urlencoded", headers=headers
        )
        for event in InboundEvent.objects.filter(state="received"):
            event_process(event.pk)
        return answer

    return call


@pytest.fixture
def api(
    line: ChannelAccount, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> list[httpx.Request]:
    """The stand-in answers our adapter; the calls it got."""
    settings.DEBUG = settings.LOOPBACK_TWILIO = True
    settings.TWILIO_API_URL = "http://127.0.0.1/loopback/twilio"
    monkeypatch.setattr("channels_app.loopback.twilio._tell", lambda *_args: None)
    client = Client(headers={"host": "localhost"})
    calls: list[httpx.Request] = []

    def carry(request: httpx.Request) -> httpx.Response:
        request.read()
        calls.append(request)
        answer = client.generic(
            request.method,
            request.url.raw_path.decode(),
            request.content,
            content_type=request.headers.get("content-type", ""),
            headers={"authorization": request.headers.get("authorization", "")},
        )
        return httpx.Response(answer.status_code, content=answer.content)

    replace_wire(monkeypatch, carry)
    outbox.forget()
    stand_in._messages.clear()
    return calls


def replace_wire(
    monkeypatch: pytest.MonkeyPatch, handler: Callable[[httpx.Request], httpx.Response]
) -> None:
    """Let our calls end in this handler."""
    wire = httpx.Client(transport=httpx.MockTransport(handler))
    monkeypatch.setattr("channels_app.channels.calls.client", lambda: wire)
    monkeypatch.setattr("channels_app.channels.twilio.media.client", lambda: wire)


def account(account_id: str = twilio.SID, **config: str) -> Account:
    """An account as the adapter gets it."""
    return Account(
        "twilio", account_id, "t_alice", twilio.TOKEN, config=config or {"from": twilio.NUMBER}
    )


def outgoing(text: str = "Hello", kind: str = "text", **fields: Any) -> Outgoing:
    """A message of ours to the lead."""
    return Outgoing(
        message_id="0190-1",
        peer=fields.pop("peer", twilio.LEAD),
        kind=kind,
        text=text,
        payload=fields.pop("payload", {}),
        account=fields.pop("account", account()),
        **fields,
    )
