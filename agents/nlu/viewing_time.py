"""When a lead can see a home."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, Final

from agents.nlu.clock import PartOfDay, find_part_of_day, find_times, part_of
from agents.nlu.dates import Days, find_days
from agents.nlu.timeline import MOVE, STRICTLY_BEFORE, UNTIL, quoted
from agents.nlu.told import happened


@dataclass(frozen=True, slots=True)
class Viewing:
    """When the lead can see a home."""

    text: str
    first: date | None
    last: date | None
    part_of_day: PartOfDay | None

    def as_value(self) -> dict[str, str | None]:
        """Give the shape a profile keeps: text, date_from, date_to, part_of_day."""
        return {
            "text": self.text,
            "date_from": self.first.isoformat() if self.first else None,
            "date_to": self.last.isoformat() if self.last else None,
            "part_of_day": self.part_of_day,
        }


_VIEWING: Final = re.compile(
    r"\b(?:visita(?:r|rla|rlo|rlos|mos|s)?|visitemos|ver(?:la|lo|los|las)?|verl[ao]s?|"
    r"conocer(?:la|lo|los)?|mostrar(?:me|nos)?|"
    r"muestran|agend\w+|instead|(?:re)?agend\w+|reschedul\w+|schedul\w+|book(?:ing)?(?: it)?|"
    r"coordin\w+|pasar a ver\w*|pasar(?:me)? "
    r"por|ir a ver\w*|viewings?|"
    r"view(?:ing)? it|view|"
    r"visit(?:s|ing)?|tour|show(?:ing|ings| me| us)?|go (?:again|back)|second look|see (?:it|them|"
    r"a few|places|homes|houses|"
    r"flats|the|some|that|this|"
    r"one)|come see|"
    r"(?:ando|estoy|estare|estaremos|voy a estar|vamos a estar) por (?:alla|ahi|alli)|"
    r"(?:stop|drop|swing|pop|come|pass) (?:by|in|over|round|around)|"
    r"(?:dar|pegar|echar)\w* una? (?:vuelta|mirada|ojo|ojeada|vistazo|pasada)|"
    r"have a (?:look|peek|nose|gander)|nose?y (?:round|around)|"
    r"(?:evenings|mornings|afternoons|weekends) only|only (?:evenings|mornings|afternoons|"
    r"weekends)|check it out|look(?:ing)? ?(?:round|around|at it)|take a look|"
    r"walk ?through|mirar(?:la|"
    r"lo)|recorrer\w*|cita|"
    r"appointment|vea(?:mos)?|open house|verlas|verlos)\b"
)
_TIME_TAIL: Final = re.compile(
    r"^(?:\s*,?\s*(?:(?:en|por|a|de) la (?:manana|tarde|noche)|(?:a|despues de|antes de|desde) "
    r"las? [\d:]+(?:\s?(?:am|pm|hrs?|h))?"
    r"|(?:at|after|before|around) [\d:]+\s?(?:am|pm)?|in the (?:morning|afternoon|evening)|"
    r"morning|afternoon|evening|"
    r"temprano|a mediodia|at noon|after work|de [\d:]+ a [\d:]+))+"
)


def find_viewing(
    text: str,
    folded: str,
    today: date,
    *,
    country: str = "CL",
    expected: bool = False,
    known: Mapping[str, Any] | None = None,
) -> Viewing | None:
    """Read when a home can be seen; None when no time is given or the time is for moving in.

    ``known`` is the viewing so far, as a profile keeps it: who has one may move it in few words.
    """
    days = find_days(folded, today, country=country)
    part = find_part_of_day(folded)
    days = [d for d in days if d.grain in {"day", "week"} and d.first >= today]
    past = [d for d in days if happened(folded, d.start, d.end)]
    if past and len(past) == len(days):
        return None
    days = [d for d in days if d not in past]
    if not days and part and happened(folded, *_part_place(folded)):
        return None
    if _REPAIR_VISIT.search(folded):
        return None
    said = bool(_VIEWING.search(folded)) or bool(
        known and days and _MOVES_IT.search(folded) and not _about_else(folded, days, today)
    )
    if expected and not said and _about_else(folded, days, today):
        return None
    if expected and not said and not days and not _is_answer(folded):
        return None
    if part is None and known and _SAME_TIME.search(folded):
        part = known.get("part_of_day")
    wanted = said or expected
    timed = bool(days) and bool(part)
    if not wanted and not timed:
        return None
    if not wanted and (MOVE.search(folded) or _CALL.search(folded)):
        return None
    every = re.search(
        r"\b(?:los|las|todos los|cualquier|every|any|all|most) (?:dia|sabado|domingo|lunes|"
        r"martes|miercoles|"
        r"jueves|viernes|finde|fin de semana|day|week|weekend)|\b(?:weekends|weekdays|saturdays|"
        r"sundays|mornings|"
        r"evenings|afternoons|cualquier (?:dia|manana|tarde|noche)|entre semana|any ?time)\b|"
        r"\bnot? \w+days\b",
        folded,
    )
    if not days and not part and not (every and said):
        return None
    week = any(d.grain == "week" for d in days)  # "any time next week" is in that week
    if (
        every
        and not week
        and not (timed and not re.search(r"\b(?:los|every|any|weekends|days)\b", folded))
    ):
        return Viewing(text.strip()[:120], None, None, part)
    if not days:
        return Viewing(quoted(text, *_part_place(folded)), None, None, part) if wanted else None
    days = _within_week(_offered(folded, days))
    part = part or _between(folded, days)
    start = min(d.start for d in days)
    end = max(d.end for d in days)
    if tail := _TIME_TAIL.match(folded[end:]):
        end += tail.end()
    return Viewing(
        quoted(text, start, end), min(d.first for d in days), max(d.last for d in days), part
    )


_SHORT: Final = 5  # words; a longer text says what its time of day is for


def _is_answer(folded: str) -> bool:
    """Whether a time of day by itself answers when they can come: "que entre luz en la mañana"."""
    return len(folded.split()) <= _SHORT or bool(_COMES.search(folded))


# Who comes to mend something sees no home.
_REPAIR_VISIT: Final = re.compile(
    r"\b(?:plumber|engineer|technician|electrician|handyman|locksmith|exterminator|inspector|"
    r"repair\w*|maintenance|gasfiter|gasista|plomero|fontanero|electricista|tecnico|cerrajero|"
    r"calefactor|maestro|albanil)\b[^.;!?]{0,32}?\b(?:com(?:e|es|ing)|pass|visit|in|here|"
    r"ven(?:ir|ga)|viene|pas(?:ar|a|e)|ir|vaya|va)\b"
    r"|\b(?:send|mand\w+|envi\w+|manden) [^.;!?]{0,24}\b(?:someone|somebody|alguien|plumber|"
    r"technician|tecnico|plomero|fontanero|gasfiter|maestro)\b"
    r"|\b(?:quien|alguien|somebody|someone|i|i'll|estoy|estare)\b(?: que)?(?: is| will| can| to)? "
    r"(?:abra|abre|pueda abrir|para abrir|let (?:them|him|her|you|the \w+) in)\b"
)
# "Sunday between 1 and 4", without a word of the half of the day.
_HOURS: Final = re.compile(
    r"\s*,?\s*(?:any ?time |sometime |a cualquier hora )?(?:between|entre|from|de)\s+(?:las? )?"
    r"(?P<hour>\d{1,2})\s*(?:and|to|y|a|-)\s*(?:las? )?\d{1,2}\b(?!\s*(?:k|mil|bed|dorm|[.,]\d))"
)
_OPENS: Final = 8  # a bare hour before it is after noon


def _between(folded: str, days: list[Days]) -> PartOfDay | None:
    said = _HOURS.match(folded, max((d.end for d in days), default=0))
    if said is None or int(said["hour"]) > 23:
        return None
    hour = int(said["hour"])
    return part_of(time(hour + 12 if hour < _OPENS else hour))


# "Not tomorrow, Thursday same time": the viewing we know of is put elsewhere.
_SAME_TIME: Final = re.compile(r"\b(?:same (?:time|hour)|(?:a la )?misma hora)\b")
_MOVES_IT: Final = re.compile(
    r"\b(?:not|can'?t|no puedo|no podre|no me (?:da|queda|sirve)|mejor|same time|misma hora|"
    r"cambi\w+|push|make it|puede ser|could it be|en vez|que sea|dejemoslo|movamos|movemos)\b"
)
# "Llámenme mañana en la mañana": a time to be called, and none to see a home.
_CALL: Final = re.compile(
    r"\b(?:llam\w+|contact\w+|escrib\w+|marqu\w+|me hablen|hablar|call|ring|phone|text|email)\b"
)
_LATER: Final = re.compile(
    r"\b(?:(?:le|les|te|os) (?:aviso|avisare|confirmo|confirmare|digo|escribo)|(?:i'?ll|will) "
    r"(?:let you know|confirm|tell|ping|get back|write))\b"
)
_SOON_ENOUGH: Final = timedelta(days=21)  # whoever names a later day speaks of moving


def _about_else(folded: str, days: list[Days], today: date) -> bool:
    """Whether a time given after we offered a viewing is meant for something else: for moving
    in, as a promise to write again, or in a question of theirs ("are you open until 7?")."""
    if _LATER.search(folded) or MOVE.search(folded):
        return True
    if not days:
        return "?" in folded
    before = folded[max(0, days[0].start - 48) : days[0].start]
    if UNTIL.search(before) or STRICTLY_BEFORE.search(before):
        return True
    return days[0].first > today + _SOON_ENOUGH


def _offered(folded: str, days: list[Days]) -> list[Days]:
    """Keep the days that are offered: not those ruled out, and after "instead of" the new one."""
    kept = [
        d
        for d in days
        if not re.search(
            r"\b(?:no|not|menos|except|en vez de(?:l)?|instead of|can't|cant|no "
            r"puedo|complic\w+|imposible)\s+(?:(?:on|el|la|"
            r"los|the|puedo|can|puede|do|make|come|ir|hacer)\s+)*$",
            folded[max(0, d.start - 30) : d.start],
        )
        and not re.match(r"\s*(?:no puedo|no me|no,|i can't|doesn't|won't)", folded[d.end :])
    ]
    free = [d for d in kept if not _is_busy(folded, d)]
    kept = free or kept or days
    if len(kept) > 1 and re.search(r"\b(?:mejor|instead|cambi\w+|rather|move it)\b", folded):
        return kept[-1:]
    return kept  # "mañana martes": the second names the same day again


# A day told only because they cannot come on it.
_BUSY_AFTER: Final = re.compile(
    r"\s*,?\s*(?:(?:yo |i |we |me |it )?(?:es (?:el|la|mi|nuestr\w+|su)|tengo|tenemos|trabajo|"
    r"trabajamos|viajo|viajamos|estoy (?:fuera|de viaje|ocupad\w+|trabajando)|hay (?:un|una)|"
    r"me toca|work|works? late|have (?:a|an|my|work|class)|am (?:away|working|busy|out)|'m (?:away|"
    r"working|busy|out)|is (?:my|our|the|a)|i've got|curro|curramos|laburo|imposible|complicado|"
    r"no me va)\b|"
    r"(?:'s|'re| is| are) (?:out|no good|no use|a no|off|bad|tough|full|packed|difficult)\b)"
)
_BUSY_BEFORE: Final = re.compile(
    r"\b(?:(?:bajo|salgo) del? \w+|vuelvo|llego|regreso|"
    r"tengo (?!libre|la tarde|tiempo)[^.,;]{2,20}|"
    r"trabajo|i work|i'm working|back|land|fly in|off shift|get back|viajo|estoy de viaje)"
    r"(?: del? \w+)?\s+(?:el|on|until|till|hasta(?: el)?|todo el)?\s*$"
)
_COMES: Final = re.compile(
    r"\b(?:pued\w+|podr\w+|podemos|ir|voy|ver\w*|visit\w*|can|could|free|libre|works|mejor|"
    r"see|view|tour|come)\b"
)


def _is_busy(folded: str, day: Days) -> bool:
    before = re.split(r"[.,;!?]", folded[: day.start])[-1]
    after = re.split(r"[.,;!?]", folded[day.end :])[0]
    if _COMES.search(before) or (_COMES.search(after) and not _BUSY_AFTER.match(after)):
        return False
    return bool(_BUSY_AFTER.match(after) or _BUSY_BEFORE.search(before))


def _within_week(days: list[Days]) -> list[Days]:
    """Put days of the week into the week they are said of: "next week, Monday or Tuesday"."""
    weeks = [d for d in days if d.grain == "week"]
    named = [d for d in days if d.grain == "day"]
    if len(weeks) != 1 or not named:
        return days
    monday = weeks[0].last - timedelta(days=6)
    moved = []
    for d in named:
        first, last = sorted((d.first.weekday(), d.last.weekday()))
        moved.append(replace(d, first=monday + timedelta(first), last=monday + timedelta(last)))
    return [d for d in moved if d.first >= weeks[0].first] or days


def _part_place(folded: str) -> tuple[int, int]:
    times = find_times(folded)
    if times:
        return times[0].start, times[0].end
    match = re.search(
        r"(?:(?:en|por|a) la )?(?:manana|tarde|noche|morning|afternoon|evening)s?", folded
    )
    return (match.start(), match.end()) if match else (0, len(folded))


def viewing_kept(known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The viewing known of: whole as it was read, or spread over a card's columns."""
    kept = known.get("viewing")
    if isinstance(kept, str) and kept:
        return {"text": kept, "part_of_day": known.get("viewing_part") or None}
    return kept or None
