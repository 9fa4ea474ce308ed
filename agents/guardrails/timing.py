"""Whether the days and times a sentence names are held, and whether it offers or settles them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import time
from typing import Final

from agents.guardrails.evidence import Evidence, Visit
from agents.guardrails.measures import Figure, Kind
from agents.guardrails.moments import HOURS, Calendar, When, whens_in
from agents.guardrails.sentences import Sentence

_SHUT: Final = re.compile(r"\b(?:cerrad\w+|cerramos|closed|shut)\b")
_SCHEDULE: Final = re.compile(
    r"\b(?:visit\w*|agend\w*|reserv\w*|horari\w*|cita|disponib\w*|libres?|hueco|recorr\w*|"
    r"espera\w*|"
    r"nos vemos|te veo|confirm\w*|viewing\w*|tour\w*|showing\w*|book\w*|schedul\w*|slots?|free|"
    r"availab\w*|see you|appointment\w*|meet\w*|abr\w+|atend\w+|open\w*|oferta|offer\w*|promo\w*)\b"
)
_OFFERS: Final = re.compile(
    r"(?<!\bsi )(?<!whether )(?<!if )\b"
    r"(?:tengo(?! que)|tenemos|hay|queda\w*|disponib\w*|libres?|we have|"
    r"i have|there(?:'s| is| are)|free|"
    r"availab\w*|open|offer\w*)\b"
)
_REPEATS: Final = re.compile(
    r"\b(?:reviso|revisar\w*|revisando|busco|buscar\w*|veo|(?:que|tendria|habria|a|puedo|"
    r"dejame|deja) (?:que )?(?:ver|mirar|checar|chequear|confirmar)|ver (?:si|que|cual)|"
    r"consulto|verific\w+|let me|check(?!s? out|ed\b)\w*|might|tricky|"
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
    r"atiend|atender|muestr|mostrar|acompan|juntar|encontrar)\w*|quedamos|asistir\w*|visita\w*|"
    r"cita|"
    r"you(?:'re| are| will|'ll)? (?:be )?(?:going|coming|visiting|viewing|seeing|meeting)|"
    r"(?:expect|await|meet|greet|welcom|receiv|show)\w* you|waiting for you|viewings?|showings?|"
    r"tours?|appointment|visits?)\b"
)
# Good wishes settle no day: "hope you had a great weekend", "feliz lunes".
_WELL: Final = re.compile(
    r"\b(?:hope you|have an? (?:great|good|lovely|nice|wonderful)|enjoy (?:your|the)|happy|que "
    r"(?:tengas|pases|disfrutes|tal (?:tu|el))|feliz|buen(?:as?|os)? (?:fin|dia|finde|semana|"
    r"inicio|lunes|martes|miercoles|jueves|viernes|sabado|domingo)|"
    r"espero que|disfruta)\b"
)
_WISHES: Final = re.compile(
    r"\b(?:buen|feliz|happy|lindo|lovely|great|good|nice) (?:\w*day|lunes|martes|miercoles|jueves|"
    r"viernes|"
    r"sabado|domingo)$"
)
# "I'd have to see whether somebody is free": looked into, and no offer.
_LOOKED_INTO: Final = re.compile(
    r"\b(?:si|whether|if|(?:ver|see|check|reviso|mirar|checar|chequear) (?:que|cual\w*|what|"
    r"which))\b"
    r"[^,.;]{0,25}$"
)
# "I can look for times tomorrow" offers to look, and no time.
_LOOKS: Final = re.compile(
    r"\b(?:busc\w+|revis\w+|ver|consult\w+|verific\w+|look\w*|check\w*|search\w*|find)\b"
)
# A stretch from now on: "in two weeks".
_AHEAD: Final = re.compile(r"\W*(?:in|en|within|dentro de)\s+(?:\d+|\w+)\s+\w+\W*")
# "The closest to Wednesday is Thursday at 4": their day, measured from.
_CLOSE_TO: Final = re.compile(
    r"\b(?:cercan[oa]s? al?|closest (?:\w+ )?to|nearest to|en (?:vez|lugar) del?|instead of|"
    r"rather than)\W*(?:el |la |los )?$"
)
# "For 12 months, with a break clause at six": months again, and no hour.
_MONTHS: Final = re.compile(r"\b(?:months?|weeks?|years?)\b.*\bat \w+\W*$")
# "Wednesday at 9 is taken": a time denied without a no.
_TAKEN: Final = re.compile(
    r"\W*(?:(?:is|are|'s|has|slot|viewing|hora|horario|ya|me|nos|lo|la|esta|estan|aparece|figura|"
    r"tengo|tenemos|already|all|fully|unfortunately|lamentablemente)\W*)*"
    r"(?:taken|full|booked (?:up|out|solid)|gone|unavailable|ocupad[oa]|tomad[oa]|llen[oa]|"
    r"complet[oa])\b"
)
# "Sunday at 1pm, okay!": their own time told back with nothing said of it.
_ASSENTS: Final = re.compile(
    r"(?:\W|\b(?:ok|okay|okey|el|la|a|las|on|at|for|para|claro|entiendo|entendido|anotado|noted|"
    r"got it|understood|so|entonces)\b)*"
)
# How long it is until then.
_UNTIL: Final = re.compile(
    r"\b(?:away|left|from now|ahead|until|to go|in|falta[n]?|queda[n]?|en|dentro|mas|para|tienes|"
    r"have|around|off)\b"
)
#: Days of a unit of time.
_SIZES: Final = {"day": 1, "week": 7, "month": 30}
# Of a time of the lead's: it is looked into, doubted, denied, or told to be theirs.
_UNSETTLED: Final = re.compile(
    r"\b(?:if (?:it|that|they|we) can|if (?:that's |it's )?possible|si (?:se puede|es posible)|"
    r"de ser posible|aun no|todavia no|not yet|haven't|hasn't|isn't|wasn't|aren't|can't|cannot|"
    r"won't|"
    r"don't (?:have|see|know)|"
    r"no (?:(?:lo|la|te|me|se|nos) )?(?:l[oa] )?(?:he|veo|vi|aparec\w+|figur\w+|tengo|tenemos|se|"
    r"sabria|puedo|podemos|podre|"
    r"pude|es|est[au]\w*|hay|va|qued\w+|sale|entra|existe|manejo)|not (?:one|available|open|an|"
    r"among|on|something|sure|"
    r"certain|possible)|antes de|before|depend\w*|apenas|en cuanto|mir[oa]\w*|miramos|compruebo|"
    r"comprobar\w*|look(?!ed)\w*|fijo|fijarme|chequ(?!ee\b)\w+|chec[oa]\w*|averigu\w+|tomo nota|"
    r"pides|pedis|pedias|pediste|dices|decis|decias|propon\w+|propus\w+|suger\w+|querias|ideal\w*|"
    r"deseo|"
    r"preferencia|tu (?:horario|idea|propuesta|pedido)|wish\w*|request\w*|suggest\w*|ask\w*|"
    r"your (?:idea|"
    r"preference|preferred|first choice)|when you say|you mean|te refieres|refer\w+|would have|"
    r"would've|hubiera|"
    r"temprano|early|late|complicad\w*|dificil|hard\w*|tough|squeeze|tight|justo|apretad\w+|fuera|"
    r"ya (?:esta )?(?:tomad|ocupad)\w+|hopefully|ojala|fingers crossed|in general|usually|"
    r"normalmente|"
    r"suele\w*)\b"
)
# What such a sentence is about, before anything is said of it.
_TOPIC: Final = re.compile(
    r"\W*(?:(?:y|so|and|ok|okay) )?(?:sobre|lo del?|en cuanto a|respecto|as for|about|regarding|on|"
    r"for|to|by)\b"
)
# What makes a time of the lead's one they have been given.
_GRANTS: Final = re.compile(
    r"\b(?:fine|good|great|perfect\w*|ok|okay|works?|possible|problem|suits?|lovely|sorted|done|"
    r"yes|"
    r"sure|it is|can|confirm\w*|definitely|absolutely|all right|alright|booked|set|come|pop|drop|"
    r"see|on|"
    r"bien|genial|listo|lista|dale|hecho|claro|sale|va|vale|queda\w*|quedo|perfecto|problema|"
    r"cuadra|"
    r"inconveniente|posible|se puede|pue[dt]\w+|podemos|pasa|pasas|pasate|ven|venite|vente|veni|"
    r"esper\w+|recib\w+|atiend\w+|muestr\w+|ensen\w+|anotad\w+|agend\w+|reserv\w+)\b"
)
_OTHER_TIMES: Final = re.compile(
    r"\b(?:horarios?|horas?|otr[oa]s?|dias?|cuando|tarde|manana|mas (?:tarde|temprano)|"
    r"entre semana|times?|"
    r"days?|when|evenings?|mornings?|afternoons?|weekends?|weekdays?|later|earlier|slots?|"
    r"flexib\w+)\b"
)
_LOOKS_UP: Final = re.compile(
    r"\b(?:(?:mir|revis|busc|chequ|chec|consult|verific|comprueb|fij)\w* (?:\w+ ){0,2}(?:agenda|"
    r"calendario|"
    r"disponibilidad|horarios|huecos|horas|turnos)|(?:look|check|see)\w* (?:\w+ ){0,4}(?:calendar|"
    r"diary|agenda|"
    r"availability|openings|schedule|slots|times)|(?:let me|dejame|tengo que|tendria que|i'll|"
    r"i'd need to) "
    r"(?:first |just )?(?:look|check|see|ver|mirar|revisar|fijarme))\b"
)
_NOT_THEN: Final = re.compile(r"\s*no(?:t)?\b(?=\s*[,.;])")
_NOW: Final = re.compile(r"\b(?:hoy|today|tonight|esta|this)\b")


def unheld(
    sentence: Sentence,
    whens: Sequence[When],
    evidence: Evidence,
    calendar: Calendar,
    *,
    visits: Sequence[Visit],
    is_booking: bool,
    is_open: bool = False,
) -> list[str]:
    """Those of the days and times of a sentence that nothing held names, as they are written.

    ``is_open`` tells that the reply looks into times elsewhere, or asks for others.

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
        if not _held(
            when,
            sentence,
            visits,
            others,
            mine,
            calendar,
            is_booking=is_booking,
            is_open=is_open,
            booked=evidence.booked,
        )
    ]


def leaves_open(sentence: Sentence) -> bool:
    """Whether the sentence looks into times, or asks the lead for others."""
    return bool(
        _OTHER_TIMES.search(sentence.folded) if sentence.asks else _LOOKS_UP.search(sentence.folded)
    )


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


def is_ahead(
    span: Figure,
    sentence: Sentence,
    whens: Sequence[When],
    evidence: Evidence,
    calendar: Calendar,
) -> bool:
    """Whether a span is how long it is until a viewing, a day the sentence names or the lead's."""
    size = _SIZES.get(span.unit)
    if span.kind is not Kind.SPAN or size is None or not _UNTIL.search(sentence.folded):
        return False
    days = [each.days for each in (*whens, *_told(evidence.lead, calendar)) if each.days]
    ends = [visit.at.date() for visit in (*evidence.offered, *evidence.booked)]
    spans = [(each, each) for each in ends] + [(each.first, each.last) for each in days]
    least, most = (span.value - 0.6) * size, (span.value + 0.6) * size
    if size == 1:
        least = most = span.value
    return any(
        (first - calendar.today).days <= most and (last - calendar.today).days >= least
        for first, last in spans
    )


def _held(
    when: When,
    sentence: Sentence,
    visits: Sequence[Visit],
    others: Sequence[When],
    mine: Sequence[When],
    calendar: Calendar,
    *,
    is_booking: bool,
    is_open: bool,
    booked: Sequence[Visit],
) -> bool:
    folded = sentence.folded
    if _fits_any(when, visits):
        return True
    if when.at is None and (
        _WISHES.search(folded[: when.end]) or (not is_booking and _WELL.search(folded))
    ):
        return True
    if is_booking:
        # "Thursday, not Wednesday": what it is not.
        aside = sentence.corrects(when.start) or _NOT_THEN.match(folded, when.end)
        return bool(aside) or (when.at is None and when.days is None)
    if when.at is None and sentence.depends(when.start) and _fits_any(when, booked):
        # "If after Thursday you'd like to compare, there is also ...": the day of another's visit.
        return True
    if when.days is None and _MONTHS.search(folded[: when.end]) and not _SCHEDULE.search(folded):
        return True
    hours = HOURS.search(folded) and not _AHEAD.fullmatch(folded[when.start : when.end])
    if _same(when, others) or (hours and _in_hours(when, calendar)):
        return True
    denied = sentence.denies_around(when.start, when.end) or bool(_TAKEN.match(folded, when.end))
    if hours and when.at is None and (denied or _SHUT.search(folded)):
        return not _in_hours(when, calendar)
    offers = not denied and any(
        not _LOOKED_INTO.search(folded[: each.start()]) for each in _OFFERS.finditer(folded)
    )
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
    if _same(when, mine) and _CLOSE_TO.search(folded[: when.start]):
        return True
    if not _same(when, mine) or offers:
        return False
    # "I'll see whether Sunday at 1 is possible": their own time, looked into.
    return (
        sentence.asks
        or denied
        or sentence.depends(when.start)
        or bool(_REPEATS.search(folded))
        or bool(_ASSENTS.fullmatch(folded[: when.start] + " " + folded[when.end :]))
        or bool(_UNSETTLED.search(folded))
        or ((is_open or bool(_TOPIC.match(folded))) and not _GRANTS.search(folded[when.end :]))
    )


def _fits_any(when: When, visits: Iterable[Visit]) -> bool:
    return any(when.fits(visit.at) for visit in visits)


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
