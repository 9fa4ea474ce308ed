"""From a host name to a broker, remembered in this process so that a warm request asks nobody.

Another process learns of a change when its copy grows old; the one that made it forgets at once.
"""

from __future__ import annotations

import copy
import ipaddress
import re
import threading
import time
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from crm.brokers.models import Broker
from crm.core.tenancy import in_schema

KEPT_SECONDS: Final = 30.0
#: Whoever makes up host names costs a query each time; a new broker is served this soon.
UNKNOWN_KEPT_SECONDS: Final = 2.0
_MOST_KEPT: Final = 5_000
_POSSIBLE: Final = re.compile(r"[a-z0-9.-]{1,253}\Z")

_lock = threading.Lock()
_kept: dict[str, tuple[float, Broker | None]] = {}


def normal_host(value: str) -> str:
    """The host of a Host or Origin header: lower case, without port, brackets and final dot."""
    host = value.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    if host.count(":") == 1:
        host = host.partition(":")[0]
    return host.rstrip(".")


def is_bare(host: str) -> bool:
    """Whether the host is the platform's own: BASE_DOMAIN, localhost, or an address in digits."""
    base = settings.BASE_DOMAIN.lower()
    if host in {base, f"www.{base}", "localhost"}:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def domain_for(slug: str) -> str:
    """The host name of a slug under BASE_DOMAIN; host names know no underscore."""
    return f"{slug.replace('_', '-')}.{settings.BASE_DOMAIN.lower()}"


def broker_for_host(host: str) -> Broker | None:
    """A copy of the broker that answers under this (normal) host, suspended ones included."""
    if not _POSSIBLE.match(host):
        return None
    now = time.monotonic()
    kept = _kept.get(host)
    if kept is None or kept[0] <= now:
        broker = _find(host)
        age = KEPT_SECONDS if broker else UNKNOWN_KEPT_SECONDS
        kept = (now + age, broker)
        with _lock:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            _kept[host] = kept
    # A view may change its broker and save it; the remembered one stays as the database had it.
    return copy.copy(kept[1])


def forget_hosts(**_signal: Any) -> None:
    """Ask the database again for every host; receiver of saves and deletions."""
    _forget()
    # Until the commit others may still read, and remember, what was.
    transaction.on_commit(_forget)


def _forget() -> None:
    with _lock:
        _kept.clear()


def _find(host: str) -> Broker | None:
    wanted = Q(domains__domain=host)
    base = f".{settings.BASE_DOMAIN.lower()}"
    if host.endswith(base):
        # The slug's own host goes on working when BASE_DOMAIN changes.
        wanted |= Q(schema_name=host.removesuffix(base).replace("-", "_"))
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        broker: Broker | None = Broker.objects.filter(wanted).first()
        return broker
