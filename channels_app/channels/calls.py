"""Calling a channel's API: every way it can fail, sorted by what may be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import httpx

from channels_app.channels.base import Advice, SendError
from channels_app.http import client


def post_json(url: str, *, body: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
    """POST and return the answer whatever its status.

    A connection that was never made is safe to try again. One that broke or timed out after the
    request went out is ``unsure``: the channel may have acted on it.
    """
    return _reached(lambda: client().post(url, json=body, headers=headers), unsure=True)


def post_form(
    url: str,
    *,
    data: Mapping[str, str],
    files: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """POST a form, multipart when there are ``files``; fails as :func:`post_json` does."""
    return _reached(
        lambda: client().post(url, data=dict(data), files=files, headers=dict(headers or {})),
        unsure=True,
    )


def post_content(url: str, *, content: str | bytes, headers: Mapping[str, str]) -> httpx.Response:
    """POST a body that is written already; fails as :func:`post_json` does."""
    return _reached(lambda: client().post(url, content=content, headers=dict(headers)), unsure=True)


def ask(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    params: Mapping[str, str] | None = None,
    body: dict[str, Any] | None = None,
    data: Mapping[str, str] | None = None,
    files: Mapping[str, Any] | None = None,
) -> httpx.Response:
    """Call something that sends no message, so that trying again is always safe.

    Returns the answer whatever its status.
    """
    return _reached(
        lambda: client().request(
            method,
            url,
            headers=dict(headers),
            params=dict(params) if params else None,
            json=body,
            data=dict(data) if data else None,
            files=files,
        ),
        unsure=False,
    )


def _reached(call: Callable[[], httpx.Response], *, unsure: bool) -> httpx.Response:
    try:
        return call()
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise SendError("unreachable", "The channel cannot be reached.") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise SendError("address", "The channel's address is wrong.", Advice.PAUSE) from error
    except httpx.HTTPError as error:
        if not unsure:
            raise SendError("no_answer", "The channel did not answer.") from error
        raise SendError(
            "no_answer", "The channel did not answer; it may have sent the message.", Advice.UNSURE
        ) from error


def json_of(response: httpx.Response) -> dict[str, Any]:
    """The answer's JSON object, empty when it is something else."""
    try:
        value = response.json()
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def retry_after(response: httpx.Response) -> float | None:
    """Seconds of a Retry-After header."""
    try:
        return max(0.0, float(response.headers.get("retry-after", "")))
    except ValueError:
        return None
