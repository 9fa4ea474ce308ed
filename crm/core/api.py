"""What every call of the REST API shares: errors, pages of lists, rates, reading of JSON.

Named in the settings, so DRF imports it while it makes its own views: the bases of ours are in
``crm.core.apiviews``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Final

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers, status
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from crm.core import rates
from crm.core.answers import error_body
from crm.core.errors import DomainError, RateLimited, TooLarge

if TYPE_CHECKING:
    from rest_framework.views import APIView

MAX_LIMIT: Final = 200
MAX_OFFSET: Final = 1_000_000

_CODES: Final[Mapping[int, str]] = {
    400: "invalid",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    415: "unsupported_media_type",
    429: "rate_limited",
}


class JSONParser(parsers.JSONParser):
    """Reads JSON strictly: UTF-8 only, no NaN, no bottomless nesting."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value of the body; ParseError says where it stops being JSON."""
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise exceptions.ParseError(
                _("The body is not JSON: %(problem)s.") % {"problem": error}, code="malformed"
            ) from error


class Pagination(LimitOffsetPagination):
    """``limit`` (50, at most 200) and ``offset``; answers count, next, previous, results."""

    default_limit = 50
    max_limit = MAX_LIMIT

    def get_offset(self, request: Request) -> int:
        """The offset, bounded: beyond it a list is no way to read."""
        return min(super().get_offset(request), MAX_OFFSET)


class ApiRate(BaseThrottle):
    """So many calls a minute and credential, over all processes."""

    def __init__(self) -> None:
        self._rate: rates.Rate | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the call; refused ones are told when to come again."""
        self._rate = rates.hit("api", credential_of(request), settings.RATE_API)
        return self._rate.allowed

    def wait(self) -> float | None:
        """Seconds until the window ends."""
        return float(self._rate.retry_after) if self._rate else None


def credential_of(request: Request) -> str:
    """A stable name of the credential: the API key's id, else the person's."""
    key_id = getattr(request.auth, "pk", None)
    if key_id:
        return f"key-{key_id}"
    user_id = getattr(request.user, "pk", None)
    return f"user-{user_id}" if user_id else f"address-{request.META.get('REMOTE_ADDR', '')}"


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Any expected failure in the one error shape; None leaves it to the 500 page."""
    if isinstance(error, RequestDataTooBig):
        error = TooLarge(_("The body is too large."))
    if isinstance(error, DomainError):
        return _domain(error)
    if isinstance(error, DjangoValidationError):
        return _validation(error)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    return _rest(error) if isinstance(error, exceptions.APIException) else None


def _domain(error: DomainError) -> Response:
    response = Response(error_body(error.code, error.message, error.fields), status=error.status)
    if isinstance(error, RateLimited):
        response["Retry-After"] = str(error.retry_after)
    return response


def _validation(error: DjangoValidationError) -> Response:
    fields: dict[str, str] = {}
    if hasattr(error, "error_dict"):
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        fields.pop("__all__", None)
    message = " ".join(error.messages)
    return Response(error_body("invalid", message, fields), status=status.HTTP_400_BAD_REQUEST)


def _rest(error: exceptions.APIException) -> Response:
    code = _CODES.get(error.status_code, "error")
    fields: dict[str, str] = {}
    if isinstance(error, exceptions.ValidationError):
        fields = dict(_flat(error.detail))
        general = fields.pop("", "")
        message = general or _("Some fields are not right.")
    else:
        message = " ".join(text for _name, text in _flat(error.detail))
        if isinstance(error, exceptions.ParseError):
            code = "malformed"
        elif isinstance(error, exceptions.AuthenticationFailed):
            code = "authentication_failed"
    response = Response(error_body(code, message, fields), status=error.status_code)
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if (wait := getattr(error, "wait", None)) is not None:
        response["Retry-After"] = str(max(1, round(wait)))
    return response


def _flat(detail: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """DRF's nested details as dotted names and one text each; "" is the whole body."""
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            if key in {"messages", "code"} and "detail" in detail:
                continue  # simplejwt's own trail; the sentence beside it says it all
            plain = key in {"non_field_errors", "detail"}
            yield from _flat(value, name if plain else f"{name}.{key}".lstrip("."))
    elif isinstance(detail, list):
        if all(not isinstance(item, Mapping | list) for item in detail):
            yield name, " ".join(str(item) for item in detail)
        else:
            for number, item in enumerate(detail):
                if item:
                    yield from _flat(item, f"{name}.{number}".lstrip("."))
    else:
        yield name, str(detail)
