"""Alice's bot, its webhook and the Bot API behind it: our stand-in, over its own wire format."""

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
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker
from tests.payloads import telegram

Post = Callable[..., int]


@pytest.fixture
def bot(alice: Broker) -> ChannelAccount:
    """Alice's bot."""
    return account_connect(
        broker=alice,
        channel="telegram",
        account_id=telegram.BOT,
        token=telegram.TOKEN,
        secret=telegram.SECRET,
    )


@pytest.fixture
def post(bot: ChannelAccount) -> Post:
    """Telegram posts an update, and what was stored is interpreted; answers the status."""
    client = Client(headers={"host": "localhost"})

    def call(payload: Any, *, secret: str = telegram.SECRET) -> int:
        body, headers = telegram.posted(payload, secret=secret)
        answer = client.post(
            "/webhooks/telegram", body, content_type="application/json", headers=headers
        )
        for event in InboundEvent.objects.filter(state="received"):
            event_process(event.pk)
        return answer.status_code

    return call


@pytest.fixture
def api(bot: ChannelAccount, settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[httpx.Request]:
    """The stand-in of the Bot API answers our adapter; the calls it got."""
    settings.DEBUG = settings.LOOPBACK_TELEGRAM = True
    settings.TELEGRAM_API_URL = "http://127.0.0.1/loopback/telegram"
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
        )
        return httpx.Response(answer.status_code, content=answer.content)

    replace_wire(monkeypatch, carry)
    outbox.forget()
    return calls


def replace_wire(
    monkeypatch: pytest.MonkeyPatch, handler: Callable[[httpx.Request], httpx.Response]
) -> None:
    """Let our calls end in this handler."""
    wire = httpx.Client(transport=httpx.MockTransport(handler))
    monkeypatch.setattr("channels_app.channels.calls.client", lambda: wire)
    monkeypatch.setattr("channels_app.channels.telegram.media.client", lambda: wire)


def outgoing(text: str = "Hola", kind: str = "text", **fields: Any) -> Outgoing:
    """A message of ours to the lead."""
    account = Account("telegram", telegram.BOT, "t_alice", telegram.TOKEN)
    return Outgoing(
        message_id="0190-1",
        peer=str(telegram.LEAD),
        kind=kind,
        text=text,
        payload=fields.pop("payload", {}),
        account=account,
        **fields,
    )
