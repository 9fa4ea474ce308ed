"""The channels there are, imported on first use."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final, cast

from channels_app.channels.base import Adapter

_PATHS: Final = {
    "whatsapp": "channels_app.channels.whatsapp.adapter",
    "telegram": "channels_app.channels.telegram.adapter",
    "webchat": "channels_app.channels.webchat.adapter",
}
CHANNELS: Final = tuple(_PATHS)


@cache
def adapter_for(channel: str) -> Adapter:
    """The adapter of a channel; KeyError for one there is not."""
    return cast(Adapter, import_module(_PATHS[channel]).ADAPTER)
