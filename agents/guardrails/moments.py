"""Days and times a reply names, and whether the turn holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from agents.guardrails.evidence import Evidence, Visit
from agents.guardrails.sentences import Sentence
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
_SHUT: Final = re.compile(r"\b(?:cerrad\w+|cerramos|closed|shut)\b")
_SCHEDULE: Final = re.compile(
    r"\b(?:visit\w*|agend\w*|reserv\w*|horari\w*|cita|disponib\w*|libres?|hueco|recorr\w*|"
    r"espera\w*|"
    r"nos vemos|te veo|confirm\w*|viewing\w*|tour\w*|showing\w*|book\w*|schedul\w*|slots?|free|"
    r"availab\w*|see you|appointment\w*|meet\w*|abr\w+|atend\w+|open\w*|oferta|offer\w*|promo\w*)\b"
)
_OFFERS: Final = re.compile(
    r"(?<!\bsi )(?<!whether )(?<!if )\b(?:tengo|tenemos|hay|queda\w*|disponib\w*|libres?|we have|"
    r"i have|there(?:'s| is| are)|free|"
    r"availab\w*|open|offer\w*)\b"
)
_REPEATS: Final = re.compile(
    r"\b(?:reviso|revisar\w*|revisando|busco|buscar\w*|veo|ver si|consulto|verific\w+|let me|"
    r"check\w*|"
    r"look(?:ing)?|anot\w+|apunt\w+|entend\w+|dijiste|mencion\w+|coment\w+|pediste|prefier\w+|"
    r"buscas|quier\w+|necesit\w+|mudar\w*|para el|para la|noted|got it|understood|you (?:said|told|"
    r"mentioned|asked|want|need|prefer|would)|move\w*)\b"
)
_DATED: Final = re.compile(
    r"\b(?:entreg\w*|disponib\w*|availab\w*|venc\w*|valid\w*|until|inaugur\w*|abre\w*|"
    r"list[oa]s? para|"
    r"ready|deliver\w*|handover|complet\w*|promo\w*|descuento|discount|ofertas?|offers?|expires?|"
    r"ends?|"
    r"termina\w*|baja\w*|sube\w*|construid\w*|built)\b"
)
_MODEST: Final = re.compile(
    r"\b(?:puedo|podemos|busc\w+|escrib\w+|hablamos|vuelv\w+|avis\w+|mud\w+|mov\w+|need\w*|"
    r"want\w*|look\w*|let me|check\w*|get back|write|talk)\b"
)
_YOU: Final = re.compile(r"\b(?:contigo|te|tu|ti|you|your|yours)\b")
# Somebody comes, is received or is waited for.
_GOING: Final = re.compile(
    r"\b(?:vas|vienes|vais|venis|van|iras|vendras|pasas|llegas|te (?:\w+ ){0,3}(?:esper|recib|"
    r"atiend|atender|muestr|mostrar|acompan|juntar|encontrar)\w*|quedamos|asistir\w*|visita\w*|cita|"
    r"you(?:'re| are| will|'ll)? (?:be )?(?:going|coming|visiting|viewing|seeing|meeting)|"
    r"(?:expect|await|meet|greet|welcom|receiv|show)\w* you|waiting for you|viewings?|showings?|"
    r"tours?|appointment|visits?)\b"
)
# "I can look for times tomorrow" offers to look, and no time.
_LOOKS: Final = re.compile(
    r"\b(?:busc\w+|revis\w+|ver|consult\w+|verific\w+|look\w*|check\w*|search\w*|find)\b"
)
_SPAN_AHEAD: Final = re.compile(
    r"\b(?:at|after|before|from|around|by|a|las)\s+(?:the\s+)?\w+(?=[\s-](?:months?|years?|weeks?|"
    r"days?|meses|anos|dias|semanas|minut\w+)\b)"
)
# A stretch from now on: "in two weeks".
_AHEAD: Final = re.compile(r"\W*(?:in|en|within|dentro de)\s+(?:\d+|\w+)\s+\w+\W*")
# "Las dos" of two homes.
_BOTH: Final = re.compile(r"\s*(?:las|los)\s+[a-z]+\s*(?:horas)?\s*")
_NOON: Final = re.compile(r"\b(?:al? mediodia|a medianoche|at noon|at midday|at midnight)\b")
_ENGLISH: Final = re.compile(
    r"\b(?P<word>half past|quarter past|quarter to)\s+(?P<hour>"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b"
)
_HOUR_NAMES: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_SPANNED: Final = re.compile(
    r"\b(?:de|desde las?|entre las?|from|between)?\s*(?P<a>\d{1,2})(?:[:.](?P<am>\d\d))?\s*(?P<ah>a"
    r"m|pm|"
    r"h|hrs?)?\s*(?:a|-|–|to|hasta|until|y|and)\s*(?:las? )?(?P<b>\d{1,2})(?:[:.](?P<bm>\d\d))?\s*"
    r"(?P<bh>am|pm|h|hrs?|horas)?\b(?!\s*(?:%|m2|dorm|bed|uf|mil))"
)
_PLURAL: Final = re.compile(rf"\b({words_pattern(w for w in WEEKDAYS if len(w) > 4)})s\b")
_DAY_NUMBER: Final = re.compile(
    rf"\b(?P<day>{words_pattern(WEEKDAYS)})\.?,?\s+(?:the |el |dia )?(?P<number>\d{{1,2}})(?:st|nd|"
    rf"rd|th)?"
    r"\b(?!\s*(?:am|pm|:|\.\d|h\b|hrs?\b|hs\b|de la))"
)
_NOW: Final = re.compile(r"\b(?:hoy|today|tonight|esta|this)\b")
_HALF_SAID: Final = re.compile(
    r"[ap]\.?\s?m\b|manana|tarde|noche|morning|afternoon|evening|noon|mediodia|hrs?\b|hs\b|:"
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
    folded = _PLURAL.sub(lambda m: f"{m[1]} ", mask(fold(text), hidden))
    # "all set for" is no September.
    folded = re.sub(r"\bset\b(?! (?:de )?\d)", "___", folded)
    days = find_days(folded, calendar.today, country=calendar.country)
    open_text = mask(folded, [(each.start, each.end) for each in days])
    # "At six months" and "after three years" are no times of day.
    open_text = _SPAN_AHEAD.sub(lambda m: "_" * len(m.group()), open_text)
    times = [
        (each.start, each.end, each.at, not _HALF_SAID.search(folded[each.start : each.end]))
        for each in find_times(open_text)
        if not _BOTH.fullmatch(open_text[each.start : each.end])
    ]
    times += _spoken(open_text)
    if HOURS.search(folded):
        times += _spans(open_text, [start for start, *_rest in times])
    found: list[When] = []
    timed: set[int] = set()
    for start, end, at, loose in sorted(times):
        before = [each for each in days if each.end <= start]
        day = before[-1] if before else next(iter(days), None)
        if day is not None:
            timed.add(day.start)
            found.append(_when(folded, day, start, end, at, loose))
        else:
            found.append(When(start, end, at=at, loose=loose))
    found += [_when(folded, day) for day in days if day.start not in timed]
    return sorted(found, key=lambda each: each.start)


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
    alone = re.fullmatch(rf"\W*(?:el |on |this |next |este )?({words_pattern(WEEKDAYS)})\W*", words)
    if alone:
        weekday = WEEKDAYS[alone[1]]
        if named and named["day"] == alone[1]:
            number = int(named["number"])
    elif day.first == day.last:
        # "lunes 26 nov": the name beside the date has to be that day's.
        beside = re.search(
            rf"\b({words_pattern(WEEKDAYS)})\.?,?\s+(?:el |"
            rf"the )?$",
            folded[: day.start],
        )
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


def _spoken(folded: str) -> list[tuple[int, int, time, bool]]:
    found = [
        (m.start(), m.end(), time(0 if "noche" in m[0] or "night" in m[0] else 12), False)
        for m in _NOON.finditer(folded)
    ]
    for match in _ENGLISH.finditer(folded):
        hour = _HOUR_NAMES.get(match["hour"]) or int(match["hour"])
        minute = {"half past": 30, "quarter past": 15, "quarter to": 45}[match["word"]]
        hour = (hour - 1) % 24 if minute == 45 else hour
        if hour < 24:
            found.append((match.start(), match.end(), time(hour, minute), True))
    return found


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


def unheld(
    sentence: Sentence,
    whens: Sequence[When],
    evidence: Evidence,
    calendar: Calendar,
    *,
    visits: Sequence[Visit],
    is_booking: bool,
) -> list[str]:
    """Those of the days and times of a sentence that nothing held names, as they are written.

    ``visits`` are the slots and bookings it may speak of; in a sentence that says a viewing is
    booked they are the bookings, and nothing else counts.
    """
    if not whens:
        return []
    others = [] if is_booking else _told(evidence.texts + evidence.said, calendar)
    mine = _told(evidence.lead, calendar)
    return [
        sentence.text[when.start : when.end].strip()
        for when in whens
        if not _held(when, sentence, visits, others, mine, calendar, is_booking=is_booking)
    ]


def adds_words(sentence: Sentence) -> bool:
    """Whether a sentence says more of a time than to name it: somebody comes, or is spoken to."""
    return bool(_GOING.search(sentence.folded) or _YOU.search(sentence.folded))


def committed(
    sentence: Sentence, whens: Sequence[When], evidence: Evidence, calendar: Calendar
) -> bool:
    """Whether a sentence that offers nothing names a free time, or the lead's own, as settled.

    A time of a booking, of a document or of the opening hours is simply told; a day without a time
    settles something only where somebody comes or is received.
    """
    going = bool(_GOING.search(sentence.folded))
    for when in whens:
        if not (
            sentence.is_stated(when.start)
            and not sentence.is_offered(when.start)
            and (when.at is not None or going or _YOU.search(sentence.folded))
        ):
            continue
        if any(when.fits(visit.at) for visit in evidence.booked):
            continue
        if not any(when.fits(visit.at) for visit in evidence.offered):
            if not going or not _same(when, _told(evidence.lead, calendar)):
                continue
        elif HOURS.search(sentence.folded) and _in_hours(when, calendar):
            continue
        if not _same(when, _told(evidence.texts, calendar)):
            return True
    return False


def _held(
    when: When,
    sentence: Sentence,
    visits: Sequence[Visit],
    others: Sequence[When],
    mine: Sequence[When],
    calendar: Calendar,
    *,
    is_booking: bool,
) -> bool:
    folded = sentence.folded
    if any(when.fits(visit.at) for visit in visits):
        return True
    if is_booking:
        return when.at is None and when.days is None
    hours = HOURS.search(folded) and not _AHEAD.fullmatch(folded[when.start : when.end])
    if _same(when, others) or (hours and _in_hours(when, calendar)):
        return True
    denied = sentence.denies_around(when.start, when.end)
    if hours and when.at is None and (denied or _SHUT.search(folded)):
        return not _in_hours(when, calendar)
    offers = bool(_OFFERS.search(folded)) and not denied
    if when.at is None and when.days is not None:
        if when.days.grain != "day" and not (
            _AHEAD.fullmatch(folded[when.start : when.end]) and not _MODEST.search(folded)
        ):
            return not _DATED.search(folded) or sentence.asks or _same(when, mine)
        said_now = _NOW.search(folded[when.start : when.end])
        if (said_now and not _SCHEDULE.search(folded)) or (sentence.asks and not offers):
            return True
        if _LOOKS.search(folded) and sentence.is_offered(when.start) and not offers:
            return True
    if not _same(when, mine) or offers:
        return False
    return sentence.asks or denied or bool(_REPEATS.search(folded))


def _told(texts: Iterable[str], calendar: Calendar) -> list[When]:
    found: list[When] = []
    for text in texts:
        if text:
            found += whens_in(text[:4000], calendar)
    return found


def _same(when: When, told: Sequence[When]) -> bool:
    """Whether texts name the same day and the same time, wherever in them."""
    days = when.days is None or any(_same_day(when, other) for other in told)
    times = when.at is None or any(other.at and when.fits_time(other.at) for other in told)
    return days and times


def _same_day(when: When, other: When) -> bool:
    if when.days is None or other.days is None:
        return False
    return when.fits_day(other.days.first) or (
        other.days.first <= when.days.first and when.days.last <= other.days.last
    )


def _in_hours(when: When, calendar: Calendar) -> bool:
    """Whether an office is open on that day, or opens or closes at that time."""
    week = calendar.hours.week
    if when.weekday is not None:
        spans = week[when.weekday]
    elif when.days is not None and when.days.first == when.days.last:
        spans = week[when.days.first.weekday()]
    else:
        spans = tuple(span for day in week for span in day)
    if when.at is None:
        return bool(spans)
    edges = {edge % (24 * 60) for span in spans for edge in (span.starts, span.ends)}
    return any(when.fits_time(time(edge // 60, edge % 60)) for edge in edges)
