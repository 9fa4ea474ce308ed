"""From an account on a channel to the broker whose messages arrive there."""

from __future__ import annotations

import hashlib
import threading
import time
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from crm.brokers.models import ChannelRoute
from crm.core.tenancy import in_schema

KEPT_SECONDS: Final = 30.0
UNKNOWN_KEPT_SECONDS: Final = 2.0
_MOST_KEPT: Final = 20_000

_lock = threading.Lock()
_kept: dict[tuple[str, str, str], tuple[float, tuple[str, str] | None]] = {}


def broker_for_account(channel: str, account_id: str) -> str | None:
    """Schema of the broker this account is routed to; None for a stranger's account."""
    found = _remembered("account", channel, account_id)
    return found[0] if found else None


def account_for_secret(channel: str, secret: str) -> tuple[str, str] | None:
    """Schema and account id known by the secret that a call carried."""
    return _remembered("secret", channel, secret_digest(secret)) if secret else None


def secret_digest(secret: str) -> str:
    """What is kept of a secret by which calls are told apart."""
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""


def forget_routes(**_signal: Any) -> None:
    """Ask the database again for every account; receiver of saves and deletions."""
    _forget()
    # Until the commit others may still read, and remember, what was.
    transaction.on_commit(_forget)


def _forget() -> None:
    with _lock:
        _kept.clear()


def _remembered(kind: str, channel: str, value: str) -> tuple[str, str] | None:
    name = (kind, channel, value)
    now = time.monotonic()
    kept = _kept.get(name)
    if kept is None or kept[0] <= now:
        field = "account_id" if kind == "account" else "secret_digest"
        with in_schema(settings.PUBLIC_SCHEMA_NAME):
            found = (
                ChannelRoute.objects.filter(channel=channel, **{field: value})
                .values_list("broker__schema_name", "account_id")
                .first()
            )
        kept = (now + (KEPT_SECONDS if found else UNKNOWN_KEPT_SECONDS), found)
        with _lock:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            _kept[name] = kept
    return kept[1]
