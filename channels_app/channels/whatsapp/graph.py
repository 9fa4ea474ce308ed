"""Addresses of the Graph API, and asking it for what sends no message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings
from django.utils.translation import gettext_noop

from channels_app.channels.base import Account, Advice, SendError
from channels_app.channels.calls import ask, json_of
from channels_app.channels.whatsapp.errors import error_of


def address(*parts: str) -> str:
    """The address of an object; nothing in an id leads elsewhere."""
    return "/".join([settings.GRAPH_API_URL, *(quote(part, safe="") for part in parts)])


def bearer(account: Account) -> dict[str, str]:
    """The header that proves who is calling; raises :class:`SendError` without a token."""
    if not account.token:
        raise SendError("no_token", gettext_noop("This number has no token yet."), Advice.PAUSE)
    return {"authorization": f"Bearer {account.token}"}


def get(account: Account, *parts: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The object of an address; raises :class:`SendError`."""
    return _object(ask("GET", address(*parts), headers=bearer(account), params=params))


def post(account: Account, *parts: str, **content: Any) -> dict[str, Any]:
    """What a call that sends no message answered; ``content`` is as :func:`calls.ask` has it."""
    return _object(ask("POST", address(*parts), headers=bearer(account), **content))


def _object(response: httpx.Response) -> dict[str, Any]:
    answer = json_of(response)
    if response.status_code != httpx.codes.OK or "error" in answer:
        raise error_of(response, is_send=False)
    return answer
