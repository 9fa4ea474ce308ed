"""The words of a time of day, in Spanish and English, and what each adds to the hour."""

from __future__ import annotations

import re
from typing import Final

from agents.nlu.text import words_pattern

HOURS: Final[dict[str, int]] = {
    "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_SPANISH_TENS: Final = {"veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50}
SPANISH_MINUTES: Final[dict[str, int]] = {
    "media": 30, "cuarto": 15, "un cuarto": 15, "cinco": 5, "diez": 10, "doce": 12, "quince": 15,
    "dieciocho": 18, "veinticinco": 25, **_SPANISH_TENS,
    **{f"{word} y cinco": tens + 5 for word, tens in _SPANISH_TENS.items() if tens > 20},
}  # fmt: skip
_ENGLISH_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
ENGLISH_MINUTES: Final[dict[str, int]] = {
    "ten": 10, "fifteen": 15, "oh five": 5, **_ENGLISH_TENS,
    **{f"{word}{mark}five": tens + 5 for word, tens in _ENGLISH_TENS.items() for mark in " -"},
}  # fmt: skip
#: "Half past", "twenty to".
PAST_OR_TO: Final[dict[str, int]] = {
    "half": 30, "quarter": 15, "a quarter": 15, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20,
    "twenty five": 25, "twenty-five": 25,
}  # fmt: skip
NOON: Final = frozenset({"noon", "noonish", "midday", "mid-day", "mediodia", "medio dia"})
MIDNIGHT: Final = frozenset({"midnight", "mid-night", "medianoche", "media noche"})

_HOUR: Final = rf"(?:(?<![\d.,/$€£_-])\d{{1,2}}(?!\d)|\b(?:{words_pattern(HOURS)})\b)"
_COLON: Final = r"(?:[:.h]\s?[0-5]\d(?:[:.][0-5]\d)?(?![\d:]))"
#: Which half of the day, or that it is a time at all.
_HALF: Final = (
    r"(?:[ap]m\b|[ap]\.\s?m\b\.?|[ap] m\b|hrs?\b|hs\b|horas\b|h\b|o'? ?clock(?: [ap]m\b)?|"
    r"(?:de|en|por|a) la (?:manana|tarde|noche|madrugada)\b|de (?:noche|madrugada)\b|"
    r"del (?:mediodia|dia)\b|in the (?:morning|afternoon|evening|night)\b|at night\b)"
)
_LAS: Final = (
    r"(?:(?:a partir de|despues de|luego de|desde|pasad[ao]s?|antes de|hasta|entre|a eso de|"
    r"como a|tipo|tipo a|sobre|hacia|cerca de|a) )?las"
)
_LA: Final = (
    r"(?:a partir de|despues de|desde|antes de|hasta|entre|a eso de|como a|sobre|hacia|a) la"
    r"(?= (?:una|1)\b)"
)
CUE: Final = (
    rf"\b(?:{_LAS}|{_LA}|tipo|despues de|antes de|at|after|before|from|around|about|by|until|till|"
    r"between|entre|de)"
)
#: Said before the hour, a time needs no other sign.
STRONG: Final = re.compile(r"(?:.* )?las?|tipo|at")

#: "A las siete y media de la tarde", "seven thirty pm", "17:30", "at 5".
TIME: Final = re.compile(
    rf"(?:(?P<cue>{CUE})\s+)?(?P<hour>{_HOUR})"
    rf"(?:(?P<colon>{_COLON})"
    rf"|\s+(?P<sign>y|con|menos) (?P<minutes>{words_pattern(SPANISH_MINUTES)}|[0-5]?\d(?![\d.,]))\b"
    rf"|[\s-](?P<english>{words_pattern(ENGLISH_MINUTES)})\b(?! (?:k|thousand|mil)\b))?"
    rf"(?P<ish>ish\b)?(?:\s*(?P<half>{_HALF}))?"
)
#: "Half past seven", "twenty minutes to five", "cuarto para las ocho", "20 min pasadas las ocho".
FROM_HOUR: Final = re.compile(
    rf"(?P<cue>\bat )?(?:\b(?P<part>{words_pattern(PAST_OR_TO)})|\b(?P<digits>[0-5]?\d))"
    r"(?P<min> ?min(?:ute)?s?)? "
    rf"(?P<way>past|after|to|till|til|before) (?P<hour>{_HOUR})(?P<colon>)"
    rf"(?:\s*(?P<half>{_HALF}))?"
)
TO_HOUR: Final = re.compile(
    rf"\b(?P<part>{words_pattern(SPANISH_MINUTES)}|[0-5]?\d)(?: ?min(?:uto)?s?)? "
    rf"(?P<way>para|pasad[ao]s) las? (?P<hour>{_HOUR})(?:\s*(?P<half>{_HALF}))?"
)
#: The British "at half seven".
HALF_SEVEN: Final = re.compile(
    rf"\b(?:at|around|about|by|from|after|before) half (?P<hour>{_HOUR})(?:\s*(?P<half>{_HALF}))?"
)
#: "From 5 to 6 pm", "entre las 10 y las 12", "4:00-7 pm".
SPAN: Final = re.compile(
    rf"(?:\b(?P<lead>from|between|de|desde|entre)\s+)?(?P<las>las? )?"
    rf"(?P<hour>{_HOUR})(?P<colon>{_COLON}| y media)?(?:\s*(?P<half>{_HALF}))?"
    r"\s*(?P<joint>-|–|\bto|\ba|\band|\by|\buntil|\btill|\bhasta)\s*(?P<las2>las? )?"
    rf"(?P<hour2>{_HOUR.replace('_-', '_')})(?P<colon2>{_COLON}| y media)?"
    rf"(?:\s*(?P<half2>{_HALF}))?"
)
NAMED: Final = re.compile(rf"\b(?:{words_pattern(NOON | MIDNIGHT)})\b")
#: Without one of these no text names a time.
ANY: Final = re.compile(
    rf"\d|\b(?:{words_pattern(HOURS)})\b|noon|midday|mid-day|dia\b|midnight|mid-night|noche"
)

#: After a number, what it counts or belongs to instead of the clock.
NO_TIME_AFTER: Final = re.compile(
    r"\s?(?:%|[.,:]\d|/|k\b|m2|mts?\b|metros|mil\b|uf\b|usd|eur|€|£|\$|\d)|"
    r"\s*-?\s?(?:months?|years?|yrs?|weeks?|days?|mins?\b|minut\w+|seconds?|meses|mes\b|anos?\b|"
    r"dias?\b|semanas?|"
    r"beds?|bath|dorm|habit|hab\b|people|personas?|adult|guests?|pax|million|millon\w*|thousand|"
    r"hundred|euros?|dollars?|pesos|pounds|sqm|sq\b|blocks?|cuadras|piso|floor|of (?:us|them)|"
    r"de (?:nosotros|ellos)|o más|o mas (?:dorm|hab))|"
    r"(?:st|nd|rd|th)\b|\s+\w+ (?:street|st|road|rd|avenue|ave|lane|ln|drive|close|court)\b"
)
#: "Las 3 casas": a number of things, and no hour.
THINGS: Final = re.compile(
    r"\s+(?!(?:lunes|martes|miercoles|jueves|viernes|hrs|hs|horas|gracias|pues|tardes|mas)\b)"
    r"[a-z]{2,}s\b"
)
#: Before "2 horas", what makes a stretch of time of it.
LASTING: Final = re.compile(
    r"\b(?:en|in|por|for|durante|dentro de|unas|hace|cada|within|lasts?|dura|tarda|demora|of|"
    r"menos de|mas de|proximas|siguientes|next|about|around|every|faltan|son|solo|only)\s+$"
)
#: Which half a bare hour is of, said beside it: "tomorrow morning at 7", "a las 8, tonight".
_PART: Final = (
    r"(?P<morning>morning|(?:en|por|de|a) la manana|esta (?:misma )?manana|madrugada)|"
    r"(?P<late>afternoon|evening|tonight|night|(?:en|por|de|a) la (?:tarde|noche))"
)
PART_BEFORE: Final = re.compile(rf"(?:{_PART})\s*,?\s*(?:como |mas o menos |around |about )?$")
PART_AFTER: Final = re.compile(
    r"\s*,?\s*(?:(?:el|on|this|next|de este|del|for|para el)\s+)?(?:(?:hoy|manana|today|tomorrow|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|(?:mon|tues|wednes|thurs|fri|satur|sun)"
    rf"day)\s*,?\s*)?(?:in the\s+)?(?:{_PART})\b"
)
#: What turns a bound round: "no puedo antes de las 10" is from ten on.
NOT: Final = re.compile(
    r"\b(?:no|nunca|not|never|cannot|can'?t|couldn'?t|won'?t|don'?t|nada|nothing|isn'?t)\s+"
    r"(?:(?!pero|but)\w+\s+){0,3}?$"
)
TELLING: Final = re.compile(
    r"^[ap]\.?\s?m|[ap]m$|manana|tarde|noche|madrugada|dia\b|morning|afternoon|evening|night"
)
#: What bounds noon or midnight: "antes del mediodía".
BOUND_BEFORE: Final = re.compile(
    r"\b(?:antes del?|despues del?|desde(?: el)?|hasta(?: el)?|before|after|from|until|till|by) $"
)
#: Said before a time, that it will not do: "pero no a las 10:30".
NOT_AT: Final = re.compile(
    r"\b(?:no|not|nunca|never|menos|except)\s+(?:(?!problem|hay|worr|doubt)\w+\s+)?$"
)
#: The same said after it: "a las 5 no".
NOT_AFTER: Final = re.compile(
    r"\s*,?\s*(?:no\b(?!\s*\?|\s+(?:importa|hay|problem|worr))|doesn'?t|won'?t)"
)
