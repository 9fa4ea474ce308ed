"""Who may see which people of the broker."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from crm.accounts.models import User
from crm.core.errors import NotFound


def user_list_for(actor: User) -> QuerySet[User]:
    """Everybody of the broker: an admin also sees those who left."""
    return User.objects.order_by("name", "pk") if actor.is_admin else people_active()


def user_get_for(actor: User, pk: UUID | str) -> User:
    """One person of that list; NotFound otherwise."""
    try:
        return user_list_for(actor).get(pk=UUID(str(pk)))
    except (User.DoesNotExist, ValueError) as error:
        raise NotFound("There is no such person.") from error


def people_active() -> QuerySet[User]:
    """Those who work here: who may own leads and show property."""
    return User.objects.filter(is_active=True).order_by("name", "pk")
