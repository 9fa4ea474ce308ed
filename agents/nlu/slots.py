"""Which of the viewing times just offered a lead means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from agents.nlu.calendar_words import MONTHS, WEEKDAYS
from agents.nlu.clock import ClockTime, find_part_of_day, find_times, part_of
from agents.nlu.clock_words import NOT_AFTER, NOT_AT
from agents.nlu.dates import Days
from agents.nlu.text import words_pattern


@dataclass(frozen=True, slots=True)
class OfferedSlot:
    """A viewing time offered in the last reply; ``starts_at`` is in the broker's time."""

    slot_id: str
    starts_at: datetime
    label: str = ""
    unit_ref: str = ""


_ORDINALS: Final[tuple[tuple[str, int], ...]] = (
    (r"(?:el |la |the )?(?:primer[oa]?|first)(?: one| opcion| option| horario)?"
     r"|opcion 1|option 1|la 1|el 1|#1|1️⃣|1ra|1ro", 0),
    (r"(?:el |la |the )?(?:segund[oa]|second)(?: one| opcion| option| horario)?"
     r"|opcion 2|option 2|la 2|el 2|#2|2️⃣|2da|2do", 1),
    (r"(?:el |la |the )?(?:tercer[oa]?|third)(?: one| opcion| option| horario)?"
     r"|opcion 3|option 3|la 3|el 3|#3|3️⃣|3ra|3ro", 2),
    (r"(?:el |la |the )?(?:ultim[oa]|last)(?: one| opcion| option)?", -1),
)  # fmt: skip
_WEEKDAY: Final = re.compile(rf"\b({words_pattern(WEEKDAYS)})\b")
_DAY_NUMBER: Final = re.compile(
    rf"\b(?:el|dia|the|lunes|martes|miercoles|jueves|viernes|sabado|"
    rf"domingo)\s+(\d{{1,2}})\b(?!\s*(?:[:h.]\d|am|pm|o'? ?clock|hrs?\b|hs?\b))"
    rf"|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?:{words_pattern(MONTHS)})\b"
)
_REFUSES: Final = re.compile(
    r"\b(?:ningun[oa]?|none|no (?:me sirve|puedo|me acomoda|good)|otro (?:dia|horario)|another "
    r"(?:day|time)|neither|"
    r"other (?:days|times)|otras opciones|mas tarde|not (?:those|these)|can'?t do)\b"
)


def choose_slot(
    folded: str,
    slots: tuple[OfferedSlot, ...],
    *,
    affirmed: bool | None,
    days: Sequence[Days] = (),
) -> tuple[int | None, datetime | None]:
    """Find which offered slot a text takes: (its index, None), or (None, None).

    A time that is close to none of the slots chooses none; a bare "yes" takes the only one.
    ``days`` are the days the text names: a slot on another day is not meant.
    """
    if not slots or _REFUSES.search(folded):
        return None, None
    if days and not any(
        each.first <= slot.starts_at.date() <= each.last for each in days for slot in slots
    ):
        return None, None
    text = folded.strip()
    bare = re.fullmatch(r"\W*(?:(?:la|el|opcion|option|number|numero|slot)\s*)?#?([1-9])\W*", text)
    if bare and int(bare[1]) <= len(slots):
        return int(bare[1]) - 1, None
    by_time = _by_moment(folded, slots, days)
    if by_time is not None:
        return by_time, slots[by_time].starts_at
    for pattern, index in _ORDINALS:
        if re.search(rf"(?:^|\b)(?:{pattern})(?:\b|$)", text) and len(text.split()) <= 10:
            position = index if index >= 0 else len(slots) - 1
            if position < len(slots):
                return position, None
    if re.search(
        r"\b(?:cualquiera|any of (?:them|those)|either|whichever|el que sea|any works)\b", text
    ):
        return 0, None
    if affirmed and len(slots) == 1:
        return 0, None
    return None, None


def _by_moment(
    folded: str, slots: tuple[OfferedSlot, ...], named_days: Sequence[Days]
) -> int | None:
    candidates = list(range(len(slots)))
    # A week or a month is when they can come, and chooses no single time of it.
    if any(each.first != each.last for each in named_days):
        return None
    named = False
    days = {WEEKDAYS[m[1]] for m in _WEEKDAY.finditer(folded)}
    if days:
        named = True
        candidates = [i for i in candidates if slots[i].starts_at.weekday() in days]
    numbers = {int(m[1] or m[2]) for m in _DAY_NUMBER.finditer(folded)}
    if numbers:
        exact = [i for i in candidates if slots[i].starts_at.day in numbers]
        named = True
        candidates = exact
    times = find_times(folded)
    refused = [t for t in times if not t.cue and _will_not_do(folded, t)]
    if refused:
        candidates = [i for i in candidates if not _at(slots[i], refused)]
        times = [t for t in times if t not in refused]
    if times:
        named = True
        candidates = [i for i in candidates if _at(slots[i], times)]
    elif part := find_part_of_day(folded):
        narrowed = [i for i in candidates if part_of(slots[i].starts_at.time()) == part]
        named = named or bool(narrowed)
        candidates = narrowed or candidates
    return candidates[0] if named and len(candidates) == 1 else None


def _will_not_do(folded: str, said: ClockTime) -> bool:
    """Whether a time is named to rule it out."""
    return bool(NOT_AT.search(folded[: said.start]) or NOT_AFTER.match(folded, said.end))


def _at(slot: OfferedSlot, times: list[ClockTime]) -> bool:
    """Whether a slot is at one of the times named, or within all the bounds given."""
    start = slot.starts_at.time()
    bounds = [t for t in times if t.cue]
    exact = (t for t in times if not t.cue)
    if any(start.minute == t.at.minute and start.hour in _hours(t) for t in exact):
        return True
    return bool(bounds) and all(
        start >= t.at if t.cue == "after" else start <= t.at for t in bounds
    )


def _hours(said: ClockTime) -> set[int]:
    """The hours that may be meant."""
    return {said.at.hour} if said.sure else {said.at.hour, (said.at.hour + 12) % 24}
