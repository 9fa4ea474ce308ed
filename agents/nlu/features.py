"""What a home must have: bedrooms, bathrooms, size, pets, parking, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.nlu.animals import PET
from agents.nlu.numbers import UNITS, parse_digits, words_value
from agents.nlu.text import Clause, words_pattern

SQUARE_FOOT: Final = 0.092903
_COUNT_WORDS: Final = words_pattern(UNITS.keys() - {"a", "an", "medio", "media", "half"})
_COUNT: Final = rf"(?:\d{{1,2}}(?:[.,]5)?|{_COUNT_WORDS})"
_BED_WORD: Final = (
    r"(?:dormitorios?|dorms?|drms?|dorm\.|habitaciones|habitacion|habs?|recamaras?|recs?|"
    r"alcobas?|cuartos?(?! de bano)|"
    r"piezas?|(?:double|single)(?: bed)?(?: ?room)?s?|bed ?rooms?|rooms|beds?|bdrms?|bdr|bds?|br|"
    r"quartos?|schlafzimmer|chambres?|"
    r"brs|bhk|bedder|pieces)"
)
_BEDS: Final = re.compile(
    rf"(?<![\w.,])(?P<n>{_COUNT}|(?:a )?couple(?: of)?|un par de)(?:\s*(?:o|a|or|to|-|"
    rf"/)\s*(?P<m>{_COUNT}))?\s*(?:o mas |or more "
    rf"|\+ ?)?[- ]?{_BED_WORD}\b"
)
_COMPACT: Final = re.compile(
    r"(?<![\w.,])(?P<beds>\d)\s?(?:d|h|hab|dorm|br|bd|"
    r"bed)\s*[-/+,y ]?\s*(?P<baths>\d(?:[.,]5)?)\s?(?:b|ba|bth|banos?|bath)\b"
)
_SLASH: Final = re.compile(
    r"(?<![\d/.,$])(?P<beds>[1-6])/(?P<baths>[1-5](?:[.,]5)?)(?![\d/]|[.,]\d)"
)
_ONE_LETTER: Final = re.compile(r"(?<![\w.,'])(?P<n>[1-6])\s?d\b(?!')")
_ROOMS_AR: Final = re.compile(rf"(?<![\w.,])(?P<n>{_COUNT})\s*amb(?:ientes?|s)?\b")
_BATHS: Final = re.compile(
    rf"(?<![\w.,])(?P<n>{_COUNT})(?P<half>\s+y medio|\s+and a half)?\s*[- ]?(?:full )?(?:banos?|"
    rf"banitos?|bath ?rooms?|baths?|ba|"
    r"banheiros?|badezimmer|salles? de bains?|casas? de banho|"
    r"wc|toilets?)\b(?P<half2> y medio)?"
)
_NOT_OWN: Final = re.compile(r"\b(?:ahora (?:vivo|tengo)|currently (?:in|have)|actualmente)\b")
_AREA: Final = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?)\s*(?:-|a|to)?\s*(?P<unit>m2|m²|"
    r"mts2?|mt2|mtrs|metros(?: cuadrados)?(?! (?:de|del) "
    r"(?:la |el )?(?:playa|metro|centro|mar))|sqm|sq\.? ?m\b|square met(?:er|re)s|m\b(?= util| "
    r"total| const| min| de (?:casa|piso|superficie))|sq\.? ?ft|sqft|square "
    r"f(?:ee|oo)t|sf\b|sq feet|pies cuadrados|ft2|ft²|hectareas?|ha\b|acres?)"
)


# Who looks for "una habitación" looks for a room, not for a home of one bedroom.
_A_ROOM: Final = re.compile(
    r"\b(?:busc\w+|necesit\w+|ocup\w+|alquil\w+|rent\w+|arrend\w+|quier\w+)\s+una? (?:habitacion|"
    r"pieza|"
    r"cuarto)$"
)


def _count(raw: str | None) -> float | None:
    if raw is None:
        return None
    if raw[:1].isdigit():
        return float(raw.replace(",", "."))
    if "couple" in raw or raw == "un par de":
        return 2.0
    return words_value(raw)


def _tidy(value: float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else value


_NO_RATHER: Final = re.compile(
    rf"\W+(?:no|perdon|digo|mejor|sorry|actually|i mean|make (?:it|that)|wait)\W+(?:que |mejor |"
    rf"digo |de |no |make (?:it|that) |i mean )*({_COUNT})(?![\w%])(?!\s*(?:banos?|baths?|{PET}))"
)
# The number that answers "how many": none of the clock, of the calendar or of money.
_BARE_COUNT: Final = re.compile(
    rf"(?<![\w.,:$€£])(?<!before )(?<!after )(?<!at )(?<!las )(?<!until )(?<!till )(?<!by )(?<!el )"
    rf"(?<!dia )(?<!between )(?<!entre )({_COUNT})(?![\d%:]|[.,]\d)\b(?!\s*(?:am|pm|hrs?|hs|h|"
    rf"mil|k|"
    r"o'?clock|years?|anos?|months?|mes(?:es)?|weeks?|semanas?|days?|dias?|times?|veces|kids?|"
    r"hij\w+|"
    r"ninos?|children|people|personas)\b)"
)
#: Where homes are told by their rooms, the living room included.
_COUNTS_ROOMS: Final = frozenset({"AR", "UY", "PY"})


def find_beds(folded: str, *, country: str, expected: bool) -> int | None:
    """Read how many bedrooms at least; Argentine "ambientes" count the living room too."""
    if compact := _COMPACT.search(folded):
        return int(compact["beds"])
    if slash := _slash(folded):
        return slash[0]
    matches = [m for m in _BEDS.finditer(folded) if not _A_ROOM.search(folded[: m.end()])]
    if matches:
        match = matches[0]
        # "son 2 dormitorios... no, mejor 3 dormitorios"
        if len(matches) > 1 and re.search(
            r"\b(?:mejor|perdon|actually|no|sorry)\b", folded[match.end() : matches[-1].start()]
        ):
            match = matches[-1]
        if again := _NO_RATHER.match(folded, match.end()):
            corrected = _count(again[1])  # "1 dorm... no, 2"
            return int(corrected) if corrected and corrected >= 1 else None
        values = [v for v in (_count(match["n"]), _count(match["m"])) if v is not None]
        return int(min(values)) if values and min(values) >= 1 else None
    rooms = _ROOMS_AR.search(folded) if country in _COUNTS_ROOMS else None
    if rooms:
        count = _count(rooms["n"])
        return int(count) - 1 if count and count >= 2 else None
    if listed := _BEDS_LISTED.search(folded):
        return int(listed["n"])
    if letter := _ONE_LETTER.search(folded):
        return int(letter["n"])
    if expected:
        bare = _BARE_COUNT.search(folded)
        count = _count(bare[1]) if bare else None
        return int(count) if count is not None and 1 <= count <= 12 else None
    return None


_OF_HOME: Final = re.compile(
    r"\b(?:casas?|deptos?|houses?|condos?|apts?|apartments?|homes?|flats?|townhouses?|sq ?ft|"
    r"sqft|sf|m2|garage|"
    r"carport|pool|parking)\b"
)


_DATED: Final = re.compile(r"\b(?:from|on|by|before|until|after|desde|el|del|hasta|para)\s+$")


# Behind it: the piece of text ends, or goes on about what a home is like.
_THEN_HOME: Final = re.compile(
    r"\s*(?:[,.;!?+]|$|(?:would|is|are|or|with|and|please|pls|min(?:imum)?|at least|works?|con|y|o|"
    r"minimo|seria|esta(?:ria)?|in|near|under|preferably|preferred|ideally|ideal)\b)"
)
_MOVES: Final = re.compile(
    r"\b(?:mov(?:e|ing)|mud\w+|viewing|visit\w*|lease|starts?|available|until|desde|fecha|date|"
    r"see (?:it|the)|ver(?:la|lo)?)\b"
)


def slash_span(folded: str) -> tuple[int, int] | None:
    """Where "3/2" stands for beds and baths: alone or beside a home; else it may be a date."""
    match = _SLASH.search(folded)
    if match is None:
        return None
    leads = (
        not folded[: match.start()].strip()
        and _THEN_HOME.match(folded, match.end())
        and not _MOVES.search(folded)
    )
    if not (leads or len(folded.split()) <= 3 or _OF_HOME.search(folded)):
        return None
    if _DATED.search(folded[: match.start()]):
        return None
    return match.span()


def _slash(folded: str) -> tuple[int, float] | None:
    if slash_span(folded) is None or (match := _SLASH.search(folded)) is None:
        return None
    return int(match["beds"]), float(match["baths"].replace(",", "."))


_ONE_AND_HALF: Final = re.compile(r"(?<!\w )\bbano y medio\b|\by (?:un )?bano y medio\b")
# "Dormitorios: 3, baños: 2", as forms have it.
_BATHS_LISTED: Final = re.compile(r"\b(?:banos?|bath ?rooms?|baths?)\s*[:=]\s*(?P<n>\d)\b")
_BEDS_LISTED: Final = re.compile(rf"\b{_BED_WORD}\s*[:=]\s*(?P<n>\d)\b")


def find_baths(folded: str, *, expected: bool) -> float | int | None:
    """Read how many bathrooms at least; half a bathroom counts."""
    if compact := _COMPACT.search(folded):
        return _tidy(float(compact["baths"].replace(",", ".")))
    if match := _BATHS.search(folded):
        count = _count(match["n"])
        if count is not None and count >= 1:
            return _tidy(count + (0.5 if match["half"] or match["half2"] else 0))
    if slash := _slash(folded):
        return _tidy(slash[1])
    if _ONE_AND_HALF.search(folded):
        return 1.5
    if listed := _BATHS_LISTED.search(folded):
        return _tidy(_count(listed["n"]))
    if expected and (bare := _BARE_COUNT.search(folded)):
        return _tidy(_count(bare[1]))
    return None


_BUILT_UP: Final = re.compile(
    r"(?<![\d.,])(\d{2,4}) (?:construidos|edificados|cubiertos|built)\b"
    r"|\b(?:construid[oa]s?|edificad[oa]s?|construccion|built|techad[oa]s?)(?: area)?:? "
    r"(?:de |son |of )?(\d{2,4})\b(?![.,]\d)"
)
# A hectare and an acre in square metres.
_LAND: Final = re.compile(
    r"\b(?P<n>media|medio|half an?|una?|an|one|dos|two|tres|three) (?P<unit>hectareas?|hectares?|"
    r"ha|acres?)(?P<half> y media)?\b"
)
_OF_LAND: Final = {
    "media": 0.5, "medio": 0.5, "half a": 0.5, "half an": 0.5,
    "dos": 2.0, "two": 2.0, "tres": 3.0, "three": 3.0,
}  # fmt: skip


def find_area(folded: str, *, language: str) -> int | None:
    """Read the least size in square metres; of a plot with a house, the built area."""
    found: list[tuple[float, str, str]] = []
    if built_up := _BUILT_UP.search(folded):
        return int(built_up[1] or built_up[2])
    if land := _LAND.search(folded):
        each = 4046.86 if land["unit"].startswith("acre") else 10_000.0
        return round((_OF_LAND.get(land["n"], 1.0) + (0.5 if land["half"] else 0.0)) * each)
    for match in _AREA.finditer(folded):
        number = parse_digits(match["n"], language=language)
        unit = match["unit"]
        if re.match(r"sq\.? ?f|sf|square f|pies|ft", unit):
            number *= SQUARE_FOOT
        elif unit.startswith(("ha", "hect")):
            number *= 10_000
        elif unit.startswith("acre"):
            number *= 4046.856
        found.append(
            (
                number,
                folded[match.end() : match.end() + 24],
                folded[max(0, match.start() - 12) : match.start()],
            )
        )
        tail = re.match(
            r"[^,.;]{0,16}?,?\s*(?:y )?(\d{2,4}) (?:construidos|edificados|cubiertos|built)",
            folded[match.end() :],
        )
        if tail:
            return int(tail[1])
    sizes = [
        n
        for n, after, before in found
        if not re.search(
            r"\b(?:terreno|patio|lote|plot|jardin|del|from|a)\b", after[:14] + before[-4:]
        )
    ]
    built = [n for n, after, _ in found if re.search(r"const|utiles|built|cubiert", after)]
    chosen = built or sizes or [n for n, _, _ in found]
    return round(chosen[0]) if chosen and chosen[0] >= 8 else None


_PARKING: Final = (
    r"(?:estacionamientos?|estac\b|موقف|garage[mn]s?|stellplatz|parkplatz|tiefgarage|vagas? de|"
    r"(?:allocated|assigned|dedicated|designated|covered|reserved|off[- ]street) (?:parking |car )?"
    r"(?:spaces?|spots?|bays?|parking)|(?:entrada|lugar|espacio|plaza|sitio) (?:para|de) (?:\w+ )?"
    r"(?:autos?|coches?|carros?|vehiculos?)|(?:a|one|two|\d) (?:parking )?(?:spots?|bays?)|"
    r"cocheras?|garajes?|garages?|cajon(?:es)?|parqueaderos?|"
    r"parqueos?|parking|plaza de garaje|aparcamientos?|"
    r"car ?ports?|car garage|carport|driveway|"
    r"(?:somewhere|place|space|spot|room|donde|lugar|sitio|espacio) (?:safe )?(?:to park|for "
    r"(?:my|our|the|a|one|"
    r"two|both) (?:car|truck|van|bike|suv)|(?:para |pa |donde )?(?:estacionar|aparcar|parquear|"
    r"guardar|dejar|meter) "
    r"(?:el|mi|la|los|mis|un|nuestr[oa]) (?:auto|coche|carro|camioneta|moto|furgo)|para (?:el|mi|"
    r"la|un|los|dos) "
    r"(?:auto|coche|carro|camioneta|moto))\w*)"
)
_FURNISHED: Final = (
    r"(?:amueblad[oa]s?|amoblad[oa]s?|mobili?ad[oa]s?|mobliert\w*|meublee?s?|"
    r"furnished|fully furnish|con (?:los |mis |sus |todos los )?muebles|amueblar|furniture "
    r"included)"
)
# "Do you have one that allows pets?" is a question in form and a wish in fact.
_REQUEST: Final = re.compile(
    r"^\W*(?:anything|something|algo|any (?:\w+ ){0,2}?(?:flats?|places?|homes?|houses?|"
    r"apartments?|"
    r"condos?)|algun[oa]? (?:\w+ )?(?:depto|departamento|casa|piso|depa))\b"
    r"|\b(?:find|search(?:ing)?|locate|look(?:ing)? for|get me|show me|busc\w+|encuentr\w+|"
    r"necesit\w+|need|want|(?:what|which) (?:are|other)|(?:any|some) other|"
    r"(?:tienes?|tienen|hay|teneis|have) (?:\w+ ){0,3}?(?:algo|alg[uú]n\w*|deptos?|"
    r"departamentos?|casas?|pisos?|"
    r"apartments?|flats?|houses?|anything|something|any|one|options|opciones))\b"
)
_ABOUT_ONE: Final = re.compile(r"\b(?:whether|if|si|the apartment|the property|it)\b")
_LAUNDRY: Final = (
    r"(?:laun?dry|washer|washing machine|dryer|w/d|lavadora|lavanderia|secadora|lavadero|"
    r"conexion(?:es)? (?:de|para) lavadora|logia)"
)
NO: Final = (
    r"(?:no|sin|without|not|ningun[oa]?|nada de|ni|never|non|"
    r"(?:do|does|did|is|are|have|has|ca|wo|would|could|should|need)n'?t)"
)
# A "no" does not reach past a "with": "sin muebles y con garaje" has a garage.
_REACH: Final = r"(?:(?!(?:con|with|pero|but|que si|plus|mas)\b)\w+ ){0,3}?"
# "Me da igual", "not a dealbreaker": named, and left open.
_OPEN: Final = re.compile(
    r"\b(?:(?:me |nos )?da (?:igual|lo mismo)|(?:me |nos )?(?:es|son) indiferentes?|indistinto|"
    r"(?:si no,? )?(?:pues nada|no pasa nada)|(?:si no,? )?no (?:me |nos )?(?:importa|interesa|"
    r"preocupa|afecta)|opcional(?:es)?|"
    r"no es (?:excluyente|indispensable|imprescindible|obligatori[oa]|requisito)|"
    r"(?:con o sin|with or without)|not a (?:deal ?breaker|must|big deal|requirement)|"
    r"(?:don'?t|doesn'?t|do not) (?:really )?(?:mind|matter|care)|either (?:way|is fine)|"
    r"not (?:fussed|bothered|essential|important|fussy)|optional|no preference|whatever)\b"
)
_GOES_ON: Final = re.compile(r"\W*(?:si no|pero|aunque|but|if not|otherwise|though|although)\b")


def _left_open(parts: Sequence[Clause], index: int) -> bool:
    """Tell whether what a clause names is left open, there or in the clause that takes it back."""
    if _OPEN.search(parts[index].text):
        return True
    following = parts[index + 1].text if index + 1 < len(parts) else ""
    return bool(_GOES_ON.match(following) and _OPEN.search(following))


def wished(part: Clause, *, need: bool) -> bool:
    """Tell a wish from a mere question: not asked, or asked as a search for such a home."""
    if not part.asks:
        return need
    return bool(_REQUEST.search(part.text)) and not _ABOUT_ONE.search(part.text)


_MUST: Final = re.compile(
    r"\b(?:necesit\w+|debe\w*|tiene que|busco|con (?:un |una )?(?:estac|coche|garaj|plaza)|"
    r"i need|we need|must)\b"
)


# Who has a car and asks where it stands needs a place for it.
_CAR_OWNED: Final = re.compile(
    r"(?<!no )(?<!don't )\b(?:tengo|tenemos|traigo|traemos|llevo|manejo|manejamos|i have|i've got|"
    r"we have|we've got|i own|i drive|we drive|have|got) (?:un[oa]? |dos |tres |mi |\d |an? |my |"
    r"one |two |three |la |el )?(?:\w+ )?(?:autos?|coches?|carros?|camionetas?|motos?|furgonetas?|"
    r"cars?|vans?|trucks?|motorbikes?|suvs?)\b|عندي سيار"
)
_NEED_SOME: Final = re.compile(
    r"\W*(?:necesito|necesitamos|ocupo|quiero|i need|we need|i'd need|need) (?:un[oa]?|dos|tres|"
    r"\d|one|"
    r"two|three)\W*$"
)


# "No car, so no spot needed": nothing to be parked.
_NO_CAR: Final = re.compile(
    r"\b(?:no (?:tengo |tenemos )?(?:auto|coche|carro|camioneta|car|vehicle)|sin (?:auto|coche|"
    r"carro)|"
    r"no (?:manejo|manejamos|conduzco)|(?:don'?t|do not) (?:drive|have a car|own a car))\b"
    r"[^.;!?]{0,24}?\b(?:no (?:need|necesit\w+|hace falta|spot|parking|space|ocup\w+)|"
    r"sin (?:estacionamiento|cochera|garaje|parqueadero)|(?:don'?t|do not) need)\b"
)


def find_parking(parts: Sequence[Clause], *, expected: bool, sought: bool) -> bool | None:
    """Read whether a parking space is needed; ``sought`` when it is itself what is wanted."""
    if sought:
        return None
    if any(_NO_CAR.search(part.text) for part in parts):
        return False
    result: bool | None = None
    for index, part in enumerate(parts):
        if not re.search(rf"\b{_PARKING}", part.text):
            if result is not None and re.search(r"\bpon(?:le|gale) que si\b", part.text):
                result = True
            continue
        negated = re.search(
            rf"\b{NO} {_REACH}{_PARKING}|{_PARKING}\w* (?:no\b|not )|no car\b"
            rf"|{_PARKING}\w* (?:\w+ ){{0,2}}no\W*$",
            part.text,
        )
        if _left_open(parts, index):
            continue
        following = parts[index + 1].text if index + 1 < len(parts) else ""
        owned = any(_CAR_OWNED.search(other.text) for other in parts)
        if part.asks and (_NEED_SOME.match(following) or owned):
            result = True  # "¿tiene estacionamiento? necesito dos"
            continue
        if negated:
            result = False
        elif wished(part, need=True) or (part.asks and _MUST.search(part.text)):
            result = True
    return result


def find_laundry(parts: Sequence[Clause], *, expected: bool) -> bool | None:
    """Read whether the home needs a place to wash clothes of its own."""
    result: bool | None = None
    for part in parts:
        if not re.search(rf"\b{_LAUNDRY}", part.text):
            continue
        if not wished(part, need=True):
            continue
        result = not re.search(rf"\b{NO} (?:\w+ ){{0,3}}?{_LAUNDRY}", part.text)
    return result


_FURNISHED_ASKED: Final = re.compile(
    r"\b(?:part(?:ly|ially)?|semi)[- ]?(?:furnished|am[uo]?e?blad[oa])|"
    r"\b(?:is|are|come[s]?|be) (?:it|this|that|they|the \w+)?\b[^.?!]{0,24}furnished\b(?=.*\bor\b|"
    r"[^.!]*\?)|\bfurnished or (?:un|not|empty)|\b(?:am[uo]e?blad[oa]s?|con muebles) (?:o|u) "
    r"(?:sin|no|"
    r"vaci[oa])\b"
    r"|\bunfurnished or furnished|\bvaci[oa] o (?:am[uo]e?blad[oa]|con muebles)"
)


_FURNISHED_EITHER: Final = re.compile(
    r"\b(?:am[uo]e?blad[oa]s?|con muebles) (?:o|u) (?:sin|no|vaci[oa])\b|"
    r"\b(?:un)?furnished or (?:un|"
    r"not|empty)|\bvaci[oa] o (?:am[uo]e?blad[oa]|con muebles)"
)


def furniture_left_open(folded: str) -> bool:
    """Tell whether it is said that furniture or none will both do."""
    return bool(_FURNISHED_EITHER.search(folded))


def find_furnished(parts: Sequence[Clause], *, expected: bool) -> bool | None:
    """Read whether the home must be furnished."""
    result: bool | None = None
    for index, part in enumerate(parts):
        if _FURNISHED_ASKED.search(part.text) or _left_open(parts, index):
            continue
        if re.search(
            r"\b(?:my|our) own furniture\b|\b(?:tengo|tenemos|llevo|llevamos|traigo|"
            r"traemos) (?:\w+ )?"
            r"(?:mis|nuestros) (?:\w+ )?muebles|\bmuebles propios\b|"
            rf"\bunfurnished\b|\bsin (?:amoblar|amueblar|muebles)\b|\b(?:without|"
            rf"no) furniture\b(?! of)|{_FURNISHED} no\b|\b{NO} "
            rf"(?:\w+ )?{_FURNISHED}|{_FURNISHED} (?:\w+ ){{0,2}}no\W*$",
            part.text,
        ):
            result = False
        elif re.search(rf"\b{_FURNISHED}\b", part.text) and wished(part, need=True):
            result = True
    return result
