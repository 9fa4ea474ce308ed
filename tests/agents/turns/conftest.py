"""Alice's broker with a WhatsApp number, a model that obeys and a channel that keeps."""

from __future__ import annotations

import pytest

from tests.stage import channel, listings, model, number, person, window_off

__all__ = [
    "channel",
    "listings",
    "model",
    "number",
    "person",
    "window_off",
]


@pytest.fixture(autouse=True)
def _window_off(window_off: None) -> None:
    """Turns are due at once unless a test says otherwise."""
