"""A broker's accounts on the channels, with their credentials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from channels_app.channels.base import Account
from channels_app.models import ChannelAccount
from crm.brokers.models import Broker
from crm.brokers.services import route_connect
from crm.core.queries import only
from crm.core.tenancy import in_schema, require_broker


@transaction.atomic
def account_connect(
    *,
    broker: Broker,
    channel: str,
    account_id: str,
    token: str = "",
    secret: str = "",
    name: str = "",
    config: Mapping[str, Any] | None = None,
) -> ChannelAccount:
    """Route an external account to the broker and keep its credentials; again updates them.

    ``config`` is added to what the channel's settings hold already.
    """
    route = route_connect(broker=broker, channel=channel, account_id=account_id, secret=secret)
    given = {"token": token, "secret": secret, "name": name}
    changes: dict[str, Any] = {field: value for field, value in given.items() if value}
    with in_schema(broker.slug):
        account, made = ChannelAccount.objects.get_or_create(
            channel=route.channel,
            account_id=route.account_id,
            defaults={**changes, "config": dict(config or {})},
        )
        if config:
            changes["config"] = {**account.config, **config}
        if not made and changes:
            for field, value in changes.items():
                setattr(account, field, value)
            # New credentials are a reason to try a paused account again.
            account.paused_at, account.pause_reason = None, ""
            account.save()
    return account


def account_row(channel: str, account_id: str) -> ChannelAccount | None:
    """The broker in hand's account, if it is connected."""
    return only(ChannelAccount.objects.filter(channel=channel, account_id=account_id))


def account_of(row: ChannelAccount | None, channel: str, account_id: str) -> Account:
    """What an adapter needs of an account, to be used while no connection is held."""
    return Account(
        channel=channel,
        account_id=account_id,
        schema=require_broker(),
        token=row.token if row else "",
        secret=row.secret if row else "",
        config=dict(row.config) if row else {},
    )
