"""Dates and stretches of days, in Spanish and English, counted from a given day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from agents.nlu.calendar_joined import Days, joined
from agents.nlu.calendar_needs import (
    ANY_DIGIT,
    ANY_MONTH,
    ANY_WEEKDAY,
    ANY_YEAR,
    words_of,
)
from agents.nlu.calendar_units import UNIT_RULES
from agents.nlu.calendar_words import (
    DAY,
    ENGLISH_DAY,
    PARTS,
    SPOKEN_DAY,
    M,
    N,
    Reader,
    W,
    day_month,
    day_number,
    day_of_month,
    day_range,
    feast,
    in_time,
    month_alone,
    month_range,
    month_word,
    part_of_month,
    part_of_year,
    quarter,
    relative_day,
    season,
    week,
    weekday,
    weekday_span,
    weekend,
    year_word,
)
from agents.nlu.calendar_written import WRITTEN_RULES, YEAR_RULES
from agents.nlu.calendar_years import YEAR, YEAR_OF_DAY
from agents.nlu.text import word_set

__all__ = ("Days", "find_days")


def find_days(folded: str, today: date, *, country: str = "CL") -> list[Days]:
    """Find every stretch of days, past ones too, in the order of the text."""
    return list(_days(folded, today, country))


# Three rules look for days in one text, and a turn reads its text several times.
@lru_cache(maxsize=256)
def _days(folded: str, today: date, country: str) -> tuple[Days, ...]:
    found: list[Days] = []
    said = words_of(folded)
    for pattern, reader, needs in _RULES:
        # Most texts have nothing that a rule needs: it is then not tried.
        if needs.isdisjoint(said):
            continue
        for match in pattern.finditer(folded):
            if any(d.start < match.end() and match.start() < d.end for d in found):
                continue
            try:
                read = reader(match, today, country)
            except (ValueError, OverflowError):
                continue  # the 31st of a short month, a year beyond the calendar
            if read is not None:
                found.append(Days(read[0], read[1], match.start(), match.end(), read[2]))
    return tuple(joined(folded, sorted(found, key=lambda d: d.start), today))


_ANY_NEAR: Final = word_set(
    "hoy today tonight tomorrow tmr tmrw mnn manana morning afternoon evening tarde noche"
)
_ANY_UNIT: Final = word_set(
    "dia dias day days semana semanas week weeks mes meses month months ano anos year years "
    "trimestre semestre quarter weekend finde q"
)
_ANY_SEASON: Final = word_set(
    "verano summer otono autumn fall invierno winter primavera spring easter pascua pascuas santa "
    "navidad navidades christmas xmas nochebuena reyes nuevo year years"
)


def _rules() -> Iterator[tuple[re.Pattern[str], Reader, frozenset[str]]]:
    parts = "|".join(p for p, _, _ in PARTS)
    this_next = (
        r"(?:el |la |of |the )?(?:este|esta|this|next|"
        r"proximo|proxima|prox|el proximo|otro|subsiguiente)"
    )
    table: tuple[tuple[str, Reader], ...] = (
        (
            rf"\b(?:del?|from|entre el|between)?\s*(?:the )?(?P<day>{DAY})(?: "
            rf"de)?(?:\s+(?P<month>{M}))?"
            rf"\s*(?:-|–|~|al?|hasta(?: el)?|y el|to|until|till|through|and|y|o|or)\s*(?:the "
            rf")?(?P<day2>{DAY})(?:\s+(?:de|of))?\s+"
            rf"(?P<month2>{M})\b{YEAR_OF_DAY}",
            day_range,
        ),
        (
            rf"\b(?P<month2>{M})\.?\s+(?P<day>{DAY})(?P<month>)\s*(?:-|–|to|through|thru|until|"
            r"and|or|"
            rf"a|al|y|o)\s*(?P<day2>{DAY})\b(?!\s*(?:am|pm|mil|k\b|%|[.,:]\d|bed|dorm)){YEAR_OF_DAY}",
            day_range,
        ),
        (
            rf"\b(?P<day>{DAY}|{SPOKEN_DAY})(?:\s+(?:day )?(?:de|of))?\s+(?:mes de "
            rf")?(?P<month>{M})\b(?!\s+(?:i|we|"
            rf"be|have|need)\b)"
            + YEAR_OF_DAY,
            day_month,
        ),
        (
            rf"\b(?:(?:del?|from|between|entre|desde)?(?: el| the)?\s*(?P<from>{DAY})\s*(?:-|–|al?|"
            rf"hasta(?: el)?|y(?: el)?|and|to|till|until|through)\s*(?:the )?)?"
            rf"(?P<day>{DAY})\s+(?:de |del |of )(?P<which>est?e mismo mes|este mes|(?:el )?"
            r"presente mes|mes en curso|this month|the (?:current )?month|(?:el )?(?:proximo mes|"
            r"mes (?:que viene|proximo|entrante|siguiente))|(?:the )?(?:next|following|coming) "
            r"month)\b",
            day_of_month,
        ),
        (
            rf"\b(?P<month>{M})(?:\.\s*|\s+)(?:the )?(?P<day>{DAY}|{ENGLISH_DAY})\b"
            r"(?!\s*(?:mil|k\b|uf|%|[.,]\d|"
            rf"dorm|bed|pm|am))"
            + YEAR_OF_DAY,
            day_month,
        ),
        (
            rf"\b(?:de|desde|from|between|entre)\s+(?P<month>{M})\.?\s+(?:a|to|hasta|until|and|y|"
            rf"through)\s+"
            rf"(?P<month2>{M})\b\.?{YEAR}",
            month_range,
        ),
        (
            rf"\b(?P<month>{M})\.?\s+(?:through|thru|to|a|hasta|till|until)\s+(?P<month2>{M})\b\.?"
            rf"{YEAR}",
            month_range,
        ),
        (
            rf"\b(?P<month>{M})\s*(?:o|u|or|/|-|–)\s*(?:en |in |a )?(?P<month2>{M})\b{YEAR}",
            month_range,
        ),
        (
            rf"\b(?:a |the )?(?P<part>{parts})[\s-]+(?:de |of |del )?(?:mes de "
            rf")?(?P<month>{M})\b{YEAR}",
            part_of_month,
        ),
        (
            rf"\b(?:a |the )?(?P<part>{parts})\s+(?:de |of |del )?(?:(?:ano (?:del? "
            r")?)?(?P<year>(?:19|20)\d\d)|(?P<named>"
            r"(?:este |proximo |the |next |this )?(?:ano|year)(?: que viene| proximo)?))\b",
            part_of_year,
        ),
        (r"\b(?:pasado manana|day after tomorrow)\b", relative_day),
        (
            rf"\b(?P<day>{W})\s+(?:y|o|and|or|u)\s+(?:el )?(?P<day2>{W})\b",
            weekday_span,
        ),
        (
            r"\b(?P<before>el otro |next |proximo |el proximo |este |"
            r"this (?:coming )?|coming |el |on )?"
            rf"(?:manana |tomorrow )?(?P<day>{W})\b\.?(?:,?\s+(?:the )?(?P<number>{DAY})\b"
            r"(?!\s*(?:am|pm|a(?! las? )|:|hrs|h\b|hs))"
            rf"|,? the (?P<ranked>{ENGLISH_DAY})\b)?"
            r"(?P<after> (?:de |of )?(?:la )?(?:proxima semana|semana que viene|semana proxima|"
            r"next week|(?:the )?following week|esta (?:misma )?semana|this week|"
            r"que viene no, el otro|subsiguiente))?",
            weekday,
        ),
        (
            rf"\b(?:{this_next} )?(?:finde|fin de semana|weekend)(?: que viene| after next| "
            rf"proximo)?\b",
            weekend,
        ),
        (
            r"\b(?:(?:esta(?: misma)?|la proxima|proxima|la otra|this|next|the following|la "
            r"siguiente) "
            r"(?:semana|week)"
            r"|(?:la )?semana (?:que viene|que entra|proxima|siguiente|entrante))\b",
            week,
        ),
        (
            r"\b(?:(?:este(?: mismo)?|el proximo|proximo|this|next|el otro) (?:mes|month)|mes "
            r"(?:que viene|"
            r"proximo|entrante|"
            r"siguiente)|(?:a )?fin(?:es|ales)? de(?:l)? mes|end of (?:the|this) month)\b",
            month_word,
        ),
        (
            r"\b(?:(?:este|el proximo|proximo|this|next|el otro) (?:ano|year)|ano (?:que viene|"
            r"proximo|entrante)|"
            r"later this year)\b",
            year_word,
        ),
        (
            rf"\b(?:en|in|dentro de|within|de aqui a|en unos|in about|in the next|(?:en|dentro "
            rf"de) l[oa]s proxim[oa]s|plazo de)\s+"
            rf"(?:unos |unas |un |about |a |the |maximo |menos de |less than )?"
            rf"(?P<count>{N})(?:\s*(?:-|a|o|to|or)\s*(?P<count2>{N}))?"
            r"\s*(?P<unit>dias?|days?|semanas?|weeks?|mes(?:es)?|months?|anos?|years?)\b",
            in_time,
        ),
        (
            r"\b(?P<when>maybe |probably |quizas? |tal vez |"
            r"(?<=rush, )|this |next |el proximo |este |la proxima |esta |el |in the |en |for |"
            r"early |late "
            r"|(?<=antes de )|(?<=antes del )|(?<=before )|(?<=by ))(?:the )?"
            r"(?P<season>verano|summer|otono|autumn|fall|invierno|winter|primavera|spring)\b",
            season,
        ),
        (
            r"\b(?:q(?P<q>[1-4])|(?P<nth>primer|segundo|tercer|cuarto|ultimo|first|second|third|"
            r"fourth|last)"
            rf" (?P<length>trimestre|semestre|quarter)){YEAR}\b",
            quarter,
        ),
        (
            r"\b(?:easter(?: sunday)?|pascuas?|semana santa|navidad(?:es)?|christmas(?: eve)?|"
            r"xmas|nochebuena|(?:dia de |los )?reyes(?: magos)?|"
            r"ano nuevo|new year'?s?(?: day)?)\b",
            feast,
        ),
        (r"\b(?:hoy|today|tonight|esta (?:misma )?(?:tarde|noche|manana)(?! no)|"
         r"this (?:afternoon|evening|"
        r"morning))\b",
         relative_day),
        (r"(?<!la )(?<!las )(?<!por )(?<!buena )(?<!cualquier )\bmanana\b(?! te | te)"
         r"|\btomorrow\b|\btmrw?\b|\bmnn\b", relative_day),
        (
            r"(?<!\d )(?<!i )(?<!we )(?<!you )(?<!it )(?<!del )(?<!del)\b(?P<month>"
            rf"(?!may\b|mar\b|set\b|sep\b|march\b)(?:{M}))\b\.?{YEAR}",
            month_alone,
        ),
        (rf"\b(?:in|by|for|from|until|before|after|next|this|of|en|late|early)\s+(?P<month>may|"
        rf"march|mar|sep)\b{YEAR}",
         month_alone),
        (rf"\b(?:el )?dia (?P<day>{SPOKEN_DAY})\b(?! de)", day_number),
        (r"\b(?:el (?:dia )?|the |dia |on )(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
         r"(?!\s*(?:%|"
        r"[.,:]\d|mil|k\b|uf|(?!is|was|works|suits)[a-z]{3,}s\b|"
         r"de cada|dorm|hab|bed|m2|metros|am|pm|palos|o'? ?clock|hrs?\b|"
         r"hs?\b|horas|lucas|floor|piso|st\b))", day_number),
    )  # fmt: skip
    for source, reader, needs in WRITTEN_RULES:
        yield re.compile(source), reader, needs
    for source, reader, needs in UNIT_RULES:
        yield re.compile(source), reader, needs
    for source, reader in table:
        yield re.compile(source), reader, _needs(source, reader)
    for source, reader, needs in YEAR_RULES:
        yield re.compile(source), reader, needs


def _needs(source: str, reader: Reader) -> frozenset[str]:
    if M in source or reader is month_alone:
        return ANY_MONTH
    if W in source:
        return ANY_WEEKDAY
    if reader in {season, feast}:
        return _ANY_SEASON
    if reader is relative_day:
        return _ANY_NEAR
    if reader is part_of_year:
        return ANY_YEAR | _ANY_UNIT
    return ANY_DIGIT if reader is day_number and "\\d" in source else _ANY_UNIT


_RULES: Final = tuple(_rules())
