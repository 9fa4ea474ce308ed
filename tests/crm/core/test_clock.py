"""Times in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from crm.core import clock

NOON = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
SANTIAGO = ZoneInfo("America/Santiago")


@pytest.mark.parametrize(
    ("span", "es", "en"),
    [
        (timedelta(seconds=20), "ahora", "now"),
        (timedelta(minutes=3), "hace 3 min", "3 min ago"),
        (timedelta(hours=5), "hace 5 h", "5 h ago"),
        (timedelta(days=1), "ayer 12:00", "yesterday 12:00"),
        (timedelta(days=4), "vie 20 nov 12:00", "Fri 20 Nov 12:00"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(span: timedelta, es: str, en: str) -> None:
    with timezone.override(SANTIAGO):
        with translation.override("es"):
            assert clock.ago(NOON - span, now=NOON) == es
        with translation.override("en"):
            assert clock.ago(NOON - span, now=NOON) == en


def test_the_day_is_the_brokers_day() -> None:
    late = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)  # 22:30 of the 24th in Santiago
    with timezone.override(SANTIAGO), translation.override("es"):
        assert clock.moment(late, now=NOON) == "hoy 22:30"


def test_an_age_has_one_unit() -> None:
    ages = [clock.age(timedelta(minutes=minutes)) for minutes in (0, 59, 60, 60 * 24, 60 * 24 * 90)]

    assert ages == ["0 min", "59 min", "1 h", "1 d", "3 mo"]
