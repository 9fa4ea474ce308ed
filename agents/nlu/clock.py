"""Times and parts of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final, Literal

PartOfDay = Literal["morning", "afternoon", "evening"]

_PARTS: Final[tuple[tuple[re.Pattern[str], PartOfDay], ...]] = (
    (
        re.compile(
            r"\b(?:(?:en|por|a|de) la manana|cualquier manana|mananas|mananita|(?:in the |every "
            r")?mornings?|"
            r"a\.?m\.?\b(?! )|"
            r"temprano|antes de (?:las )?(?:11|12|almorzar|almuerzo)|before noon|early|a primera "
            r"hora|"
            r"antes del mediodia|first thing|manana(?= (?:temprano|si)))\b"
        ),
        "morning",
    ),
    (
        re.compile(
            r"\b(?:(?:en|por|a|de) la tarde|cualquier tarde|tardes|tardecita|afternoons?|"
            r"mediodia|medio dia|"
            r"(?:after)?noon(?:ish)?|"
            r"midday|"
            r"lunch(?:time)?|despues de almuerzo|despues de almorzar|hora de almuerzo)\b"
        ),
        "afternoon",
    ),
    (
        re.compile(
            r"\b(?:(?:en|por|a|de) la noche|cualquier noche|de noche|noches|evenings?|tonight|"
            r"after work|"
            r"despues del trabajo|"
            r"despues de la pega|saliendo del trabajo|saliendo de la pega|despues del laburo|"
            r"al salir del trabajo|after hours)\b"
        ),
        "evening",
    ),
)
_HOUR_WORDS: Final = {
    "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_TIME: Final = re.compile(
    r"(?:(?P<cue>\b(?:a las?|despues de las?|desde las?|antes de las?|tipo|como a las?|hasta las?|"
    r"las|at|after|before|from|around|by)\s+)(?P<word>"
    + "|".join(_HOUR_WORDS)
    + r")\b|(?P<cue2>\b(?:a las?|despues de las?|"
    r"desde las?|antes de las?|tipo|como a las?|hasta las?|"
    r"las|at|after|before|from|around|about|by|de|entre "
    r"las?)\s+)?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?)"
    r"(?P<half> y media| y cuarto)?\s*(?P<suffix>am\b|pm\b|a\.\s?m\.?|p\.\s?m\.?|hrs?\b|hs\b|"
    r"horas\b|h\b|"
    r"o'?clock|(?:de|en|por) la (?:manana|tarde|noche)|del mediodia|in the (?:morning|afternoon|"
    r"evening))?"
)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day found in a text; ``cue`` is "after", "before" or ""."""

    at: time
    cue: str
    start: int
    end: int
    sure: bool


def find_times(folded: str) -> list[ClockTime]:
    """Find times such as "a las 5", "17:30", "11am"; a bare number is none."""
    found: list[ClockTime] = []
    for match in _TIME.finditer(folded):
        cue = (match["cue"] or match["cue2"] or "").strip()
        suffix = match["suffix"] or ""
        strong_cue = (
            cue in {"a las", "a la", "las", "tipo", "at", "como a las", "como a la"} or "las" in cue
        )
        rounded = cue in {"around", "about", "by"} and re.match(
            r"\W*$|\s*(?:ish|or so|if|works|maybe|[,.?!])", folded[match.end() :]
        )
        timed = bool(suffix or match["minute"] or rounded)
        if not timed and not strong_cue and cue not in {"after", "before"}:
            continue
        if match["hour"] is not None and re.match(
            r"\s?(?:%|[.,]\d|/|k\b|m2|mil|uf|\d)", folded[match.end() :]
        ):
            continue
        if match["hour"] and re.search(r"[\d.,/$€£-]$", folded[: match.start("hour")]):
            continue
        if (
            match["minute"]
            and re.search(r"\d\.\d\d$", match.group())
            and re.match(r"mm?\b", folded[match.end() :])
        ):
            continue  # "1.26M" are millions
        bare = match["word"] and cue == "las" and not (suffix or match["half"])
        if bare and re.match(r"\s*[a-z]", folded[match.end() :]):
            continue  # "las dos juntas" are two sisters, no hour
        hour = _HOUR_WORDS[match["word"]] if match["word"] else int(match["hour"])
        minute = int(match["minute"] or 0) or {" y media": 30, " y cuarto": 15}.get(
            match["half"], 0
        )
        if hour > 23 or minute > 59:
            continue
        hour24 = _to_24(hour, suffix)
        direction = (
            "after"
            if re.match(r"despues|desde|after|from", cue)
            else "before"
            if re.match(r"antes|before|hasta|by", cue)
            else ""
        )
        found.append(ClockTime(time(hour24, minute), direction, match.start(), match.end(), timed))
    return found


def _to_24(hour: int, suffix: str) -> int:
    if re.match(r"p|.*(?:tarde|noche|afternoon|evening|mediodia)", suffix):
        return hour + 12 if hour < 12 else hour
    if re.match(r"a|.*(?:manana|morning)", suffix):
        return 0 if hour == 12 else hour
    # Nobody visits a home at five in the morning: bare 1-7 is after noon.
    return hour + 12 if 1 <= hour <= 7 else hour


def part_of(moment: time) -> PartOfDay:
    """Name the part of the day: morning before 12, afternoon until 18, then evening."""
    return "morning" if moment.hour < 12 else "afternoon" if moment.hour < 18 else "evening"


_LATE: Final = re.compile("tarde")


def find_part_of_day(folded: str) -> PartOfDay | None:
    """Find the part of the day a text asks for, in words or by a time."""
    times = find_times(folded)
    if times and _LATE.match(folded, times[0].end - len("tarde")):
        return part_of(times[0].at)  # "a las 6 de la tarde": the hour says more
    for pattern, part in _PARTS:
        if pattern.search(folded):
            return part
    return part_of(times[0].at) if times else None
