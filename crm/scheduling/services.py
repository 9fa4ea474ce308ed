"""Booking viewings: checking a time and taking it are one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.brokers.current import broker_current, broker_zone
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid
from crm.inventory.models import Unit
from crm.leads.models import Activity, Lead
from crm.leads.services import activity_add
from crm.pipeline.services import stage_advance
from crm.scheduling.events import (
    APPOINTMENT_BOOKED,
    APPOINTMENT_CANCELLED,
    APPOINTMENT_CLOSED,
    APPOINTMENT_MOVED,
)
from crm.scheduling.label import label_for
from crm.scheduling.models import Appointment, Availability
from crm.scheduling.selectors import spans_of
from crm.scheduling.slots import VIEWING, covers

STAGE: Final = "viewing_booked"
_CLOSING: Final = frozenset({Appointment.Status.DONE, Appointment.Status.NO_SHOW})


@transaction.atomic
def viewing_book(
    *, lead: Lead, unit: Unit, agent: User, starts_at: datetime, actor: Actor
) -> Appointment:
    """Book the viewing if that time is still free, and move the lead forward on the board.

    The same lead, unit and start again returns the viewing there is. Invalid for a time that has
    passed; Conflict when the time lies outside the agent's hours (``outside_hours``), the unit is
    no longer offered (``unit_gone``), or somebody was faster (``slot_taken``).
    """
    _lock(agent, unit, lead)
    same = Appointment.objects.filter(
        lead=lead, unit=unit, starts_at=starts_at, status=Appointment.Status.BOOKED
    ).first()
    if same is not None:
        return same
    unit.refresh_from_db(fields=["status"])
    if unit.status != Unit.Status.AVAILABLE:
        raise Conflict(_("This property is no longer available."), code="unit_gone")
    _check_free(lead, unit, agent, starts_at)
    with _taken_is_conflict():
        row = Appointment.objects.create(
            lead=lead,
            unit=unit,
            agent=agent,
            starts_at=starts_at,
            ends_at=starts_at + VIEWING,
            booked_by=actor.kind,
        )
    _announce(APPOINTMENT_BOOKED, row, actor, "booked")
    # The reason is kept: in the words of the broker, not of whatever process books.
    with translation.override(broker_current().language):
        reason = _("Viewing booked")
    stage_advance(lead=lead, to=STAGE, actor=actor, reason=reason)
    return row


@transaction.atomic
def viewing_reschedule(
    *, appointment: Appointment, starts_at: datetime, actor: Actor, agent: User | None = None
) -> Appointment:
    """Move a booked viewing to another free time, with another agent if one is named."""
    chosen = agent or appointment.agent
    _lock(chosen, appointment.unit, appointment.lead)
    appointment.refresh_from_db(fields=["status", "starts_at", "agent"])
    _check_booked(appointment)
    if appointment.starts_at == starts_at and appointment.agent_id == chosen.pk:
        return appointment
    _check_free(appointment.lead, appointment.unit, chosen, starts_at, except_for=appointment)
    before = appointment.starts_at
    appointment.agent = chosen
    appointment.starts_at = starts_at
    appointment.ends_at = starts_at + VIEWING
    with _taken_is_conflict():
        appointment.save(update_fields=["agent", "starts_at", "ends_at", "updated_at"])
    _announce(APPOINTMENT_MOVED, appointment, actor, "moved", before=before)
    return appointment


@transaction.atomic
def viewing_cancel(*, appointment: Appointment, actor: Actor, reason: str = "") -> Appointment:
    """Call a booked viewing off; one that is already called off stays so."""
    # The row lock makes two people who call it off at once tell it once.
    row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if row.status == Appointment.Status.CANCELLED:
        return row
    _check_booked(row)
    row.status = Appointment.Status.CANCELLED
    row.save(update_fields=["status", "updated_at"])
    _announce(APPOINTMENT_CANCELLED, row, actor, "cancelled", text=reason)
    return row


@transaction.atomic
def viewing_close(*, appointment: Appointment, status: str, actor: Actor) -> Appointment:
    """Say whether the viewing took place (``done``) or the lead did not come (``no_show``)."""
    if status not in _CLOSING:
        raise Invalid(_("A viewing ends as held or as missed."), fields={"status": _("unknown")})
    row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if row.status == status:
        return row
    _check_booked(row)
    if row.starts_at > timezone.now():
        raise Conflict(_("This viewing has not begun yet."), code="not_yet")
    row.status = status
    row.save(update_fields=["status", "updated_at"])
    _announce(APPOINTMENT_CLOSED, row, actor, status)
    return row


@transaction.atomic
def availability_set(*, agent: User, spans: list[tuple[int, time, time]]) -> list[Availability]:
    """Replace the agent's weekly spans of (weekday from Monday 0, from, to)."""
    if any(not 0 <= weekday <= 6 or starts >= ends for weekday, starts, ends in spans):
        raise Invalid(_("A span begins before it ends, on a weekday from 0 to 6."))
    Availability.objects.filter(agent=agent).delete()
    return Availability.objects.bulk_create(
        Availability(agent=agent, weekday=weekday, starts=starts, ends=ends)
        for weekday, starts, ends in sorted(set(spans))
    )


def _lock(agent: User, unit: Unit, lead: Lead) -> None:
    """Hold the three rows that may have one viewing at a time, always in this order.

    One order for everybody means two bookings wait for each other and never in a ring. NO KEY
    locks leave others free to write rows that merely refer to these.
    """
    list(User.objects.select_for_update(no_key=True).filter(pk=agent.pk).values_list("pk"))
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit.pk).values_list("pk"))
    list(Lead.objects.select_for_update(no_key=True).filter(pk=lead.pk).values_list("pk"))


def _check_booked(appointment: Appointment) -> None:
    if appointment.status != Appointment.Status.BOOKED:
        raise Conflict(_("This viewing is no longer booked."), code="not_booked")


def _check_free(
    lead: Lead,
    unit: Unit,
    agent: User,
    starts_at: datetime,
    *,
    except_for: Appointment | None = None,
) -> None:
    ends_at = starts_at + VIEWING
    if starts_at <= timezone.now():
        raise Invalid(_("That time has passed."), code="past", fields={"starts_at": _("past")})
    if not agent.is_active or not covers(spans_of(agent.pk), starts_at, ends_at, broker_zone()):
        raise Conflict(_("%(agent)s does not show property at that time.") % {"agent": agent.name},
                       code="outside_hours")  # fmt: skip
    clashing = Appointment.objects.filter(
        Q(agent=agent) | Q(unit=unit) | Q(lead=lead),
        status=Appointment.Status.BOOKED,
        starts_at__lt=ends_at,
        ends_at__gt=starts_at,
    )
    if except_for is not None:
        clashing = clashing.exclude(pk=except_for.pk)
    if clashing.exists():
        raise _slot_taken()


@contextmanager
def _taken_is_conflict() -> Iterator[None]:
    """The partial unique constraints have the last word, should a writer not lock."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise _slot_taken() from error


def _slot_taken() -> Conflict:
    return Conflict(_("Somebody has just taken that time."), code="slot_taken")


def _announce(
    verb: str,
    row: Appointment,
    actor: Actor,
    what: str,
    *,
    before: datetime | None = None,
    text: str = "",
) -> None:
    broker = broker_current()
    when = label_for(row.starts_at, broker.language, broker_zone())
    facts = {
        "appointment": str(row.pk),
        "what": what,
        "unit_ref": row.unit.ref,
        "agent": row.agent.name,
        "starts_at": row.starts_at.isoformat(),
    }
    activity_add(
        row.lead,
        Activity.Kind.VIEWING,
        actor,
        text=text or f"{row.unit.ref} · {when} · {row.agent.name}",
        data=facts,
    )
    moved = {"before": before.isoformat(), "after": facts["starts_at"]} if before else None
    events.record(
        verb,
        actor=actor,
        lead_id=row.lead_id,
        object_id=row.pk,
        changes={"starts_at": moved} if moved else {},
        data=facts,
    )
