"""Who a visitor of the web chat is: a random key, signed for one broker.

On the broker's own page the key lies in a cookie that no script reads. In a frame on another site
cookies are blocked, so the frame keeps the same signed key itself and sends it as a token: in a
header with each request, in the first frame of a socket.

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
#: A request that carries it is of a frame: cookies do not count, nor can another site send it.
HEADER: Final = "X-Chat-Session"
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


def session_token(session: str, *, schema: str) -> str:
    """The key in the signed form in which browsers keep it."""
    return _signer(schema).sign(session)


def session_of_token(token: str, *, schema: str) -> str:
    """The key in a token, "" when it is not one of ours for this broker."""
    return _read(token, schema)


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
        session_token(session, schema=schema),
        max_age=_KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def session_drop(response: HttpResponse) -> None:
    """Let the visitor's browser forget the key."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _read(cookie: str, schema: str) -> str:
    try:
        key = _signer(schema).unsign(cookie)
    except signing.BadSignature:
        return ""
    return key if _KEY.match(key) else ""


def _signer(schema: str) -> signing.Signer:
    # Signed for one broker: a cookie made at another is as good as none.
    return signing.Signer(salt=f"sofia.chat.{schema}")
