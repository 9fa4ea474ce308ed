"""Proofs of origin that several channels share."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from django.conf import settings

from channels_app.channels.base import Answer, BadSignature


def check_hmac_sha256(*, secret: str, body: bytes, header: str, prefix: str = "") -> None:
    """Compare a hex HMAC-SHA256 of the raw body with a header, in constant time.

    Raises :class:`BadSignature` for a missing, malformed or wrong one, and for an empty secret.
    """
    if not secret or not header.startswith(prefix):
        raise BadSignature("missing signature")
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), header[len(prefix) :].strip().encode()):
        raise BadSignature("wrong signature")


def digest(body: bytes) -> str:
    """A short name for these bytes, equal whenever they are."""
    return hashlib.sha256(body).hexdigest()


def meta_signed(body: bytes, header: str) -> None:
    """Check that our Meta app signed the body; raises :class:`BadSignature`."""
    check_hmac_sha256(secret=settings.META_APP_SECRET, body=body, header=header, prefix="sha256=")


def meta_handshake(query: Mapping[str, str]) -> Answer:
    """Meta's question whether an endpoint is ours: its challenge back, as plain text.

    Raises :class:`BadSignature` for another verify token. Source:
    developers.facebook.com/docs/graph-api/webhooks/getting-started.
    """
    given = query.get("hub.verify_token", "")
    if query.get("hub.mode") != "subscribe" or not hmac.compare_digest(
        given.encode(), settings.META_VERIFY_TOKEN.encode()
    ):
        raise BadSignature("the verify token is not ours")
    return Answer(query.get("hub.challenge", "").encode(), "text/plain")
