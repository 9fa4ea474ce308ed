"""The telephone line: Meta's signed webhook in, and what our system sent back out."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Any, Final

import httpx
import orjson

from config.walkthrough.errors import WalkthroughError

_OFTEN: Final = 0.1


class Line:
    """One phone's line to one number of a running system at ``url``."""

    def __init__(self, url: str, *, host: str, number: str, phone: str, secret: str) -> None:
        self.number, self.phone = number, phone
        self._secret = secret
        self._client = httpx.Client(base_url=url, timeout=10, headers={"host": host})
        self._seen = 0
        #: Our own ids of everything that was sent to this phone, in order, repeats included.
        self.delivered: list[str] = []

    def open(self) -> None:
        """Find the system and its outbox, or raise with what to do."""
        try:
            answer = self._client.get("/loopback/outbox")
        except httpx.HTTPError as error:
            raise WalkthroughError(
                f"Nothing answers at {self._client.base_url} ({type(error).__name__}): "
                "start the system with `make run`, or give --url."
            ) from error
        if answer.status_code != httpx.codes.OK:
            raise WalkthroughError(
                "The system has no stand-in for WhatsApp: it runs with DEBUG=0, or GRAPH_API_URL "
                "is set; the demo needs the defaults of `make run`."
            )
        self._seen = int(answer.json()["last"])

    def write(self, text: str) -> None:
        """Deliver the lead's message as Meta does."""
        body = orjson.dumps(self._envelope(text))
        mark = hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
        try:
            answer = self._client.post(
                "/webhooks/whatsapp",
                content=body,
                headers={
                    "content-type": "application/json",
                    "x-hub-signature-256": f"sha256={mark}",
                },
            )
        except httpx.HTTPError as error:
            raise WalkthroughError(
                f"The webhook did not answer ({type(error).__name__})."
            ) from error
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise WalkthroughError(
                "The webhook refused our signature: META_APP_SECRET differs from the system's."
            )
        if answer.status_code != httpx.codes.OK:
            raise WalkthroughError(f"The webhook answered {answer.status_code}.")

    def read(self, *, until: float) -> str:
        """The next reply; WalkthroughError when none came before ``until`` (monotonic)."""
        while time.monotonic() < until:
            mine = self._new()
            if mine:
                return "\n".join(message["text"] for message in mine)
            time.sleep(_OFTEN)
        raise WalkthroughError("Sofía did not answer in time.")

    def listen(self) -> None:
        """Note what has been sent since, expected or not."""
        self._new()

    def _new(self) -> list[dict[str, Any]]:
        try:
            answer = self._client.get("/loopback/outbox", params={"since": self._seen}).json()
        except (httpx.HTTPError, ValueError) as error:
            raise WalkthroughError(
                f"The system went away in the middle ({type(error).__name__})."
            ) from error
        self._seen = int(answer["last"])
        mine = [message for message in answer["messages"] if message["to"] == self.phone]
        self.delivered += [message["our_id"] for message in mine]
        return mine

    def _envelope(self, text: str) -> dict[str, Any]:
        message = {
            "from": self.phone,
            "id": f"wamid.DEMO{self.phone}{time.time_ns()}",
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": text},
        }
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "56220000000", "phone_number_id": self.number},
            "contacts": [{"profile": {"name": "Cami"}, "wa_id": self.phone}],
            "messages": [message],
        }
        change = {"field": "messages", "value": value}
        return {
            "object": "whatsapp_business_account",
            "entry": [{"id": "demo", "changes": [change]}],
        }
