"""A broker's accounts on the channels, with their credentials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from channels_app import events as verbs
from channels_app import signals
from channels_app.channels.base import Account
from channels_app.channels.names import named
from channels_app.models import ChannelAccount
from crm.brokers.models import Broker
from crm.brokers.services import route_connect
from crm.core import events
from crm.core.actors import SYSTEM, Actor
from crm.core.compiled import Compiled, Param
from crm.core.tenancy import in_schema, require_broker
from crm.core.text import clip, storable
from crm.core.transactions import joining

_ROW: Final = Compiled(
    lambda: ChannelAccount.objects.filter(channel=Param("channel"), account_id=Param("account"))
)
_CHANGEABLE: Final = frozenset({"name", "rate", "on_unsure", "expires_at"})
_SIGNED_BY_AN_APP: Final = frozenset(
    {"whatsapp", "leadads", "tiktok", "linkedin", "twilio", "email"}
)


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
    actor: Actor = SYSTEM,
) -> ChannelAccount:
    """Route an external account to the broker and keep its credentials; again updates them.

    ``config`` is added to what the channel's settings hold already. ``channel`` may be the name
    of a provider that stands for one (sendgrid is e-mail by SendGrid).
    """
    channel, account_id, config = named(channel, account_id, config)
    route = route_connect(
        broker=broker,
        channel=channel,
        account_id=account_id,
        # A secret that signs is often one app's for many accounts: it names none of them.
        secret="" if channel in _SIGNED_BY_AN_APP else secret,
    )
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
            account.save()
            # New credentials are a reason to try a paused account again.
            account_resume(account=account, actor=actor)
        signals.account_connected.send(sender=ChannelAccount, account=account)
    return account


@transaction.atomic
def account_change(
    *, account: ChannelAccount, actor: Actor, fields: Mapping[str, Any], config: Mapping[str, str]
) -> ChannelAccount:
    """Change how an account is used: ``fields`` among its own, ``config`` added to its settings.

    An empty setting is taken out. Credentials are :func:`account_connect`'s business.
    """
    if unknown := set(fields) - _CHANGEABLE:
        raise ValueError(f"An account's {', '.join(sorted(unknown))} cannot be changed.")
    locked = ChannelAccount.objects.select_for_update().get(pk=account.pk)
    kept = {**locked.config, **config}
    settings = {name: kept[name] for name in kept if kept[name] != "" or name not in config}
    wanted = {**fields, "config": settings}
    changed = {name: each for name, each in wanted.items() if getattr(locked, name) != each}
    if not changed:
        return locked
    for name, each in changed.items():
        setattr(locked, name, each)
    locked.save(update_fields=[*changed, "updated_at"])
    events.record(
        verbs.CHANGED,
        actor=actor,
        object_id=locked.pk,
        data={
            "channel": locked.channel,
            "account_id": locked.account_id,
            "changed": sorted({*changed, *config} - {"config"}),
        },
    )
    return locked


@joining
def account_pause(*, account: ChannelAccount, reason: str) -> bool:
    """Send nothing of the account's until somebody acts; False when it is so already.

    What waits stays in the queue. The broker's admins are told once.
    """
    why = clip(storable(reason), 240)
    now = timezone.now()
    paused = ChannelAccount.objects.filter(pk=account.pk, paused_at__isnull=True).update(
        paused_at=now, pause_reason=why, updated_at=now
    )
    if not paused:
        return False
    account.paused_at, account.pause_reason = now, why
    events.record(
        verbs.PAUSED,
        actor=SYSTEM,
        object_id=account.pk,
        data={"channel": account.channel, "account_id": account.account_id, "reason": why},
    )
    signals.account_paused.send(sender=ChannelAccount, account=account)
    return True


@joining
def account_resume(*, account: ChannelAccount, actor: Actor = SYSTEM) -> bool:
    """Try a paused account again, beginning with what waits; False when it was not paused."""
    now = timezone.now()
    resumed = ChannelAccount.objects.filter(pk=account.pk, paused_at__isnull=False).update(
        paused_at=None, pause_reason="", updated_at=now
    )
    if not resumed:
        return False
    account.paused_at, account.pause_reason = None, ""
    events.record(
        verbs.RESUMED,
        actor=actor,
        object_id=account.pk,
        data={"channel": account.channel, "account_id": account.account_id},
    )
    signals.account_resumed.send(sender=ChannelAccount, account=account)
    return True


def account_row(channel: str, account_id: str) -> ChannelAccount | None:
    """The broker in hand's account, if it is connected."""
    return _ROW.one(channel=channel, account=account_id)


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
