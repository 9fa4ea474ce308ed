"""Days and times a reply names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from agents.nlu.calendar_words import WEEKDAYS
from agents.nlu.clock import find_times
from agents.nlu.dates import Days, find_days
from agents.nlu.text import fold, mask, words_pattern
from crm.brokers.hours import Hours

#: Words of a sentence that speaks of when the office is open.
HOURS: Final = re.compile(
    r"\b(?:abr(?:imos|e|en|ir)|abiert\w+|cerrad\w+|cerramos|cierra\w*|atend(?:emos|er)|atienden?|"
    r"atencion|horarios? (?:de )?(?:atencion|oficina|la oficina)|oficina|open|opens|opening|"
    r"closed?s?|"
    r"office|business hours|our hours|working hours)\b"
)
_SPAN_AHEAD: Final = re.compile(
    r"\b(?:at|after|before|from|around|by|a|las)\s+(?:the\s+)?\w+(?=[\s-](?:(?:working|business|"
    r"full|"
    r"calendar) )?(?:months?|years?|weeks?|"
    r"days?|meses|anos|dias|semanas|minut\w+)\b)"
)
# "Las dos" of two homes.
_BOTH: Final = re.compile(r"\s*(?:entre )?(?:las|los)\s+[a-z]+\s*(?:horas)?\s*")
_BESIDE: Final = re.compile(r"(?:(?!\b(?:o|or|si|if|y|and)\b)[^;:]){0,24}")
_ATTRIBUTE: Final = re.compile(r"\b\d{1,2}-(?=[a-z]{2,})(?!(?:to|a|al|de)\b)")
_SPANNED: Final = re.compile(
    r"\b(?:de|desde las?|entre las?|from|between)?\s*(?P<a>\d{1,2})(?:[:.](?P<am>\d\d))?\s*(?P<ah>a"
    r"m|pm|"
    r"h|hrs?)?\s*(?:a|-|–|to|hasta|until|y|and)\s*(?:las? )?(?P<b>\d{1,2})(?:[:.](?P<bm>\d\d))?\s*"
    r"(?P<bh>am|pm|h|hrs?|horas)?\b(?!\s*(?:%|m2|dorm|bed|uf|mil))"
)
_SOME_DAY: Final = re.compile(
    r"\b(?:el|al|del|un) dia de manana\b|\bque manana (?:no|ya no|podria|puede)\b|\bhoy (?:y|"
    r"o) manana\b"
)
_PLURAL: Final = re.compile(rf"\b({words_pattern(w for w in WEEKDAYS if len(w) > 4)})s\b")
_DAY_NUMBER: Final = re.compile(
    rf"\b(?P<day>{words_pattern(WEEKDAYS)})\.?,?\s+(?:the |el |dia )?(?P<number>\d{{1,2}})(?:st|nd|"
    rf"rd|th)?"
    r"\b(?!\s*(?:am|pm|:|\.\d|h\b|hrs?\b|hs\b|de la))"
)
_ALONE: Final = re.compile(rf"\W*(?:el |on |this |next |este )?({words_pattern(WEEKDAYS)})\W*")
_BESIDE_DATE: Final = re.compile(rf"\b({words_pattern(WEEKDAYS)})\.?,?\s+(?:el |the )?$")
_HALF_SAID: Final = re.compile(
    r"[ap]\.?\s?m\b|manana|tarde|noche|morning|afternoon|evening|noon|midday|night|mediodia|"
    r"hrs?\b|hs\b|:"
)


@dataclass(frozen=True, slots=True)
class When:
    """A day, a time or both, as one statement of a text.

    ``days`` is the stretch a date was read as; with ``weekday`` only the day of the week was said
    (0 Monday), ``number`` the day of the month beside it. ``loose`` tells a time that may be
    before or after noon.
    """

    start: int
    end: int
    days: Days | None = None
    weekday: int | None = None
    number: int | None = None
    at: time | None = None
    loose: bool = False

    def fits(self, moment: datetime) -> bool:
        """Whether this names that moment, as far as it goes."""
        return self.fits_day(moment.date()) and (self.at is None or self.fits_time(moment.time()))

    def fits_day(self, day: date) -> bool:
        """Whether the day is meant."""
        if self.weekday is not None and day.weekday() != self.weekday:
            return False
        if self.number is not None and day.day != self.number:
            return False
        if self.days is None or (self.weekday is not None and self.number is None):
            return True
        return self.days.first <= day <= self.days.last or self.number is not None

    def fits_time(self, at: time) -> bool:
        """Whether the time is meant."""
        if self.at is None:
            return True
        hours = {self.at.hour, (self.at.hour + 12) % 24} if self.loose else {self.at.hour}
        return at.minute == self.at.minute and at.hour in hours


@dataclass(frozen=True, slots=True)
class Calendar:
    """What settles a day that is named: today on the broker's clock, the country, the hours."""

    today: date
    country: str
    hours: Hours


def whens_in(text: str, calendar: Calendar, hidden: Iterable[tuple[int, int]] = ()) -> list[When]:
    """Every day and time a text names; a time belongs to the day named last before it."""
    folded = _PLURAL.sub(lambda m: f"{m[1]};", mask(fold(text), hidden))
    # "all set for" is no September.
    folded = re.sub(r"\bset\b(?! (?:de )?\d)", "___", folded)
    # "El día de mañana" is some day to come.
    folded = _SOME_DAY.sub(lambda m: "_" * len(m.group()), folded)
    # "The 2-bed" is no second of the month.
    folded = _ATTRIBUTE.sub(lambda m: "_" * len(m.group()), folded)
    days = [
        each
        for each in find_days(folded, calendar.today, country=calendar.country)
        if not _is_gone(folded, each, calendar.today)
    ]
    open_text = mask(folded, [(each.start, each.end) for each in days])
    # "At six months" and "after three years" are no times of day.
    open_text = _SPAN_AHEAD.sub(lambda m: "_" * len(m.group()), open_text)
    times = [
        (each.start, each.end, each.at, not _HALF_SAID.search(folded[each.start : each.end]))
        for each in find_times(open_text)
        if not _BOTH.fullmatch(open_text[each.start : each.end])
    ]
    if HOURS.search(folded):
        times += _spans(open_text, [start for start, *_rest in times])
    found: list[When] = []
    timed: set[int] = set()
    for start, end, at, loose in sorted(times):
        before = [each for each in days if each.end <= start]
        # A day named after its time stands right beside it: "a las 16 del jueves", not "at 4, or if
        # you prefer Thursday".
        after = [
            each
            for each in days
            if each.start >= end and _BESIDE.fullmatch(folded, end, each.start)
        ]
        day = before[-1] if before else next(iter(after), None)
        if day is not None:
            timed.add(day.start)
            found.append(_when(folded, day, start, end, at, loose))
        else:
            found.append(When(start, end, at=at, loose=loose))
    found += [_when(folded, day) for day in days if day.start not in timed]
    return sorted(found, key=lambda each: each.start)


def _is_gone(folded: str, days: Days, today: date) -> bool:
    """Whether it is over and no date: "yesterday" settles nothing, "2019" is a figure to hold."""
    dated = days.grain == "day" and re.search(r"\d", folded[days.start : days.end])
    return days.last < today and not dated


def _when(
    folded: str,
    day: Days,
    start: int | None = None,
    end: int | None = None,
    at: time | None = None,
    loose: bool = False,
) -> When:
    words = folded[day.start : day.end]
    weekday = number = None
    named = _DAY_NUMBER.search(folded[max(0, day.start - 2) : day.end + 8])
    alone = _ALONE.fullmatch(words)
    if alone:
        weekday = WEEKDAYS[alone[1]]
        if named and named["day"] == alone[1]:
            number = int(named["number"])
    elif day.first == day.last:
        # "lunes 26 nov": the name beside the date has to be that day's.
        beside = _BESIDE_DATE.search(folded[: day.start])
        weekday = WEEKDAYS[beside[1]] if beside else None
        number = day.first.day if beside else None
    return When(
        day.start if start is None else min(start, day.start),
        day.end if end is None else max(end, day.end),
        day,
        weekday,
        number,
        at,
        loose,
    )


def _spans(folded: str, known: Sequence[int]) -> list[tuple[int, int, time, bool]]:
    """Both ends of "9 to 6" in a sentence about opening hours."""
    found: list[tuple[int, int, time, bool]] = []
    for match in _SPANNED.finditer(folded):
        for hour, minute, half in (
            (match["a"], match["am"], match["ah"]),
            (match["b"], match["bm"], match["bh"]),
        ):
            if int(hour) > 24 or int(minute or 0) > 59:
                continue
            value = int(hour) % 24
            if half == "pm" and value < 12:
                value += 12
            start = match.start("a")
            if start not in known:
                found.append((start, match.end(), time(value, int(minute or 0)), not half))
    return found
