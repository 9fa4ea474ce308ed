"""The stage of turns, for guards that stand round them."""

from __future__ import annotations

from tests.brokers import alice, alice_for_real, charlie, schemas
from tests.stage import channel, model, number, window_off

__all__ = [
    "alice",
    "alice_for_real",
    "channel",
    "charlie",
    "model",
    "number",
    "schemas",
    "window_off",
]
