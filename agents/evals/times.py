"""Days, stretches of days and times of day, one kind of expression at a time (Recognizers-Text).

The source accepts the next and the last of what a wording may mean, and so does this. It takes
"at 7" for the morning, when an office sleeps, so that ours reads the evening; and the last day of
"from the 4th to the 23rd" as the first one after, which no lead means. Both are told apart.
Durations are left out, for ours reads none by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, Final

from agents.evals.days import days_found, with_last
from agents.evals.figures import Hits, Section, share
from agents.evals.rows import Row
from agents.nlu.clock import find_times
from agents.nlu.text import fold

_COUNTRY: Final = {"es": "ES", "en": "US"}
_FIGURES: Final = {
    "day": "day right",
    "stretch": "first and last day of a stretch right",
    "counted": "the same, or with what is named last",
    "time": "time of day right",
    "time_late": "the same, or twelve hours later",
    "times": "both ends of a stretch of hours right",
    "moment": "day and time right",
}
_NO_DAY: Final = date(2016, 11, 7)  # the source's own; times of day name none


class Expression(Row):
    """A sentence and the expression in it, in the form of its source."""

    lang: str
    kind: str
    input: str
    context: dict[str, Any] = {}
    results: tuple[dict[str, Any], ...] = ()

    @property
    def today(self) -> date:
        """The day it is read on."""
        said = str(self.context.get("ReferenceDateTime") or "")[:10]
        return date.fromisoformat(said) if said else _NO_DAY

    def accepted(self) -> list[dict[str, str]]:
        """What its one expression may mean; nothing where it has none or several."""
        if len(self.results) != 1:
            return []
        value = self.results[0].get("Value") or {}
        both = (value.get("FutureResolution"), value.get("PastResolution"))
        return [each for each in both if each]


def times(rows: list[Expression]) -> Iterator[Section]:
    """Per language."""
    for language in _COUNTRY:
        some = [row for row in rows if row.lang == language]
        if some:
            yield _of_language(language, some)


def _of_language(language: str, rows: list[Expression]) -> Section:
    section = Section(language, f"days and times of day, {language}")
    hits = {name: Hits() for name in _FIGURES}
    for row in rows:
        gold = row.accepted()
        if not gold:
            continue
        if row.kind in {"date", "dateperiod"}:
            name = "day" if row.kind == "date" else "stretch"
            found: Any = days_found(row.input, row.today, _COUNTRY[language])
            right = len(found or []) == 1 and found[0] in map(_span, gold)
            if name == "stretch":
                said = [span for each in gold if (span := _span(each)) is not None]
                spans = [wider for span in said for wider in with_last(span)]
                hits["counted"].add(int(len(found or []) == 1 and found[0] in spans), 1, 1)
        elif row.kind in {"time", "timeperiod", "datetimeparser"}:
            name = {"time": "time", "timeperiod": "times"}.get(row.kind, "moment")
            clock = [each.at.isoformat() for each in find_times(fold(row.input))]
            found = clock
            right = any(clock == _clock(each) for each in gold)
            if name == "moment":
                found = [days_found(row.input, row.today, _COUNTRY[language]), clock]
                right = right and any(_day(each) in (found[0] or []) for each in gold)
            if name == "time":
                late = [each for value in gold for each in (_clock(value), _later(_clock(value)))]
                hits["time_late"].add(int(clock in late), 1, 1)
        else:
            continue
        hits[name].add(int(right), 1, 1)
        if not right:
            section.miss(kind=row.kind, input=row.input, today=row.today, gold=gold, got=found)
    section.figures = [
        share(key, label, hits[key].right, hits[key].wanted) for key, label in _FIGURES.items()
    ]
    return section


def _span(value: dict[str, str]) -> tuple[date, date] | None:
    """The days of it, both included; the source does not count the last."""
    if "date" in value:
        day = _iso(value["date"])
        return (day, day) if day else None
    first, after = _iso(value.get("startDate", "")), _iso(value.get("endDate", ""))
    return (first, after - timedelta(days=1)) if first and after else None


def _day(value: dict[str, str]) -> tuple[date, date] | None:
    day = _iso(value.get("dateTime", "")[:10])
    return (day, day) if day else None


def _clock(value: dict[str, str]) -> list[str]:
    """The times of day of it, in their order."""
    if "dateTime" in value:
        return [value["dateTime"][11:]]
    return [value[name] for name in ("time", "startTime", "endTime") if name in value]


def _later(clock: list[str]) -> list[str]:
    found = [time.fromisoformat(each) for each in clock]
    return [each.replace(hour=(each.hour + 12) % 24).isoformat() for each in found]


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
