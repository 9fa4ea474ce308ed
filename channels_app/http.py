"""The one door to other people's servers: bounded in time, no redirects, one pool a process."""

from __future__ import annotations

from functools import cache

import httpx
from django.conf import settings


@cache
def client() -> httpx.Client:
    """The shared client; threads use it at once, connections are kept alive."""
    return httpx.Client(
        timeout=httpx.Timeout(settings.CHANNEL_TIMEOUT_SECONDS, connect=5.0),
        follow_redirects=False,
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=40),
        headers={"user-agent": "sofia/1"},
    )
