"""Keeping to what a vendor allows an account to ask for in a minute."""

from __future__ import annotations

from typing import Final

from channels_app.channels.base import Account, Advice, SendError
from crm.core import rates

_MINUTE: Final = 60


def keep_pace(account: Account, times: int) -> None:
    """Count one call of the account; raises :class:`SendError` to wait when it is one too many.

    Shared by all workers through Redis, by this process's threads while Redis is away.
    """
    who = f"{account.channel}:{account.account_id}"
    rate = rates.hit("calls", who, (times, _MINUTE))
    if not rate.allowed:
        raise SendError(
            "our_pace",
            "Enough was asked of this channel for now.",
            Advice.WAIT,
            retry_after=rate.retry_after,
        )
