"""The person behind a socket: by the session of its host, or by an access token."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import constant_time_compare

from crm.accounts.backends import EmailBackend
from crm.accounts.models import User
from crm.accounts.tokens import user_of_access
from crm.brokers.sockets import Scope, header
from crm.core.tenancy import in_schema


async def user_for_scope(scope: Scope) -> User | None:
    """The person whose session the handshake carried, in the schema of ``scope["broker"]``."""
    key = _session_key(header(scope, b"cookie"))
    if not key:
        return None
    user: User | None = await database_sync_to_async(_user_of_session)(
        scope["broker"].schema_name, key
    )
    return user


async def user_for_token(scope: Scope, raw: str) -> User:
    """The person of an access token of ``scope["broker"]``; AuthenticationFailed says why not."""
    user: User = await database_sync_to_async(_user_of_token)(scope["broker"].schema_name, raw)
    return user


def _session_key(cookies: str) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(cookies)
    except CookieError:
        return ""
    morsel = jar.get(settings.SESSION_COOKIE_NAME)
    return morsel.value if morsel else ""


def _user_of_session(schema: str, key: str) -> User | None:
    with in_schema(schema):
        session: Any = SessionStore(key)
        try:
            user = EmailBackend().get_user(UUID(session[SESSION_KEY]))
        except (KeyError, ValueError):
            return None
        if user is None:
            return None
        # As Django does for a request: a changed password ends the session.
        kept = session.get(HASH_SESSION_KEY, "")
        return user if constant_time_compare(kept, user.get_session_auth_hash()) else None


def _user_of_token(schema: str, raw: str) -> User:
    with in_schema(schema):
        return user_of_access(raw)
