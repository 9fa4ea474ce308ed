"""The Graph API as our adapter calls it: messages, files, templates and keys of forms."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from channels_app.loopback import outbox as kept
from channels_app.loopback.credentials import account_with_token, token_of
from channels_app.loopback.gate import for_developers
from channels_app.loopback.graph_rules import Refused, words_of
from channels_app.loopback.outbox import Sent
from channels_app.loopback.receipts import postman

_FILES_KEPT: Final = 50
#: What a developer's business account has to show in the template picker.
_TEMPLATES: Final = [
    {
        "id": "1001",
        "name": "seguimiento_visita",
        "language": "es",
        "category": "UTILITY",
        "status": "APPROVED",
        "rejected_reason": "NONE",
        "parameter_format": "POSITIONAL",
        "components": [
            {"type": "BODY", "text": "Hola {{1}}, ¿te acomoda la visita del {{2}}?"},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Sí"}]},
        ],
    },
    {
        "id": "1002",
        "name": "follow_up",
        "language": "en",
        "category": "MARKETING",
        "status": "APPROVED",
        "rejected_reason": "NONE",
        "parameter_format": "POSITIONAL",
        "components": [
            {"type": "BODY", "text": "Hi {{1}}, are you still looking for a home?"},
            {"type": "FOOTER", "text": "Reply STOP to hear no more from us"},
        ],
    },
    {
        "id": "1003",
        "name": "oferta_relampago",
        "language": "es",
        "category": "MARKETING",
        "status": "REJECTED",
        "rejected_reason": "PROMOTIONAL",
        "parameter_format": "POSITIONAL",
        "components": [{"type": "BODY", "text": "¡Solo hoy, {{1}}!"}],
    },
]


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    mime_type: str


_files: OrderedDict[str, _File] = OrderedDict()


@for_developers("LOOPBACK_GRAPH")
def messages(request: HttpRequest, number_id: str) -> HttpResponse:
    """``POST /{phone_number_id}/messages``: a message, or a mark that one was read."""
    refusal = _refusal(request, number_id)
    if refusal is not None:
        return refusal
    body = _json(request)
    if "status" in body:
        return _presence(body)
    try:
        words = words_of(body)
    except Refused as refused:
        return _error(400, refused.code, str(refused))
    to = str(body.get("to") or body.get("recipient"))
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
    person = {"wa_id": to} if body.get("to") else {"user_id": to}
    return JsonResponse(
        {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, **person}],
            "messages": [{"id": sent.external_id}],
        }
    )


def _presence(body: dict[str, Any]) -> HttpResponse:
    typing = body.get("typing_indicator")
    if body["status"] != "read" or not body.get("message_id"):
        return _error(400, 100, "(#100) Invalid parameter")
    if typing is not None and typing != {"type": "text"}:
        return _error(400, 100, "(#100) Param typing_indicator['type'] must be text")
    return JsonResponse({"success": True})


@for_developers("LOOPBACK_GRAPH")
def upload(request: HttpRequest, number_id: str) -> HttpResponse:
    """``POST /{phone_number_id}/media``: a file to be sent; answers the id it is known by."""
    refusal = _refusal(request, number_id)
    if refusal is not None:
        return refusal
    file = request.FILES.get("file")
    if file is None or request.POST.get("messaging_product") != "whatsapp":
        return _error(400, 100, "(#100) The parameter file is required.")
    return JsonResponse({"id": media_keep(file.read(), str(request.POST.get("type") or ""))})


def media_keep(content: bytes, mime_type: str) -> str:
    """Keep a file as if somebody had sent it; returns its id. The last fifty are kept."""
    media_id = str(kept.next_number())
    _files[media_id] = _File(content, mime_type)
    while len(_files) > _FILES_KEPT:
        _files.popitem(last=False)
    return media_id


@for_developers("LOOPBACK_GRAPH")
def media(request: HttpRequest, media_id: str) -> HttpResponse:
    """``GET /{media_id}``: where the bytes lie and what they are; ``DELETE`` forgets them."""
    if account_with_token("whatsapp", _bearer(request)) is None:
        return _stranger()
    file = _files.get(media_id)
    if file is None:
        return _error(400, 100, f"Object with ID '{media_id}' does not exist", subcode=33)
    if request.method == "DELETE":
        del _files[media_id]
        return JsonResponse({"success": True})
    path = reverse("loopback:graph-bytes", args=[media_id], urlconf=settings.PUBLIC_SCHEMA_URLCONF)
    return JsonResponse(
        {
            "messaging_product": "whatsapp",
            "url": f"{settings.LOOPBACK_ORIGIN}{path}",
            "mime_type": file.mime_type,
            "sha256": hashlib.sha256(file.content).hexdigest(),
            # A text, as Meta writes it.
            "file_size": str(len(file.content)),
            "id": media_id,
        }
    )


@for_developers("LOOPBACK_GRAPH")
def media_bytes(request: HttpRequest, media_id: str) -> HttpResponse:
    """The address that ``GET /{media_id}`` told; it asks for the same token."""
    if account_with_token("whatsapp", _bearer(request)) is None:
        return HttpResponse(status=401)
    file = _files.get(media_id)
    if file is None:
        return HttpResponse(status=404)
    return HttpResponse(file.content, content_type=file.mime_type or "application/octet-stream")


@for_developers("LOOPBACK_GRAPH")
def message_templates(request: HttpRequest, waba_id: str) -> HttpResponse:
    """``GET /{waba_id}/message_templates``, a page of two at a time."""
    if account_with_token("whatsapp", _bearer(request)) is None:
        return _stranger()
    after = request.GET.get("after", "")
    start = int(after) if after.isdigit() else 0
    rows, end = _TEMPLATES[start : start + 2], start + 2
    paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(end)}}
    if end < len(_TEMPLATES):
        paging["next"] = f"{settings.GRAPH_API_URL}/{waba_id}/message_templates?after={end}"
    summary = {
        "total_count": len(_TEMPLATES),
        "message_template_count": len(_TEMPLATES),
        "message_template_limit": 250,
        "are_translations_complete": False,
    }
    return JsonResponse({"data": rows, "paging": paging, "summary": summary})


@for_developers("LOOPBACK_GRAPH")
def leadgen_forms(request: HttpRequest, page_id: str) -> HttpResponse:
    """``GET /{page_id}/leadgen_forms``: this page has no forms."""
    token = token_of("leadads", page_id)
    if not token or not hmac.compare_digest(_bearer(request).encode(), token.encode()):
        return _stranger()
    return JsonResponse({"data": []})


@for_developers("LOOPBACK_GRAPH")
def encryption(request: HttpRequest, number_id: str) -> HttpResponse:
    """``POST /{phone_number_id}/whatsapp_business_encryption``: the public key of its forms."""
    refusal = _refusal(request, number_id)
    if refusal is not None:
        return refusal
    given = _json(request) or request.POST.dict()
    if "BEGIN PUBLIC KEY" not in str(given.get("business_public_key") or ""):
        return _error(400, 100, "(#100) Param business_public_key is not valid")
    return JsonResponse({"success": True})


def _refusal(request: HttpRequest, number_id: str) -> HttpResponse | None:
    """What Meta answers to a call on a number that is not the caller's."""
    if request.method != "POST":
        return _error(400, 100, "Unsupported get request.")
    token = token_of("whatsapp", number_id)
    if token is None:
        return _error(
            400, 100, f"Unsupported post request. Object with ID '{number_id}' does not exist."
        )
    if not token or not hmac.compare_digest(_bearer(request).encode(), token.encode()):
        return _stranger()
    return None


def _bearer(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else ""


def _json(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        return {}
    try:
        value = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _stranger() -> JsonResponse:
    return _error(401, 190, "Invalid OAuth access token - Cannot parse access token")


def _error(status: int, code: int, message: str, *, subcode: int | None = None) -> JsonResponse:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "loopback"}
    if subcode is not None:
        error["error_subcode"] = subcode
    return JsonResponse({"error": error}, status=status)
