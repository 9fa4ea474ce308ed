"""What a broker's admins are told of their channels and webhooks."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from channels_app import signals
from channels_app.models import ChannelAccount
from crm.accounts.notices import Kind, notice_raise, notice_resolve, register

CHANNEL_PAUSED: Final = register(
    "channel_paused",
    Kind(
        title=_("Messages wait: %(account)s cannot send"),
        text=_(
            "%(account)s refuses what we send: %(reason)s Nothing is lost: the messages go out "
            "when it is connected again, or when you tell it to try again."
        ),
        link="/settings/channels/",
        ability="channels.edit",
    ),
)
WEBHOOK_DISABLED: Final = register(
    "webhook_disabled",
    Kind(
        title=_("A webhook was switched off"),
        text=_("Its address has failed for too long. Mend it, and switch the webhook on again."),
        link="/settings/webhooks/",
        ability="webhooks.edit",
    ),
)
TOKEN_EXPIRING: Final = register(
    "token_expiring",
    Kind(
        title=_("The access of %(account)s ends soon"),
        text=_("Its token ends on %(day)s: connect the account again before that day."),
        link="/settings/channels/",
        ability="channels.edit",
    ),
)


@receiver(signals.account_paused, dispatch_uid="notices")
def _tell_paused(*, account: ChannelAccount, **_more: Any) -> None:
    notice_raise(
        CHANNEL_PAUSED,
        key=str(account),
        account=account.name or str(account),
        reason=account.pause_reason,
    )


@receiver(signals.account_resumed, dispatch_uid="notices")
def _paused_no_more(*, account: ChannelAccount, **_more: Any) -> None:
    notice_resolve(CHANNEL_PAUSED, key=str(account))


def token_expiring(account: ChannelAccount, *, day: str) -> None:
    """Tell that an account's access ends on that day, once."""
    notice_raise(TOKEN_EXPIRING, key=str(account), account=account.name or str(account), day=day)


def token_renewed(account: ChannelAccount) -> None:
    """The account's access goes on."""
    notice_resolve(TOKEN_EXPIRING, key=str(account))


def webhook_off(webhook_id: UUID) -> None:
    """Tell that a webhook was switched off for failing, once."""
    notice_raise(WEBHOOK_DISABLED, key=str(webhook_id))


def webhook_on(webhook_id: UUID) -> None:
    """The webhook works again, or is gone."""
    notice_resolve(WEBHOOK_DISABLED, key=str(webhook_id))
