"""A past that the services themselves wrote: they are run at the times of the story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.dispatch import Signal
from django.utils import timezone


class Clock:
    """Tells the time of the story, which never reaches the present."""

    def __init__(self) -> None:
        self.present = timezone.now()
        self.now = self.present

    def __call__(self) -> datetime:
        return self.now

    def go(self, moment: datetime) -> None:
        """Go to this moment, or to just before the present when it has not come yet."""
        self.now = min(moment, self.present - timedelta(seconds=20))

    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.go(self.now + timedelta(minutes=minutes))


@contextmanager
def told(clock: Clock) -> Iterator[None]:
    """Run Django by this clock, so that every row says it was made when the story says so.

    Writing the rows first and setting their dates afterwards was the other way; it leaves out one
    column or another each time a model grows.
    """
    with patch.object(timezone, "now", clock):
        yield


@contextmanager
def unheard(signal: Signal) -> Iterator[None]:
    """Let nobody hear a signal: what happened last week is no news for open pages."""
    receivers, signal.receivers = signal.receivers, []
    try:
        yield
    finally:
        signal.receivers = receivers
