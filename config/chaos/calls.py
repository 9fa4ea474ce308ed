"""The vendors' calls to our webhooks: signed as theirs, and repeated until they are taken."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import itertools
import time
from typing import Any, Final
from urllib.parse import urlencode

import orjson

from config.bench.wire import Connection, request_bytes
from config.chaos.books import Accepted, Person

#: Our accounts at the vendors, by broker.
WHATSAPP: Final = {"north": "710000000000001", "south": "710000000000002"}
TELEGRAM: Final = {"north": "north_bot", "south": "south_bot"}
TWILIO: Final = {"north": "AC" + "0" * 31 + "1"}
SMS_NUMBER: Final = "+15550000001"
TWILIO_TOKEN: Final = "chaos-twilio-token"  # noqa: S105 - of an account on the loopback
_FORM: Final = "application/x-www-form-urlencoded"


class Calls:
    """Writes calls and brings them to the web on ``port``; ``secret`` is Meta's app secret."""

    def __init__(self, *, port: int, secret: str, telegram_secrets: dict[str, str]) -> None:
        self._port = port
        self._secret = secret
        self._telegram_secrets = telegram_secrets
        self._numbers = itertools.count(1)

    async def deliver(self, raw: bytes, *, patience: float = 60.0) -> None:
        """Call until the answer is 2xx; TimeoutError when it never is."""
        until = time.monotonic() + patience
        while True:
            connection = Connection("127.0.0.1", self._port)
            try:
                status, _body = await connection.call(raw, timeout=8)
            except ConnectionError:
                status = 0
            finally:
                connection.close()
            if 200 <= status < 300:
                return
            if time.monotonic() > until:
                raise TimeoutError(f"a webhook answered {status} for {patience:.0f} s")
            await asyncio.sleep(0.4)

    def text(self, person: Person, words: str) -> bytes:
        """A lead's message as this channel brings it; every call is another message."""
        number = next(self._numbers)
        if person.channel == "whatsapp":
            return self._meta(WHATSAPP[person.broker], _whatsapp_text(person, words, number))
        if person.channel == "telegram":
            return self._telegram(person, words, number)
        return self._twilio(
            "/webhooks/twilio/sms",
            {
                "MessageSid": f"SM{number:032x}",
                "AccountSid": TWILIO[person.broker],
                "From": person.peer,
                "To": SMS_NUMBER,
                "Body": words,
                "NumMedia": "0",
            },
        )

    def echo(self, person: Person, words: str) -> bytes:
        """What somebody of the agency wrote to a lead from the WhatsApp app on the phone."""
        account, number = WHATSAPP[person.broker], next(self._numbers)
        entry = {
            "from": "15550000000",
            "to": person.peer.lstrip("+"),
            "id": f"wamid.ECHO{number}.{time.time_ns()}",
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": words},
        }
        return self._meta(account, {"message_echoes": [entry]}, field="smb_message_echoes")

    def status(self, number: str, entry: Accepted, status: str) -> bytes:
        """WhatsApp's receipt, with our own id handed back."""
        row = {
            "id": entry.external_id,
            "status": status,
            "timestamp": str(int(time.time())),
            "recipient_id": entry.peer.lstrip("+"),
            "biz_opaque_callback_data": entry.our_id,
        }
        return self._meta(number, {"statuses": [row]})

    def twilio_status(self, entry: Accepted, status: str) -> bytes:
        """Twilio's receipt, by the id it gave."""
        return self._twilio(
            "/webhooks/twilio/status",
            {
                "MessageSid": entry.external_id,
                "MessageStatus": status,
                "AccountSid": TWILIO["north"],
                "To": entry.peer,
                "From": SMS_NUMBER,
            },
        )

    def _meta(self, number: str, value: dict[str, Any], *, field: str = "messages") -> bytes:
        metadata = {"display_phone_number": "15550000000", "phone_number_id": number}
        change = {
            "field": field,
            "value": {"messaging_product": "whatsapp", "metadata": metadata, **value},
        }
        body = orjson.dumps(
            {
                "object": "whatsapp_business_account",
                "entry": [{"id": "900", "changes": [change]}],
            }
        )
        mark = hmac.new(self._secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"x-hub-signature-256": f"sha256={mark}"}
        return request_bytes("/webhooks/whatsapp", body, headers=headers)

    def _telegram(self, person: Person, words: str, number: int) -> bytes:
        who = {"id": int(person.peer), "first_name": f"Lead {person.number}"}
        body = orjson.dumps(
            {
                "update_id": 880_000_000 + number,
                "message": {
                    "message_id": number,
                    "date": int(time.time()),
                    "chat": {"type": "private", **who},
                    "from": {"is_bot": False, **who},
                    "text": words,
                },
            }
        )
        secret = self._telegram_secrets[person.broker]
        headers = {"x-telegram-bot-api-secret-token": secret}
        return request_bytes("/webhooks/telegram", body, headers=headers)

    def _twilio(self, path: str, form: dict[str, str]) -> bytes:
        signed = f"http://localhost{path}" + "".join(f"{key}{form[key]}" for key in sorted(form))
        mark = hmac.new(TWILIO_TOKEN.encode(), signed.encode(), hashlib.sha1).digest()
        return request_bytes(
            path,
            urlencode(form).encode(),
            headers={"x-twilio-signature": base64.b64encode(mark).decode()},
            content_type=_FORM,
        )


def _whatsapp_text(person: Person, words: str, number: int) -> dict[str, Any]:
    phone = person.peer.lstrip("+")
    return {
        "contacts": [{"profile": {"name": f"Lead {person.number}"}, "wa_id": phone}],
        "messages": [
            {
                "from": phone,
                "id": f"wamid.C{number}.{time.time_ns()}",
                "timestamp": str(int(time.time())),
                "type": "text",
                "text": {"body": words},
            }
        ],
    }
