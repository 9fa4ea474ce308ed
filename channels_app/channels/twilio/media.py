"""Files of MMS and WhatsApp messages, which Twilio hands out to their account alone.

The address comes with the message; our credentials go to Twilio's API and nowhere else. From there
Twilio leads on to where the bytes lie, which may be any public address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

from channels_app.channels.base import Account, Advice, SendError
from channels_app.channels.twilio.sending import credentials
from channels_app.http import client, guarded_client
from channels_app.public_addresses import AddressRefused, url_check

_API: Final = "https://api.twilio.com/"
_OURS: Final = ".twilio.com"
_PIECE: Final = 64 * 1024
_MOST_HOPS: Final = 3


def fetch(account: Account, ref: Mapping[str, Any]) -> Iterator[bytes]:
    """The bytes at ``ref["url"]`` in pieces; dead when they are gone or lie where they may not."""
    try:
        url = _at_twilio(str(ref.get("url") or ""))
        with _opened(url, account) as response:
            yield from response.iter_bytes(_PIECE)
    except (AddressRefused, httpx.InvalidURL, ValueError) as error:
        raise SendError("address", "The file lies at an address we do not ask.", Advice.DEAD) from (
            error
        )
    except httpx.HTTPError as error:
        raise SendError("no_answer", "The file broke off on its way.") from error


def _at_twilio(url: str) -> str:
    """The address as we call it; ValueError for one that is not the API's."""
    if url.startswith(_API):
        return f"{settings.TWILIO_API_URL}/{url.removeprefix(_API)}"
    host = urlsplit(url).hostname or ""
    if urlsplit(url).scheme != "https" or not host.endswith(_OURS):
        raise ValueError("not an address of Twilio's")
    return url


@contextmanager
def _opened(url: str, account: Account) -> Iterator[httpx.Response]:
    """The answer that carries the bytes, after at most three redirects."""
    headers: dict[str, str] = credentials(account)
    wire = client()
    for _hop in range(_MOST_HOPS + 1):
        with wire.stream("GET", url, headers=headers) as response:
            if not response.has_redirect_location:
                if response.status_code != httpx.codes.OK:
                    raise _not_handed_out(response.status_code)
                yield response
                return
            url = urljoin(url, response.headers["location"])
        url_check(url, allow_private=settings.OUTGOING_ALLOW_PRIVATE)
        headers, wire = {}, guarded_client()
    raise SendError("redirects", "The file is led on without end.", Advice.DEAD)


def _not_handed_out(status: int) -> SendError:
    gone = 400 <= status < 500 and status != httpx.codes.TOO_MANY_REQUESTS
    text = f"The file was not handed out: HTTP {status}."
    return SendError(str(status), text, Advice.DEAD if gone else Advice.AGAIN)
