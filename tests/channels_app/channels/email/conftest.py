"""Alice's inbound address, its webhooks, and a provider's API on the loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.channels.email import directory
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker
from tests.payloads import email as em

Post = Callable[..., Any]


@pytest.fixture(autouse=True)
def clean(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Files in a folder of the test's own, no accounts remembered from another test."""
    settings.MEDIA_ROOT = tmp_path
    directory._directory.forget()
    yield
    directory._directory.forget()


@pytest.fixture
def inbox(alice: Broker) -> ChannelAccount:
    """Alice's address at SendGrid: a key that signs events, a word for inbound mail."""
    return account_connect(
        broker=alice,
        channel="sendgrid",
        account_id=em.ADDRESS,
        token="SG.key",
        secret=f"{em.public()},{em.WORD}",
        config={"from": "sofia@alice.test"},
    )


@pytest.fixture
def post(alice: Broker) -> Post:
    """A provider calls, and what was stored is interpreted; gives the status."""
    client = Client(headers={"host": "localhost"})

    def call(
        body: bytes,
        content_type: str = "application/json",
        *,
        path: str = em.SENDGRID,
        word: str = em.WORD,
        headers: dict[str, str] | None = None,
    ) -> int:
        answer = client.post(
            f"{path}?key={word}" if word else path,
            body,
            content_type=content_type,
            headers=headers or {},
        )
        for event in InboundEvent.objects.filter(state="received").order_by("id"):
            event_process(event.pk)
        return int(answer.status_code)

    return call


class Provider:
    """A provider's API: keeps what it was sent, says what it was told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        self.status = 202
        self.headers: dict[str, str] = {"X-Message-Id": "abc1"}
        self.body: Any = None

    @property
    def mail(self) -> dict[str, Any]:
        """The last mail it was given."""
        value: dict[str, Any] = self.asked[-1][2]
        return value


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """SendGrid and Postmark on the loopback."""
    fake = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            fake.asked.append((self.path, headers, json.loads(given)))
            said = b"" if fake.body is None else json.dumps(fake.body).encode()
            self.send_response(fake.status)
            for name, value in fake.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Keep the test output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    settings.SENDGRID_API_URL, settings.POSTMARK_API_URL = f"{origin}/v3/", f"{origin}/"
    yield fake
    server.shutdown()
    server.server_close()
