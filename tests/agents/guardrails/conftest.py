"""The stage of turns, for guards that stand round them."""

from __future__ import annotations

from tests.stage import channel, model, number, window_off

__all__ = [
    "channel",
    "model",
    "number",
    "window_off",
]
