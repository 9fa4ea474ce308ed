"""Which times are offered."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from crm.core.actors import SYSTEM
from crm.core.errors import Invalid
from crm.scheduling.label import label_for
from crm.scheduling.selectors import slots_find
from crm.scheduling.services import viewing_book
from crm.scheduling.slots import Slot, Span, slot_parse, starts_in
from tests.crm.inventory.listings import listing
from tests.crm.scheduling.cast import SANTIAGO, agent, at, lead


@pytest.mark.usefixtures("alice")
def test_slots_spread_over_days_and_parts_of_the_day():
    agent()

    slots = slots_find(starting=at(0, days=1))

    assert len(slots) == 6
    assert len({slot.starts_at.astimezone(SANTIAGO).date() for slot in slots}) >= 2
    assert slots == sorted(slots, key=lambda slot: slot.starts_at)


@pytest.mark.usefixtures("alice")
def test_slots_keep_to_the_agents_hours_and_the_grid():
    agent(starts=time(10, 10), ends=time(12))

    slots = slots_find(starting=at(0, days=1), days=1)

    assert [slot.starts_at.astimezone(SANTIAGO).time() for slot in slots] == [
        time(10, 30),
        time(11),
    ]


@pytest.mark.usefixtures("alice")
def test_nothing_is_offered_within_two_hours():
    agent(starts=time(0), ends=time(23, 59))

    slots = slots_find(starting=timezone.now(), days=2, limit=100)

    assert min(slot.starts_at for slot in slots) >= timezone.now() + timedelta(hours=2)


@pytest.mark.usefixtures("alice")
def test_a_booked_hour_is_offered_to_nobody_else():
    ana, flat = agent(), listing("A1")
    viewing_book(lead=lead(), unit=flat, agent=ana, starts_at=at(11), actor=SYSTEM)

    starts = {slot.starts_at for slot in slots_find(starting=at(0), days=1, limit=100)}

    assert starts.isdisjoint({at(10, 30), at(11), at(11, 30)})
    assert {at(10), at(12)} <= starts


@pytest.mark.usefixtures("alice")
def test_a_unit_shown_by_one_agent_is_not_free_with_another():
    ana, flat = agent(), listing("A1")
    agent("Luis")
    viewing_book(lead=lead(), unit=flat, agent=ana, starts_at=at(11), actor=SYSTEM)

    of_unit = {slot.starts_at for slot in slots_find(unit=flat, starting=at(0), days=1, limit=99)}
    of_any = {slot.starts_at: slot for slot in slots_find(starting=at(0), days=1, limit=99)}

    assert at(11) not in of_unit
    assert of_any[at(11)].agent_name == "Luis"


@pytest.mark.usefixtures("alice")
def test_part_of_the_day_is_respected():
    agent()

    slots = slots_find(starting=at(0, days=1), part_of_day="evening", limit=20)

    assert slots
    assert all(slot.starts_at.astimezone(SANTIAGO).hour >= 18 for slot in slots)


@pytest.mark.usefixtures("alice")
def test_a_person_who_left_shows_nothing():
    ana = agent()
    ana.is_active = False
    ana.save()

    assert slots_find(starting=at(0, days=1)) == []


def test_a_slots_token_names_agent_unit_and_time():
    start = datetime(2026, 11, 26, 19, 30, tzinfo=UTC)
    slot = Slot(start, start + timedelta(hours=1), uuid4(), "Ana", uuid4(), "PRV-0123")

    key = slot_parse(slot.slot_id)

    assert (key.agent_id, key.starts_at, key.unit_ref) == (slot.agent_id, start, "PRV-0123")
    assert len(slot.slot_id) < 50


@pytest.mark.parametrize("token", ["", "mañana a las 5", "AAAA", "!" * 60, "Ñ"])
def test_a_made_up_token_is_refused(token):
    with pytest.raises(Invalid):
        slot_parse(token)


def test_ten_oclock_stays_ten_oclock_when_the_clocks_change():
    zone = ZoneInfo("Europe/Madrid")
    spans = [Span(day, time(10), time(11)) for day in range(7)]
    first = datetime(2026, 10, 24, tzinfo=zone).astimezone(UTC)

    starts = list(starts_in(spans, first=first, until=first + timedelta(days=3), zone=zone))

    assert {start.astimezone(zone).hour for start in starts} == {10}
    assert len(starts) == 3


def test_an_hour_that_the_clocks_skip_is_not_offered():
    zone = ZoneInfo("Europe/Madrid")
    spans = [Span(6, time(2), time(3))]
    first = datetime(2026, 3, 29, tzinfo=zone).astimezone(UTC)

    assert not list(starts_in(spans, first=first, until=first + timedelta(hours=20), zone=zone))


def test_labels_read_as_people_speak():
    start = datetime(2026, 11, 26, 19, 30, tzinfo=UTC)

    assert label_for(start, "es", "America/Santiago") == "jueves 26 nov, 16:30"
    assert label_for(start, "en", "America/Santiago") == "Thu 26 Nov, 4:30 pm"
