"""What ``make`` above us knows and does not say.

``make`` passes SIGTERM on, but not SIGINT (a terminal sends that to everybody by itself) nor, of
course, SIGKILL. Whoever starts ``make run`` from a program and signals ``make`` alone would leave
us running, or ``make`` waiting for us for ever.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


class Parent:
    """The ``make`` that started us, if one did and this is Linux."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Ask the kernel for SIGTERM when ``make`` dies."""
        under_make = bool(environment.get("MAKELEVEL")) and sys.platform == "linux"
        self._status = Path(f"/proc/{os.getppid()}/status") if under_make else None
        if under_make:
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)

    def was_interrupted(self) -> bool:
        """Whether ``make`` got SIGINT: it then waits for us with that signal blocked."""
        if self._status is None:
            return False
        try:
            lines = self._status.read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        blocked = next((line for line in lines if line.startswith("SigBlk:")), "SigBlk: 0")
        return bool(int(blocked.split()[1], 16) & 1 << (signal.SIGINT - 1))
