"""The Flow data endpoint: opened, answered and closed within a second, nothing kept.

Its answers' statuses are WhatsApp's own: 421 makes the client fetch our key again, 432 says that
the signature is wrong, 427 that the form can no longer be used.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from channels_app.channels.base import BadSignature
from channels_app.channels.signing import meta_signed
from channels_app.channels.whatsapp.flows import intake
from channels_app.channels.whatsapp.flows.crypto import (
    CannotOpen,
    Opened,
    close_answer,
    open_request,
)
from channels_app.channels.whatsapp.flows.keys import FlowKey, flow_keys
from channels_app.channels.whatsapp.flows.tokens import TokenSpent, is_vouched, ticket_of
from channels_app.inbound.counters import refused
from crm.brokers.current import broker_current
from crm.core.tenancy import in_schema

_CANNOT_OPEN: Final = 421
_TOKEN_SPENT: Final = 427
_BAD_SIGNATURE: Final = 432


@csrf_exempt
@require_POST
def flow_data(request: HttpRequest, account_id: str = "") -> HttpResponse:
    """Answer a form's question; ``account_id`` is the number's, else every key is tried."""
    try:
        meta_signed(request.body, request.headers.get("x-hub-signature-256", ""))
    except BadSignature:
        refused("whatsapp")
        return HttpResponse(status=_BAD_SIGNATURE)
    found = _opened(request.body, account_id)
    if found is None:
        return HttpResponse(status=_CANNOT_OPEN)
    opened, key = found
    asked = opened.request
    token, signature = str(asked.get("flow_token") or ""), asked.get("flow_token_signature")
    if signature is not None and not is_vouched(token, str(signature)):
        refused("whatsapp")
        return HttpResponse(status=_BAD_SIGNATURE)
    status = 200
    with in_schema(key.schema), translation.override(broker_current().language):
        try:
            answer = _answer(asked, token, key)
        except TokenSpent:
            status = _TOKEN_SPENT
            answer = {"error_msg": _("This form is no longer open. Write to us for a new one.")}
    return HttpResponse(close_answer(answer, opened), status=status, content_type="text/plain")


def _opened(body: bytes, account_id: str) -> tuple[Opened, FlowKey] | None:
    try:
        envelope = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(envelope, dict):
        return None
    for key in flow_keys(account_id):
        try:
            return open_request(envelope, key.pem), key
        except CannotOpen:
            continue
    return None


def _answer(asked: dict[str, Any], token: str, key: FlowKey) -> dict[str, Any]:
    action, data = asked.get("action"), asked.get("data")
    answers = data if isinstance(data, dict) else {}
    if action == "ping":
        return {"data": {"status": "active"}}
    if "error" in answers:
        return {"data": {"acknowledged": True}}
    ticket = ticket_of(token)
    if ticket is not None and ticket.schema != key.schema:
        raise TokenSpent("another broker's")
    at = str(asked.get("screen") or "")
    if action == "data_exchange":
        return intake.step(at, answers, token=token)
    # INIT, and BACK, which names the screen to draw again or none.
    return intake.screen(at if at in intake.SCREENS else intake.FIRST)
