"""Days counted in weeks, months, quarters and years: "last week", "two days ago", "the second
Monday of next month"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from agents.nlu.calendar_words import (
    MONTHS,
    WEEKDAYS,
    Grain,
    M,
    N,
    Reader,
    W,
    add_months,
    count_said,
    month_span,
)
from agents.nlu.calendar_years import SPOKEN_YEAR, year_said
from agents.nlu.text import word_set, words_pattern

Read = tuple[date, date, Grain]

#: A stretch by its name; days, weeks and the like are counted from it.
_UNITS: Final[dict[str, str]] = {
    "dia": "day", "dias": "day", "day": "day", "days": "day", "semana": "week", "semanas": "week",
    "week": "week", "weeks": "week", "mes": "month", "meses": "month", "month": "month",
    "months": "month", "trimestre": "quarter", "trimestres": "quarter", "quarter": "quarter",
    "quarters": "quarter", "cuatrimestre": "quarter", "semestre": "half", "semestres": "half",
    "ano": "year", "anos": "year", "year": "year", "years": "year", "decada": "decade",
    "decadas": "decade", "decade": "decade", "decades": "decade", "fortnight": "fortnight",
    "quincena": "fortnight", "weekend": "weekend", "weekends": "weekend",
    "fin de semana": "weekend", "finde": "weekend",
}  # fmt: skip
_GRAINS: Final[dict[str, Grain]] = {"day": "day", "week": "week", "weekend": "day"}
_MONTHS_IN: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
U: Final = words_pattern(_UNITS)
_RANKS: Final[dict[str, int]] = {
    **{word: rank for rank, words in enumerate((
        "first 1st primer primera primero 1er 1ra", "second 2nd segundo segunda 2do 2da",
        "third 3rd tercer tercera tercero 3er 3ra", "fourth 4th cuarto cuarta 4to 4ta",
        "fifth 5th quinto quinta 5to 5ta"), 1) for word in words.split()},
    **{f"{rank}{mark}": rank for rank in range(1, 6) for mark in "ºª°"},
    "last": -1, "ultimo": -1, "ultima": -1, "final": -1,
}  # fmt: skip
RANK: Final = words_pattern(_RANKS)
_PAST: Final = r"last|past|previous|pasad[oa]s?|anterior(?:es)?|ultim[oa]s?"
_AHEAD: Final = r"next|following|coming|upcoming|proxim[oa]s?|siguientes?"
_NOW: Final = r"this|current|est[ea]|actual|presente"
_COUNTED: Final = frozenset(_UNITS) | {"semana"}
_QUARTERS: Final = word_set(
    "quarter quarters trimestre trimestres cuatrimestre semestre half q t h"
)


def stretch(unit: str, day: date, ahead: int = 0) -> tuple[date, date]:
    """The first and the last day of the week, month ... that ``day`` is in, so many later."""
    if unit == "day":
        return day + timedelta(ahead), day + timedelta(ahead)
    if unit in {"week", "weekend"}:
        monday = day - timedelta(day.weekday() - 7 * ahead)
        return monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6)
    months = _MONTHS_IN[unit]
    index = (day.year * 12 + day.month - 1) // months * months + ahead * months
    first = date(index // 12, index % 12 + 1, 1)
    return first, add_months(first, months) - timedelta(1)


def _moved(unit: str, day: date, count: float) -> date:
    """The day so many units later, or earlier below 0."""
    if unit in _MONTHS_IN:
        moved = add_months(day, int(count * _MONTHS_IN[unit]))
        return moved + timedelta(15) if count % 1 and unit == "month" else moved
    return day + timedelta(int(count * {"day": 1, "week": 7, "fortnight": 14}.get(unit, 7)))


def _said(match: re.Match[str], name: str) -> str:
    """What a part of an alternative says: its group is called so, or so with a letter."""
    for group in (name, f"{name}_b", f"{name}_c", f"{name}_d"):
        if group in match.re.groupindex and match[group]:
            return match[group]
    return ""


def past_unit(match: re.Match[str], today: date, country: str) -> Read:
    """Read "last week", "el mes pasado"."""
    unit = _UNITS[_said(match, "unit")]
    return *stretch(unit, today, -1), _GRAINS.get(unit, "month")


def after_next(match: re.Match[str], today: date, country: str) -> Read:
    """Read "the week after next"."""
    unit = _UNITS[_said(match, "unit")]
    return *stretch(unit, today, 2), _GRAINS.get(unit, "month")


def quarter_ahead(match: re.Match[str], today: date, country: str) -> Read:
    """Read "next quarter", "este trimestre"."""
    ahead = re.search(rf"\b(?:{_AHEAD}|que viene|entrante)\b", match.group()) is not None
    first, last = stretch(_UNITS[_said(match, "unit")], today, int(ahead))
    return max(first, today), last, "long"


def counted(match: re.Match[str], today: date, country: str) -> Read:
    """Read "the next 3 days" and "las últimas dos semanas", without today."""
    unit, count = _UNITS[_said(match, "unit")], count_said(_said(match, "count") or "few")
    grain: Grain = _GRAINS.get(unit, "month")
    if unit == "week":
        grain = "month"  # as "in two weeks" is: too wide for a single visit
    whole = unit in {"quarter", "half", "decade"}
    if re.search(rf"\b(?:{_PAST})\b", match.group()):
        first = stretch(unit, today, -int(count))[0] if whole else _moved(unit, today, -count)
        return first, (stretch(unit, today)[0] if whole else today) - timedelta(1), grain
    if whole:
        return stretch(unit, today, 1)[0], stretch(unit, today, int(count))[1], "long"
    return today + timedelta(1), _moved(unit, today, count), grain


def ago(match: re.Match[str], today: date, country: str) -> Read:
    """Read "two days ago", "hace un mes", "1 month 21 days ago"."""
    day = today
    for count, unit in _AMOUNT.findall(match["amounts"]):
        day = _moved(_UNITS[unit], day, -count_said(count))
    return day, day, "day"


def hence(match: re.Match[str], today: date, country: str) -> Read:
    """Read "two weeks from now", "de aquí a un mes"."""
    unit = _UNITS[match["unit"]]
    day = _moved(unit, today, count_said(match["count"]))
    return day, day, "day" if unit in {"day", "week"} else "month"


def near_day(match: re.Match[str], today: date, country: str) -> Read:
    """Read yesterday, and days around it and tomorrow."""
    said = match.group()
    if re.match(r"ante|the day before yest|day before yest", said):
        days = -2
    else:
        days = -1 if re.search(r"ayer|yesterday|anoche|last night", said) else 2
    if match["count"]:
        amount = int(count_said(match["count"]))
        days += -amount if re.search(r"before|antes", said) else amount
    day = today + timedelta(days)
    return day, day, "day"


def past_weekday(match: re.Match[str], today: date, country: str) -> Read:
    """Read "last Friday", "el viernes pasado", "el martes de la semana pasada"."""
    if match["of_week"]:
        day = stretch("week", today, -1)[0] + timedelta(WEEKDAYS[match["of_week"]])
    else:
        wanted = WEEKDAYS[_said(match, "day")]
        day = today - timedelta((today.weekday() - wanted - 1) % 7 + 1)
    return day, day, "day"


def ranked_weekday(match: re.Match[str], today: date, country: str) -> Read | None:
    """Read "the second Monday of next month", "el último viernes de mayo"."""
    rank, wanted = _RANKS[match["rank"]], WEEKDAYS[match["day"]]
    for first, last in _months_meant(match, today):
        if rank > 0:
            day = first + timedelta((wanted - first.weekday()) % 7 + 7 * (rank - 1))
        else:
            day = last - timedelta((last.weekday() - wanted) % 7)
        if day > last:
            return None
        if day >= today or match["year"] or not match["month"]:
            return day, day, "day"
    return None


def _months_meant(match: re.Match[str], today: date) -> list[tuple[date, date]]:
    if match["month"]:
        month = MONTHS[match["month"]]
        if match["year"]:
            return [month_span(year_said(match["year"]), month)]
        return [month_span(today.year, month), month_span(today.year + 1, month)]
    ahead = bool(re.search(rf"\b(?:{_AHEAD}|que viene|entrante)\b", match["which"] or ""))
    return [stretch("month", today, int(ahead))]


def weekday_ahead(match: re.Match[str], today: date, country: str) -> Read:
    """Read "3 Fridays from now", "Monday week", "a week on Friday"."""
    wanted = WEEKDAYS[_said(match, "day")]
    soon = today + timedelta((wanted - today.weekday() - 1) % 7 + 1)
    weeks = int(count_said(match["count"])) - 1 if match["count"] else 1
    day = soon + timedelta(7 * weeks)
    return day, day, "day"


def part_of_unit(match: re.Match[str], today: date, country: str) -> Read | None:
    """Read "the end of next week", "lo que queda del mes", "a principios de semana"."""
    unit, part = _UNITS[match["unit"]], match["part"]
    said = f"{match['which'] or ''} {match['after'] or ''}"
    past = re.search(rf"\b(?:{_PAST})\b", said)
    ahead = -1 if past else int(bool(re.search(rf"\b(?:{_AHEAD}|viene|entrante)\b", said)))
    first, last = stretch(unit, today, ahead)
    if re.search(r"rest|remain|queda", part):
        return today, last, _GRAINS.get(unit, "month")
    late, middle = re.match(r"fin|end|late|ultim", part), re.match(r"mid|med|la mitad", part)
    if unit == "month":
        begin, end = (21, last.day) if late else (11, 20) if middle else (1, 10)
        start = first.replace(day=begin)
        return start if past or ahead else max(start, today), first.replace(day=end), "month"
    if unit != "week":
        return None
    if late:
        return max(first + timedelta(3), today if not past else first), last, "week"
    if middle:
        return first + timedelta(2), first + timedelta(3), "week"
    return max(first, today) if not past else first, first + timedelta(2), "week"


def week_of_year(match: re.Match[str], today: date, country: str) -> Read | None:
    """Read "week 31", "semana 3 de 2027", "the first week of 2021": weeks begin on Mondays, and
    the year's first is the one with its first Thursday."""
    year = year_said(match["year"]) if match["year"] else today.year
    if "named" in match.re.groupindex and re.search(_AHEAD, match["named"] or ""):
        year += 1
    number = int(match["number"]) if match["number"] else _RANKS[match["rank"]]
    if number == -1:
        first = date.fromisocalendar(year, date(year, 12, 28).isocalendar().week, 1)
    else:
        first = date.fromisocalendar(year, number, 1)
    return first, first + timedelta(6), "week"


def week_of_month(match: re.Match[str], today: date, country: str) -> Read | None:
    """Read "the third week of next month" by the days of the month, as of a month by name."""
    rank = _RANKS[match["rank"]]
    ahead = bool(re.search(rf"\b(?:{_AHEAD}|que viene|entrante)\b", match["which"]))
    first, last = stretch("month", today, int(ahead))
    begin = last - timedelta(6) if rank < 0 else first + timedelta(7 * (rank - 1))
    return begin, min(begin + timedelta(6), last), "week"


def numbered_part(match: re.Match[str], today: date, country: str) -> Read:
    """Read "2019 H2", "Q3 of next year", "tercer trimestre de este año"."""
    named = _said(match, "named")
    past = re.search(rf"\b(?:{_PAST})\b", named)
    ahead = re.search(rf"\b(?:{_AHEAD}|viene)\b", named)
    said = _said(match, "year")
    year = year_said(said) if said else today.year + (-1 if past else 1 if ahead else 0)
    code = _said(match, "code")
    half = code[0] == "h" if code else _UNITS.get(_said(match, "unit"), "half") == "half"
    months = 6 if half else 3
    rank = int(code[1]) if code else _RANKS[_said(match, "rank")]
    rank = 12 // months if rank < 0 else min(rank, 12 // months)
    first = date(year, (rank - 1) * months + 1, 1)
    return first, add_months(first, months) - timedelta(1), "long"


def decade(match: re.Match[str], today: date, country: str) -> Read:
    """Read "the 1990s", "los años 90", "this decade"."""
    said = _said(match, "year")
    if not said:
        return *stretch("decade", today), "long"
    return *stretch("decade", date(year_said(said), 1, 1)), "long"


_AMOUNT: Final = re.compile(rf"\b({N}|few)(?: de)? ?({U})\b")
_AMOUNTS: Final = rf"(?:(?:a |unos |unas )?(?:{N})(?: de)? ?(?:{U})(?:,? (?:y |and )?|\b))+"
_ITS_MONTH: Final = (
    rf"(?: (?:of|in|de|del))(?: the| el)?(?: (?:(?P<month>{M})\b(?:\s*(?:,|de|del|of)?\s*"
    rf"(?P<year>(?:19|20)\d\d))?|(?P<which>(?:(?:{_NOW}|{_AHEAD}) )?(?:month|mes)"
    rf"(?: (?:que viene|entrante|{_AHEAD}|{_NOW}))?)))\b"
)
_ITS_YEAR: Final = rf"(?:(?:19|20)\d\d|{SPOKEN_YEAR})"
_WEEKDAY: Final = rf"(?:{W})"
_CODE: Final = r"[qt][1-4]|h[12]"
_PART_NAMES: Final = "quarter|trimestre|cuatrimestre|semestre|half"

#: Rules with the words of which a text must have one; the first that reads a place has it.
UNIT_RULES: Final[tuple[tuple[str, Reader, frozenset[str]], ...]] = (
    (
        rf"\b(?:(?P<count>{N}) (?:days?|dias?) (?:before|after|antes de|despues de) )?"
        r"(?:(?:the )?day before yesterday|yesterday|anteayer|antes de ayer|antier|ayer|anoche|"
        r"last night)\b|(?:the )?day after (?:tmrw?|tmr|tommorow|tomorow)\b",
        near_day,
        word_set("yesterday anteayer ayer antier anoche night tmr tmrw tommorow tomorow tomorrow"),
    ),
    (
        rf"\b(?P<amounts>{_AMOUNTS}) ?(?:ago|atras|back)\b",
        ago,
        word_set("ago atras back"),
    ),
    (rf"\bhace (?:mas de |casi |como |ya )?(?P<amounts>{_AMOUNTS})", ago, word_set("hace")),
    (
        rf"\b(?P<count>{N}) (?P<unit>{U}) (?:from (?:now|today)|hence|a partir de (?:hoy|ahora)|"
        r"desde (?:hoy|ahora))\b",
        hence,
        word_set("now today hence hoy ahora"),
    ),
    (
        rf"\b(?:(?P<count>{N}) (?P<day>{_WEEKDAY})s? from now|"
        rf"a week (?:on |from )(?P<day_b>{_WEEKDAY})|(?P<day_c>{_WEEKDAY}) week)\b",
        weekday_ahead,
        word_set("now week"),
    ),
    (
        rf"\b(?P<rank>{RANK}) (?P<day>{_WEEKDAY}){_ITS_MONTH}",
        ranked_weekday,
        frozenset(WEEKDAYS),
    ),
    (
        rf"\b(?:(?:last|past|previous|(?:el )?ultimo|(?:el )?pasado) (?P<day>{_WEEKDAY})|"
        rf"(?P<day_b>{_WEEKDAY}) (?:pasado|anterior)|(?P<of_week>{_WEEKDAY}) (?:of|from|de)"
        r"(?: la)? (?:last week|(?:the )?previous week|semana (?:pasada|anterior)))\b",
        past_weekday,
        word_set("last past previous ultimo pasado pasada anterior"),
    ),
    (
        rf"\b(?:(?:the |las? |l[oa]s )?(?:{_AHEAD}|{_PAST}) (?P<count>{N}) (?P<unit>{U})|"
        rf"(?:las? |los )(?P<count_b>{N}) (?:{_AHEAD}|{_PAST}) (?P<unit_b>{U})|"
        rf"(?:las? |los |en )(?P<count_c>{N}) (?P<unit_c>{U}) (?:{_AHEAD}|{_PAST})|"
        r"(?:ultimos|proximos|last few|next few|past few) (?P<unit_d>dias|days|semanas|weeks|"
        r"meses|months))\b",
        counted,
        _COUNTED,
    ),
    (
        r"\b(?!fin(?:es)? de semana)(?P<part>rest|remainder|remaining|resto|"
        r"lo que (?:queda|resta)|end|fin(?:es|ales)?|beginning|start|early|late|mid|middle|"
        r"principios?|inicios?|comienzos?|mediados|primeros dias|ultimos dias|la mitad)\s+"
        rf"(?:of |de |del )?(?:the |la |el |my )?(?P<which>(?:{_NOW}|{_AHEAD}|{_PAST}) )?"
        rf"(?P<unit>week|semana|month|mes|year|ano)(?P<after> (?:{_NOW}|{_AHEAD}|{_PAST}|que viene|"
        r"entrante))?\b",
        part_of_unit,
        _COUNTED,
    ),
    (
        rf"\b(?<!this )(?<!next )(?<!esta )(?<!last )"
        rf"(?:(?:week|semana) (?:number |numero |no\.? |n[°º] ?)?(?P<number>[0-5]?\d)"
        r"(?![\d.,:/]|\s?[ap]\.?m|\s?hr?s?\b))"
        rf"(?P<rank>)?(?:\s+(?:of|de|del|in)(?: the year| ano)? (?P<year>{_ITS_YEAR})\b)?",
        week_of_year,
        _COUNTED,
    ),
    (
        rf"\b(?P<rank>{RANK})(?P<number>)? (?:week|semana) (?:of|de|del|in)(?: the year| el ano| "
        rf"ano)? (?:(?P<year>{_ITS_YEAR})|(?P<named>(?:{_NOW}|{_AHEAD}) (?:year|ano)))\b",
        week_of_year,
        _COUNTED,
    ),
    (
        rf"\b(?P<rank>{RANK}) (?:week|semana) (?:of|de|del|in)(?: the| el)? "
        rf"(?P<which>(?:(?:{_NOW}|{_AHEAD}) )?(?:month|mes)(?: (?:que viene|entrante|{_AHEAD}))?)"
        r"\b",
        week_of_month,
        _COUNTED,
    ),
    (
        rf"\b(?:(?P<code>{_CODE})|(?P<rank>{RANK})[ -](?P<unit>{_PART_NAMES}))"
        r"[ -]*(?:of |de |del |in )?(?:the |el )?(?:(?P<year>(?:19|20)\d\d)|(?P<named>(?:(?:"
        rf"{_NOW}|{_AHEAD}|{_PAST}) )?(?:year|ano)(?: (?:que viene|pasado|{_AHEAD}))?))\b"
        rf"|\b(?P<year_b>(?:19|20)\d\d)[ -]+(?:el |the )?(?:(?P<code_b>{_CODE})|"
        rf"(?P<rank_b>{RANK})[ -](?P<unit_b>{_PART_NAMES}))\b",
        numbered_part,
        _QUARTERS,
    ),
    (
        rf"\b(?:(?:{_AHEAD}|{_NOW}) (?P<unit>quarter|trimestre|semestre)|"
        rf"(?P<unit_b>quarter|trimestre|semestre) (?:{_AHEAD}|actual|que viene|entrante))\b",
        quarter_ahead,
        _QUARTERS,
    ),
    (
        r"\b(?:(?<!the )(?<!of )(?:last|past|previous) (?P<unit>week|weekend|month|quarter|year)|"
        r"(?:el |la )?(?P<unit_b>semana|mes|trimestre|ano|fin de semana|finde) (?:pasad[oa]|"
        r"anterior)|(?:el |la )?pasad[oa] (?P<unit_c>semana|mes|ano))\b",
        past_unit,
        _COUNTED,
    ),
    (
        r"\b(?:the )?(?P<unit>week|month) after next\b|\b(?P<unit_b>semana|mes) subsiguiente\b",
        after_next,
        _COUNTED,
    ),
    (
        r"\b(?:the |los )?(?P<year>(?:18|19|20)\d0)(?:'?s| s)\b|\bdecada de(?: los)? "
        r"(?P<year_b>(?:19|20)\d0)\b|\b(?:this decade|esta decada)\b",
        decade,
        word_set("s decada decade"),
    ),
)  # fmt: skip
