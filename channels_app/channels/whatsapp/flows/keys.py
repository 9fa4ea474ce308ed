"""The private keys of the numbers that show forms, each kept encrypted with its account."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models.signals import post_save
from django.dispatch import receiver

from channels_app.accounts import account_of
from channels_app.channels.whatsapp import graph
from channels_app.channels.whatsapp.flows import crypto
from channels_app.models import ChannelAccount
from crm.brokers.routing import broker_for_account
from crm.brokers.selectors import active_schemas
from crm.core.connections import release
from crm.core.tenancy import in_schema

_CHANNEL: Final = "whatsapp"
_KEPT_SECONDS: Final = 30.0
#: So many keys are tried on a call that names no number; each costs about a millisecond.
_MOST_TRIED: Final = 100


@dataclass(frozen=True, slots=True)
class FlowKey:
    """Whose key it is."""

    schema: str
    account_id: str
    pem: str = field(repr=False)


_kept: dict[str, tuple[float, list[FlowKey]]] = {}


def flow_key_keep(account: ChannelAccount, private_key_pem: str = "") -> str:
    """Keep a private key, a new one when none is given; returns the public half as PEM.

    Raises ValueError for a key that WhatsApp would not take.
    """
    pem = private_key_pem or crypto.new_private_key()
    public = crypto.public_key_of(pem)
    account.flow_key = pem
    account.save(update_fields=["flow_key", "updated_at"])
    return public


def flow_key_upload(account: ChannelAccount, public_key_pem: str) -> None:
    """Tell WhatsApp the number's public key; raises :class:`SendError`."""
    asked = account_of(account, account.channel, account.account_id)
    release()
    graph.post(
        asked,
        account.account_id,
        "whatsapp_business_encryption",
        data={"business_public_key": public_key_pem},
    )


def flow_keys(account_id: str) -> list[FlowKey]:
    """The keys a call may be closed for: the number's own, or everybody's when it names none."""
    kept = _kept.get(account_id)
    if kept is None or kept[0] <= time.monotonic():
        schemas = [broker_for_account(_CHANNEL, account_id)] if account_id else active_schemas()
        found = [key for schema in schemas if schema for key in _of_broker(schema, account_id)]
        kept = (time.monotonic() + _KEPT_SECONDS, found[:_MOST_TRIED])
        if len(_kept) > _MOST_TRIED:
            _kept.clear()
        _kept[account_id] = kept
    return kept[1]


@receiver(post_save, sender=ChannelAccount, dispatch_uid="flow_keys")
def forget_flow_keys(**_signal: Any) -> None:
    """Look again at the next call; also a receiver of saved accounts."""
    _kept.clear()


def _of_broker(schema: str, account_id: str) -> list[FlowKey]:
    with in_schema(schema):
        rows = ChannelAccount.objects.filter(channel=_CHANNEL)
        if account_id:
            rows = rows.filter(account_id=account_id)
        return [FlowKey(schema, row.account_id, row.flow_key) for row in rows if row.flow_key]
