"""Whether work for a broker may be done at all, remembered in this process for some seconds."""

from __future__ import annotations

import threading
import time
from typing import Any, Final

from django.db import transaction

from crm.brokers.selectors import active_schemas

KEPT_SECONDS: Final = 10.0

_lock = threading.Lock()
_kept: tuple[float, frozenset[str]] = (0.0, frozenset())


def is_active(schema: str) -> bool:
    """Whether a broker of this schema exists and is not suspended."""
    until, schemas = _kept
    if until > time.monotonic() and schema in schemas:
        return True
    # One that is not among them may be new: that is asked each time, and is rare.
    return schema in _asked()


def forget_active(**_signal: Any) -> None:
    """Ask the database again; receiver of saves and deletions."""
    _forget()
    transaction.on_commit(_forget)


def _forget() -> None:
    global _kept
    with _lock:
        _kept = (0.0, frozenset())


def _asked() -> frozenset[str]:
    global _kept
    schemas = frozenset(active_schemas())
    with _lock:
        _kept = (time.monotonic() + KEPT_SECONDS, schemas)
    return schemas
