"""The webhook endpoints of the bare host: verify, commit, answer; nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from channels_app.channels.base import (
    OK,
    Answer,
    Answers,
    BadSignature,
    Delivered,
    Handshakes,
    Refuses,
    Unreadable,
)
from channels_app.channels.registry import able, adapter_for
from channels_app.inbound import ledger
from channels_app.inbound.counters import refused
from channels_app.inbound.tasks import PROCESS
from crm.core import context
from crm.core.tenancy import in_schema
from crm.core.wake import wake


@csrf_exempt
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest, channel: str, part: str = "") -> HttpResponse:
    """A vendor's handshake by GET, its deliveries by POST; ``part`` is one of several endpoints.

    A proof that fails is 401 (403 for a handshake) and leaves a counter behind. What is truly
    signed is committed before it is answered, whether or not it can be understood.
    """
    if request.method == "GET":
        return _handshake(channel, request)
    return _accept(channel, part, request)


def _handshake(channel: str, request: HttpRequest) -> HttpResponse:
    adapter = able(channel, Handshakes)
    if adapter is None:
        refusal = _error(405, "method_not_allowed", "Deliveries come by POST.")
        refusal["Allow"] = "POST"
        return refusal
    try:
        return _said(adapter.handshake(request.GET.dict()))
    except BadSignature as error:
        return _error(403, "forbidden", f"The handshake was refused: {error}.")


def _accept(channel: str, part: str, request: HttpRequest) -> HttpResponse:
    delivered = Delivered(
        body=request.body,
        headers={name.lower(): value for name, value in request.headers.items()},
        url=request.build_absolute_uri(),
        query=request.GET.dict(),
        part=part,
    )
    try:
        slices = adapter_for(channel).split(delivered)
    except BadSignature:
        refused(channel)
        return _refusal(channel, "The signature is missing or wrong.")
    except Unreadable:
        ledger.store_unreadable(channel, delivered.body)
        return _said(_acknowledgement(channel, delivered))
    for stored in ledger.store(channel, slices):
        if stored.waiting:
            with in_schema(stored.schema):
                wake(PROCESS, stored.event_id, together=True)
    return _said(_acknowledgement(channel, delivered))


def _acknowledgement(channel: str, delivered: Delivered) -> Answer:
    adapter = able(channel, Answers)
    return adapter.acknowledgement(delivered) if adapter else OK


def _refusal(channel: str, message: str) -> HttpResponse:
    adapter = able(channel, Refuses)
    return _said(adapter.refusal(message)) if adapter else _error(401, "bad_signature", message)


def _said(answer: Answer) -> HttpResponse:
    return HttpResponse(answer.body, content_type=answer.content_type, status=answer.status)


def _error(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse(
        {"error": {"code": code, "message": message, "request_id": context.correlation_id()}},
        status=status,
    )
