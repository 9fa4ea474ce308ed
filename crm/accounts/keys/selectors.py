"""Reading API keys; only admins of the broker get as far as here."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from crm.accounts.keys.models import ApiKey
from crm.accounts.models import User
from crm.accounts.permissions import ABILITIES, can
from crm.core.errors import Forbidden, NotFound
from crm.core.queries import only

ABILITY: Final = "settings.edit"


def api_key_list_for(actor: User) -> QuerySet[ApiKey]:
    """The broker's keys, those in force first, the newest of them at the top."""
    if not can(actor, ABILITY):
        raise Forbidden(_("Only admins see and change API keys."))
    return ApiKey.objects.select_related("user").order_by(
        F("revoked_at").desc(nulls_first=True), "-id"
    )


def api_key_get_for(actor: User, pk: UUID) -> ApiKey:
    """One of them; NotFound when there is none."""
    key = only(api_key_list_for(actor).filter(pk=pk))
    if key is None:
        raise NotFound(_("There is no such key."))
    return key


def scopes_of(user: User) -> list[str]:
    """The abilities a key of this person may be given, in the order they are declared."""
    return [ability for ability in ABILITIES if can(user, ability)]
