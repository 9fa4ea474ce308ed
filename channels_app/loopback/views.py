"""The vendors' endpoints as our adapters call them, in the vendors' own words."""

from __future__ import annotations

import base64
import hmac
import time
from typing import Any, Final

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from channels_app.loopback import outbox as kept
from channels_app.loopback.credentials import token_of
from channels_app.loopback.gate import for_developers
from channels_app.loopback.outbox import Sent
from channels_app.loopback.receipts import postman

_TEXT_LIMIT: Final = 4096


@for_developers("LOOPBACK_GRAPH")
def graph_messages(request: HttpRequest, number_id: str) -> HttpResponse:
    """``POST /{phone_number_id}/messages`` of the Graph API: accepts a text, answers its wamid."""
    if request.method != "POST":
        return _graph_error(400, 100, "Unsupported get request.")
    token = token_of("whatsapp", number_id)
    if token is None:
        return _graph_error(
            400, 100, f"Unsupported post request. Object with ID '{number_id}' does not exist."
        )
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return _graph_error(401, 190, "Invalid OAuth access token - Cannot parse access token")
    body = _json(request)
    text = body.get("text")
    words = str(text.get("body") or "") if isinstance(text, dict) else ""
    to = str(body.get("to") or body.get("recipient") or "")
    if body.get("messaging_product") != "whatsapp" or body.get("type") != "text" or not to:
        return _graph_error(400, 100, "(#100) Invalid parameter")
    if not 1 <= len(words) <= _TEXT_LIMIT:
        return _graph_error(400, 100, "(#100) Param text['body'] must be 1 to 4096 characters")
    number = kept.next_number()
    sent = Sent(
        number=number,
        at=time.time(),
        channel="whatsapp",
        account_id=number_id,
        to=to,
        text=words,
        external_id=f"wamid.{base64.b64encode(f'LOOPBACK{number}'.encode()).decode()}",
        our_id=str(body.get("biz_opaque_callback_data") or ""),
    )
    kept.keep(sent)
    postman.expect(sent)
    return JsonResponse(
        {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": to}],
            "messages": [{"id": sent.external_id}],
        }
    )


@csrf_exempt
def outbox(request: HttpRequest) -> HttpResponse:
    """``GET ?since=N``: messages after number N, oldest first, and the newest number."""
    if not (settings.DEBUG and (settings.LOOPBACK_GRAPH or settings.LOOPBACK_TELEGRAM)):
        raise Http404
    given = request.GET.get("since", "")
    since = int(given) if given.isdigit() else 0
    messages = kept.since(since)
    return JsonResponse(
        {"messages": messages, "last": messages[-1]["number"] if messages else since}
    )


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        value = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _graph_error(status: int, code: int, message: str) -> JsonResponse:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "loopback"}
    return JsonResponse({"error": error}, status=status)
