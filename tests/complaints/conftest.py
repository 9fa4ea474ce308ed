"""What the field's users complained of, tried here: two brokers, a number, a model, a channel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from channels_app.channels.email import directory
from tests.channels_app.forms.stage import api
from tests.isolation.cast import charlies_boss, hers, theirs
from tests.platform import alices, bare, nothing_remembered
from tests.stage import channel, model, number, person, window_off

__all__ = [
    "alices",
    "api",
    "bare",
    "channel",
    "charlies_boss",
    "hers",
    "model",
    "nothing_remembered",
    "number",
    "person",
    "theirs",
    "window_off",
]


@pytest.fixture(autouse=True)
def _at_once(window_off: None, nothing_remembered: None) -> None:
    """Turns are due at once."""


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Files in a folder of the test's own, no addresses remembered from another test."""
    settings.MEDIA_ROOT = tmp_path
    directory._directory.forget()
    yield
    directory._directory.forget()
