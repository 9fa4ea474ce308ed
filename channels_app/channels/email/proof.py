"""Where a call comes from: a signature over its bytes, or a word only the provider was told."""

from __future__ import annotations

import binascii
import contextlib
import hmac
import time
from base64 import b64decode
from collections.abc import Iterable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from channels_app.channels.base import BadSignature, Delivered
from channels_app.channels.email.directory import Known, known_accounts, public_key

SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"


def signed_by(delivered: Delivered) -> dict[str, Known]:
    """The accounts whose SendGrid key signed these events; BadSignature when none did.

    Source: twilio.com/docs/sendgrid/for-developers/tracking-events/
    getting-started-event-webhook-security-features (ECDSA over timestamp and raw body).
    """
    timestamp = delivered.headers.get(TIMESTAMP, "")
    _check_age(timestamp)
    try:
        signature = b64decode(delivered.headers.get(SIGNATURE, ""), validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadSignature("the signature is no base64") from error
    signed = timestamp.encode() + delivered.body
    for fresh in (False, True):
        known = known_accounts(fresh=fresh)
        keys = dict.fromkeys(key for each in known.values() for key in each.public_keys)
        signer = next((key for key in keys if _verifies(key, signature, signed)), None)
        if signer is not None:
            return {name: each for name, each in known.items() if signer in each.public_keys}
    raise BadSignature("no account's key signed this")


def _verifies(word: str, signature: bytes, signed: bytes) -> bool:
    key = public_key(word)
    if key is None or not signature:
        return False
    try:
        key.verify(signature, signed, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def _check_age(timestamp: str) -> None:
    # Without a tolerance of the vendor's own: a repeat is the same rows, so this only bounds for
    # how long a call that was overheard could be played again.
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 16):
        raise BadSignature("no timestamp")
    if abs(time.time() - int(timestamp)) > settings.SENDGRID_SIGNATURE_SECONDS:
        raise BadSignature("the timestamp is too old, or not yet")


def worded_by(delivered: Delivered) -> dict[str, Known]:
    """The accounts whose word the call carries; BadSignature when nobody's, and it is not ours.

    Ours (``EMAIL_INBOUND_KEY``) speaks for accounts without words of their own, and for addresses
    nobody has connected: then the result may be empty.
    """
    given = given_words(delivered)
    for fresh in (False, True):
        known = known_accounts(fresh=fresh)
        found = {name: each for name, each in known.items() if _matches(given, _words_of(each))}
        if found:
            return found
    if not _matches(given, _ours()):
        raise BadSignature("the word in the address is missing or wrong")
    return {}


def given_words(delivered: Delivered) -> tuple[str, ...]:
    """What the call carries: ``key`` in its address, and the password of basic auth."""
    found = [delivered.query.get("key", "")]
    scheme, _space, coded = delivered.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        with contextlib.suppress(ValueError, binascii.Error):
            found.append(b64decode(coded).decode("utf-8", "replace").partition(":")[2])
    return tuple(word for word in found if word)


def _words_of(account: Known) -> tuple[str, ...] | None:
    return account.words or _ours()


def _ours() -> tuple[str, ...] | None:
    """The platform's word; None where a developer's machine takes calls without any."""
    if settings.EMAIL_INBOUND_KEY:
        return (settings.EMAIL_INBOUND_KEY,)
    return None if settings.DEBUG else ()


def _matches(given: Iterable[str], expected: tuple[str, ...] | None) -> bool:
    if expected is None:
        return True
    pairs = [(one.encode(), other.encode()) for one in given for other in expected]
    return any(hmac.compare_digest(*pair) for pair in pairs)


def proven(known: Mapping[str, Known], account_id: str) -> Known | None:
    """The account of that id, if it is among those the call proved itself to."""
    return known.get(account_id.strip().lower())
