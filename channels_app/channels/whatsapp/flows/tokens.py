"""The token a form carries: signed by us, it names the broker and the conversation."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import jwt
from django.conf import settings
from django.core import signing

from crm.core.tenancy import require_broker

_SALT: Final = "whatsapp.flow"
_PREFIX: Final = "sofia."
#: How long a form that was sent may still be opened.
GOOD_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FlowTicket:
    """Where a form was sent."""

    schema: str
    conversation_id: UUID


class TokenSpent(Exception):
    """One of ours, but too old, forged, or another broker's."""


def flow_token(conversation_id: UUID) -> str:
    """A token for a form sent in this conversation of the broker in hand."""
    content = {"b": require_broker(), "c": str(conversation_id)}
    return _PREFIX + signing.dumps(content, salt=_SALT, compress=True)


def ticket_of(token: str, *, max_age: timedelta | None = GOOD_FOR) -> FlowTicket | None:
    """Where the form with this token was sent; None for a token that is not of our making.

    Such forms exist: an advertisement or a template may carry one, with a word of Meta's in it.
    Raises :class:`TokenSpent` for one that claims to be ours and is no longer good.
    """
    if not token.startswith(_PREFIX):
        return None
    try:
        content = signing.loads(token.removeprefix(_PREFIX), salt=_SALT, max_age=max_age)
        return FlowTicket(str(content["b"]), UUID(content["c"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise TokenSpent(type(error).__name__) from error


def is_vouched(token: str, signature: str) -> bool:
    """Whether Meta vouches for the token: newer Flows add a JWT signed with the app's secret."""
    try:
        claims: dict[str, Any] = jwt.decode(
            signature,
            settings.META_APP_SECRET,
            algorithms=["HS256"],
            options={"verify_aud": False},
        )
    except (jwt.InvalidTokenError, ValueError):
        return False
    named = claims.get("flow_token")
    return named is None or hmac.compare_digest(str(named).encode(), token.encode())
