"""Reading the calendar: free slots, and the viewings a person may see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.brokers.current import broker_zone
from crm.core.compiled import Param
from crm.core.errors import NotFound
from crm.inventory.models import Unit
from crm.leads.models import Lead
from crm.leads.permissions import visible_q
from crm.leads.selectors import as_uuid
from crm.scheduling.models import Appointment, Availability
from crm.scheduling.slots import NOTICE, VIEWING, Slot, Span, part_of, spread, starts_in

#: So long after its beginning a viewing is still spoken of.
SPOKEN_OF: Final = timedelta(hours=2)


def slots_find(
    *,
    unit: Unit | None = None,
    agent: User | None = None,
    starting: datetime,
    days: int = 7,
    part_of_day: str | None = None,
    limit: int = 6,
) -> list[Slot]:
    """Free times for a viewing from ``starting`` on, spread over days and parts of the day.

    Never sooner than two hours from now, never while the agent or the unit has another viewing.
    Of several free agents the one with the fewest viewings in those days is named.
    """
    zone = broker_zone()
    first = max(starting, timezone.now() + NOTICE)
    until = _end_of_day(starting, days, zone)
    agents, spans = _availability(agent)
    busy = _booked(agents, unit, first, until)
    load = Counter(row.agent_id for row in busy)
    order = sorted(agents.values(), key=lambda person: (load[person.pk], person.pk))
    free: dict[datetime, Slot] = {}
    for person in order:
        taken = [row for row in busy if row.agent_id == person.pk or _is_of(row, unit)]
        for start in starts_in(spans[person.pk], first=first, until=until, zone=zone):
            end = start + VIEWING
            if start in free or _overlaps(taken, start, end):
                continue
            if part_of_day and part_of(start.astimezone(zone)) != part_of_day:
                continue
            free[start] = Slot(
                starts_at=start,
                ends_at=end,
                agent_id=person.pk,
                agent_name=person.name,
                unit_id=unit.pk if unit else None,
                unit_ref=unit.ref if unit else "",
            )
    return spread([free[start] for start in sorted(free)], limit=limit, zone=zone)


def appointment_list_for(
    actor: User, start: datetime | None = None, end: datetime | None = None
) -> QuerySet[Appointment]:
    """Viewings that begin in the time asked for: an admin's are all, an agent's their own leads'
    and those they show themselves."""
    rows = Appointment.objects.select_related("lead__contact", "unit", "agent")
    if not actor.is_active:
        return rows.none()
    if not actor.is_admin:
        rows = rows.filter(Q(agent=actor) | visible_q(actor, "lead__"))
    if start is not None:
        rows = rows.filter(starts_at__gte=start)
    if end is not None:
        rows = rows.filter(starts_at__lt=end)
    return rows.order_by("starts_at", "id")


def appointment_get_for(actor: User, pk: object) -> Appointment:
    """The viewing of that id; NotFound for a stranger's or when there is none."""
    key = as_uuid(pk)
    row = appointment_list_for(actor).filter(pk=key).first() if key else None
    if row is None:
        raise NotFound(_("There is no such viewing."))
    return row


def appointments_of(lead: Lead) -> list[Appointment]:
    """The lead's viewings still to come, soonest first."""
    rows = Appointment.objects.select_related("unit", "agent").filter(
        lead=lead, status=Appointment.Status.BOOKED, ends_at__gt=timezone.now()
    )
    return list(rows.order_by("starts_at"))


def spans_of(agent_id: UUID) -> list[Span]:
    """The agent's weekly spans."""
    rows = Availability.objects.filter(agent_id=agent_id)
    return [Span(row.weekday, row.starts, row.ends) for row in rows]


def _availability(agent: User | None) -> tuple[dict[UUID, User], dict[UUID, list[Span]]]:
    rows = Availability.objects.select_related("agent").filter(agent__is_active=True)
    if agent is not None:
        rows = rows.filter(agent=agent)
    agents: dict[UUID, User] = {}
    spans: dict[UUID, list[Span]] = defaultdict(list)
    for row in rows:
        agents[row.agent_id] = row.agent
        spans[row.agent_id].append(Span(row.weekday, row.starts, row.ends))
    return agents, spans


def _booked(
    agents: Iterable[UUID], unit: Unit | None, first: datetime, until: datetime
) -> list[Appointment]:
    whose = Q(agent__in=list(agents))
    if unit is not None:
        whose |= Q(unit=unit)
    return list(
        Appointment.objects.filter(
            whose,
            status=Appointment.Status.BOOKED,
            starts_at__lt=until + VIEWING,
            ends_at__gt=first,
        )
    )


def _is_of(row: Appointment, unit: Unit | None) -> bool:
    return unit is not None and row.unit_id == unit.pk


def _overlaps(rows: list[Appointment], start: datetime, end: datetime) -> bool:
    return any(row.starts_at < end and start < row.ends_at for row in rows)


def _end_of_day(starting: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The end of the last of so many local days, the first of which holds ``starting``."""
    local = starting.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=max(1, days))


def viewings_since(moment: datetime | Param) -> QuerySet[Appointment]:
    """Booked viewings that begin at that moment or later."""
    return Appointment.objects.filter(status=Appointment.Status.BOOKED, starts_at__gte=moment)
