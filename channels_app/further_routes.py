"""Further account ids under which a channel delivers, led to the broker of the account."""

from __future__ import annotations

import logging

from django.dispatch import receiver

from channels_app import signals
from channels_app.channels.base import KnownByMore
from channels_app.channels.registry import CHANNELS, able
from channels_app.models import ChannelAccount
from crm.brokers.current import broker_current
from crm.brokers.services import route_connect
from crm.core.errors import Conflict

logger = logging.getLogger(__name__)


@receiver(signals.account_connected, dispatch_uid="further_routes")
def further_routes_connect(*, account: ChannelAccount, **_: object) -> None:
    """Lead what comes under the account's further ids here, unless another broker was first.

    Several brokers may share one business account: its news then reach the first of them, and the
    others by the daily reading of templates.
    """
    adapter = able(account.channel, KnownByMore) if account.channel in CHANNELS else None
    for account_id in adapter.further_ids(account.config) if adapter else []:
        try:
            route_connect(broker=broker_current(), channel=account.channel, account_id=account_id)
        except Conflict:
            logger.info("%s %s already leads to another broker", account.channel, account_id)
