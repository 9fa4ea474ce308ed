"""Readers of one kind of date each: from the words matched to the days they mean."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, Literal

from agents.nlu.calendar_years import year_said
from agents.nlu.numbers import UNITS
from agents.nlu.text import words_pattern

Grain = Literal["day", "week", "month", "long"]


MONTHS: Final[dict[str, int]] = {
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7,
    "agosto": 8, "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11,
    "diciembre": 12, "ene": 1, "feb": 2, "abr": 4, "ago": 8, "sept": 9, "set": 9, "dic": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1,
    "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


WEEKDAYS: Final[dict[str, int]] = {
    "lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6, "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thurs": 3,
    "thur": 3, "fri": 4, "sat": 5, "sun": 6, "lun": 0, "mie": 2, "jue": 3, "vie": 4, "sab": 5,
    "dom": 6,
}  # fmt: skip


_NEAR_DAYS: Final = 45  # a weekday with its number is looked for so far ahead
_LEAP_YEARS: Final = 9  # as far as one is from the next at most


_SOUTH: Final = frozenset({"CL", "AR", "UY", "PY", "PE", "BO", "BR", "ZA", "AU", "NZ"})


M: Final = words_pattern(MONTHS)


W: Final = words_pattern(WEEKDAYS)


N: Final = rf"\d{{1,3}}|{words_pattern(UNITS)}|par de|couple of|pair of|few"


DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|ro|er|º|°)?"


_RANKS: Final = (
    *(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth"),
)
_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: Days of the month said in words: Spanish counts them, English ranks them.
ENGLISH_DAYS: Final[dict[str, int]] = {
    **{word: number for number, word in enumerate(_RANKS, 1)},
    "twentieth": 20, "thirtieth": 30,
    **{f"twenty{mark}{word}": 20 + number for mark in " -"
       for words in (_RANKS[:9], _ONES) for number, word in enumerate(words, 1)},
    **{f"thirty{mark}{word}": 31 for mark in " -" for word in ("first", "one")},
}  # fmt: skip
SPOKEN_DAYS: Final[dict[str, int]] = {
    "primero": 1, "primer dia": 1, "treinta y uno": 31, "treinta y un": 31,
    **{word: int(value) for word, value in UNITS.items()
       if 1 <= value <= 30 and value == int(value) and word not in {"un", "una", "a", "an"}
       and word not in _ONES and not word.endswith(("teen", "ty"))
       and word not in {"ten", "eleven", "twelve"}},
    **ENGLISH_DAYS,
}  # fmt: skip
ENGLISH_DAY: Final = words_pattern(ENGLISH_DAYS)
SPOKEN_DAY: Final = words_pattern(SPOKEN_DAYS)


def day_said(text: str) -> int:
    """The day of the month, in digits ("23rd") or in words ("veintitrés")."""
    spoken = SPOKEN_DAYS.get(text)
    return spoken if spoken is not None else int(re.sub(r"\D", "", text))


Read = tuple[date, date, Grain]
Reader = Callable[[re.Match[str], date, str], Read | None]


def month_span(year: int, month: int) -> tuple[date, date]:
    """Give the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Go forward by whole months, to the month's last day where the day does not exist."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def easter(year: int) -> date:
    """Compute the western Easter Sunday (Gauss, as given by Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    el = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def count_said(word: str) -> float:
    """A small count: "3", "dos", "a couple of"."""
    if word in {"par de", "couple of", "pair of"}:
        return 2
    if word == "few":
        return 3
    return float(word) if word.isdigit() else UNITS[word]


def _next_month(month: int, today: date, year: str | None = None) -> tuple[date, date]:
    if year:
        return month_span(year_said(year), month)
    return month_span(today.year + (month < today.month), month)


def exact_day(day: str, month: int, today: date, year: str | None) -> date:
    """The day as said, in its year or else the next there is. Raises: ValueError for none."""
    number = day_said(day)
    if year:
        return date(year_said(year), month, number)
    for ahead in range(_LEAP_YEARS if (number, month) == (29, 2) else 2):
        if number <= month_span(today.year + ahead, month)[1].day:
            found = date(today.year + ahead, month, number)
            if found >= today:
                return found
    raise ValueError("the month has no such day")


def month_of(name: str) -> int:
    """The number of a month by its name."""
    return MONTHS[name.rstrip(".")]


def day_month(match: re.Match[str], today: date, country: str) -> Read:
    day = exact_day(match["day"], month_of(match["month"]), today, match["year"])
    return day, day, "day"


def day_of_month(match: re.Match[str], today: date, country: str) -> Read:
    ahead = (
        1 if re.search(r"prox|viene|entrante|siguiente|next|follow|coming", match["which"]) else 0
    )
    year, month = divmod_month(today, ahead)
    day = date(year, month, day_said(match["day"]))
    return day.replace(day=day_said(match["from"])) if match["from"] else day, day, "day"


def day_range(match: re.Match[str], today: date, country: str) -> Read:
    last = exact_day(match["day2"], month_of(match["month2"]), today, match["year"])
    month = month_of(match["month"]) if match["month"] else last.month
    first = date(last.year, month, day_said(match["day"]))
    if first > last:
        first = date(last.year - 1, month, first.day)
        if not match["year"] and first < today:  # "del 1 de septiembre al 30 de junio"
            first, last = first.replace(year=last.year), last.replace(year=last.year + 1)
    return first, last, "day"


def month_range(match: re.Match[str], today: date, country: str) -> Read:
    month = month_of(match["month"])
    month2 = month_of(match["month2"])
    first = _next_month(month, today, match["year"])[0]
    if match["year"] and month > month2:  # "from November to February 2027": the year ends it
        first = add_months(first, -12)
    last = month_span(first.year + (month2 < first.month), month2)[1]
    return first, last, "month"


PARTS: Final[tuple[tuple[str, int, int], ...]] = (
    (r"principios?|inicios?|comienzos?|primeros(?: dias)?|early|beginning|start", 1, 10),
    (r"primera quincena|first half", 1, 15),
    (r"segunda quincena|second half", 16, 31),
    (r"mediados|mid|middle|la mitad", 11, 20),
    (r"fin(?:es|ales)?|end|late|ultimos dias|the end", 21, 31),
    (r"primera semana|first week", 1, 7),
    (r"segunda semana|second week", 8, 14),
    (r"tercera semana|third week", 15, 21),
    (r"ultima semana|last week|final week", 25, 31),
)


def part_of_month(match: re.Match[str], today: date, country: str) -> Read:
    first, last = _next_month(month_of(match["month"]), today, match["year"])
    return _cut(match["part"], first, last)


def _cut(part: str, first: date, last: date) -> Read:
    for pattern, begin, until in PARTS:
        if re.fullmatch(pattern, part):
            return first.replace(day=begin), first.replace(day=min(until, last.day)), "month"
    return first, last, "month"


def part_of_year(match: re.Match[str], today: date, country: str) -> Read:
    year = year_said(match["year"]) if match["year"] else _named_year(match["named"] or "", today)
    if re.fullmatch(PARTS[0][0], match["part"]):
        return date(year, 1, 1), date(year, 3, 31), "long"
    if re.fullmatch(PARTS[3][0], match["part"]):
        return date(year, 5, 1), date(year, 8, 31), "long"
    if not match["year"]:
        return max(today, date(year, 12, 21)), date(year, 12, 31), "month"
    return date(year, 10, 1), date(year, 12, 31), "long"


def _named_year(words: str, today: date) -> int:
    return today.year + bool(re.search(r"prox|que viene|next|siguiente|entrante", words))


_LONG_AGO: Final = re.compile(r"(?:days?|weeks?|months?|years?|long|while|hours?)\s$")


def month_alone(match: re.Match[str], today: date, country: str) -> Read | None:
    before = match.string[max(0, match.start("month") - 8) : match.start("month")]
    if match["month"] == "ago" and _LONG_AGO.search(before):
        return None  # "six weeks ago" is no August
    first, last = _next_month(month_of(match["month"]), today, match["year"])
    return first, last, "month"


def relative_day(match: re.Match[str], today: date, country: str) -> Read:
    word = match.group()
    ahead = (
        2
        if re.search(r"pasado|day after", word)
        else 0
        if re.search(r"hoy|today|tonight|esta|this", word)
        else 1
    )
    day = today + timedelta(days=ahead)
    return day, day, "day"


def weekday(match: re.Match[str], today: date, country: str) -> Read | None:
    wanted = WEEKDAYS[match["day"].rstrip(".")]
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    day = today + timedelta(days=ahead)
    following = match["after"] or ""
    if re.search(r"\b(?:esta|this)\b", following):
        monday = today - timedelta(days=today.weekday())
        this_week = monday + timedelta(days=wanted)
        return (this_week, this_week, "day") if this_week >= today else (day, day, "day")
    if following or re.match(r"(?:el )?otro", match["before"] or ""):
        monday = today + timedelta(days=7 - today.weekday())
        day = monday + timedelta(days=wanted)
    if said := match["number"] or match["ranked"]:
        agreed = _weekday_number(wanted, day_said(said), today)
        if agreed is None:
            return None  # "el lunes 24", a Tuesday: which of both is meant is asked
        day = agreed
    return day, day, "day"


def _weekday_number(wanted: int, number: int, today: date) -> date | None:
    """The next day that is both that weekday and that day of its month; one just gone by will do,
    and none far off."""
    near = (today + timedelta(ahead) for ahead in (*range(_NEAR_DAYS), *range(-1, -7, -1)))
    return next((day for day in near if day.weekday() == wanted and day.day == number), None)


def _next_day_number(number: int, today: date) -> date | None:
    for months in range(3):
        first, last = month_span(*divmod_month(today, months))
        if number <= last.day and first.replace(day=number) >= today:
            return first.replace(day=number)
    return None


def divmod_month(today: date, months: int) -> tuple[int, int]:
    """Give year and month so many months after today's."""
    index = today.month - 1 + months
    return today.year + index // 12, index % 12 + 1


def weekday_span(match: re.Match[str], today: date, country: str) -> Read:
    days = [WEEKDAYS[match["day"]], WEEKDAYS[match["day2"]]]
    dates = sorted(today + timedelta(days=(d - today.weekday() - 1) % 7 + 1) for d in days)
    return dates[0], dates[1], "day"


def weekend(match: re.Match[str], today: date, country: str) -> Read:
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    word = match.group()
    if re.search(r"otro|subsiguiente|after next", word) or (
        re.search(r"next|proximo|que viene", word) and today.weekday() >= 4
    ):
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1), "day"


def week(match: re.Match[str], today: date, country: str) -> Read:
    monday = today - timedelta(days=today.weekday())
    if not re.search(r"\besta\b|\bthis\b", match.group()):
        monday += timedelta(days=7)
    return max(monday, today), monday + timedelta(days=6), "week"


def month_word(match: re.Match[str], today: date, country: str) -> Read:
    ahead = 0 if re.search(r"\beste\b|\bthis\b|fin de mes|end of the month", match.group()) else 1
    first, last = month_span(*divmod_month(today, ahead))
    if re.search(r"\bfin(?:es)? de|end of|a fines", match.group()):
        first = first.replace(day=21)
    return max(first, today), last, "month"


def year_word(match: re.Match[str], today: date, country: str) -> Read:
    year = today.year + (0 if re.search(r"\beste\b|\bthis\b", match.group()) else 1)
    return max(date(year, 1, 1), today), date(year, 12, 31), "long"


def in_time(match: re.Match[str], today: date, country: str) -> Read | None:
    count = count_said(match["count"])
    under = re.search(r"\b(?:menos de|less than) ", match.group())
    high = count_said(match["count2"]) if match["count2"] else count
    unit = match["unit"]
    if under and unit.startswith(("dia", "day", "sem", "week")):
        ahead = int(count) * (1 if unit.startswith("d") else 7)
        return today, today + timedelta(days=ahead), "day" if unit.startswith("d") else "month"
    if unit.startswith(("dia", "day")):
        return today + timedelta(days=int(count)), today + timedelta(days=int(high)), "day"
    if unit.startswith(("sem", "week")):
        first, last = today + timedelta(weeks=int(count)), today + timedelta(weeks=int(high))
        return first, last, "month"
    if unit.startswith(("mes", "month")):
        whole = int(count) if count >= 1 else 0
        first = add_months(today, whole) if whole else today + timedelta(days=15)
        return first, add_months(today, int(high)) if high >= 1 else first, "month"
    months, until = int(count * 12), int(high * 12)
    return add_months(today, months), add_months(today, until), "long"


def season(match: re.Match[str], today: date, country: str) -> Read:
    names = {
        "verano": 0, "summer": 0, "otono": 1, "autumn": 1, "fall": 1, "invierno": 2, "winter": 2,
        "primavera": 3, "spring": 3,
    }  # fmt: skip
    north = (6, 9, 12, 3)
    index = names[match["season"]]
    month = north[(index + 2) % 4] if country in _SOUTH else north[index]
    first = date(today.year, month, 1)
    last = month_span(*divmod_month(first, 2))[1]
    this = re.search(r"\b(?:this|este|esta)\b", match["when"] or "")
    waning = last - timedelta(days=30) < today and not this  # who plans means the one to come
    if last < today or waning or (match["when"] and "next" in match["when"] and first <= today):
        first = first.replace(year=first.year + 1)
        last = month_span(*divmod_month(first, 2))[1]
    return first, last, "long"


def quarter(match: re.Match[str], today: date, country: str) -> Read:
    order = {"primer": 1, "first": 1, "segundo": 2, "second": 2, "tercer": 3, "third": 3,
             "cuarto": 4, "ultimo": 4, "fourth": 4, "last": 4}  # fmt: skip
    number = int(match["q"]) if match["q"] else order[match["nth"]]
    length = 6 if match["length"] and "semestre" in match["length"] else 3
    year = year_said(match["year"]) if match["year"] else today.year
    first = date(year, (number - 1) * length + 1, 1)
    last = month_span(*divmod_month(first, length - 1))[1]
    if not match["year"] and last < today:
        first, last = first.replace(year=year + 1), last.replace(year=year + 1)
    return first, last, "long"


def feast(match: re.Match[str], today: date, country: str) -> Read:
    word = match.group()
    for year in (today.year, today.year + 1):
        if re.search(r"easter|pascua|semana santa", word):
            last = easter(year)
            first = last - timedelta(days=6) if "semana" in word else last
        elif "reyes" in word:
            first = last = date(year, 1, 6)
        elif re.search(r"ano nuevo|new year", word):
            first = last = date(year, 1, 1)
        elif re.search(r"eve|nochebuena", word):
            first = last = date(year, 12, 24)
        else:
            first = last = date(year, 12, 25)
        if last >= today:
            return first, last, "day"
    return first, last, "day"


def day_number(match: re.Match[str], today: date, country: str) -> Read | None:
    day = _next_day_number(day_said(match["day"]), today)
    return (day, day, "day") if day else None
