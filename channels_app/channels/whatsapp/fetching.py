"""Media that came in: an id becomes an address for five minutes, and the address the bytes.

Source: developers.facebook.com/documentation/business-messaging/whatsapp, at
business-phone-numbers/media.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any, Final

import httpx
from django.conf import settings

from channels_app.channels.base import Account, Advice, SendError
from channels_app.channels.whatsapp import graph
from channels_app.channels.whatsapp.errors import error_of
from channels_app.channels.whatsapp.files import SIZES
from channels_app.http import client, guarded_client
from channels_app.public_addresses import AddressRefused

_PIECE: Final = 64 * 1024
_BIGGEST: Final = max(SIZES.values())
_GONE: Final = {httpx.codes.NOT_FOUND, httpx.codes.GONE}


def media(account: Account, ref: Mapping[str, Any]) -> Iterator[bytes]:
    """The bytes of a file in pieces; raises :class:`SendError`, final when it is gone.

    An address that has gone stale meanwhile is asked for once more.
    """
    media_id = str(ref.get("id") or "")
    if not media_id:
        raise SendError("no_media", "The message names no file.", Advice.DEAD)
    for attempt in (1, 2):
        url = _address(account, media_id)
        try:
            with _door(url).stream("GET", url, headers=graph.bearer(account)) as response:
                if response.status_code in _GONE and attempt == 1:
                    continue
                if response.status_code != httpx.codes.OK:
                    response.read()
                    raise error_of(response, is_send=False)
                yield from _pieces(response)
                return
        except AddressRefused as error:
            raise _refused() from error
        except httpx.HTTPError as error:
            raise SendError("no_answer", "The file could not be fetched.") from error


def _address(account: Account, media_id: str) -> str:
    answer = graph.get(account, media_id, params={"phone_number_id": account.account_id})
    try:
        size = int(answer.get("file_size") or 0)
    except (TypeError, ValueError):
        size = 0
    if size > _BIGGEST:
        raise SendError("file_too_big", "The file is too big.", Advice.DEAD)
    return str(answer.get("url") or "")


def _door(url: str) -> httpx.Client:
    """The client for an address out of an answer: the token goes to the vendor's hosts alone."""
    try:
        parsed, graph_api = httpx.URL(url), httpx.URL(settings.GRAPH_API_URL)
    except httpx.InvalidURL as error:
        raise _refused() from error
    if _origin(parsed) == _origin(graph_api) or (
        # A stand-in on this machine may hand out files on another port of it.
        _is_loopback(graph_api.host) and _is_loopback(parsed.host)
    ):
        return client()
    host = parsed.host.lower()
    known = any(host == name or host.endswith(f".{name}") for name in settings.GRAPH_MEDIA_HOSTS)
    if parsed.scheme != "https" or not known:
        raise _refused()
    # A name under the vendor's control may still be made to lead into our network.
    return guarded_client()


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    taken = 0
    for piece in response.iter_bytes(_PIECE):
        taken += len(piece)
        if taken > _BIGGEST:
            raise SendError("file_too_big", "The file is too big.", Advice.DEAD)
        yield piece


def _refused() -> SendError:
    return SendError("media_address", "The file's address is not WhatsApp's.", Advice.DEAD)
