"""Twilio's proof of origin: an HMAC over the address it called and the form it sent.

Source: twilio.com/docs/usage/webhooks/webhooks-security. Twilio is not consistent about a port
that goes without saying, so an address counts with and without it; http for https does not.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from typing import Final
from urllib.parse import ParseResult, parse_qs, urlparse

from channels_app.channels.base import BadSignature
from channels_app.channels.twilio.forms import Pairs

HEADER: Final = "x-twilio-signature"
#: Names key and algorithm of a call signed with a SharedKey instead of the auth token.
SETTINGS_HEADER: Final = "x-twilio-webhooks-signature-settings"
SHA1: Final = "HMAC_SHA1"
SHA256: Final = "HMAC_SHA256"
_HASHES: Final = {SHA1: hashlib.sha1, SHA256: hashlib.sha256}
_BODY_HASH: Final = "bodySHA256"


def signature_settings(header: str) -> dict[str, str]:
    """The named parts of the settings header, empty for none: ``key=…,algorithm=…``."""
    found = {}
    for part in header.split(","):
        name, equals, value = part.partition("=")
        if equals and value.strip():
            found[name.strip()] = value.strip()
    return found


def check_signature(
    *,
    secret: str,
    urls: Iterable[str],
    header: str,
    form: Pairs = (),
    body: bytes | None = None,
    algorithm: str = SHA1,
) -> None:
    """Raise :class:`BadSignature` unless Twilio signed a call of one of these addresses.

    ``form`` are the pairs of a form's body. ``body`` is given for one that is no form: its
    SHA-256 must then stand in the signed address's query. A GET has neither.
    """
    if not secret or not header or algorithm.upper() not in _HASHES:
        raise BadSignature("missing signature")
    for url in urls:
        if body is not None and not _covers(url, body):
            continue
        for spelling in _spellings(url):
            expected = signature(secret, spelling, form, algorithm)
            if hmac.compare_digest(expected.encode(), header.encode("utf-8", "surrogateescape")):
                return
    raise BadSignature("wrong signature")


def signature(secret: str, url: str, form: Pairs = (), algorithm: str = SHA1) -> str:
    """Twilio's signature of a call: each name in byte order, its values once each and sorted."""
    values: dict[str, set[str]] = {}
    for name, value in form:
        values.setdefault(name, set()).add(value)
    signed = url + "".join(
        name + value for name in sorted(values) for value in sorted(values[name])
    )
    # Bytes that are no UTF-8 were kept as they came, and are signed as they came.
    mark = hmac.new(
        secret.encode(), signed.encode("utf-8", "surrogateescape"), _HASHES[algorithm.upper()]
    )
    return base64.b64encode(mark.digest()).decode()


def _covers(url: str, body: bytes) -> bool:
    """Whether the address names this body's digest."""
    given = parse_qs(urlparse(url).query).get(_BODY_HASH, [""])[0]
    return hmac.compare_digest(hashlib.sha256(body).hexdigest().encode(), given.encode())


def _spellings(url: str) -> list[str]:
    try:
        parts = urlparse(url)
        port = parts.port
    except ValueError:
        return []
    return [_without_port(parts, port), _with_port(parts, port)]


def _without_port(parts: ParseResult, port: int | None) -> str:
    if not port:
        return parts.geturl()
    return parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl()


def _with_port(parts: ParseResult, port: int | None) -> str:
    if port:
        return parts.geturl()
    default = 443 if parts.scheme == "https" else 80
    return parts._replace(netloc=f"{parts.netloc}:{default}").geturl()
