"""What Django calls when a request fails: our words instead of its pages, with DEBUG too."""

from __future__ import annotations

import logging
import sys
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.handlers import exception as django_exceptions
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from crm.core.answers import error_answer
from crm.core.connections import is_database_away

logger = logging.getLogger(__name__)

_RETRY_AFTER_DATABASE: Final = 5


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 for what Django itself found too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return error_answer(
            request, 413, code="too_large", message=_("What you sent is too large.")
        )
    return error_answer(
        request, 400, code="bad_request", message=_("This request could not be understood.")
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the reason, when somebody gave one."""
    message = str(exception) if exception and exception.args else _("You may not do this.")
    return error_answer(request, 403, code="forbidden", message=message)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; what exists but is a stranger's looks the same."""
    return error_answer(
        request, 404, code="not_found", message=_("Nothing was found at this address.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without any detail: it is in the log, under the request's id; 503 without database."""
    try:
        if is_database_away(sys.exc_info()[1]):
            return error_answer(
                request,
                503,
                code="unavailable",
                message=_("The service is not available right now. Try again in a moment."),
                retry_after=_RETRY_AFTER_DATABASE,
            )
        return error_answer(
            request,
            500,
            code="server_error",
            message=_("Something went wrong on our side. Please try again in a moment."),
        )
    except Exception:
        # The page itself fails (a broken template): words without it.
        logger.exception("The error page failed")
        return HttpResponse("Something went wrong on our side.", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: an old page, or another site's."""
    return error_answer(
        request,
        HTTPStatus.FORBIDDEN,
        code="csrf",
        message=_("This page was open for too long. Go back, reload it and try again."),
    )


class _QuietSettings:
    """The settings as Django's exception handler sees them: never DEBUG."""

    DEBUG = False

    def __getattr__(self, name: str) -> Any:
        return getattr(settings, name)


def use_our_pages_with_debug_too() -> None:
    """Keep Django's technical pages, which show settings and variables, from ever being sent.

    Its handler asks only ``settings.DEBUG``, which we keep for what a developer's machine is
    spared (secrets, demo data). The traceback is in the log.
    """
    django_exceptions.settings = _QuietSettings()  # type: ignore[attr-defined]
