"""Opening hours as an admin of the broker sets them."""

from __future__ import annotations

import pytest

from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.brokers.models import Broker
from crm.brokers.opening import closed_read, closed_words, day_read
from crm.core.errors import Invalid
from crm.core.models import AuditLog
from tests.pages import door, text_of

PATH = "/settings/hours/"
WEEK = {
    "mon": "9-13, 14:00 a 18.30", "tue": "", "wed": "20:00-02:00", "thu": "0-24", "fri": "",
    "sat": "", "sun": "", "closed_lines": "24/12/2026 - 26/12/2026 Navidad",
    "respond_minutes": "30",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", []),
        ("9-18", ["09:00-18:00"]),
        ("14:00–18:30; 9:00 - 13:00", ["09:00-13:00", "14:00-18:30"]),
        ("9h a 13h y 14h a 18h30", ["09:00-13:00", "14:00-18:30"]),
        ("22:00-02:00", ["22:00-02:00"]),
        ("0-24", ["00:00-24:00"]),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, kept: list[str]) -> None:
    assert day_read(typed) == kept


@pytest.mark.parametrize("typed", ["morning", "9", "9-26", "9-13, 12-15", "9:75-10", "25-26"])
def test_a_day_nobody_could_keep_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        day_read(typed)


def test_closed_days_come_back_as_they_were_typed() -> None:
    rows = closed_read("2027-01-01 Año nuevo\n\n24/12/2026 – 26/12/2026, Navidad")

    assert closed_words(rows) == "2026-12-24 – 2026-12-26 Navidad\n2027-01-01 Año nuevo"


@pytest.mark.parametrize("typed", ["Christmas", "2026-02-30", "2026-12-26 - 2026-12-24"])
def test_a_closed_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        closed_read(typed)


def test_an_admin_sets_the_hours(admin: User) -> None:
    answer = door(admin).post(PATH, WEEK)

    broker = Broker.objects.get(pk=broker_current().pk)
    assert answer.status_code == 302
    assert broker.opening_hours["mon"] == ["09:00-13:00", "14:00-18:30"]
    assert broker.closed_days == [{"from": "2026-12-24", "to": "2026-12-26", "name": "Navidad"}]
    assert broker.respond_minutes == 30
    assert AuditLog.objects.filter(verb="crm.broker.opening_changed").count() == 1


def test_what_cannot_be_read_is_said_beside_its_field(admin: User) -> None:
    page = text_of(door(admin).post(PATH, {**WEEK, "mon": "mañanas"}))

    assert 'id="id_mon_error"' in page
    assert Broker.objects.get(pk=broker_current().pk).respond_minutes == 15


def test_an_agent_is_told_that_this_is_for_admins(bob: User) -> None:
    assert door(bob).get(PATH).status_code == 403
