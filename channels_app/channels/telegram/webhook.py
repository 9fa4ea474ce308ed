"""Telling Telegram where a bot's updates go, and asking what it says of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from channels_app.channels.base import Account
from channels_app.channels.telegram.api import ask_method

#: What is read; Telegram would send more of its own accord, and all of it is kept unread.
UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
USUAL_CONNECTIONS: Final = 40


def webhook_set(account: Account, *, url: str, connections: int = USUAL_CONNECTIONS) -> None:
    """Let Telegram post the bot's updates to ``url``; raises :class:`SendError`.

    Hold no database connection meanwhile.
    """
    ask_method(
        account,
        "setWebhook",
        {
            "url": url,
            "secret_token": account.secret,
            "allowed_updates": list(UPDATES),
            "max_connections": connections,
            # What waits there was written by leads.
            "drop_pending_updates": False,
        },
    )


def webhook_told(account: Account) -> Mapping[str, Any]:
    """What Telegram says of the bot's webhook; raises :class:`SendError`."""
    told = ask_method(account, "getWebhookInfo", {})
    return told if isinstance(told, dict) else {}
