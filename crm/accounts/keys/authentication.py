"""The API's way of knowing a key."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from crm.accounts.keys.models import ApiKey
from crm.accounts.keys.services import api_key_of
from crm.accounts.models import User

KEYWORD: Final = "Api-Key"


class ApiKeyAuthentication(BaseAuthentication):
    """``Authorization: Api-Key …`` with a live key of the broker in hand.

    ``request.user`` is then the key's person and ``request.auth`` the key, whose scopes narrow
    what the person may do.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """The person and the key; None for other kinds of credential."""
        header = get_authorization_header(request).decode("latin-1")
        kind, _space, secret = header.partition(" ")
        if kind.lower() != KEYWORD.lower():
            return None
        key = api_key_of(secret.strip())
        if key is None:
            raise AuthenticationFailed(_("This key does not exist here, or has ended."))
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        """The kind of credential asked for."""
        return KEYWORD
