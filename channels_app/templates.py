"""The message templates of accounts, kept in step with what their channels list."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.dispatch import receiver
from django.utils import timezone

from channels_app import signals
from channels_app.accounts import account_of
from channels_app.channels.base import HoldsTemplates, SendError
from channels_app.channels.registry import CHANNELS, able
from channels_app.models import ChannelAccount
from crm.conversations.models import MessageTemplate
from crm.conversations.services.templates import templates_keep
from crm.core.connections import release
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.core.wake import wake_on_commit

SYNC: Final = "channels_app.templates.sync"


def templates_sync(account: ChannelAccount) -> list[MessageTemplate]:
    """Ask the channel for the account's templates and keep them; empty where it has none.

    Raises :class:`SendError`. No connection is held while the channel is asked.
    """
    adapter = able(account.channel, HoldsTemplates)
    if adapter is None:
        return []
    asked = account_of(account, account.channel, account.account_id)
    release()
    try:
        # Read to the end first: half a list would disable the other half.
        found = list(adapter.templates(asked))
    except SendError as error:
        _mark(account, templates_error=clip(storable(str(error)), 240))
        raise
    kept = templates_keep(channel=account.channel, account_id=account.account_id, found=found)
    _mark(account, templates_error="", templates_read_at=timezone.now())
    return kept


@joining
def templates_ask(account: ChannelAccount) -> None:
    """Let a worker read the account's templates now; the account's row tells how that goes."""
    _mark(account, templates_asked_at=timezone.now(), templates_error="")
    wake_on_commit(SYNC, account.pk)


def can_ask_templates(account: ChannelAccount) -> bool:
    """Whether the account's channel lists templates, and we have what it takes to ask."""
    return bool(account.token and account.config.get("waba_id") and _has_templates(account.channel))


def _mark(account: ChannelAccount, **values: Any) -> None:
    ChannelAccount.objects.filter(pk=account.pk).update(**values)
    for name, value in values.items():
        setattr(account, name, value)


def accounts_with_templates() -> list[UUID]:
    """Accounts of the broker in hand whose channel can be asked now."""
    return [
        row.pk
        for row in ChannelAccount.objects.filter(paused_at__isnull=True)
        if can_ask_templates(row)
    ]


def _has_templates(channel: str) -> bool:
    return channel in CHANNELS and able(channel, HoldsTemplates) is not None


@receiver(signals.account_connected, dispatch_uid="templates")
def _ask_on_connecting(*, account: ChannelAccount, **_: object) -> None:
    """A number just connected can send templates a moment later."""
    if account.token and account.config.get("waba_id"):
        wake_on_commit(SYNC, account.pk)
