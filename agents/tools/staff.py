"""A broker's person at work, or a program that works in their name, without a lead's turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.brokers.current import broker_current
from crm.brokers.models import Broker
from crm.core.actors import Actor


@dataclass(frozen=True, slots=True)
class StaffContext:
    """Whose rights hold, and what narrows them.

    ``scopes`` are the abilities a program's key was given, None for the person themselves;
    ``key_name`` is written into the log beside the person's name. ``run_id`` is the run of the
    agent that acts for them, if one does.
    """

    broker: Broker
    user: User
    now: datetime
    scopes: frozenset[str] | None = None
    key_name: str = ""
    run_id: UUID | None = None

    @property
    def actor(self) -> Actor:
        """The person as the author of what is done, with the key's name where there is one."""
        name = self.user.name or self.user.email
        shown = f"{name} ({self.key_name})" if self.key_name else name
        return Actor(kind="person", name=shown, id=self.user.pk, run_id=self.run_id)

    @property
    def language(self) -> str:
        """The language the person reads."""
        return self.user.language or self.broker.language

    @property
    def timezone(self) -> ZoneInfo:
        """The broker's clock."""
        return ZoneInfo(self.broker.timezone)

    def may(self, ability: str) -> bool:
        """Whether the person has the ability and, for a program, its key was given it too."""
        return can(self.user, ability) and (self.scopes is None or ability in self.scopes)


def staff_context(
    user: User,
    *,
    scopes: frozenset[str] | None = None,
    key_name: str = "",
    run_id: UUID | None = None,
) -> StaffContext:
    """The context of somebody of the broker in hand, as of now."""
    return StaffContext(
        broker=broker_current(),
        user=user,
        now=timezone.now(),
        scopes=scopes,
        key_name=key_name,
        run_id=run_id,
    )
