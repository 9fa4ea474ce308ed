"""Calling the Bot API, and what its refusals mean for us.

Source: core.telegram.org/bots/api#making-requests. Descriptions are not part of the contract but
nothing else tells a blocked bot from a chat that never began.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import httpx
import orjson
from django.conf import settings

from channels_app.channels.base import Account, Advice, SendError
from channels_app.channels.calls import ask, json_of, post_form, post_json

_BLOCKED: Final = ("bot was blocked by the user",)
#: Answers that no program of ours wrote: the request may have been acted on behind them.
_UNTOLD: Final = {httpx.codes.GATEWAY_TIMEOUT}
_LONGEST_WAIT: Final = 24 * 60 * 60.0


def send_method(
    account: Account,
    method: str,
    body: Mapping[str, Any],
    files: Mapping[str, Any] | None = None,
) -> Any:
    """The ``result`` of a method that sends; :class:`SendError` says what may be done.

    With ``files`` the call is a multipart form, in which anything but text is JSON.
    """
    url = method_url(account, method)
    if files:
        response = post_form(url, data=_form(body), files=files)
    else:
        response = post_json(url, body=dict(body), headers={})
    return _result(response, sends=True)


def ask_method(account: Account, method: str, body: Mapping[str, Any]) -> Any:
    """The ``result`` of a method that sends no message, which may be called again."""
    return _result(
        ask("POST", method_url(account, method), headers={}, body=dict(body)), sends=False
    )


def method_url(account: Account, method: str) -> str:
    """Where a method is called; SendError when the bot has no token yet."""
    if not account.token:
        raise SendError("no_token", "This bot has no token yet.", Advice.PAUSE)
    return f"{settings.TELEGRAM_API_URL}/bot{account.token}/{method}"


def _form(body: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else orjson.dumps(value).decode()
        for name, value in body.items()
    }


def _result(response: httpx.Response, *, sends: bool) -> Any:
    answer = json_of(response)
    if answer.get("ok") is True:
        return answer.get("result")
    if response.is_success and "ok" not in answer:
        advice = Advice.UNSURE if sends else Advice.AGAIN
        raise SendError("no_result", "The channel's answer could not be read.", advice)
    raise refusal(response, answer)


def refusal(response: httpx.Response, answer: Mapping[str, Any]) -> SendError:
    """The error of an answer that is not ok; a 5xx may carry HTML and no JSON at all."""
    told = answer.get("error_code")
    status = told if isinstance(told, int) else response.status_code
    text = str(answer.get("description") or f"HTTP {response.status_code}")
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return SendError("429", text, Advice.WAIT, retry_after=_wait(answer))
    if status in _UNTOLD:
        return SendError(str(status), text, Advice.UNSURE)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.CONFLICT:
        return SendError(str(status), text)
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND}:
        # A revoked or mistyped token: whatever else is sent with it fares no better.
        return SendError(str(status), text, Advice.PAUSE)
    if status == httpx.codes.FORBIDDEN and any(words in text.lower() for words in _BLOCKED):
        return SendError("403", text, Advice.OPTED_OUT)
    return SendError(str(status), text, Advice.DEAD)


def _wait(answer: Mapping[str, Any]) -> float:
    parameters = answer.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    try:
        return min(max(float(wait or 1), 0.0), _LONGEST_WAIT)
    except (TypeError, ValueError):
        return 1.0
