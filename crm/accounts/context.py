"""What every page knows; what asks the database does so only where a template wants it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from crm.accounts.models import User
from crm.accounts.notices import Shown, notices_for
from crm.accounts.sections import Group, groups_for


def workspace(request: HttpRequest) -> dict[str, Any]:
    """The broker of the host, the languages on offer, and whether this is a developer's machine."""
    return {
        "broker": getattr(request, "broker", None),
        "languages": settings.LANGUAGES,
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "debug": settings.DEBUG,
        "notices": partial(_notices, request),
        "settings_groups": partial(_groups, request),
    }


def _notices(request: HttpRequest) -> list[Shown]:
    """What somebody who may act on it has to know; no query for anybody else."""
    user = getattr(request, "user", None)
    return notices_for(user) if isinstance(user, User) and user.is_admin else []


def _groups(request: HttpRequest) -> list[Group]:
    user, match = getattr(request, "user", None), request.resolver_match
    if not isinstance(user, User):
        return []
    return groups_for(user, view_name=match.view_name if match else "")
