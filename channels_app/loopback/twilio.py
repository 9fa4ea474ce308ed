"""Twilio's ``Messages.json`` as our adapter calls it: accepts, refuses and lists as Twilio does.

What became of a message is told a moment later to its StatusCallback, signed, when that address is
this system's own.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import logging
import re
import threading
import time
from collections import deque
from collections.abc import Mapping
from email.utils import formatdate
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from channels_app.channels.twilio.signature import signature
from channels_app.http import client
from channels_app.loopback import outbox as kept
from channels_app.loopback.credentials import accounts_of
from channels_app.loopback.gate import for_developers
from channels_app.loopback.outbox import Sent

logger = logging.getLogger(__name__)

_BODY_LIMIT: Final = 1600
_KEPT: Final = 1000
_ADDRESS: Final = re.compile(r"(whatsapp:)?\+[1-9]\d{6,14}\Z")
#: Seconds after the send.
_DELAYS: Final = (("sent", 0.3), ("delivered", 0.9))
_messages: deque[dict[str, Any]] = deque(maxlen=_KEPT)


@for_developers("LOOPBACK_TWILIO")
def messages(request: HttpRequest, sid: str) -> HttpResponse:
    """``/2010-04-01/Accounts/{sid}/Messages.json``: POST sends one, GET lists the newest."""
    token = _token(sid, request)
    if token is None:
        return _error(401, 20003, "Authenticate")
    if request.method == "GET":
        return JsonResponse({"messages": _listed(sid, request.GET.dict()), "page": 0})
    form = request.POST.dict()
    refusal = _refusal(form)
    if refusal is not None:
        return refusal
    message = _accepted(sid, form)
    _tell(message, token, str(form.get("StatusCallback") or ""))
    return JsonResponse(message, status=201)


def _token(sid: str, request: HttpRequest) -> str | None:
    """The auth token the call proved to know; None when it did not."""
    kind, _space, coded = request.headers.get("Authorization", "").partition(" ")
    try:
        user, _colon, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    if kind.lower() != "basic" or user != sid:
        return None
    for account_id, token, config in accounts_of("twilio"):
        known = hmac.compare_digest(token.encode(), password.encode())
        if token and known and sid in (account_id, config.get("account_sid")):
            return token
    return None


def _refusal(form: Mapping[str, str]) -> JsonResponse | None:
    to, body = form.get("To", ""), form.get("Body", "")
    if not _ADDRESS.match(to):
        return _error(400, 21211, f"Invalid 'To' Phone Number: {to}")
    if not (form.get("From") or form.get("MessagingServiceSid")):
        return _error(400, 21603, "A 'From' phone number is required.")
    if not body:
        return _error(400, 21602, "Message body is required.")
    if len(body) > _BODY_LIMIT:
        return _error(400, 21617, "The concatenated message body exceeds the 1600 character limit.")
    return None


def _accepted(sid: str, form: Mapping[str, str]) -> dict[str, Any]:
    number = kept.next_number()
    now = time.time()
    message: dict[str, Any] = {
        "sid": f"SM{number:032x}",
        "account_sid": sid,
        "messaging_service_sid": form.get("MessagingServiceSid"),
        "to": form["To"],
        "from": form.get("From") or "+15005550006",
        "body": form["Body"],
        "status": "queued",
        "direction": "outbound-api",
        "num_segments": "1",
        "num_media": "0",
        "api_version": "2010-04-01",
        "date_created": formatdate(now),
        "date_updated": formatdate(now),
        "date_sent": None,
        "error_code": None,
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "uri": f"/2010-04-01/Accounts/{sid}/Messages/SM{number:032x}.json",
        "subresource_uris": {},
    }
    _messages.appendleft(message)
    kept.keep(Sent(number, now, "twilio", sid, form["To"], form["Body"], message["sid"]))
    return message


def _listed(sid: str, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    size = asked.get("PageSize", "50")
    found = [
        message
        for message in list(_messages)
        if message["account_sid"] == sid
        and message["to"] == asked.get("To", message["to"])
        and message["from"] == asked.get("From", message["from"])
    ]
    return found[: int(size) if size.isdigit() else 50]


def _tell(message: Mapping[str, Any], token: str, callback: str) -> None:
    if callback.startswith((f"{settings.PUBLIC_URL}/", f"{settings.LOOPBACK_ORIGIN}/")):
        for status, delay in _DELAYS:
            timer = threading.Timer(delay, _post, (message, status, token, callback))
            timer.daemon = True
            timer.start()


def receipt(message: Mapping[str, Any], status: str) -> list[tuple[str, str]]:
    """The form that tells what became of a message."""
    return [
        ("MessageSid", message["sid"]),
        ("SmsSid", message["sid"]),
        ("MessageStatus", status),
        ("SmsStatus", status),
        ("AccountSid", message["account_sid"]),
        ("To", message["to"]),
        ("From", message["from"]),
        ("ApiVersion", "2010-04-01"),
    ]


def _post(message: Mapping[str, Any], status: str, token: str, callback: str) -> None:
    form = receipt(message, status)
    try:
        client().post(
            callback,
            content=urlencode(form),
            headers={
                "content-type": "application/x-www-form-urlencoded",
                "x-twilio-signature": signature(token, callback, form),
            },
        )
    except httpx.HTTPError as error:
        logger.warning("A receipt was not taken: %s", type(error).__name__)


def _error(status: int, code: int, message: str) -> JsonResponse:
    about = f"https://www.twilio.com/docs/errors/{code}"
    return JsonResponse(
        {"code": code, "message": message, "more_info": about, "status": status}, status=status
    )
