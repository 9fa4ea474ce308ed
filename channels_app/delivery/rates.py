"""How many messages a second each account may send."""

from __future__ import annotations

from typing import Any, Final

from django.db.models.signals import post_save
from django.dispatch import receiver

from channels_app.channels import registry
from channels_app.models import ChannelAccount
from crm.conversations.services import account_key
from crm.core.perbroker import PerBroker


def _load() -> dict[str, float]:
    rows = ChannelAccount.objects.filter(rate__gt=0).only("channel", "account_id", "rate")
    return {account_key(row.channel, row.account_id): row.rate or 0.0 for row in rows}


_own: Final[PerBroker[dict[str, float]]] = PerBroker(_load, seconds=10.0)


def rate_of(key: str) -> float:
    """Messages a second of the account with this key: its own figure, else its channel's.

    Another process learns of a changed figure within seconds.
    """
    own = _own.get().get(key)
    return own or registry.adapter_for(key.partition(":")[0]).capabilities.rate


@receiver(post_save, sender=ChannelAccount, dispatch_uid="delivery.rates")
def forget(**_signal: Any) -> None:
    """Read the figures anew."""
    _own.forget()
