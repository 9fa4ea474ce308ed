"""One call of an endpoint: what came back, in the terms its delivery is judged by."""

from __future__ import annotations

import logging
import ssl
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx
from django.conf import settings

from channels_app.guarded import within
from channels_app.http import guarded_client
from channels_app.public_addresses import AddressRefused, url_check
from crm.core.text import clip, storable

logger = logging.getLogger(__name__)

_ANSWER_BYTES: Final = 64 * 1024
_ANSWER_KEPT: Final = 500
#: Answers that speak of the endpoint as a whole, not of the event it was given.
_ENDPOINT_WIDE: Final = frozenset({408, 421, 425, 429})


@dataclass(frozen=True, slots=True)
class Outcome:
    """``error`` is a stable code, "" for a success; ``status`` is absent without an answer."""

    status: int | None
    error: str
    answer: str
    took_ms: int
    retry_after: float = 0.0

    @property
    def is_sent(self) -> bool:
        """Whether the endpoint took it."""
        return not self.error

    @property
    def is_gone(self) -> bool:
        """Whether the endpoint says that it wants nothing any more."""
        return self.status == httpx.codes.GONE

    @property
    def is_endpoint_wide(self) -> bool:
        """Whether the next event would fare no better just now."""
        return self.status is None or self.status >= 500 or self.status in _ENDPOINT_WIDE


def endpoint_call(url: str, *, body: bytes, headers: dict[str, str]) -> Outcome:
    """POST the body and say what became of it; never raises, over within the time limit."""
    began = time.monotonic()
    status: int | None = None
    error, answer, retry_after = "", "", 0.0
    try:
        url_check(url, allow_private=settings.OUTGOING_ALLOW_PRIVATE)
        with (
            within(settings.OUTGOING_TIMEOUT_SECONDS),
            guarded_client().stream(
                "POST", url, content=body, headers={"content-type": "application/json", **headers}
            ) as response,
        ):
            status = response.status_code
            error = "" if response.is_success else "status"
            retry_after = _retry_after(response)
            answer = _answer_of(response)
    except AddressRefused as refusal:
        error, answer = "refused_address", str(refusal)
    except httpx.TimeoutException:
        error = error or ("" if status else "timeout")
    except httpx.HTTPError as failure:
        if status is None:
            error = "certificate" if _is_certificate(failure) else "unreachable"
            answer = str(failure)
    except (httpx.InvalidURL, ValueError) as failure:
        error, answer = "refused_address", type(failure).__name__
    except Exception as failure:
        logger.exception("Calling an endpoint failed unexpectedly")
        error, answer = "internal", type(failure).__name__
    return Outcome(
        status=status,
        error=error,
        answer=clip(storable(answer), _ANSWER_KEPT),
        took_ms=round((time.monotonic() - began) * 1000),
        retry_after=retry_after,
    )


def _answer_of(response: httpx.Response) -> str:
    """The beginning of the answer; what comes after 64 KiB is not waited for."""
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in response.iter_raw(8192):
            pieces.append(piece)
            size += len(piece)
            if size >= _ANSWER_BYTES:
                break
    except httpx.HTTPError:
        # The status has been said; a body that breaks off takes nothing back.
        pieces.append(b" ...")
    return b"".join(pieces)[:_ANSWER_BYTES].decode("utf-8", "replace")


def _retry_after(response: httpx.Response) -> float:
    """Seconds of a Retry-After header, 0 without one that can be read."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0.0
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def _is_certificate(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
