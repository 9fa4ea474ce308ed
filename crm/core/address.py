"""Who is calling: the address of the peer, or of the one a trusted proxy names."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The caller's address; a proxy's word is taken only with TRUSTED_PROXY.

    The last entry of X-Forwarded-For is the one our own proxy wrote; those before it are
    whatever the caller claimed.
    """
    if settings.TRUSTED_PROXY:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR") or "local")
