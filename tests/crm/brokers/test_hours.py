"""When somebody is there, and by when a person answers: tables over days, nights and clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm.brokers.hours import Hours, span_of, week_of

SANTIAGO = ZoneInfo("America/Santiago")
MADRID = ZoneInfo("Europe/Madrid")

OFFICE = {
    **{day: ["09:00-13:00", "14:00-18:30"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "sat": ["10:00-14:00"],
}
NIGHT = {"fri": ["20:00-02:00"], "sat": ["20:00-24:00"]}


def hours(
    week: dict[str, list[str]] | None = None,
    *,
    zone: ZoneInfo = SANTIAGO,
    closed: tuple[tuple[date, date], ...] = (),
    minutes: int = 15,
) -> Hours:
    kept = OFFICE if week is None else week
    return Hours(zone, week_of(kept), closed, timedelta(minutes=minutes))


def local(text: str, zone: ZoneInfo = SANTIAGO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "promised"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:15"),  # a Monday morning
        ("2026-11-23 10:02", "2026-11-23 10:20"),  # in steps of five minutes
        ("2026-11-23 12:45", "2026-11-23 13:00"),  # exactly at the break
        ("2026-11-23 12:50", "2026-11-23 14:15"),  # the break is nobody's time
        ("2026-11-23 13:30", "2026-11-23 14:15"),
        ("2026-11-23 18:15", "2026-11-23 18:30"),
        ("2026-11-23 18:20", "2026-11-24 09:15"),
        ("2026-11-23 03:00", "2026-11-23 09:15"),
        ("2026-11-27 19:00", "2026-11-28 10:15"),  # Friday evening: Saturday
        ("2026-11-28 15:00", "2026-11-30 09:15"),  # Saturday afternoon: Monday
    ],
)
def test_a_promise_falls_into_the_hours(now: str, promised: str) -> None:
    assert hours().promise(local(now)) == local(promised)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-11-27 19:59", False),
        ("2026-11-27 20:00", True),
        ("2026-11-28 01:59", True),  # Friday's night
        ("2026-11-28 02:00", False),
        ("2026-11-28 23:59", True),
        ("2026-11-29 00:00", False),
    ],
)
def test_a_night_belongs_to_the_day_it_began(now: str, is_open: bool) -> None:
    assert hours(NIGHT).is_open(local(now)) is is_open


def test_a_promise_may_run_past_midnight() -> None:
    assert hours(NIGHT).promise(local("2026-11-27 23:50")) == local("2026-11-28 00:05")


def test_closed_days_are_skipped_and_their_night_with_them() -> None:
    christmas = ((date(2026, 12, 24), date(2026, 12, 25)),)

    assert hours(closed=christmas).promise(local("2026-12-23 20:00")) == local("2026-12-26 10:15")
    assert not hours(NIGHT, closed=christmas).is_open(local("2026-12-26 01:00"))


def test_without_a_week_somebody_is_always_there() -> None:
    always = hours({})

    assert always.is_open(local("2026-11-29 04:00"))
    assert always.promise(local("2026-11-29 04:00")) == local("2026-11-29 04:15")


def test_a_short_day_is_not_promised_past_its_end() -> None:
    short = hours({"mon": ["09:00-10:00"]}, minutes=120)

    assert short.promise(local("2026-11-22 12:00")) == local("2026-11-23 10:00")


def test_nobody_for_a_year_is_no_promise() -> None:
    gone = ((date(2026, 1, 1), date(2028, 12, 31)),)

    assert hours(closed=gone).promise(local("2026-11-23 10:00")) is None
    assert hours(closed=gone).next_opening(local("2026-11-23 10:00")) is None


@pytest.mark.parametrize(
    ("week", "zone", "now", "promised"),
    [
        # Madrid, 29 March 2026: 02:00 becomes 03:00. The opening stays at nine by the wall.
        ({"sun": ["09:00-12:00"]}, MADRID, "2026-03-29T00:30+01:00", "2026-03-29T09:15+02:00"),
        # A span over the gap is an hour shorter, and the promise knows it.
        ({"sat": ["22:00-04:00"]}, MADRID, "2026-03-29T01:50+01:00", "2026-03-29T03:05+02:00"),
        # Madrid, 25 October 2026: 03:00 becomes 02:00. The second 02:30 is still open.
        ({"sat": ["22:00-03:00"]}, MADRID, "2026-10-25T02:30+01:00", "2026-10-25T02:45+01:00"),
        # Santiago, 6 September 2026: midnight becomes 01:00; Saturday's day ends there.
        ({"sat": ["00:00-24:00"]}, SANTIAGO, "2026-09-05T23:50-04:00", "2026-09-12T00:15-03:00"),
        ({"sun": ["00:00-06:00"]}, SANTIAGO, "2026-09-05T23:50-04:00", "2026-09-06T01:15-03:00"),
        # Santiago, 5 April 2026: midnight becomes 23:00; the hour that comes twice is open twice.
        ({"sat": ["20:00-24:00"]}, SANTIAGO, "2026-04-04T23:30-03:00", "2026-04-04T23:45-03:00"),
        ({"sat": ["20:00-24:00"]}, SANTIAGO, "2026-04-04T23:30-04:00", "2026-04-04T23:45-04:00"),
    ],
)
def test_clocks_that_change_do_not_move_the_hours(
    week: dict[str, list[str]], zone: ZoneInfo, now: str, promised: str
) -> None:
    found = hours(week, zone=zone).promise(datetime.fromisoformat(now))

    assert found == datetime.fromisoformat(promised)


@pytest.mark.parametrize(
    ("begun", "minutes", "due"),
    [
        ("2026-11-23 10:00", 30, "2026-11-23 10:30"),
        ("2026-11-23 12:50", 30, "2026-11-23 14:20"),
        ("2026-11-23 18:20", 30, "2026-11-24 09:20"),
        ("2026-11-28 13:50", 30, "2026-11-30 09:20"),
        ("2026-11-22 03:00", 30, "2026-11-23 09:30"),
    ],
)
def test_the_clock_stands_still_outside_the_hours(begun: str, minutes: int, due: str) -> None:
    assert hours().after(local(begun), timedelta(minutes=minutes)) == local(due)


def test_any_instant_is_answered_in_the_hours() -> None:
    start = datetime(2026, 1, 1, 0, 7, tzinfo=UTC)
    both = hours(), hours(zone=MADRID)

    for step in range(0, 365 * 24, 11):
        now = start + timedelta(hours=step)
        for each in both:
            promised = each.promise(now)
            assert promised is not None
            assert promised > now
            assert each.is_open(promised - timedelta(minutes=1))


@pytest.mark.parametrize("text", ["9-25", "nine-ten", "24:00-25:00", "09:60-10:00", ""])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        span_of(text)
