"""The channels there are, imported on first use."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final, TypeVar, cast

from channels_app.channels.base import Adapter, Capabilities

_PATHS: Final = {
    "whatsapp": "channels_app.channels.whatsapp.adapter",
    "telegram": "channels_app.channels.telegram.adapter",
    "webchat": "channels_app.channels.webchat.adapter",
    "leadads": "channels_app.channels.leadads.adapter",
    "googleads": "channels_app.channels.googleads.adapter",
    "tiktok": "channels_app.channels.tiktok.adapter",
    "linkedin": "channels_app.channels.linkedin.adapter",
    "twilio": "channels_app.channels.twilio.adapter",
    "email": "channels_app.channels.email.adapter",
}
CHANNELS: Final = tuple(_PATHS)

A = TypeVar("A")


@cache
def adapter_for(channel: str) -> Adapter:
    """The adapter of a channel; KeyError for one there is not."""
    return cast(Adapter, import_module(_PATHS[channel]).ADAPTER)


def text_limit(channel: str) -> int:
    """How many characters one message of the channel holds; the usual for one there is not."""
    if channel not in _PATHS:
        return Capabilities().text_limit
    return adapter_for(channel).capabilities.text_limit


def able(channel: str, what: type[A]) -> A | None:
    """The channel's adapter if it can do ``what``, one of the protocols of ``base``."""
    adapter = adapter_for(channel)
    return adapter if isinstance(adapter, what) else None
