"""Free times for a viewing: reckoned from weekly availability, named by a short token."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from crm.core.errors import Invalid

VIEWING: Final = timedelta(minutes=60)
GRID: Final = timedelta(minutes=30)
NOTICE: Final = timedelta(hours=2)
PARTS: Final = ("morning", "afternoon", "evening")
_NOON, _EVENING = 12, 18
_HEAD: Final = struct.Struct(">16sI")


@dataclass(frozen=True, slots=True)
class Span:
    """A weekly span in the broker's local time."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which an agent can show a unit; the unit is absent when any would do."""

    starts_at: datetime
    ends_at: datetime
    agent_id: UUID
    agent_name: str
    unit_id: UUID | None = None
    unit_ref: str = ""

    @property
    def slot_id(self) -> str:
        """The slot as a token that :func:`slot_parse` reads; booking checks everything again."""
        minutes = int(self.starts_at.timestamp()) // 60
        raw = _HEAD.pack(self.agent_id.bytes, minutes) + self.unit_ref.encode()
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class SlotKey:
    """What a slot's token says."""

    agent_id: UUID
    starts_at: datetime
    unit_ref: str


def slot_parse(token: str) -> SlotKey:
    """What the token names. Invalid when it is none of ours; it may still be taken or past."""
    try:
        raw = base64.urlsafe_b64decode(token.strip() + "=" * (-len(token.strip()) % 4))
        agent, minutes = _HEAD.unpack(raw[: _HEAD.size])
        starts_at = datetime.fromtimestamp(minutes * 60, tz=UTC)
        return SlotKey(UUID(bytes=agent), starts_at, raw[_HEAD.size :].decode())
    except (ValueError, binascii.Error, struct.error) as error:
        raise Invalid(_("There is no such time slot."), code="unknown_slot") from error


def part_of(local: datetime) -> str:
    """The part of the day: morning before 12, evening from 18, afternoon between."""
    if local.hour < _NOON:
        return "morning"
    return "afternoon" if local.hour < _EVENING else "evening"


def starts_in(
    spans: Sequence[Span], *, first: datetime, until: datetime, zone: ZoneInfo
) -> Iterator[datetime]:
    """Every start on the half-hour grid that leaves room for a viewing, in UTC, in order.

    Walks local days, because "Tuesday 10:00" stays at 10:00 when the clocks change; a local time
    that does not exist on the day of the change is left out.
    """
    day = first.astimezone(zone).date()
    last = until.astimezone(zone).date()
    while day <= last:
        for local in _grid_of(day, [span for span in spans if span.weekday == day.weekday()]):
            start = local.replace(tzinfo=zone).astimezone(UTC)
            exists = start.astimezone(zone).replace(tzinfo=None) == local
            if exists and first <= start < until:
                yield start
        day += timedelta(days=1)


def _grid_of(day: date, spans: Iterable[Span]) -> list[datetime]:
    found: set[datetime] = set()
    for span in spans:
        local = datetime.combine(day, span.starts)
        local += -timedelta(minutes=local.minute, seconds=local.second) % GRID
        while local + VIEWING <= datetime.combine(day, span.ends):
            found.add(local)
            local += GRID
    return sorted(found)


def covers(spans: Sequence[Span], starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> bool:
    """Whether the time lies inside one of the spans."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return start.date() == end.date() and any(
        span.weekday == start.weekday() and span.starts <= start.time() and end.time() <= span.ends
        for span in spans
    )


def spread(slots: Sequence[Slot], *, limit: int, zone: ZoneInfo) -> list[Slot]:
    """At most ``limit`` of the slots over different days and parts of the day, in time order.

    One of each part of each day first, then more of the same, so that a person who can only come
    in the evening finds something among the first few. Within a part, full hours come first.
    """
    parts: dict[tuple[date, str], list[Slot]] = {}
    for slot in slots:
        local = slot.starts_at.astimezone(zone)
        parts.setdefault((local.date(), part_of(local)), []).append(slot)
    for rows in parts.values():
        rows.sort(key=lambda slot: (slot.starts_at.minute % 60 != 0, slot.starts_at))
    chosen: list[Slot] = []
    depth = 0
    while len(chosen) < limit and any(len(rows) > depth for rows in parts.values()):
        chosen += [rows[depth] for rows in parts.values() if len(rows) > depth]
        depth += 1
    return sorted(chosen[:limit], key=lambda slot: slot.starts_at)
