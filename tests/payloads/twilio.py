"""Webhooks as Twilio posts them: forms, with a signature over address and form."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

SID = "AC" + "5" * 32
TOKEN = "twilio-auth-token-for-tests"
NUMBER = "+12025550188"
LEAD = "+12025550144"
ORIGIN = "http://localhost"
SMS = "/webhooks/twilio/sms"
STATUS = "/webhooks/twilio/status"
_ids = itertools.count(1)

Form = Sequence[tuple[str, str]]


def sid(prefix: str = "SM") -> str:
    """An id nobody used before."""
    return f"{prefix}{time.time_ns() * 1000 + next(_ids):032x}"


def sms(body: str, *, message: Any = "", **changes: str | None) -> list[tuple[str, str]]:
    """The form of an inbound message; None takes a field away."""
    message = message or sid()
    form: dict[str, str | None] = {
        "ToCountry": "US",
        "SmsMessageSid": message,
        "NumMedia": "0",
        "FromZip": "",
        "SmsSid": message,
        "SmsStatus": "received",
        "FromCity": "AUSTIN",
        "Body": body,
        "To": NUMBER,
        "NumSegments": "1",
        "MessageSid": message,
        "AccountSid": SID,
        "From": LEAD,
        "ApiVersion": "2010-04-01",
        **changes,
    }
    return [(name, value) for name, value in form.items() if value is not None]


def status(message: str, told: str, **changes: str) -> list[tuple[str, str]]:
    """The form of a receipt for a message we sent."""
    form = {
        "SmsSid": message,
        "SmsStatus": told,
        "MessageStatus": told,
        "To": LEAD,
        "MessageSid": message,
        "AccountSid": SID,
        "From": NUMBER,
        "ApiVersion": "2010-04-01",
        **changes,
    }
    return list(form.items())


def mark(url: str, form: Form = (), *, token: str = TOKEN, algorithm: Any = hashlib.sha1) -> str:
    """Twilio's signature, reckoned as its documentation tells and by nothing of ours."""
    signed = url
    for name in sorted({name for name, _value in form}):
        for value in sorted({value for each, value in form if each == name}):
            signed += name + value
    digest = hmac.new(token.encode(), signed.encode(), algorithm).digest()
    return base64.b64encode(digest).decode()


def posted(
    form: Form, *, path: str = SMS, origin: str = ORIGIN, token: str = TOKEN
) -> tuple[bytes, dict[str, str]]:
    """The raw body and the headers it comes with."""
    headers = {"X-Twilio-Signature": mark(origin + path, form, token=token)}
    return urlencode(form).encode(), headers


def basic(user: str = SID, password: str = TOKEN) -> Mapping[str, str]:
    """The header our calls prove themselves with."""
    return {"authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}
