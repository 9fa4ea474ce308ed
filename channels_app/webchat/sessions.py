"""Who a visitor of the web chat is: a random key in a signed cookie of the broker's host.

The key itself is never stored. Rows, groups and logs know the visitor by its digest, so nobody who
reads them can speak for the visitor.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from crm.brokers.sockets import Scope, header

COOKIE: Final = "sofia_chat"
_KEPT_SECONDS: Final = 60 * 60 * 24 * 180
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def session_new() -> str:
    """A key nobody can guess: 32 random bytes."""
    return secrets.token_urlsafe(32)


def api_session(user_id: UUID, key: str) -> str:
    """The session an API caller calls ``key``: its own, and never a visitor's."""
    return f"api:{user_id}:{key}"


def peer_of(session: str) -> str:
    """How rows name the session: its digest."""
    return hashlib.sha256(session.encode()).hexdigest()[:48]


def chat_group(schema: str, peer: str) -> str:
    """Name of the group of this visitor's open pages."""
    return f"chat.{schema}.{peer}"


def session_of_request(request: HttpRequest, *, schema: str) -> str:
    """The visitor's key, "" when there is none or the cookie is not one of ours."""
    return _read(request.COOKIES.get(COOKIE, ""), schema)


def session_of_scope(scope: Scope, *, schema: str) -> str:
    """The same for a socket."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header(scope, b"cookie"))
    except CookieError:
        return ""
    morsel = jar.get(COOKIE)
    return _read(morsel.value, schema) if morsel else ""


def session_keep(response: HttpResponse, session: str, *, schema: str) -> None:
    """Let the visitor's browser keep the key; its scripts cannot read it."""
    response.set_cookie(
        COOKIE,
        _signer(schema).sign(session),
        max_age=_KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(cookie: str, schema: str) -> str:
    try:
        key = _signer(schema).unsign(cookie)
    except signing.BadSignature:
        return ""
    return key if _KEY.match(key) else ""


def _signer(schema: str) -> signing.Signer:
    # Signed for one broker: a cookie made at another is as good as none.
    return signing.Signer(salt=f"sofia.chat.{schema}")
