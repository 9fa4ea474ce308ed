"""The world outside: leads who write over WhatsApp, and Meta that carries both ways."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from config.bench.wire import Connection, Server, request_bytes

NUMBER = "700000000000001"
TOKEN = "bench-token"  # noqa: S105 - of a number that exists on the loopback only
_WEBHOOK = "/webhooks/whatsapp"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message Meta accepted from us: when (monotonic), for whom, and our own id of it."""

    at: float
    phone: str
    text: str
    our_id: str
    wamid: str


class Meta:
    """The Graph API as a server, and signed webhooks as its calls to ours.

    ``receipts`` says whether an arrival is told to be sent and delivered; by default none is.
    """

    def __init__(
        self, *, secret: str, receipts: Callable[[Arrival], bool] = lambda _arrival: False
    ) -> None:
        self.arrivals: list[Arrival] = []
        self._secret = secret
        self._receipts = receipts
        self._waiting: dict[str, asyncio.Queue[Arrival]] = defaultdict(asyncio.Queue)
        self._numbers = itertools.count(1)
        self._server = Server(self._accept)
        self._told: set[asyncio.Task[None]] = set()
        self.port = 0
        self.web_port = 0

    async def start(self, *, port: int = 0, web_port: int = 0) -> None:
        """Serve on ``port``; receipts go to the web on ``web_port``."""
        self.port = await self._server.start(port)
        self.web_port = web_port

    def stop(self) -> None:
        """Take no more messages."""
        self._server.stop()

    async def answer_for(self, phone: str, *, timeout: float) -> Arrival:
        """The next message to this phone; TimeoutError when none comes."""
        return await asyncio.wait_for(self._waiting[phone].get(), timeout)

    def signed(self, body: bytes) -> bytes:
        """A whole webhook call with this body, as Meta signs it."""
        mark = hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
        return request_bytes(_WEBHOOK, body, headers={"x-hub-signature-256": f"sha256={mark}"})

    def text_call(self, phone: str, text: str) -> bytes:
        """A lead's message as a webhook call; every one has an id of its own."""
        return self.signed(orjson.dumps(_text(phone, text, f"{next(self._numbers):09d}")))

    async def deliver(self, raw: bytes, *, patience: float = 30.0) -> int:
        """Call our webhook until it answers 200, as Meta does; answers how often it took."""
        until = time.monotonic() + patience
        for attempt in itertools.count(1):
            connection = Connection("127.0.0.1", self.web_port)
            try:
                status, _body = await connection.call(raw, timeout=10)
            except ConnectionError:
                status = 0
            finally:
                connection.close()
            if status == 200:
                return attempt
            if time.monotonic() > until:
                raise TimeoutError(f"the webhook answered {status} for {patience:.0f} s")
            await asyncio.sleep(0.25)
        raise AssertionError("unreachable")

    async def _accept(self, path: str, body: bytes) -> tuple[int, bytes]:
        at = time.monotonic()
        sent: dict[str, Any] = orjson.loads(body)
        if path != f"/{NUMBER}/messages":
            return 400, b'{"error":{"code":100,"message":"no such number"}}'
        if sent.get("status") == "read":
            return 200, b'{"success":true}'
        wamid = f"wamid.OUT{next(self._numbers):09d}{time.time_ns()}"
        arrival = Arrival(
            at, str(sent["to"]), sent["text"]["body"], sent["biz_opaque_callback_data"], wamid
        )
        self.arrivals.append(arrival)
        self._waiting[arrival.phone].put_nowait(arrival)
        if self._receipts(arrival):
            task = asyncio.create_task(self._tell(arrival))
            self._told.add(task)
            task.add_done_callback(self._told.discard)
        return 200, orjson.dumps({"messaging_product": "whatsapp", "messages": [{"id": wamid}]})

    async def _tell(self, arrival: Arrival) -> None:
        for status, delay in (("sent", 0.1), ("delivered", 0.3)):
            await asyncio.sleep(delay)
            await self.deliver(self.signed(orjson.dumps(_status(arrival, status))))


def _text(phone: str, text: str, number: str) -> dict[str, Any]:
    return _envelope(
        {
            "contacts": [{"profile": {"name": f"Lead {phone[-4:]}"}, "wa_id": phone}],
            "messages": [
                {
                    "from": phone,
                    "id": f"wamid.IN{number}{time.time_ns()}",
                    "timestamp": str(int(time.time())),
                    "type": "text",
                    "text": {"body": text},
                }
            ],
        }
    )


def _status(arrival: Arrival, status: str) -> dict[str, Any]:
    return _envelope(
        {
            "statuses": [
                {
                    "id": arrival.wamid,
                    "status": status,
                    "timestamp": str(int(time.time())),
                    "recipient_id": arrival.phone,
                    "biz_opaque_callback_data": arrival.our_id,
                }
            ]
        }
    )


def _envelope(value: dict[str, Any]) -> dict[str, Any]:
    metadata = {"display_phone_number": "56220000000", "phone_number_id": NUMBER}
    change = {
        "field": "messages",
        "value": {"messaging_product": "whatsapp", "metadata": metadata, **value},
    }
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "900", "changes": [change]}],
    }
