"""API keys for tests."""

from __future__ import annotations

from collections.abc import Iterable

from crm.accounts.keys.models import ApiKey
from crm.accounts.keys.selectors import scopes_of
from crm.accounts.keys.services import api_key_create
from crm.accounts.models import User
from crm.core.actors import SYSTEM


def key_of(
    user: User, scopes: Iterable[str] | None = None, *, name: str = "Zapier"
) -> tuple[ApiKey, str]:
    """A key that acts for this person with these scopes, all of theirs unless given."""
    return api_key_create(
        user=user,
        name=name,
        scopes=scopes_of(user) if scopes is None else scopes,
        created_by=user,
        actor=SYSTEM,
    )
