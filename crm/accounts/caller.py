"""Who calls the API."""

from __future__ import annotations

from rest_framework.request import Request

from crm.accounts.models import User


def caller(request: Request) -> User:
    """The person behind the request; the view lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user
