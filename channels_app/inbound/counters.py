"""Counts of what was refused at the door; all that a forged call leaves behind."""

from __future__ import annotations

import threading
from collections import Counter

_lock = threading.Lock()
_refused: Counter[str] = Counter()


def refused(channel: str) -> None:
    """One more delivery whose signature was wrong."""
    with _lock:
        _refused[channel] += 1


def refusals() -> dict[str, int]:
    """Refused deliveries since this process began, by channel."""
    with _lock:
        return dict(_refused)
