"""When a lead wants to move."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal

from agents.nlu.dates import Days, find_days
from agents.nlu.occasions import is_occasion
from agents.nlu.told import BEGINS, NOISE, happened, is_of_writing

Urgency = Literal["now", "soon", "later", "someday"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """When the lead wants it: their words, and ISO days where the words say some."""

    text: str
    start: date | None
    end: date | None

    def as_value(self) -> dict[str, str | None]:
        """Give the shape a profile keeps: text, from, to."""
        return {
            "text": self.text,
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
        }


_NOW: Final = re.compile(
    r"\b(?:lo antes posible|cuanto antes|lo mas pronto(?: posible)?|asap|a\.s\.a\.p|as soon as "
    r"possible|"
    r"de inmediato|inmediatamente|inmediato|(?:apenas|en cuanto) (?:se )?pued\w+|desde ya|para "
    r"ya|pa ya|para ahora|ya mismo|ahora "
    r"mismo|altiro|"
    r"al tiro|urgente(?:mente)?|urgently|urgent|right away|immediately|straight ?away|ready to "
    r"move|"
    r"right now|me urge|de una(?: vez| po\b|(?= *(?:[,.!?]|$)))|vacant now|hoy mismo|lo antes "
    r"q(?:ue)? se pueda|cuanto antes mejor|"
    r"disponible ya|available now|ready now|move(?: in)? now|mudarme ya|cambiarme ya|today if "
    r"possible)\b"
    r"|^\W*(?:ya|ahora|now)\W*$"
)
_BARE_CRY: Final = re.compile(r"\W*(?:hola+|hi|hey|hello|buenas)\W+urgent\w*\W*")
_NO_HURRY: Final = re.compile(
    r"\b(?:(?:sin|ningun[ao]?|nada de|cero) (?:apuros?|prisas?|urgencias?)|"
    r"no (?:hay|tengo|tenemos|corre|me "
    r"corre) (?:\w+ "
    r")?(?:apuro|prisa|urgencia)"
    r"|cero apuro|no (?:real |big )?(?:rush|hurry)(?: to \w+)?|"
    r"(?:not|am not|i'm not|we're not) in (?:a |any )?(?:rush|hurry)|"
    r"solo (?:estoy )?mirando|just (?:looking|browsing)|sin fecha|"
    r"no (?:es)?t(?:oy|amos|a) (?:\w+ )?(?:apurad[oa]s?|con apuro)|no (?:me |nos )?apur\w+|"
    r"no (?:es|sera) (?:\w+ )?urgente|not urgent|no time "
    r"?frame|"
    r"no (?:fixed |set |particular )?(?:date|deadline)|cuando (?:salga|aparezca) (?:algo|uno|"
    r"la)[a-z ]{0,12}|"
    r"con calma|con tiempo|flexible(?: con la fecha| on dates| dates)?|mas adelante|"
    r"(?<!si )algun dia|"
    r"someday|"
    r"no tengo fecha|whenever)\b"
)
_FROM: Final = re.compile(
    r"\b(?:desde(?: el| la| principios de)?|a contar de(?:l)?|a partir de(?:l)?|"
    r"despues de(?:l| la)?|(?<!moving )(?<!relocating )from|after|as "
    r"of|starting|"
    r"onwards|since|not (?:before|until|till)|no antes de(?:l)?|pasado el)\s+(?:the |el |la |"
    r"finales de |mid )?$"
)
_AFTER_WORDS: Final = re.compile(
    r"^\s*(?:(?:so |or |and )?any ?time after|or after|(?:so )?after that|onwards?|en adelante|"
    r"or later|o despues|para adelante)"
)
_BEFORE_THAT: Final = re.compile(
    r"^\s*,?\s*(?:\w+ ){0,5}?(?:antes de (?:eso|esa fecha|entonces)|before (?:that|then)|"
    r"antes(?=\W*$)|beforehand)\b"
)
# "Can't move before the tenancy ends on the 28th": from then.
_NOT_BEFORE: Final = re.compile(
    r"\b(?:can'?t|cannot|won'?t|not|no puedo|no podemos|no podria|no podriamos)\b[^.;!?]{0,24}?"
    r"\b(?:before|antes del?|until|till|hasta)\b[^.;!?]{0,40}$"
)
_BY_THEN: Final = re.compile(
    r"^[^.;!?]{0,48}?\b(?:by then|by that (?:date|time|point)|para entonces|para esa fecha)\b"
)
STRICTLY_BEFORE: Final = re.compile(
    r"\b(?:(?:before|antes de que)\b[^.,;]{0,24}?\b(?:starts?|begins?|empiec\w+|empiez\w+|"
    r"comienc\w+|inici\w+|arran\w+)(?: in| on| en| el| las?)?|antes de(?:l| la)?|before|previo a|"
    r"prior to|ahead of)\s+(?:the "
    r"|el |la |fin de )?$"
)
UNTIL: Final = re.compile(
    r"\b(?:by|antes de que (?:termine|acabe|finalice|cierre)|before the end of|"
    r"a mas tardar(?: el| en)?|hasta(?: el)?|until|till|no later than|latest|como maximo "
    r"(?:el|en)|"
    r"(?:vence|termina|acaba|finaliza)n? (?:el |mi |nuestro )?(?:contrato|arriendo|alquiler)"
    r"(?: de \w+)?(?: el| en| a)?|me quedo sin (?:casa|piso|depto)(?: el| en)?|"
    r"vence(?: el| en)?|(?:se )?(?:me )?(?:acaba|termina|vence)(?: el| en| a)?|"
    r"(?:lease|contract|tenancy|contrato|arriendo|alquiler)\b[^.,;]{0,24}?\b(?:end(?:s|ing)?|is up|"
    r"expir(?:es?|ing)|finish(?:es|ing)?|runs out|up|"
    r"termina|acaba|vence|finaliza)(?: on| in| el| en| a)?|hay que (?:dejar|"
    r"entregar)[a-z ]{0,32}(?:el|en)|"
    r"(?:tengo|tenemos) q(?:ue)? (?:salir|dejar|entregar|irme|irnos|desocupar|desalojar)[a-z "
    r"]{0,24}(?:el|en)|within|dentro de|en menos de|"
    r"(?:have to|must|need to) (?:be out|leave|move out)(?: by| on)?)\s+(?:the |el |end of |"
    r"(?:the |el )?(?:last day of |ultimo dia de )|los "
    r"proximos )?$"
)
MOVE: Final = re.compile(
    r"\b(?:mud(?:ar|o|a|amos|aria)\w*|cambi(?:ar|o|amos)(?:me|nos)|me cambio|entr(?:ar|o|aria)\b|"
    r"entrar a vivir|move|moving|relocat\w+|lease|contrato|"
    r"arriendo se|"
    r"disponible|available|libre|llaves|keys|entrega|firmar|cerrar|close|closing|buy by|comprar "
    r"antes|senar|"
    r"start(?:ing|s)?)\b"
)
_EDGE: Final = re.compile(
    r"(?:\b(?:para el|para la|para|desde el|desde|a partir del?|antes del?|despues del?|hasta el|"
    r"el|en|by|from|after|"
    r"before|in|for|a mas tardar el|a mas tardar en|until|a|on)\s+)$"
)


def urgency_of(timeline: Timeline | None, today: date) -> Urgency | None:
    """Bucket a timeline: now within a month, soon within three, later within a year."""
    if timeline is None:
        return None
    mark = timeline.start or timeline.end
    if mark is None:
        return "someday"
    ahead = (mark - today).days
    return (
        "now" if ahead <= 31 else "soon" if ahead <= 92 else "later" if ahead <= 366 else "someday"
    )


def find_timeline(
    text: str, folded: str, today: date, *, country: str = "CL", expected: bool = False
) -> Timeline | None:
    """Read when the lead wants to buy, move or sell, or None when the text says nothing of it."""
    quiet = _NO_HURRY.search(folded)
    days = [d for d in find_days(folded, today, country=country) if d.last >= today]
    days = [d for d in days if _is_moving_time(folded, d, today, expected=expected)]
    told = [d for d in days if _begins(folded[: d.start])]
    if told and len(told) < len(days):
        days = [d for d in days if d not in told]  # "it starts 1 March, I need it from 20 February"
    if quiet and days and all(BEGINS.search(folded[: d.start]) for d in days):
        days = []  # "she starts in January but no rush to complete"
    # "El verano, enero y febrero": the months say what is meant by the summer.
    finer = [d for d in days if d.grain != "long"]
    days = finer if finer and len(finer) < len(days) else days
    if days:
        return _bounded(text, folded, days[0] if len(days) == 1 else _joined(folded, days))
    if quiet:
        return Timeline(quoted(text, quiet.start(), quiet.end()), None, None)
    if (
        (now := _NOW.search(folded))
        and not _BARE_CRY.fullmatch(folded)  # "hola, urgente" says nothing yet of moving
        and not is_of_writing(folded, *now.span())
        and not re.search(
            r"\b(?:visita|ver|view|see|llam\w+|call|respuesta|urgente\W*$"
            r"|(?:what|how) (?:\w+ ){0,2}(?:are|is|do|does|get)|(?:que|cuanto|como) (?:\w+ )?"
            r"(?:cuest\w+|val\w+|est[a]n?|pag\w+|rent\w+))\b",
            folded[: now.start()],
        )
    ):
        return Timeline(quoted(text, now.start(), now.end()), today, None)
    return None


def _begins(before: str) -> bool:
    """Whether something else begins on the day that follows, which bounds nothing."""
    return bool(BEGINS.search(before)) and not STRICTLY_BEFORE.search(before[-60:])


def _bounds_a_move(folded: str, days: Days) -> bool:
    """Whether they must be in by the day of something else, or before it."""
    after = folded[days.end :]
    return bool(_BY_THEN.search(after) or _BEFORE_THAT.match(after))


_LEASE: Final = re.compile(r"\b(?:lease|tenancy|arriendo|alquiler|renta|available|availability)\b")


def _is_moving_time(folded: str, days: Days, today: date, *, expected: bool) -> bool:
    """Take a day for a moving date unless it reads as an event, a weekday chat or the past."""
    before = folded[max(0, days.start - 60) : days.start]
    piece = folded[days.start : days.end]
    if re.search(
        r"\b(?:nos casamos|caso|born|naci|cumple|publicad|llevo|since|hace|"
        r"(?:arrendatari[oa]|inquilin[oa]|tenants?)(?!(?:'s|'re)? (?:\w+ )?(?:leav|mov|go|vacat|"
        r"out|se va|sale|deja|entrega|desocupa))|leased|let till|let until|escribis|vuelvo a|"
        r"vendi(?:mos)?|"
        r"vendieron|(?:i|we|just|already) sold|"
        r"alquilad[oa]|arrendad[oa]|rented|"
        r"ley del|wrote|called|llame|vi el|sube)\b[^.,;]*$",
        before,
    ):
        return False
    if happened(folded, days.start, days.end) or is_of_writing(folded, days.start, days.end):
        return False
    if is_occasion(folded, days.start, days.end) and not _bounds_a_move(folded, days):
        return False
    if expected:
        return True
    if NOISE.search(before) or (
        _begins(before) and not _LEASE.search(before) and not _bounds_a_move(folded, days)
    ):
        return False
    if re.search(
        r"\b(?:hoy|today|tonight|manana|tomorrow|tmrw?|mnn|(?:esta|this) (?:misma )?(?:tarde|"
        r"noche|manana|morning|afternoon|evening))\b",
        piece,
    ) or re.search(
        r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|day\b|finde|fin de "
        r"semana|weekend",
        piece,
    ):
        return bool(MOVE.search(folded))
    if days.grain == "week":
        return bool(MOVE.search(folded))
    return True


_BE_IN: Final = re.compile(
    r"\b(?:be in|move in|moved in|move|moving|entrar|entramos|instalar\w*|instalad[oa]s?|"
    r"mud(?:ar|o|amos)\w*|cambiar(?:me|nos)|(?:me|nos) cambi(?:o|amos)|estar adentro|"
    r"tener las llaves|have the keys)\b[^.;!?]{0,24}$"
)


def _joined(folded: str, days: list[Days]) -> Days:
    """Join "febrero o marzo" and "1 de mayo ... 31 de agosto" to one stretch, else take one."""
    first, second = days[0], days[1]
    between = folded[first.end : second.start].strip()
    if re.fullmatch(
        r"(?:y|o|a|al|-|to|or|and|u|(?:pero |o )?si no,?|if not,?|or else"
        r"|,? ?(?:y |and )?(?:(?:me|nos) (?:quedo|quedamos|voy|vamos) |staying |leaving |stay )?"
        r"(?:hasta|until|till))(?: (?:en|in|el|a|para|the))?",
        between,
    ):
        return Days(first.first, second.last, first.start, second.end, second.grain)
    if UNTIL.search(folded[first.end : second.start] + " ") or (
        re.search(r"a mas tardar|at the latest|como mucho", between)
    ):
        bare = re.fullmatch(r"\D*(\d{1,2})\D*", folded[second.start : second.end])
        if bare and first.grain == "month" and int(bare[1]) <= first.last.day:
            day = first.first.replace(day=int(bare[1]))  # "en febrero, a más tardar el 20"
            return Days(day, day, second.start, second.end, "day")
        return second
    if re.search(r"\b(?:mejor|no,|perdon|sorry|actually|o sea|instead|i mean)\b", between):
        return second
    # "We close December 15 so need to be in by the 20th": the day they must be in is the one.
    if re.search(r"\b(?:asi que|por eso|entonces|so|therefore|por lo que)\b", between):
        return second
    if _BE_IN.search(between) and not _BE_IN.search(folded[: first.start]):
        return second
    return first


_LEAD: Final = re.compile(r"(?:by|before|from|after|until|till|hasta)\s+(?:the )?(?=\w)")


def _bounded(text: str, folded: str, days: Days) -> Timeline:
    if lead := _LEAD.match(folded, days.start, days.end):
        days = replace(days, start=lead.end())  # "by March" is read whole
    before = folded[max(0, days.start - 48) : days.start]
    if _NOT_BEFORE.search(before):
        return Timeline(_quoted_with_edge(text, folded, days), days.first, None)
    quote = _quoted_with_edge(text, folded, days)
    both = re.search(r"\b(?:hasta|until|till)\b", folded[days.start : days.end])
    if (_FROM.search(before) and not both) or _AFTER_WORDS.match(folded[days.end :]):
        return Timeline(quote, days.first, None)
    that = not UNTIL.search(before) and _BEFORE_THAT.match(folded[days.end :])
    if that or STRICTLY_BEFORE.search(before):
        end_of = re.search(r"\b(?:fin(?:es)?|end)\b", folded[days.start : days.end])
        return Timeline(quote, None, days.last if end_of else days.first - timedelta(days=1))
    if _BY_THEN.search(folded[days.end :]):
        return Timeline(quote, None, days.last)
    if UNTIL.search(before) or re.match(
        r"\s*(?:a mas tardar|at the latest|como maximo|latest)", folded[days.end :]
    ):
        return Timeline(quote, None, days.last)
    if re.match(
        r"(?:within|dentro de|en menos de|in the next|en l[oa]s proxim[oa]s)\b",
        folded[days.start : days.end],
    ):
        return Timeline(quote, None, days.last)
    return Timeline(quote, days.first, days.last)


def _quoted_with_edge(text: str, folded: str, days: Days) -> str:
    edge = _EDGE.search(folded[: days.start])
    return quoted(text, edge.start() if edge else days.start, days.end)


def quoted(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" ,.;:")


def urgency_kept(value: Any, today: date) -> Urgency | None:
    """The urgency of a timeline as a profile keeps it (``text``, ``from``, ``to``), or None."""
    if not isinstance(value, dict):
        return None
    first, last = value.get("from"), value.get("to")
    return urgency_of(
        Timeline(
            str(value.get("text", "")),
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
        ),
        today,
    )
