"""What every page knows without asking the database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def workspace(request: HttpRequest) -> dict[str, Any]:
    """The broker of the host, the languages on offer, and whether this is a developer's machine."""
    return {
        "broker": getattr(request, "broker", None),
        "languages": settings.LANGUAGES,
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "debug": settings.DEBUG,
    }
