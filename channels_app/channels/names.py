"""What an account is called when it is connected: one channel, one spelling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

#: Names of a provider that stand for a channel with a setting.
ALIASES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "sendgrid": ("email", {"provider": "sendgrid"}),
    "postmark": ("email", {"provider": "postmark"}),
}


def named(
    channel: str, account_id: str, config: Mapping[str, Any] | None
) -> tuple[str, str, dict[str, Any]]:
    """Channel, account id and settings as they are stored."""
    real, implied = ALIASES.get(channel, (channel, {}))
    # Addresses are the same in any case; a domain may be written with its @.
    name = account_id.strip().lower().lstrip("@") if real == "email" else account_id
    return real, name, {**implied, **dict(config or {})}
