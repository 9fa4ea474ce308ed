"""The stage of turns, for attacks."""

from __future__ import annotations

from tests.stage import window_off

__all__ = ["window_off"]
