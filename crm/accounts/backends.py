"""Who is let in with an e-mail and a password."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models.functions import Lower
from django.http import HttpRequest

from crm.accounts.models import User
from crm.core.tenancy import in_public


class EmailBackend(BaseBackend):
    """Knows people by e-mail in any case; in the public schema only superadmins."""

    def authenticate(
        self,
        request: HttpRequest | None,
        email: str | None = None,
        password: str | None = None,
        username: str | None = None,
        **_other: Any,
    ) -> User | None:
        """The person, or None; an unknown e-mail takes as long as a wrong password."""
        address = (email or username or "").strip().lower()
        user = (
            User.objects.alias(folded=Lower("email")).filter(folded=address).first()
            if address and "\x00" not in address
            else None
        )
        if user is None:
            User().set_password(password or "")
            return None
        if user.check_password(password or "") and is_let_in(user):
            return user
        return None

    def get_user(self, user_id: UUID | str) -> User | None:
        """The person of a session, while they are still let in."""
        user = User.objects.filter(pk=user_id).first()
        return user if user is not None and is_let_in(user) else None


def is_let_in(user: User) -> bool:
    """Whether the person may be signed in where we are."""
    return user.is_active and (user.is_superuser or not in_public())
