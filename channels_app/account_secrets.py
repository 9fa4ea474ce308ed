"""The secrets that calls are checked with, where a broker's own app may stand beside ours.

A vendor's app signs for all accounts it serves. A broker with an app of its own keeps its secret
on the account; for everybody else the platform's secret holds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Final

from channels_app.accounts import account_row
from channels_app.models import ChannelAccount
from crm.brokers.routing import broker_for_account
from crm.brokers.selectors import active_schemas
from crm.core.tenancy import in_schema

_KEPT_SECONDS: Final = 30.0
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Known:
    """An account's own secret, with the settings that may tell whose call it is."""

    secret: str = field(repr=False)
    application_id: str = ""


_kept: dict[str, tuple[float, list[Known]]] = {}


def secret_of(channel: str, account_id: str) -> str:
    """The account's own secret, "" when it has none or is nobody's."""
    schema = broker_for_account(channel, account_id)
    if not schema:
        return ""
    with in_schema(schema):
        row = account_row(channel, account_id)
    return row.secret if row else ""


def known_secrets(channel: str) -> list[Known]:
    """Every secret of the channel's accounts, for calls that name no account.

    Remembered for half a minute; at most two hundred, since each costs the caller a digest.
    """
    kept = _kept.get(channel)
    if kept is not None and kept[0] > time.monotonic():
        return kept[1]
    found: dict[tuple[str, str], Known] = {}
    for schema in active_schemas():
        with in_schema(schema):
            for row in ChannelAccount.objects.filter(channel=channel)[:_MOST]:
                application = _application(row.config)
                if row.secret:
                    found[row.secret, application] = Known(row.secret, application)
        if len(found) >= _MOST:
            break
    known = list(found.values())[:_MOST]
    _kept[channel] = (time.monotonic() + _KEPT_SECONDS, known)
    return known


def forget_secrets(**_signal: Any) -> None:
    """Look again at the next call; also a receiver of saved accounts."""
    _kept.clear()


def _application(config: Any) -> str:
    value = config.get("application_id") if isinstance(config, dict) else ""
    return str(value or "")
