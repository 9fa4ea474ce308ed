"""The public web chat: its page, and the messages for pages that have no socket.

The page is also what a frame on another site shows (``?embed=1``): without cookies, by a token
that the frame keeps (:mod:`channels_app.webchat.sessions`).
"""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect, ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from channels_app.webchat.consent import wording_for
from channels_app.webchat.errors import UnknownSession
from channels_app.webchat.language import PARAMETER, chat_language, language_keep, offered
from channels_app.webchat.selectors import chat_messages, frame_of
from channels_app.webchat.services import Choice, session_forget, visitor_post
from channels_app.webchat.sessions import (
    HEADER,
    session_drop,
    session_keep,
    session_new,
    session_of_request,
    session_of_token,
    session_token,
)
from channels_app.webchat.state import chat_state
from crm.brokers.current import broker_current
from crm.core.answers import domain_error_answer, error_answer
from crm.core.errors import DomainError, Invalid
from crm.core.tenancy import require_broker


@never_cache
@require_GET
def chat(request: HttpRequest) -> HttpResponse:
    """The chat page; it gives the visitor a key and otherwise stores nothing."""
    language = chat_language(request, default=broker_current().language)
    with translation.override(language):
        shown = _framed(request) if request.GET.get("embed") == "1" else _page(request)
    shown["Content-Language"] = language
    return shown


def _framed(request: HttpRequest) -> HttpResponse:
    """The page for a frame: no cookies, since browsers block them there, but a fresh token."""
    broker = broker_current()
    response = _show(request, messages=[], session=session_new(), is_framed=True)
    # What stands in the list was checked when it was stored; nothing else may stand in a policy.
    allowed = " ".join(broker.chat_origins) or "*"
    response["Content-Security-Policy"] = f"frame-ancestors {allowed}"
    return response


@ensure_csrf_cookie
def _page(request: HttpRequest) -> HttpResponse:
    schema = require_broker()
    session = session_of_request(request, schema=schema)
    known = chat_messages(session) if session else []
    session = session or session_new()
    response = _show(request, messages=known, session=session, is_framed=False)
    session_keep(response, session, schema=schema)
    chosen = offered(request.GET.get(PARAMETER, ""))
    if chosen:
        language_keep(response, chosen)
    return response


def _show(
    request: HttpRequest, *, messages: list[Any], session: str, is_framed: bool
) -> HttpResponse:
    language = translation.get_language() or ""
    return render(
        request,
        "channels_app/webchat.html",
        {
            "chat_messages": messages,
            "has_written": any(message["author"] == "lead" for message in messages),
            "state": chat_state(session, language=language),
            "consent": wording_for(broker_current()),
            "is_framed": is_framed,
            "token": session_token(session, schema=require_broker()) if is_framed else "",
        },
    )


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """GET: what was said ``?after=`` an id. POST: the visitor writes ``text`` as ``message_id``."""
    with translation.override(chat_language(request, default=broker_current().language)):
        try:
            if HEADER in request.headers:
                # A header of ours proves what the CSRF token proves for a cookie.
                return _messages(request, _of_frame(request))
            return _messages_by_cookie(request)
        except DomainError as error:
            return domain_error_answer(request, error)


@csrf_protect
def _messages_by_cookie(request: HttpRequest) -> HttpResponse:
    schema = require_broker()
    session = session_of_request(request, schema=schema)
    if request.method == "GET":
        return _messages(request, session)
    session = session or session_new()
    response = _messages(request, session)
    session_keep(response, session, schema=schema)
    return response


@csrf_exempt
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Begin anew: this browser forgets its key; what was said stays with the broker."""
    try:
        if HEADER in request.headers:
            session_forget(_of_frame(request))
            return JsonResponse({"token": session_token(session_new(), schema=require_broker())})
        return _forget_by_cookie(request)
    except DomainError as error:
        return domain_error_answer(request, error)


@csrf_protect
def _forget_by_cookie(request: HttpRequest) -> HttpResponse:
    session = session_of_request(request, schema=require_broker())
    if session:
        session_forget(session)
    response = redirect("webchat:chat")
    session_drop(response)
    return response


def _of_frame(request: HttpRequest) -> str:
    session = session_of_token(request.headers[HEADER], schema=require_broker())
    if not session:
        raise UnknownSession(_("This chat has ended; begin anew."))
    return session


def _messages(request: HttpRequest, session: str) -> HttpResponse:
    return _post(request, session) if request.method == "POST" else _list(request, session)


def _list(request: HttpRequest, session: str) -> HttpResponse:
    after = request.GET.get("after", "")
    return JsonResponse(
        {
            "messages": chat_messages(session, after=after) if session else [],
            "state": chat_state(session, language=translation.get_language() or ""),
        }
    )


def _post(request: HttpRequest, session: str) -> HttpResponse:
    try:
        given = _given(request)
    except ValueError:
        return error_answer(
            request, 400, code="malformed", message=_("The body is not a JSON object.")
        )
    message = visitor_post(
        session=session,
        text=_text(given, "text"),
        name=_text(given, "name"),
        message_id=_text(given, "message_id") or None,
        consent=_text(given, "consent"),
        choice=_choice(given),
    )
    if request.content_type != "application/json" and request.accepts("text/html"):
        return redirect("webchat:chat")  # the page's plain form, without its script
    return JsonResponse(frame_of(message), status=201)


def _given(request: HttpRequest) -> dict[str, Any] | QueryDict:
    if request.content_type != "application/json":
        return request.POST
    value = orjson.loads(request.body)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _choice(given: dict[str, Any] | QueryDict) -> Choice | None:
    option = _text(given, "choice")
    return Choice(_text(given, "of"), option) if option else None


def _text(given: dict[str, Any] | QueryDict, name: str) -> str:
    value = given.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid(_("Some fields are not right."), fields={name: _("must be text")})
    return value
