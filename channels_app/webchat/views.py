"""The public web chat: its page, and the messages for pages that have no socket."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from channels_app.webchat.selectors import chat_messages, frame_of
from channels_app.webchat.services import visitor_post
from channels_app.webchat.sessions import session_keep, session_new, session_of_request
from crm.core.answers import domain_error_answer, error_answer
from crm.core.errors import DomainError, Invalid
from crm.core.tenancy import require_broker


@never_cache
@ensure_csrf_cookie
@require_GET
def chat(request: HttpRequest) -> HttpResponse:
    """The chat page; it gives the visitor a key and otherwise stores nothing."""
    schema = require_broker()
    session = session_of_request(request, schema=schema)
    known = chat_messages(session) if session else []
    response = render(request, "channels_app/webchat.html", {"chat_messages": known})
    session_keep(response, session or session_new(), schema=schema)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """GET: what was said ``?after=`` an id. POST: the visitor writes ``text`` as ``message_id``."""
    try:
        return _post(request) if request.method == "POST" else _list(request)
    except DomainError as error:
        return domain_error_answer(request, error)


def _list(request: HttpRequest) -> HttpResponse:
    session = session_of_request(request, schema=require_broker())
    after = request.GET.get("after", "")
    return JsonResponse({"messages": chat_messages(session, after=after) if session else []})


def _post(request: HttpRequest) -> HttpResponse:
    schema = require_broker()
    try:
        given = _given(request)
    except ValueError:
        return error_answer(
            request, 400, code="malformed", message=_("The body is not a JSON object.")
        )
    session = session_of_request(request, schema=schema) or session_new()
    message = visitor_post(
        session=session,
        text=_text(given, "text"),
        name=_text(given, "name"),
        message_id=_text(given, "message_id") or None,
    )
    response: HttpResponse = JsonResponse(frame_of(message), status=201)
    if request.content_type != "application/json" and request.accepts("text/html"):
        response = redirect("webchat:chat")  # the page's plain form, without its script
    session_keep(response, session, schema=schema)
    return response


def _given(request: HttpRequest) -> dict[str, Any] | QueryDict:
    if request.content_type != "application/json":
        return request.POST
    value = orjson.loads(request.body)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _text(given: dict[str, Any] | QueryDict, name: str) -> str:
    value = given.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid(_("Some fields are not right."), fields={name: _("must be text")})
    return value
