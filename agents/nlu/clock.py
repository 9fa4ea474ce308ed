"""Times and parts of the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from typing import Final, Literal

from agents.nlu import clock_words as words

PartOfDay = Literal["morning", "afternoon", "evening"]

_PARTS: Final[tuple[tuple[re.Pattern[str], PartOfDay], ...]] = (
    (
        re.compile(
            r"\b(?:(?:en|por|a|de) la manana|cualquier manana|mananas|mananita|(?:in the |every "
            r")?(?<!good )mornings?|"
            r"a\.?m\.?\b(?! )|"
            r"temprano|antes de (?:las )?(?:11|12|almorzar|almuerzo|comer)|before (?:noon|lunch)|"
            r"early|a primera "
            r"hora|"
            r"antes del? medio ?dia|first thing|manana(?= (?:temprano|si)))\b"
        ),
        "morning",
    ),
    (
        re.compile(
            r"\b(?:(?:en|por|a|de) la tarde|cualquier tarde|(?<!buenas )tardes|tardecita|"
            r"(?<!good )afternoons?|"
            r"mediodia|medio dia|"
            r"(?:after)?noon(?:ish)?|"
            r"midday|"
            r"lunch(?:time)?|despues de almuerzo|despues de almorzar|hora de (?:almuerzo|"
            r"colacion|comer|"
            r"la comida)|after lunch)\b"
        ),
        "afternoon",
    ),
    (
        re.compile(
            r"\b(?:(?:en|por|a|de) la noche|cualquier noche|de noche|(?<!buenas )noches|"
            r"(?<!good )evenings?|tonight|"
            r"(?:tomorrow|day|at) night|"
            r"after work|"
            r"despues del trabajo|(?:salgo|saliendo|salir|salida) de(?:l| la| mi)? (?:oficina|"
            r"trabajo|pega|"
            r"laburo|curro|clase|clases|turno|consulta|hospital)|"
            r"despues de la pega|saliendo del trabajo|saliendo de la pega|despues del laburo|"
            r"al salir del trabajo|after hours)\b"
        ),
        "evening",
    ),
)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day found in a text.

    ``cue`` is "after" or "before" where it bounds the time meant, else "". ``sure`` tells that the
    half of the day was said, or minutes were: "at 8" may be in the morning or in the evening.
    """

    at: time
    cue: str
    start: int
    end: int
    sure: bool


def find_times(folded: str) -> list[ClockTime]:
    """Find times such as "a las 5", "17:30", "half past ten"; a bare number is none.

    Of a stretch of hours both ends are found: the first with the cue "after", then "before".
    """
    return list(_times(folded))


# Several rules look for times in one text.
@lru_cache(maxsize=256)
def _times(folded: str) -> tuple[ClockTime, ...]:
    if not words.ANY.search(folded):
        return ()
    found: list[ClockTime] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(folded):
            if any(t.start < match.end() and match.start() < t.end for t in found):
                continue
            found += reader(match)
    return tuple(sorted(found, key=lambda t: t.start))


def _span(match: re.Match[str]) -> list[ClockTime]:
    """Read both ends of a stretch; half of the day and minutes of one tell that it is one."""
    lead, joint = match["lead"] or "", match["joint"]
    first, last = match["half"] or "", match["half2"] or ""
    las = bool(match["las"] and match["las2"])
    said = first or last or las or (_colon(match["colon"]) or _colon(match["colon2"]))
    joins = joint not in {"and", "y"} or lead in {"between", "entre"}
    if not said or not joins or words.NO_TIME_AFTER.match(match.string, match.end()):
        return []
    if first.startswith("h") and not last and not (lead or las):
        return []  # "2 h a pie"
    opens, closes = _hour(match["hour"]), _hour(match["hour2"])
    if max(opens, closes) > _LAST_HOUR:
        return []
    early, late = _minutes(match["colon"]), _minutes(match["colon2"])
    begin, end = _both(opens, early[0], first, closes, late[0], last)
    middle = match.start("joint")
    return [
        ClockTime(time(begin, *early), "after", match.start(), middle, True),
        ClockTime(time(end, *late), "before", middle, match.end(), True),
    ]


def _both(opens: int, early: int, first: str, closes: int, late: int, last: str) -> tuple[int, int]:
    """Settle the hours of a stretch: the end without its half of the day is near the other."""
    first_half, last_half = _telling(first), _telling(last)
    if first_half and not last_half:
        begin = _to_24(opens, first_half)
        return begin, closes if closes > _NOON else _next_to(closes, late, begin * 60 + early)
    if last_half and not first_half:
        end = _to_24(closes, last_half)
        if opens > _NOON:
            return opens, end
        # The later of both hours that still lies before the end: "11 to 3pm", "5 to 6pm".
        goal = end * 60 + late
        nearest = min(
            (opens % 12, opens % 12 + 12), key=lambda hour: (goal - hour * 60 - early - 1) % _DAY
        )
        return nearest, end
    begin, end = _to_24(opens, first_half), _to_24(closes, last_half)
    if not first_half and end * 60 + late <= begin * 60 + early and closes <= _NOON:
        end = _next_to(closes, late, begin * 60 + early)
    return begin, end


def _next_to(hour: int, minute: int, after: int) -> int:
    """The hour of both halves of the day that comes first after so many minutes of it."""
    return min(
        (hour % 12, hour % 12 + 12), key=lambda value: (value * 60 + minute - after - 1) % _DAY
    )


def _from_hour(match: re.Match[str]) -> list[ClockTime]:
    back = match["way"] in {"to", "till", "til", "before"}
    amount = words.PAST_OR_TO[match["part"]] if match["part"] else int(match["digits"])
    named = match["part"] is not None and match["part"].endswith(("half", "quarter"))
    clear = match["min"] or match["cue"] or named
    # "Five to seven" may be two hours, and "2 before 5" two of something.
    if not clear and (back or match["part"] is None or match["way"] == "after"):
        return []
    if words.LASTING.search(match.string, 0, match.start()):
        return []  # "in 20 minutes to 5 people"
    return _moved(match, -amount if back else amount)


def _to_hour(match: re.Match[str]) -> list[ClockTime]:
    part = match["part"]
    amount = words.SPANISH_MINUTES.get(part) or (int(part) if part.isdigit() else 0)
    return _moved(match, amount if match["way"].startswith("pasad") else -amount)


def _half_seven(match: re.Match[str]) -> list[ClockTime]:
    if words.NO_TIME_AFTER.match(match.string, match.end()):
        return []
    return _moved(match, 30)


def _moved(match: re.Match[str], minutes: int) -> list[ClockTime]:
    """Read the hour of a match, so many minutes later."""
    hour, half = _hour(match["hour"]), match["half"] or ""
    if hour > _LAST_HOUR:
        return []
    half = half if _telling(half) else _beside(match)
    moment = (_to_24(hour, half) * 60 + minutes) % _DAY
    if not _telling(half) and hour == _FIRST_EARLY and minutes < 0:
        moment %= 12 * 60  # "quarter to eight" in the morning, as "at eight" is
    return [ClockTime(time(*divmod(moment, 60)), "", *match.span(), bool(_telling(half)))]


def _named(match: re.Match[str]) -> list[ClockTime]:
    at = time(12) if match.group() in words.NOON else time(0)
    if at.hour and re.search(r"\bdel $", match.string[: match.start()]):
        return []  # "las 12 del mediodía"
    before = match.string[max(0, match.start() - 16) : match.start()]
    cue = words.BOUND_BEFORE.search(before)
    bound = _bound(match.string, match.start() - len(cue[0]), cue[0]) if cue else ""
    return [ClockTime(at, bound, *match.span(), True)]


def _plain(match: re.Match[str]) -> list[ClockTime]:
    """Read an hour with what stands around it, or nothing where it is a number like any other."""
    folded, cue, half = match.string, match["cue"] or "", match["half"] or ""
    hour = _hour(match["hour"])
    spoken = not match["hour"].isdigit()
    end = match.end()
    strong = bool(words.STRONG.fullmatch(cue))
    near = cue in {"around", "about", "by", "until", "till", "de", "from"} and bool(
        re.match(r"\W*$|\s*(?:ish|or so|if|works|maybe|[,.?!])", folded[end:])
    )
    # "How about six?" may be six of anything.
    rounded = (near and cue not in {"de", "from", "about"}) or bool(match["ish"])
    rounded = rounded or (near and cue == "about" and not spoken)
    minutes = bool(match["colon"] or (match["sign"] and match["minutes"]) or match["english"])
    written = bool(match["colon"])
    if match["english"] and not (half or strong or cue in _ENGLISH_CUES):
        return []
    if match["sign"] and not (half or "las" in cue or "la" in cue.split()):
        return []
    timed = bool(half or written or rounded)
    if not timed and not strong and cue not in {"after", "before"}:
        return []
    if spoken and cue in {"after", "before"} and not (half or minutes):
        return []  # "before two people"; who names an hour so says "at"
    if hour > _LAST_HOUR or words.NO_TIME_AFTER.match(folded, end):
        return []
    if _is_count(match, cue, half, spoken=spoken, minutes=minutes):
        return []
    part = half if _telling(half) else _beside(match)
    hour24 = _to_24(hour, part)
    minute, second = _minutes(match["colon"])
    if match["english"]:
        minute = words.ENGLISH_MINUTES[match["english"]]
    elif match["sign"]:
        raw = match["minutes"]
        amount = int(raw) if raw.isdigit() else words.SPANISH_MINUTES[raw]
        back = match["sign"] == "menos"
        moved = (hour24 * 60 + (-amount if back else amount)) % _DAY
        if back and not _telling(part) and hour == _FIRST_EARLY:
            moved %= 12 * 60
        hour24, minute = divmod(moved, 60)
    sure = bool(timed or _telling(part))
    bound = _bound(folded, match.start(), cue)
    return [ClockTime(time(hour24, minute, second), bound, match.start(), end, sure)]


def _is_count(match: re.Match[str], cue: str, half: str, *, spoken: bool, minutes: bool) -> bool:
    """Whether the number counts something: "las dos juntas", "las 3 casas", "en 2 horas"."""
    folded, end = match.string, match.end()
    if half or minutes:
        lasts = half.startswith("h") and not minutes and not cue.endswith(("las", "la"))
        early = lasts and _hour(match["hour"]) < _FIRST_EARLY
        return bool(
            early
            or (lasts and words.LASTING.search(folded, 0, match.start()))
            or (_are_millions(match))
        )
    if cue == "las":
        # "De las tres, la primera"
        of = spoken and re.search(r"\bde $", folded[: match.start()])
        follows = r"\s*[a-z]" if spoken else words.THINGS
        return bool(of or re.match(follows, folded[end:]))
    return False


def _are_millions(match: re.Match[str]) -> bool:
    """Tell "1.26M", which are millions, from a time."""
    return bool(
        match["colon"]
        and match["colon"].startswith(".")
        and re.match(r"mm?\b", match.string[match.end() :])
    )


def _hour(word: str) -> int:
    return words.HOURS[word] if word in words.HOURS else int(word)


def _colon(said: str | None) -> bool:
    """Whether minutes are written as a clock shows them; "2.50" may be money."""
    return bool(said) and not str(said).startswith(".")


def _minutes(said: str | None) -> tuple[int, int]:
    """Minutes and seconds of ":30" or ":30:15"."""
    if not said:
        return 0, 0
    if said.endswith("media"):
        return 30, 0
    minute, second = (*re.findall(r"\d\d", said), "0")[:2]
    return int(minute), int(second)


def _bound(folded: str, place: int, cue: str) -> str:
    """Whether the time is the first or the last that will do: "after", "before" or ""."""
    for words_of, bound, opposite in _BOUNDS:
        if words_of.search(cue):
            return opposite if words.NOT.search(folded[max(0, place - 40) : place]) else bound
    return ""


def _beside(match: re.Match[str]) -> str:
    """The half of the day said right before or after a bare hour: "tomorrow morning at 7"."""
    folded = match.string
    said = words.PART_BEFORE.search(folded[: match.start()][-32:])
    said = said or words.PART_AFTER.match(folded, match.end())
    return "" if said is None else "am" if said["morning"] else "pm"


def _telling(half: str) -> str:
    """What is said after the hour, if it tells the half of the day."""
    return half if words.TELLING.search(half) else ""


def _to_24(hour: int, half: str) -> int:
    if hour > _NOON:
        return hour % 24
    if re.search(r"madrugada", half) or (hour == _NOON and re.search(r"noche|night", half)):
        return hour % 12
    if re.search(r"^p|pm$|tarde|noche|noon|evening|night", half):
        return hour + 12 if hour < _NOON else hour
    if re.search(r"\bdel (?:medio)?dia", half):
        return hour if hour >= _FIRST_EARLY else hour + 12
    if re.search(r"^a(?! la)|am$|manana|morning", half):
        return hour % 12
    # Nobody visits a home at five in the morning: bare 1-7 is after noon.
    return hour + 12 if 1 <= hour < _FIRST_EARLY else hour


_NOON: Final = 12
_LAST_HOUR: Final = 23
_FIRST_EARLY: Final = 8  # a bare hour from here to noon is before noon
_DAY: Final = 24 * 60
_BOUNDS: Final = (
    (re.compile(r"\b(?:despues|luego|desde|partir|pasad[ao]s?|after|from)\b"), "after", "before"),
    (re.compile(r"\b(?:antes|before|hasta|by|until|till)\b"), "before", "after"),
)
_ENGLISH_CUES: Final = frozenset(
    {"after", "before", "from", "around", "about", "by", "until", "till", "between"}
)
_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[ClockTime]]], ...]] = (
    (words.SPAN, _span),
    (words.FROM_HOUR, _from_hour),
    (words.TO_HOUR, _to_hour),
    (words.HALF_SEVEN, _half_seven),
    (words.TIME, _plain),
    (words.NAMED, _named),
)


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
