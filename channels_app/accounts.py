"""A broker's accounts on the channels, with their credentials."""

from __future__ import annotations

from django.db import transaction

from channels_app.models import ChannelAccount
from crm.brokers.models import Broker
from crm.brokers.services import route_connect
from crm.core.tenancy import in_schema


@transaction.atomic
def account_connect(
    *,
    broker: Broker,
    channel: str,
    account_id: str,
    token: str = "",
    secret: str = "",
    name: str = "",
) -> ChannelAccount:
    """Route an external account to the broker and keep its credentials; again updates them."""
    route = route_connect(broker=broker, channel=channel, account_id=account_id, secret=secret)
    given = {"token": token, "secret": secret, "name": name}
    changes = {field: value for field, value in given.items() if value}
    with in_schema(broker.slug):
        account, made = ChannelAccount.objects.get_or_create(
            channel=route.channel, account_id=route.account_id, defaults=changes
        )
        if not made and changes:
            for field, value in changes.items():
                setattr(account, field, value)
            # New credentials are a reason to try a paused account again.
            account.paused_at, account.pause_reason = None, ""
            account.save()
    return account
