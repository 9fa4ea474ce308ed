"""The webhook endpoints of the bare host: verify, commit, answer; nothing else."""

from __future__ import annotations

import hmac
import logging
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from channels_app.channels.base import BadSignature, Delivered, Unreadable
from channels_app.channels.registry import adapter_for
from channels_app.inbound import ledger
from channels_app.inbound.counters import refused
from channels_app.inbound.tasks import PROCESS
from crm.core import context
from crm.core.tenancy import in_schema
from crm.core.wake import wake

logger = logging.getLogger(__name__)
_OK: Final = b"{}"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """Meta's handshake by GET, its signed deliveries by POST."""
    if request.method == "GET":
        return _handshake(request)
    return _accept("whatsapp", request)


@csrf_exempt
@require_POST
def telegram(request: HttpRequest) -> HttpResponse:
    """Updates of every broker's bot; the secret token says whose."""
    return _accept("telegram", request)


def _handshake(request: HttpRequest) -> HttpResponse:
    given = request.GET.get("hub.verify_token", "")
    challenge = request.GET.get("hub.challenge", "")
    if request.GET.get("hub.mode") != "subscribe" or not hmac.compare_digest(
        given.encode(), settings.META_VERIFY_TOKEN.encode()
    ):
        return _error(403, "forbidden", "The verify token is not ours.")
    return HttpResponse(challenge, content_type="text/plain")


def _accept(channel: str, request: HttpRequest) -> HttpResponse:
    body = request.body
    delivered = Delivered(
        body=body, headers={name.lower(): value for name, value in request.headers.items()}
    )
    try:
        slices = adapter_for(channel).split(delivered)
    except BadSignature:
        refused(channel)
        return _error(401, "bad_signature", "The signature is missing or wrong.")
    except Unreadable:
        ledger.store_unreadable(channel, body)
        return HttpResponse(_OK, content_type="application/json")
    for stored in ledger.store(channel, slices):
        if stored.waiting:
            with in_schema(stored.schema):
                wake(PROCESS, stored.event_id, together=True)
    return HttpResponse(_OK, content_type="application/json")


def _error(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse(
        {"error": {"code": code, "message": message, "request_id": context.correlation_id()}},
        status=status,
    )
