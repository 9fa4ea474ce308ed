"""WhatsApp's receipts for what the stand-in accepted: signed, to our own webhook, soon after."""

from __future__ import annotations

import hashlib
import heapq
import hmac
import logging
import threading
import time
from typing import Any, Final

import httpx
import orjson
from django.conf import settings

from channels_app.http import client
from channels_app.loopback.outbox import Sent

logger = logging.getLogger(__name__)

#: Seconds after the send, as a phone in a pocket and then in a hand would have it.
DELAYS: Final = (("sent", 0.2), ("delivered", 0.7), ("read", 1.8))


class Postman:
    """One daemon thread that posts receipts when they are due, those due together in one call."""

    def __init__(self) -> None:
        self._waiting: list[tuple[float, int, str, Sent]] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def expect(self, sent: Sent) -> None:
        """Post this message's receipts in their time."""
        now = time.monotonic()
        with self._changed:
            for status, delay in DELAYS:
                heapq.heappush(self._waiting, (now + delay, sent.number, status, sent))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="receipts", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            due = self._next()
            try:
                client().post(
                    f"{settings.LOOPBACK_ORIGIN}/webhooks/whatsapp",
                    content=(body := orjson.dumps(delivery(due))),
                    headers=signature(body),
                )
            except httpx.HTTPError as error:
                # A vendor would try again; a lost tick on a developer's machine harms nobody.
                logger.warning("A receipt was not taken: %s", type(error).__name__)

    def _next(self) -> list[tuple[str, Sent]]:
        """Wait for the next receipts and take every one that is due."""
        with self._changed:
            while not self._waiting or self._waiting[0][0] > time.monotonic():
                until = self._waiting[0][0] - time.monotonic() if self._waiting else None
                self._changed.wait(until)
            due: list[tuple[str, Sent]] = []
            while self._waiting and self._waiting[0][0] <= time.monotonic():
                _at, _number, status, sent = heapq.heappop(self._waiting)
                due.append((status, sent))
            return due


def delivery(due: list[tuple[str, Sent]]) -> dict[str, Any]:
    """The webhook's body as Meta writes it, one change a receipt."""
    now = str(int(time.time()))
    changes = [
        {
            "field": "messages",
            "value": {
                "messaging_product": "whatsapp",
                "metadata": {
                    "display_phone_number": sent.account_id,
                    "phone_number_id": sent.account_id,
                },
                "contacts": [{"wa_id": sent.to}],
                "statuses": [
                    {
                        "id": sent.external_id,
                        "status": status,
                        "timestamp": now,
                        "recipient_id": sent.to,
                        "biz_opaque_callback_data": sent.our_id,
                    }
                ],
            },
        }
        for status, sent in due
    ]
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "loopback", "changes": changes}],
    }


def signature(body: bytes) -> dict[str, str]:
    """The headers that prove a body to be Meta's."""
    mark = hmac.new(settings.META_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    return {"content-type": "application/json", "x-hub-signature-256": f"sha256={mark}"}


postman: Final = Postman()
