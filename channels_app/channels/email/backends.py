"""django-anymail's backends for one account, calling out by our own door.

A backend writes the provider's request; the connection, its time limit and how each failure is to
be taken are ours, as for every other channel.
"""

from __future__ import annotations

import time
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from anymail.backends.postmark import EmailBackend as PostmarkBackend
from anymail.backends.sendgrid import EmailBackend as SendGridBackend
from django.conf import settings

from channels_app.channels.base import Account, Advice, SendError
from channels_app.channels.calls import json_of, post_content, retry_after

#: Postmark's codes for a server, sender or account that may not send. Source:
#: postmarkapp.com/developer/api/overview#error-codes.
_POSTMARK_PAUSE: Final = {10, 400, 401, 405, 412, 413, 1101}
_POSTMARK_INACTIVE: Final = 406


class _OurDoor:
    """Posts what the backend wrote; raises :class:`SendError` for every refusal."""

    api_url: str

    def post_to_esp(self, payload: Any, message: Any) -> httpx.Response:
        request = payload.get_request_params(self.api_url)
        response = post_content(
            request["url"], content=request["data"], headers=dict(request["headers"])
        )
        if not response.is_success:
            raise error_of(response)
        return response


class _SendGrid(_OurDoor, SendGridBackend):
    pass


class _Postmark(_OurDoor, PostmarkBackend):
    pass


def backend_of(account: Account) -> Any:
    """The connection of an account's provider; PAUSE when it has no key or another provider."""
    if not account.token:
        raise SendError("no_token", "This account has no API key yet.", Advice.PAUSE)
    provider = str(account.config.get("provider") or "sendgrid")
    if provider == "sendgrid":
        # The id is ours and travels as Message-ID and custom argument.
        return _SendGrid(api_key=account.token, api_url=_sendgrid_url(), generate_message_id=False)
    if provider == "postmark":
        stream = str(account.config.get("message_stream") or "") or None
        return _Postmark(
            server_token=account.token, api_url=settings.POSTMARK_API_URL, message_stream=stream
        )
    raise SendError("provider", "This account names no provider we know.", Advice.PAUSE)


def _sendgrid_url() -> str:
    """The API's address; a bare origin gets the version every path begins with."""
    url = str(settings.SENDGRID_API_URL).rstrip("/")
    return f"{url}/" if urlsplit(url).path else f"{url}/v3/"


def error_of(response: httpx.Response) -> SendError:
    """A provider's refusal with what may be done about it."""
    status, said = response.status_code, json_of(response)
    code, words = _said(status, said)
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return SendError(code, words, Advice.WAIT, retry_after=_reset_in(response), holds="account")
    if status >= 500 or status == httpx.codes.REQUEST_TIMEOUT:
        return SendError(code, words, Advice.AGAIN, retry_after=retry_after(response))
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.PAYMENT_REQUIRED, httpx.codes.FORBIDDEN}:
        return SendError(code, words, Advice.PAUSE)
    if said.get("ErrorCode") in _POSTMARK_PAUSE:
        return SendError(code, words, Advice.PAUSE)
    if said.get("ErrorCode") == _POSTMARK_INACTIVE:
        return SendError("inactive", words, Advice.DEAD)
    return SendError(code, words, Advice.DEAD)


def _said(status: int, said: dict[str, Any]) -> tuple[str, str]:
    errors = said.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        field = str(errors[0].get("field") or "")
        words = str(errors[0].get("message") or "")
        return str(status), f"{field}: {words}" if field else words or f"HTTP {status}"
    if "ErrorCode" in said:
        return str(said["ErrorCode"]), str(said.get("Message") or f"HTTP {status}")
    return str(status), f"The provider refused the mail: HTTP {status}."


def _reset_in(response: httpx.Response) -> float | None:
    """Seconds until the limit is lifted: X-RateLimit-Reset is a moment, Retry-After a span."""
    try:
        return max(0.0, float(response.headers["x-ratelimit-reset"]) - time.time())
    except (KeyError, ValueError):
        return retry_after(response)
