"""Letting people in, for the page, the console and the API alike."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core import rates
from crm.core.address import client_address


def sign_in(request: HttpRequest, *, email: str, password: str) -> User | None:
    """The person who fits, or None; RateLimited when this address tried too often."""
    count_try(request)
    user = authenticate(request, email=email, password=password)
    return user if isinstance(user, User) else None


def count_try(request: HttpRequest) -> None:
    """Count a sign-in from this address, right or wrong; RateLimited when it is one too many."""
    rates.check(
        "login",
        client_address(request),
        settings.RATE_LOGIN,
        _("Too many sign-ins from this address. Wait a moment, then try again."),
    )
