"""The name of this process among those that claim rows."""

from __future__ import annotations

import os
import socket
from functools import cache

from django.conf import settings


@cache
def worker_name() -> str:
    """Stable over restarts when WORKER_NAME is set, which only one process at a time may use.

    A process that starts under a name may therefore take back what the name's last bearer held.
    """
    return settings.WORKER_NAME or f"{socket.gethostname()}:{os.getpid()}"[:80]
