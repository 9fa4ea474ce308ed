"""A long thread of Alice's on stage."""

from __future__ import annotations

import pytest

from tests.fakes.embedder import embedder
from tests.stage import channel, listings, model, number, person, window_off

__all__ = ["channel", "embedder", "listings", "model", "number", "person", "window_off"]


@pytest.fixture(autouse=True)
def _window_off(window_off: None) -> None:
    """Turns are due at once."""
