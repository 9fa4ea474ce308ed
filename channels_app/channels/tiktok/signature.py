"""TikTok's signature: ``TikTok-Signature: t=<unix>,s=<hex>``, HMAC-SHA256 over ``t.body``.

Source: developers.tiktok.com/doc/webhooks-verification.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterable
from typing import Final

from django.conf import settings

from channels_app.channels.base import BadSignature

HEADER: Final = "tiktok-signature"
#: A clock of theirs may run ahead of ours by this much (seconds).
_AHEAD: Final = 3600


def check(*, header: str, body: bytes, secrets: Iterable[str]) -> str:
    """The secret that made the signature; raises :class:`BadSignature` when none did.

    Also raises it for a time older than TIKTOK_SIGNATURE_SECONDS, so that what was overheard once
    is not good for ever. (A repeat within that time is the same row of the ledger.)
    """
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    stamp, given = parts.get("t", ""), parts.get("s", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12 and given):
        raise BadSignature("missing or malformed signature")
    age = time.time() - int(stamp)
    if not -_AHEAD <= age <= settings.TIKTOK_SIGNATURE_SECONDS:
        raise BadSignature("the signature is too old")
    signed = stamp.encode() + b"." + body
    for secret in secrets:
        if secret:
            expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
            if hmac.compare_digest(expected.encode(), given.encode()):
                return secret
    raise BadSignature("wrong signature")
