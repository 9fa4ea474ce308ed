"""Layers of a request that concern the whole site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from crm.core.answers import domain_error_answer, error_answer
from crm.core.errors import DomainError
from crm.core.limits import body_limit, body_limit_text

GetResponse = Callable[[HttpRequest], HttpResponse]

# Nothing inline anywhere in our pages. Sockets are of the same host: 'self' covers ws and wss in
# every current browser.
_POLICY: Final = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# django-unfold's pages carry inline scripts and styles and evaluate Alpine's expressions.
_CONSOLE_POLICY: Final = {
    **_POLICY,
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
}
_CONSOLE: Final = "/admin/"


class SecurityHeadersMiddleware:
    """Says on every answer what a browser may load, who may embed it, and that nobody keeps it.

    A view that wants another rule sets it in the policy header itself; the rest is added here. The
    remaining headers (HSTS, nosniff, referrer, opener) are the SecurityMiddleware's.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers["Content-Security-Policy"] = content_security_policy(
            request.path_info, headers.get("Content-Security-Policy", "")
        )
        # Somebody's leads must not be read with the back button once they signed out, nor by who
        # shares a proxy with them. Files say for themselves how long they last.
        headers.setdefault("Cache-Control", "no-store, private")
        headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"
        )
        return response


def content_security_policy(path: str, own: str = "") -> str:
    """The policy of a page at ``path``; directives in ``own`` take the place of the usual ones."""
    rules = dict(_CONSOLE_POLICY if path.startswith(_CONSOLE) else _POLICY)
    for directive in filter(None, (part.strip() for part in own.split(";"))):
        name, _space, value = directive.partition(" ")
        rules[name] = value
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class BodyLimitMiddleware:
    """Refuses a body that announces more bytes than its address takes.

    The server's edge (config.limits) counts what really arrives; this one also stands where there
    is no such edge.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = body_limit(request.path_info)
        try:
            announced = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return error_answer(
                request, 400, code="bad_request", message=_("Content-Length is not a number.")
            )
        if announced > limit:
            return error_answer(
                request,
                413,
                code="too_large",
                message=_("A request here carries at most %(limit)s.")
                % {"limit": body_limit_text(limit)},
            )
        return self.get_response(request)


class DomainErrorMiddleware:
    """Turns what a service refused, and no view caught, into its status and words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The refusal's answer; anything else is the 500 page's."""
        return domain_error_answer(request, error) if isinstance(error, DomainError) else None
