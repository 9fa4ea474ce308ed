"""The row of the broker in hand: its currency, clock and language."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection

from crm.brokers.models import Broker
from crm.core.perbroker import PerBroker
from crm.core.tenancy import require_broker


def _load() -> Broker:
    broker: Broker = Broker.objects.get(schema_name=require_broker())
    return broker


_kept: Final[PerBroker[Broker]] = PerBroker(_load)


def broker_current() -> Broker:
    """The broker in hand; RuntimeError when none is, no query when the request brought it."""
    tenant = getattr(connection, "tenant", None)
    return tenant if isinstance(tenant, Broker) else _kept.get()


def broker_zone() -> ZoneInfo:
    """The time zone the broker lives by."""
    return ZoneInfo(broker_current().timezone)


def forget() -> None:
    """Drop the remembered row after it was changed."""
    _kept.forget()


def forget_all(**_signal: object) -> None:
    """Drop every broker's remembered row; receiver of saves and deletions."""
    _kept.forget_all()
