"""The language of a request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = settings.LANGUAGE_COOKIE_NAME


class LanguageMiddleware:
    """Speaks the person's language, else the cookie's, else the broker's, else the browser's.

    After the authentication middleware. An API call carries no session, so nobody is looked up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


def chosen_language(request: HttpRequest) -> str:
    """The code of the language to answer in; always one of LANGUAGES."""
    offered = dict(settings.LANGUAGES)
    broker = getattr(request, "broker", None)
    for wanted in (
        getattr(request.user, "language", ""),
        request.COOKIES.get(COOKIE, ""),
        broker.language if broker else "",
    ):
        if wanted in offered:
            return str(wanted)
    return translation.get_language_from_request(request)
