"""When somebody of the broker is there, and by when a person answers.

The hours are the broker's own, on the broker's clock: spans of a week, several a day, some past
midnight, and days on which nobody comes. All instants that come in and go out are aware.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from crm.brokers.models import Broker

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES: Final = 24 * 60
# Longer than anybody closes: past it the answer is "nobody knows".
_HORIZON_DAYS: Final = 400
# People say times in steps of five minutes.
_STEP: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a day in minutes after its midnight; ``ends`` past 1440 is the next day."""

    starts: int
    ends: int


ALL_DAY: Final = Span(0, DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class Hours:
    """A broker's week, Monday first, its closed days (first, last), and how fast it answers.

    A week without any span means that somebody is always there.
    """

    zone: ZoneInfo
    week: tuple[tuple[Span, ...], ...]
    closed: tuple[tuple[date, date], ...]
    respond: timedelta

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there at that moment."""
        stretch = next(self._stretches(at), None)
        return stretch is not None and stretch[0] <= at

    def next_opening(self, at: datetime) -> datetime | None:
        """When somebody is there next: ``at`` itself while they are, None if not for a year."""
        stretch = next(self._stretches(at), None)
        return None if stretch is None else max(stretch[0], at)

    def promise(self, at: datetime) -> datetime | None:
        """By when a person answers who is called now, rounded up to five minutes.

        That is the time to respond after ``at`` where it falls into the hours, else after the
        next opening, and not past that day's end; None if nobody comes for a year.
        """
        if self.is_open(at) and self.is_open(at + self.respond):
            return _rounded_up(at + self.respond)
        for start, end in self._stretches(at):
            if start > at:
                return _rounded_up(min(start + self.respond, end))
            if at + self.respond <= end:
                return _rounded_up(at + self.respond)
        return None

    def after(self, at: datetime, span: timedelta) -> datetime | None:
        """When so much time has passed during opening hours; the clock stands still outside."""
        for start, end in self._stretches(at):
            begin = max(start, at)
            if begin + span <= end:
                return begin + span
            span -= end - begin
        return None

    def _stretches(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open stretches that end after ``at``, in order; those that touch are one."""
        held: tuple[datetime, datetime] | None = None
        first = at.astimezone(self.zone).date() - timedelta(days=1)
        for distance in range(_HORIZON_DAYS):
            day = first + timedelta(days=distance)
            for span in self._spans_on(day):
                start, end = self._instants(day, span)
                if held is None or start > held[1]:
                    if held is not None and held[1] > at:
                        yield held
                    held = start, end
                else:
                    held = held[0], max(held[1], end)
        if held is not None and held[1] > at:
            yield held

    def _spans_on(self, day: date) -> Sequence[Span]:
        if any(first <= day <= last for first, last in self.closed):
            return ()
        return self.week[day.weekday()] if any(self.week) else (ALL_DAY,)

    def _instants(self, day: date, span: Span) -> tuple[datetime, datetime]:
        # A time the clocks show twice opens at its first and closes at its second; one that they
        # skip is read on the clock of before, so that midnight in Santiago stays the day's edge.
        return min(self._readings(day, span.starts)), max(self._readings(day, span.ends))

    def _readings(self, day: date, minutes: int) -> tuple[datetime, ...]:
        local = datetime.combine(day, time()) + timedelta(minutes=minutes)
        early, late = (
            local.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1)
        )
        return (early,) if late < early else (early, late)


def _rounded_up(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at + (_STEP - over if over else timedelta())


def usual_hours() -> dict[str, list[str]]:
    """The week of a broker who has not said otherwise."""
    return {**{day: ["09:00-18:30"] for day in DAYS[:5]}, "sat": ["10:00-14:00"], "sun": []}


def hours_of(broker: Broker) -> Hours:
    """The hours as the broker's row keeps them."""
    return Hours(
        zone=ZoneInfo(broker.timezone),
        week=week_of(broker.opening_hours),
        closed=tuple(closed_of(broker.closed_days)),
        respond=timedelta(minutes=broker.respond_minutes),
    )


def week_of(kept: Mapping[str, Any]) -> tuple[tuple[Span, ...], ...]:
    """``{"mon": ["09:00-13:00", …]}`` as spans, Monday first."""
    return tuple(
        tuple(sorted((span_of(str(each)) for each in kept.get(day, [])), key=lambda s: s.starts))
        for day in DAYS
    )


def span_of(text: str) -> Span:
    """``09:00-18:30`` as a span; an end before its start is the next day's. ValueError else."""
    first, _dash, last = text.partition("-")
    starts, ends = _minutes(first), _minutes(last)
    if starts >= DAY_MINUTES:
        raise ValueError(text)
    return Span(starts, ends if ends > starts else ends + DAY_MINUTES)


def _minutes(text: str) -> int:
    hour, _colon, minute = text.strip().partition(":")
    value = int(hour) * 60 + int(minute or 0)
    if not (0 <= value <= DAY_MINUTES and 0 <= int(minute or 0) < 60):
        raise ValueError(text)
    return value


def closed_of(kept: Sequence[Mapping[str, Any]]) -> Iterator[tuple[date, date]]:
    """``[{"from", "to", "name"}]`` as first and last days."""
    for each in kept:
        yield date.fromisoformat(str(each["from"])), date.fromisoformat(str(each["to"]))
