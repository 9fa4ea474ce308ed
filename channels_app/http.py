"""The one door to other people's servers: bounded in time, no redirects, one pool a process."""

from __future__ import annotations

from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
from django.conf import settings

from channels_app.guarded import GuardedTransport


@cache
def client() -> httpx.Client:
    """The shared client; threads use it at once, connections are kept alive."""
    return httpx.Client(
        timeout=httpx.Timeout(settings.CHANNEL_TIMEOUT_SECONDS, connect=5.0),
        follow_redirects=False,
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=40),
        headers={"user-agent": "sofia/1"},
    )


@cache
def guarded_client() -> httpx.Client:
    """The client for addresses a broker wrote down, which may lead anywhere.

    It connects to public addresses only (else AddressRefused), takes nothing from the environment,
    and keeps no cookies: several brokers may use the same host.
    """
    return httpx.Client(
        transport=GuardedTransport(),
        timeout=httpx.Timeout(settings.OUTGOING_TIMEOUT_SECONDS),
        follow_redirects=False,
        trust_env=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        headers={"user-agent": "sofia/1", "accept-encoding": "identity"},
    )
