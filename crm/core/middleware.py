"""The outermost layer of a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from crm.core import context

HEADER = "X-Correlation-ID"


class CorrelationMiddleware:
    """Takes or makes the correlation id, and puts it on every answer, errors included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        value = context.begin(request.headers.get(HEADER))
        response = self.get_response(request)
        response[HEADER] = value
        return response
