"""LinkedIn's two proofs: a challenge that we answer, a signature that it makes.

Both are HMAC-SHA256 with one secret, so a challenge must never be the text of a signature: only
what looks like the documented UUID is answered. Otherwise anybody could have us sign a forged
notice by asking for it as a challenge.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import Final

import orjson

from channels_app.channels.base import Answer, BadSignature

HEADER: Final = "x-li-signature"
_PREFIX: Final = "hmacsha256="
_CODE: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


def challenge_answer(code: str, secret: str) -> Answer:
    """The answer to a challenge; raises :class:`BadSignature` for what is none."""
    if not _CODE.match(code):
        raise BadSignature("the challenge code is missing or odd")
    if not secret:
        raise BadSignature("no client secret is known")
    return Answer(orjson.dumps({"challengeCode": code, "challengeResponse": _hmac(secret, code)}))


def check(header: str, body: bytes, secrets: Iterable[str]) -> None:
    """Raise :class:`BadSignature` unless one of the secrets signed the body.

    The vendor's page can be read two ways, with the prefix in what is signed or before the
    signature; the two together cover every reading, and each needs the secret.
    """
    given = header.strip().removeprefix(_PREFIX).lower()
    if not given:
        raise BadSignature("missing signature")
    for secret in filter(None, secrets):
        for text in (_PREFIX.encode() + body, body):
            if hmac.compare_digest(_hmac(secret, text).encode(), given.encode()):
                return
    raise BadSignature("wrong signature")


def _hmac(secret: str, text: str | bytes) -> str:
    signed = text.encode() if isinstance(text, str) else text
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
