"""Sending over the Graph API, and what its error codes mean for us.

Decided on ``error.code``, not on the HTTP status alone.
Source: developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes.
"""

from __future__ import annotations

from typing import Any, Final

import httpx
from django.conf import settings

from channels_app.channels.base import Advice, Outgoing, SendError
from channels_app.channels.calls import json_of, post_json, retry_after

_TOKEN: Final = {0, 190, 3, 10, 131005, 368, 131031}
_WAIT: Final = {4, 80007, 130429, 131048, 131056, 133016}
_AGAIN: Final = {1, 2, 131000, 131016, 131057}
_DEFAULT_WAIT: Final = 6.0


def send(outgoing: Outgoing) -> str:
    """Send one text; returns its wamid. Our own id travels along, receipts hand it back."""
    if not outgoing.token:
        raise SendError("no_token", "This number has no token yet.", Advice.PAUSE)
    response = post_json(
        f"{settings.GRAPH_API_URL}/{outgoing.account_id}/messages",
        body=_body(outgoing),
        headers={"authorization": f"Bearer {outgoing.token}"},
    )
    answer = json_of(response)
    if response.status_code == httpx.codes.OK:
        messages = answer.get("messages")
        if isinstance(messages, list) and messages and messages[0].get("id"):
            return str(messages[0]["id"])
        raise SendError("no_id", "The channel accepted without an id.", Advice.UNSURE)
    raise _error(response, answer)


def _body(outgoing: Outgoing) -> dict[str, Any]:
    body: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": "text",
        "text": {"body": outgoing.text, "preview_url": False},
        "biz_opaque_callback_data": outgoing.message_id,
    }
    if outgoing.peer.startswith("+"):
        body["to"] = outgoing.peer.lstrip("+")
    else:
        body["recipient"] = outgoing.peer
    return body


def _error(response: httpx.Response, answer: dict[str, Any]) -> SendError:
    error = answer.get("error")
    details = error if isinstance(error, dict) else {}
    code = details.get("code")
    message = str(details.get("message") or f"HTTP {response.status_code}")
    name = str(code if code is not None else f"http_{response.status_code}")
    wait = retry_after(response)
    if code in _WAIT or (code is None and response.status_code == httpx.codes.TOO_MANY_REQUESTS):
        return SendError(name, message, Advice.WAIT, retry_after=wait or _DEFAULT_WAIT)
    if code in _TOKEN or (isinstance(code, int) and 200 <= code <= 299):
        return SendError(name, message, Advice.PAUSE)
    if code in _AGAIN or details.get("is_transient"):
        return SendError(name, message, retry_after=wait)
    if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR and code is None:
        return SendError(name, message, retry_after=wait)
    return SendError(name, message, Advice.DEAD)
