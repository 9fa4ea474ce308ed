"""The language a visitor is shown the chat in."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

PARAMETER: Final = "language"
_KEPT_SECONDS: Final = 60 * 60 * 24 * 365


def offered(code: str) -> str:
    """The one of our languages that a code names ("es-CL" is "es"), "" for none."""
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return ""


def chat_language(request: HttpRequest, *, default: str) -> str:
    """What the address says, else what was chosen before, else the browser, else the broker."""
    asked = offered(request.GET.get(PARAMETER, ""))
    kept = offered(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    return asked or kept or _of_browser(request.headers.get("Accept-Language", "")) or default


def language_keep(response: HttpResponse, language: str) -> None:
    """Let the browser remember a language that was chosen."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _of_browser(header: str) -> str:
    codes = (offered(code) for code, _weight in parse_accept_lang_header(header) if code != "*")
    return next(filter(None, codes), "")
