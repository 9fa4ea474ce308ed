"""What files each channel takes, told to the floor below."""

from __future__ import annotations

from collections.abc import Mapping

from channels_app.channels.registry import CHANNELS, adapter_for
from crm.conversations.uploads import limits_from


def file_limits(channel: str) -> Mapping[str, int]:
    """Most bytes of a file by its kind; empty for a channel that takes none."""
    return adapter_for(channel).capabilities.media if channel in CHANNELS else {}


limits_from(file_limits)
