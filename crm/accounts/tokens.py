"""API tokens: each names the broker it was made for, and is worth nothing at another."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken, Token
from rest_framework_simplejwt.utils import get_md5_hash_password

from crm.accounts.backends import is_let_in
from crm.accounts.models import User
from crm.core.tenancy import current_schema, require_broker

BROKER_CLAIM: Final = "broker"


class BrokerJWTAuthentication(JWTAuthentication):
    """``Authorization: Bearer`` with an access token of the broker in hand."""

    def get_user(self, validated_token: Token) -> Any:
        """The token's person, if they are still let in here and kept their password."""
        return token_user(validated_token)


def tokens_for(user: User) -> tuple[str, str]:
    """Access and refresh token of a person of the broker in hand."""
    refresh = RefreshToken.for_user(user)
    refresh[BROKER_CLAIM] = require_broker()
    return str(refresh.access_token), str(refresh)


def user_of_access(raw: str) -> User:
    """The person of a raw access token (sockets); AuthenticationFailed says why not."""
    return token_user(_read(AccessToken, raw))


def refreshed(raw: str) -> tuple[str, str]:
    """A new access and refresh token for a raw refresh token; AuthenticationFailed says why not."""
    return tokens_for(token_user(_read(RefreshToken, raw)))


def token_user(token: Token) -> User:
    """The person a valid token speaks for, checked against the broker in hand on every use."""
    if token.get(BROKER_CLAIM) != current_schema():
        raise AuthenticationFailed(_("This token was made for another broker."))
    user = User.objects.filter(pk=token.get(api_settings.USER_ID_CLAIM)).first()
    if user is None or not is_let_in(user):
        raise AuthenticationFailed(_("This account cannot sign in."))
    if token.get(api_settings.REVOKE_TOKEN_CLAIM) != get_md5_hash_password(user.password):
        raise AuthenticationFailed(_("The password was changed; sign in again."))
    return user


def can_authenticate(user: AbstractBaseUser | None) -> bool:
    """simplejwt's own question, answered with our rule."""
    return isinstance(user, User) and is_let_in(user)


def _read(kind: type[Token], raw: str) -> Token:
    try:
        return kind(raw)  # type: ignore[arg-type]
    except (TokenError, InvalidToken) as error:
        raise AuthenticationFailed(_("The token is not valid or has expired.")) from error
