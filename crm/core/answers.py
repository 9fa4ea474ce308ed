"""What a request is told when it is refused: one JSON shape for machines, one page for people."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from crm.core import context
from crm.core.errors import DomainError, RateLimited

logger = logging.getLogger(__name__)

#: Addresses that machines talk to; everything else is a page.
MACHINE_PATHS: Final = ("/api/", "/webhooks/", "/mcp", "/chat/messages")
PAGE: Final = "errors/page.html"


def error_body(
    code: str, message: str, fields: Mapping[str, str] | None = None
) -> dict[str, dict[str, Any]]:
    """The one error shape of the API."""
    error: dict[str, Any] = {"code": code, "message": message}
    if fields:
        error["fields"] = dict(fields)
    error["request_id"] = context.correlation_id()
    return {"error": error}


def wants_json(request: HttpRequest) -> bool:
    """Whether the caller is a program: by address, or because it accepts JSON and not HTML."""
    if request.path_info.startswith(MACHINE_PATHS):
        return True
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def error_answer(
    request: HttpRequest,
    status: int,
    *,
    code: str,
    message: str,
    fields: Mapping[str, str] | None = None,
    retry_after: int | None = None,
) -> HttpResponse:
    """The refusal in the form the caller reads; never needs the database or the session."""
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse(error_body(code, message, fields), status=status)
    else:
        response = HttpResponse(_page(status, message), status=status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    if status != HTTPStatus.NOT_FOUND:
        response["Cache-Control"] = "no-store"
    return response


def domain_error_answer(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A service's refusal that no view turned into something better."""
    return error_answer(
        request,
        error.status,
        code=error.code,
        message=error.message,
        fields=error.fields,
        retry_after=error.retry_after if isinstance(error, RateLimited) else None,
    )


def _page(status: int, message: str) -> str:
    """The error page, rendered without the request: a failing context processor must not matter."""
    titles = {
        400: _("This request could not be understood"),
        403: _("You may not do this"),
        404: _("There is nothing here"),
        409: _("Somebody was faster"),
        413: _("That is too large"),
        429: _("Too many tries"),
        500: _("Something went wrong on our side"),
        503: _("Not available right now"),
    }
    return render_to_string(
        PAGE,
        {
            "status": status,
            "title": titles.get(status, _("That did not work")),
            "message": message,
            "request_id": context.correlation_id(),
        },
    )
