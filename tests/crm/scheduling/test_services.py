"""Booking a viewing: once, at a time that is truly free."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from crm.core.actors import SOFIA, SYSTEM
from crm.core.errors import Conflict, DomainError, Invalid
from crm.core.models import AuditLog
from crm.core.tenancy import in_schema
from crm.inventory.models import Unit
from crm.leads.models import Activity, Lead
from crm.scheduling.models import Appointment
from crm.scheduling.selectors import appointment_list_for
from crm.scheduling.services import (
    viewing_book,
    viewing_cancel,
    viewing_close,
    viewing_reschedule,
)
from tests.crm.inventory.listings import listing
from tests.crm.scheduling.cast import agent, at, lead


@pytest.mark.usefixtures("alice")
def test_booking_moves_the_lead_and_writes_its_timeline():
    pedro = lead()

    row = viewing_book(lead=pedro, unit=listing("A1"), agent=agent(), starts_at=at(11), actor=SOFIA)

    pedro.refresh_from_db()
    assert pedro.stage.key == "viewing_booked"
    assert Activity.objects.filter(lead=pedro, kind="viewing").get().data["unit_ref"] == "A1"
    assert AuditLog.objects.filter(verb="crm.appointment.booked").get().object_id == row.pk


@pytest.mark.usefixtures("alice")
def test_booking_the_same_again_returns_the_same():
    wanted: dict[str, Any] = {
        "lead": lead(),
        "unit": listing("A1"),
        "agent": agent(),
        "starts_at": at(11),
    }

    first = viewing_book(**wanted, actor=SOFIA)
    again = viewing_book(**wanted, actor=SOFIA)

    assert first.pk == again.pk
    assert AuditLog.objects.filter(verb="crm.appointment.booked").count() == 1


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("minutes", [-30, 0, 30])
def test_an_overlap_of_agent_unit_or_lead_is_refused(minutes):
    ana, luis, pedro, flat = agent(), agent("Luis"), lead(), listing("A1")
    viewing_book(lead=pedro, unit=flat, agent=ana, starts_at=at(12), actor=SOFIA)
    start = at(12) + timedelta(minutes=minutes)
    house, rosa = listing("A2"), lead("Rosa")

    clashes: list[dict[str, Any]] = [
        {"lead": rosa, "unit": house, "agent": ana},
        {"lead": rosa, "unit": flat, "agent": luis},
        {"lead": pedro, "unit": house, "agent": luis},
    ]
    for clash in clashes:
        with pytest.raises(Conflict) as caught:
            viewing_book(**clash, starts_at=start, actor=SOFIA)
        assert caught.value.code == "slot_taken"


@pytest.mark.usefixtures("alice")
def test_the_next_hour_is_free():
    ana, flat = agent(), listing("A1")
    viewing_book(lead=lead(), unit=flat, agent=ana, starts_at=at(11), actor=SOFIA)

    row = viewing_book(lead=lead("Rosa"), unit=flat, agent=ana, starts_at=at(12), actor=SOFIA)

    assert row.status == "booked"


@pytest.mark.usefixtures("alice")
def test_a_time_outside_the_agents_hours_is_refused():
    with pytest.raises(Conflict) as caught:
        viewing_book(lead=lead(), unit=listing("A1"), agent=agent(), starts_at=at(22), actor=SOFIA)

    assert caught.value.code == "outside_hours"


@pytest.mark.usefixtures("alice")
def test_a_time_that_has_passed_is_refused():
    with pytest.raises(Invalid):
        viewing_book(
            lead=lead(), unit=listing("A1"), agent=agent(), starts_at=at(11, days=-1), actor=SOFIA
        )


@pytest.mark.usefixtures("alice")
def test_a_unit_that_is_gone_cannot_be_shown():
    flat = listing("A1")
    Unit.objects.update(status="closed")

    with pytest.raises(Conflict) as caught:
        viewing_book(lead=lead(), unit=flat, agent=agent(), starts_at=at(11), actor=SOFIA)

    assert caught.value.code == "unit_gone"


@pytest.mark.usefixtures("alice")
def test_a_cancelled_time_is_free_again():
    ana, flat = agent(), listing("A1")
    row = viewing_book(lead=lead(), unit=flat, agent=ana, starts_at=at(11), actor=SOFIA)

    viewing_cancel(appointment=row, actor=SYSTEM, reason="Se enfermó")
    viewing_cancel(appointment=row, actor=SYSTEM)

    again = viewing_book(lead=lead("Rosa"), unit=flat, agent=ana, starts_at=at(11), actor=SOFIA)
    assert again.status == "booked"
    assert AuditLog.objects.filter(verb="crm.appointment.cancelled").count() == 1


@pytest.mark.usefixtures("alice")
def test_a_viewing_moves_to_a_free_time_even_one_it_overlaps():
    row = viewing_book(lead=lead(), unit=listing("A1"), agent=agent(), starts_at=at(11),
                       actor=SOFIA)  # fmt: skip

    viewing_reschedule(appointment=row, starts_at=at(11, 30), actor=SYSTEM)

    assert Appointment.objects.get().starts_at == at(11, 30)


@pytest.mark.usefixtures("alice")
def test_a_viewing_ends_only_after_it_began():
    row = viewing_book(lead=lead(), unit=listing("A1"), agent=agent(), starts_at=at(11),
                       actor=SOFIA)  # fmt: skip
    with pytest.raises(Conflict):
        viewing_close(appointment=row, status="done", actor=SYSTEM)
    Appointment.objects.update(starts_at=timezone.now() - timedelta(hours=2))

    assert viewing_close(appointment=row, status="done", actor=SYSTEM).status == "done"


@pytest.mark.usefixtures("alice")
def test_an_agent_sees_the_viewings_of_their_leads_and_their_own():
    ana, luis = agent(), agent("Luis")
    rosa = lead("Rosa", owner=luis)
    shown = viewing_book(lead=rosa, unit=listing("A1"), agent=ana, starts_at=at(11), actor=SOFIA)
    theirs = viewing_book(lead=rosa, unit=listing("A2"), agent=luis, starts_at=at(15), actor=SOFIA)

    assert list(appointment_list_for(ana)) == [shown]
    assert list(appointment_list_for(luis)) == [shown, theirs]


@pytest.mark.usefixtures("alice_for_real")
def test_ten_people_who_book_one_slot_at_once_get_it_once():
    ana, flat, start = agent(), listing("A1"), at(11)
    people = [lead(f"Lead {number}") for number in range(10)]
    gate, outcomes = threading.Barrier(10), []

    def book(person: Lead) -> None:
        with in_schema("t_alice"):
            gate.wait()
            try:
                viewing_book(lead=person, unit=flat, agent=ana, starts_at=start, actor=SOFIA)
                outcomes.append("booked")
            except DomainError as error:
                outcomes.append(error.code)
        connection.close()

    threads = [threading.Thread(target=book, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(outcomes) == ["booked"] + ["slot_taken"] * 9
    assert Appointment.objects.filter(status="booked").count() == 1
