"""Who takes part in a viewing: Ana shows property on weekdays, a lead wants to see a flat."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from crm.accounts.models import User
from crm.core.actors import SYSTEM
from crm.leads.models import Lead
from crm.leads.services import lead_create
from crm.scheduling.services import availability_set

SANTIAGO = ZoneInfo("America/Santiago")


def agent(name: str = "Ana", *, starts: time = time(10), ends: time = time(19)) -> User:
    """Somebody who shows property every day in these hours."""
    person = User.objects.create(email=f"{name.lower()}@alice.test", name=name)
    availability_set(agent=person, spans=[(day, starts, ends) for day in range(7)])
    return person


def lead(name: str = "Pedro", **fields: Any) -> Lead:
    """A lead by that name."""
    return lead_create(actor=SYSTEM, name=name, **fields)


def at(hour: int, minute: int = 0, *, days: int = 3) -> datetime:
    """That time in Santiago, so many days from today."""
    day = timezone.now().astimezone(SANTIAGO) + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)
