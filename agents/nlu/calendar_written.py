"""Dates as they are written ("23/4/2026", "2/Oct", "11/2026"), and years on their own."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from agents.nlu.calendar_needs import ANY_DIGIT, ANY_MARKED, ANY_MONTH, ANY_YEAR
from agents.nlu.calendar_words import (
    DAY,
    M,
    Read,
    Reader,
    day_said,
    exact_day,
    month_of,
    month_span,
)
from agents.nlu.calendar_years import ALONE, year_said


def numeric(match: re.Match[str], today: date, country: str) -> Read:
    """Read "23/4/2026", "12-5-26", "12/5"."""
    a, b = int(match["a"]), int(match["b"])
    # The United States write the month first; elsewhere only an impossible month says so.
    day, month = (b, a) if (country == "US" and b <= 31 and a <= 12) or b > 12 else (a, b)
    return _on(day, month, match["y"], today)


def written(match: re.Match[str], today: date, country: str) -> Read:
    """Read "2/Oct", "1-ene-2026", "2026/sep/23", "Sep-23-2026"."""
    return _on(day_said(match["day"]), month_of(match["month"]), match["year"], today)


def _on(day: int, month: int, year: str | None, today: date) -> Read:
    chosen = date(year_said(year), month, day) if year else exact_day(str(day), month, today, None)
    return chosen, chosen, "day"


def month_of_year(match: re.Match[str], today: date, country: str) -> Read:
    """Read "11/2026"."""
    month = int(match["month"]) if match["month"] else month_of(match["name"])
    return *month_span(int(match["year"]), month), "month"


def day_of_number(match: re.Match[str], today: date, country: str) -> Read:
    """Read "el 21 del 3"."""
    return _on(int(match["day"]), int(match["month"]), None, today)


def iso(match: re.Match[str], today: date, country: str) -> Read:
    """Read "2026-04-23"."""
    return _on(int(match["day"]), int(match["month"]), match["year"], today)


def year_alone(match: re.Match[str], today: date, country: str) -> Read:
    """Read "in 2027"; what is left of this year."""
    year = year_said(match["year"])
    first = date(year, 1, 1)
    return max(today, first) if year == today.year else first, date(year, 12, 31), "long"


def years(match: re.Match[str], today: date, country: str) -> Read | None:
    """Read "between 2014 and 2018", the last one included."""
    first, last = int(match["year"]), int(match["until"])
    return (date(first, 1, 1), date(last, 12, 31), "long") if first <= last else None


#: Dates in digits and marks: "23/4/2026", "2026-04-23", "2/Oct", "11/2026".
WRITTEN_RULES: Final[tuple[tuple[str, Reader, frozenset[str]], ...]] = (
    (
        r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark)"
        r"(?P<day>[0-3]?\d)(?![\d/]|[.-]\d)",
        iso,
        ANY_MARKED,
    ),
    (
        r"(?<![\d/.])(?<!(?<!\d{4})-)(?P<a>[0-3]?\d)(?P<mark>[-/.])(?P<b>[0-3]?\d)(?P=mark)"
        r"(?P<y>(?:19|20)\d\d(?!\d|/|\.\d)|(?<!\.)\d\d(?![\d/]|[.-]\d))",
        numeric,
        ANY_MARKED,
    ),
    (
        r"(?<![\d/.])(?!24/7)(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)(?P<y>)(?![\d/])",
        numeric,
        ANY_MARKED,
    ),
    (
        rf"(?<![\d/.-])(?P<day>{DAY})(?P<mark>[-/])(?P<month>{M})\.?(?:(?P=mark)"
        r"(?P<year>(?:19|20)\d\d|\d\d))?(?!\w)",
        written,
        ANY_MONTH,
    ),
    (
        rf"\b(?P<year>(?:19|20)\d\d)(?P<mark>[-/])(?P<month>{M})(?P=mark)(?P<day>{DAY})\b",
        written,
        ANY_MONTH,
    ),
    (
        rf"\b(?P<month>{M})-(?P<day>{DAY})-(?P<year>(?:19|20)\d\d)\b",
        written,
        ANY_MONTH,
    ),
    (
        r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])(?P<name>)\s?[/-]\s?(?P<year>(?:19|20)\d\d)(?![\d/-])",
        month_of_year,
        ANY_YEAR,
    ),
    (
        rf"\b(?P<year>(?:19|20)\d\d)\s?(?:/\s?(?P<month>0?[1-9]|1[0-2])|,? (?P<name>{M}))"
        r"\b(?![/\d])",
        month_of_year,
        ANY_YEAR,
    ),
    (
        r"\b(?:el |dia )(?P<day>[0-3]?\d) del (?P<month>0?[1-9]|1[0-2])\b(?![:/.]\d| (?:de|mes))",
        day_of_number,
        ANY_DIGIT,
    ),
)
#: Years on their own; what may be an amount is none.
YEAR_RULES: Final[tuple[tuple[str, Reader, frozenset[str]], ...]] = (
    (
        r"\b(?:(?:in|en|for|para|during|durante|from|de|desde|of) )?(?:the |el )?(?:calendar year|"
        r"year(?: of)?|ano(?: calendario)?(?: de)?) (?P<year>(?:1\d|20)\d\d)(?!\d)",
        year_alone,
        ANY_YEAR,
    ),
    (
        r"\b(?:en|in|para|for|el|by|durante|during)\s+(?:el )?(?P<year>20[2-4]\d)(?!\d)",
        year_alone,
        ANY_YEAR,
    ),
    (rf"\b(?:in|during|since|durante)\s+(?P<year>{ALONE})", year_alone, ANY_YEAR),
    (
        rf"\b(?:from|between|de|entre|desde)\s+(?:el )?(?P<year>{ALONE})\s*(?:-|–|~|to|and|y|a|"
        rf"through|hasta)\s*(?:el )?(?P<until>{ALONE})",
        years,
        ANY_YEAR,
    ),
)
