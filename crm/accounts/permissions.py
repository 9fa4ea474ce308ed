"""What each role may do, by name, and the API's way of asking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.contrib.auth.models import AnonymousUser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from crm.accounts.models import User

if TYPE_CHECKING:
    from rest_framework.views import APIView

_BOTH: Final = frozenset({User.Role.AGENT, User.Role.ADMIN})
_ADMIN: Final = frozenset({User.Role.ADMIN})

#: Ability -> roles that have it. What of an object one may see is the selectors' business.
ABILITIES: Final[Mapping[str, frozenset[str]]] = {
    "leads.view": _BOTH,
    "leads.edit": _BOTH,
    "leads.move": _BOTH,
    "leads.assign": _BOTH,
    "leads.delete": _ADMIN,
    "leads.import": _ADMIN,
    "leads.export": _ADMIN,
    "conversations.view": _BOTH,
    "conversations.reply": _BOTH,
    "inventory.view": _BOTH,
    "inventory.edit": _ADMIN,
    "knowledge.view": _BOTH,
    "knowledge.edit": _ADMIN,
    "scheduling.view": _BOTH,
    "scheduling.edit": _BOTH,
    "agents.view": _BOTH,
    "agents.run": _BOTH,
    "agents.edit": _ADMIN,
    "analytics.view": _BOTH,
    "users.view": _BOTH,
    "users.edit": _ADMIN,
    "settings.edit": _ADMIN,
    "channels.edit": _ADMIN,
    "webhooks.edit": _ADMIN,
    "audit.view": _ADMIN,
}


def can(user: User | AnonymousUser, ability: str) -> bool:
    """Whether the person has the ability; KeyError for one nobody declared."""
    roles = ABILITIES[ability]
    return isinstance(user, User) and user.is_active and user.role in roles


class HasAbility(BasePermission):
    """For the API: checks the view's ``ability``, one for all methods or one each.

    A view without the attribute is open to everybody who is signed in.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller's role has what the view asks for."""
        declared = getattr(view, "ability", None)
        if isinstance(declared, Mapping):
            declared = declared.get(request.method)
        return declared is None or (can(request.user, declared) and _in_scope(request, declared))


def scopes_of_call(request: Request) -> frozenset[str] | None:
    """What the credential of the call is narrowed to; None where it is all the person may do."""
    scopes = getattr(request.auth, "scopes", None)
    return frozenset(scopes) if scopes is not None else None


def _in_scope(request: Request, ability: str) -> bool:
    scopes = scopes_of_call(request)
    return scopes is None or ability in scopes
