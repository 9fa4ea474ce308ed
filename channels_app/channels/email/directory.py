"""The e-mail accounts of all brokers, by address: calls name a recipient, never a broker.

Kept in memory for half a minute, since every mail and every event asks; a call that nothing here
proves makes us read again, so that a new account is known at once.
"""

from __future__ import annotations

import binascii
import logging
import re
import threading
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from channels_app.channels.email.addresses import account_ids
from channels_app.models import ChannelAccount
from crm.brokers.models import ChannelRoute
from crm.core.tenancy import in_schema

logger = logging.getLogger(__name__)

CHANNEL: Final = "email"
_KEPT_SECONDS: Final = 30.0
_STALE_SECONDS: Final = 2.0
_PEM: Final = re.compile(r"-----(?:BEGIN|END) PUBLIC KEY-----")


@dataclass(frozen=True, slots=True)
class Known:
    """An account as far as calls have to prove themselves to it.

    Its secret holds public keys that sign events, and words that calls carry in their address.
    """

    account_id: str
    schema: str
    public_keys: tuple[str, ...]
    words: tuple[str, ...]


class _Directory:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read_at = 0.0
        self._known: Mapping[str, Known] = {}

    def all(self, *, fresh: bool = False) -> Mapping[str, Known]:
        age = time.monotonic() - self._read_at
        if age > (_STALE_SECONDS if fresh else _KEPT_SECONDS):
            known = _read()
            with self._lock:
                self._known, self._read_at = known, time.monotonic()
        return self._known

    def forget(self) -> None:
        with self._lock:
            self._read_at = 0.0


_directory: Final = _Directory()


def known_accounts(*, fresh: bool = False) -> Mapping[str, Known]:
    """Every account by its address or domain in lower case; ``fresh`` is at most 2 s old."""
    return _directory.all(fresh=fresh)


def known_for(recipient: str) -> Known | None:
    """The account that answers for a recipient, if one is connected."""
    known = known_accounts()
    found = [known[each] for each in account_ids(recipient) if each in known]
    return found[0] if found else None


@receiver([post_save, post_delete], sender=ChannelAccount, dispatch_uid="email.directory")
def forget_accounts(**_signal: Any) -> None:
    """Read the accounts again; receiver of saves and deletions."""
    _directory.forget()
    # Until the commit others may still read, and remember, what was.
    transaction.on_commit(_directory.forget)


def _read() -> dict[str, Known]:
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        routes = dict(
            ChannelRoute.objects.filter(channel=CHANNEL).values_list(
                "account_id", "broker__schema_name"
            )
        )
    known: dict[str, Known] = {}
    for schema in sorted(set(routes.values())):
        with in_schema(schema):
            for row in _rows():
                if routes.get(row.account_id) == schema:
                    keys, words = _parts(row.secret)
                    known[row.account_id.lower()] = Known(row.account_id, schema, keys, words)
    return known


def _rows() -> Iterator[ChannelAccount]:
    """The broker in hand's accounts; one whose secret no key opens must not silence the others."""
    for pk in list(ChannelAccount.objects.filter(channel=CHANNEL).values_list("pk", flat=True)):
        try:
            yield from ChannelAccount.objects.filter(pk=pk).only("account_id", "secret")
        except ValueError:
            logger.exception("The secret of e-mail account %s cannot be read", pk)


def _parts(secret: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The public keys in a secret, and its other words."""
    if _PEM.search(secret):
        before, key, after = (*_PEM.split(secret, maxsplit=2), "", "")[:3]
        secret = " ".join([before, "".join(key.split()), after])
    words = [word for word in re.split(r"[\s,]+", secret) if word]
    keys = tuple(word for word in words if public_key(word) is not None)
    return keys, tuple(word for word in words if word not in keys)


@lru_cache(maxsize=4096)
def public_key(word: str) -> EllipticCurvePublicKey | None:
    """The key a word of base64 is (SubjectPublicKeyInfo, elliptic curve); None for another word."""
    try:
        key = load_der_public_key(b64decode(word, validate=True))
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, EllipticCurvePublicKey) else None
