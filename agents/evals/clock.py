"""A clock that stands at the day a data set speaks of, and is moved on by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone


class Clock:
    """What time it is."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The time it stands at."""
        return self._moment

    def forward(self, span: timedelta) -> None:
        """Move it on."""
        self._moment += span


@contextmanager
def standing_at(moment: datetime) -> Iterator[Clock]:
    """Let everything in this process that asks Django for the time be told ``moment``.

    The agent, the calendar and the rows all ask ``timezone.now``, and no turn has to know that it
    is played. For a process of its own: it holds for every thread.
    """
    clock = Clock(moment)
    with mock.patch.object(timezone, "now", clock.now):
        yield clock
