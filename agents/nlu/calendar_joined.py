"""Days that belong together: a weekday beside its date, "two days after Christmas", "the week of
May 4", "from the 3rd of June to the 5th of July"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from agents.nlu.calendar_words import Grain, N, W, add_months, count_said


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days found at ``start``-``end`` of a text, both days included."""

    first: date
    last: date
    start: int
    end: int
    grain: Grain


_WEEKDAY: Final = re.compile(rf"(?:(?:el|on|este|this|next) )?(?:{W})\.?")
_WEEKDAYS: Final = re.compile(
    rf"(?:(?:el|on|entre|between|from|de) )?(?:{W})\.?(?: \w+(?: el)? (?:{W}))?"
)
_BESIDE: Final = re.compile(r"\s*,?\s*(?:the |el |dia |el dia |-|\()?\s*")
_WEEK_OF: Final = re.compile(
    r"\b(?:(?:the |la )?(?:week|semana) (?:of|del?|starting(?: on)?|commencing|beginning(?: on)?|"
    r"que (?:empieza|comienza)(?: el)?))\s+(?:the |el )?$"
)
_COUNTED: Final = re.compile(
    rf"\b(?P<lasting>for |por |durante )?(?P<count>{N}) (?P<unit>days?|dias?|weeks?|semanas?),? "
    r"(?P<way>after|before|from|starting(?: on| from)?|antes del?|despues del?|a partir del?|"
    r"desde(?: el)?)\s+(?:the |el )?$"
)
_LEAD: Final = re.compile(
    r"\b(?P<word>from|between|desde|entre|del?)\s+(?:el |la |las |the |this |a )?$"
)
_JOINT: Final = re.compile(
    r"\s*(?P<word>-|–|—|~|to|through|thru|until|till|al?|hasta(?: el| la)?|and|y)\s*"
    r"(?:the |el |la )?"
)
_CLEAR: Final = frozenset({"-", "–", "—", "~", "through", "thru", "until", "till", "al", "hasta"})
# "From Monday to Tuesday" may be where a viewing is put: then both are days by themselves.
_PUT: Final = re.compile(
    r"cambi|mov|muev|pas(?:ar|emos|amos|ala|alo|en)|schedul|reprogram|postp|push|switch|chang|"
    r"instead|mejor|rather|adelant|aplaz|corr(?:er|emos|ela)|bring"
)


def joined(folded: str, found: list[Days], today: date) -> list[Days]:
    """Put together what belongs together; ``found`` is in the order of the text."""
    if not found:
        return found
    found = [_with_words_before(folded, each) for each in found]
    result = found[:1]
    for each in found[1:]:
        both = _one_day(folded, result[-1], each) or _of_week(folded, result[-1], each)
        both = both or _span(folded, result[-1], each, today)
        if both is not None:
            result[-1] = both
        else:
            result.append(each)
    return result


def _with_words_before(folded: str, days: Days) -> Days:
    before = folded[max(0, days.start - 48) : days.start]
    if days.grain != "day" or not before:
        return days
    if match := _WEEK_OF.search(before):
        monday = days.first - timedelta(days.first.weekday())
        start = days.start - len(before) + match.start()
        return Days(monday, monday + timedelta(6), start, days.end, "week")
    if match := _COUNTED.search(before):
        start = days.start - len(before) + match.start()
        count = int(count_said(match["count"])) * (7 if match["unit"][0] in "ws" else 1)
        way = match["way"]
        if match["lasting"] or way.startswith("start"):
            return Days(days.first, days.first + timedelta(count - 1), start, days.end, "day")
        day = days.first + timedelta(-count if way.startswith(("before", "antes")) else count)
        return Days(day, day, start, days.end, "day")
    return days


def _one_day(folded: str, one: Days, other: Days) -> Days | None:
    """A weekday with the date it stands beside, if the date is on it."""
    if one.grain != "day" or other.grain != "day" or other.first != other.last:
        return None
    if not _BESIDE.fullmatch(folded, one.end, other.start):
        return None
    name, dated = (one, other) if _WEEKDAY.fullmatch(folded[one.start : one.end]) else (other, one)
    if not _WEEKDAY.fullmatch(folded[name.start : name.end]) or dated.first != dated.last:
        return None
    for years in (0, -1):  # "Sunday, Feb 10", which was the day before yesterday
        day = add_months(dated.first, 12 * years)
        if day.weekday() == name.first.weekday():
            return replace(dated, first=day, last=day, start=one.start, end=other.end)
    return None


def _of_week(folded: str, one: Days, other: Days) -> Days | None:
    """Days of the week with the week they are of: "entre miércoles y viernes de la otra semana"."""
    if one.grain != "day" or other.grain != "week" or (other.last - other.first).days > 6:
        return None
    if not re.fullmatch(r"\s*(?:de|of|from|in)?\s*(?:la )?", folded[one.end : other.start]):
        return None
    if not _WEEKDAYS.fullmatch(folded[one.start : one.end]):
        return None
    monday = other.last - timedelta(6)
    first, last = monday + timedelta(one.first.weekday()), monday + timedelta(one.last.weekday())
    return Days(first, last, one.start, other.end, "day") if first <= last else None


def _span(folded: str, one: Days, other: Days, today: date) -> Days | None:
    """A stretch from one to the other, both included, if the text says it is one."""
    between = _JOINT.fullmatch(folded, one.end, other.start)
    if between is None:
        return None
    lead = _LEAD.search(folded, max(0, one.start - 16), one.start)
    inside = re.match(r"(?:from|between|desde|entre|del?)\b", folded[one.start : one.end])
    word, joint = (lead["word"] if lead else inside[0] if inside else ""), between["word"]
    if joint in {"and", "y"} and word not in {"between", "entre"}:
        return None
    if not (word or joint.split()[0] in _CLEAR) or _PUT.search(folded):
        return None
    first, last = one.first, other.last
    if first > last and _WEEKDAY.fullmatch(folded[other.start : other.end]):
        last += timedelta(7 * -((last - first).days // 7))  # "de lunes a viernes", on a Monday
    elif first > last:
        years = first.year - last.year + ((first.month, first.day) > (last.month, last.day))
        first = add_months(first, -12 * years)
        if first < today and not re.search(r"\d{4}", folded[other.start : other.end]):
            first, last = add_months(first, 12), add_months(last, 12)
    start = lead.start() if lead else one.start
    return Days(first, last, start, other.end, other.grain)
