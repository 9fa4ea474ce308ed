"""What kind of property is wanted: a flat, a house, land."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from agents.nlu.refusal import refused_before

_TYPES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        ("studio", r"(?:de?pto|departamento|depa|dpto|apartamento|apto|piso|flat|apartment)s? "
        r"(?:tipo |de un )?(?:estudio|studio|mono ?ambiente|loft)|(?<=tipo )estudio|mini ?estudio|"
        r"studio (?:flat|apartment|apt)s?|efficienc(?:y|ies)|bachelor (?:pad|apartment)|"
        r"aparta ?estudios?|monoambientes?|mono ?ambientes?|"
        r"estudios?(?= en|\W*$|\?| o | \w*amob|,| "
        r"cerca| para| de \d| de alquiler| de arriendo| en renta)|studios?|mono|"
                   r"loft"),
        ("villa", r"villas?(?! (?:crespo|urquiza|del|devoto|el|maria|luro|alemana|\w{3,}o\b))"),
        ("townhouse", r"town ?(?:houses?|homes?)|row ?house"),
        ("apartment", r"de?pto?s?|departamentos?|deptos?|depas?|dptos?|dpto|aptos?|apartamentos?|"
        r"apartments?|aparts?|apts?|"
                      r"flats?|maisonettes?|mini ?(?:depto|depa|departamento|apartamento)s?|"
                      r"condos?|condominiums?|penthouses?|duplex|aticos?|deptito|"
                      r"departamentito|pisito|شقة|wohnung(?:en)?|appartements?|apartamento"),
        ("house", r"casas?|cabins?|cabanas?|pareados?|pareadas?|duplex house|casitas?|chalets?|"
                  r"house|houses|bungalow|"
        r"semi(?:-?detached)?(?![- ]?(?:furnished|am[uo]))|terraced|"
        r"detached|cottage|(?:mid|end|end of|victorian|edwardian|georgian|brick|stone|bed|bedroom|"
        r"_+)[- ]terrace(?= on| in|,|\W*$| near| with)|haus|maison|بيت|"
                  r"casita|single[- ]family|adosado"),
        ("office", r"oficinas?|offices?|despachos?|coworking"),
        ("land", r"terrenos?|terrenitos?|lotecitos?|parcelas?|lotes?|sitios?(?! web)|plots?|lote|"
                 r"(?<!we )(?<!i )(?<!they )(?<!flight )land(?! on| in| at| next)|acreage"),
        ("commercial", r"local(?:es)?(?: comercial(?:es)?)?|retail|shops?|storefront|commercial "
        r"(?:space|unit)|galpon(?:es)?|"
                       r"nave industrial|warehouse|bodegones|local comercial"),
        ("storage", r"bodegas?|trasteros?|storage(?: unit)?|bauleras?"),
        ("parking", r"estacionamientos?|cocheras?|garajes?|parking(?: space| spot)?|plaza de "
        r"garaje|garages?"),
    )
)  # fmt: skip
_PISO: Final = re.compile(
    r"\b(?<!\bel primer )(?<!\bun primer )(?<!en primer )(?<!segundo )(?<!tercer )"
    r"(?<!ultimo )(?<!un quinto )pisos?\b(?! (?:\d|alto|"
    r"bajo|flotante|de arriba|de abajo|de madera|compartido))"
)
# In Argentina a PH is something between a flat and a house: of neither type, but not nothing.
_PH: Final = re.compile(r"\bph\b")
_HAS_PH: Final = frozenset({"AR", "UY"})
_ROOM: Final = re.compile(
    r"\b(?:habitacion en|habitacion para|habitaciones sueltas|room to rent|a room|rent a room|"
    r"room in|pieza en|"
    r"cuarto en renta|piso compartido|room or|(?:habitacion|pieza|cuarto) (?:o|u) |flatshare|"
    r"house ?share|shared (?:flat|house))\b"
)
_NOT_TYPE: Final = re.compile(
    r"\b(?:(?:(?:vend(?:i|imos|io|ieron|ido)|sold|bought) (?:una? )?|(?:vend(?:i|imos|io|ieron|"
    r"ido)|heredamos|dejamos|dejo|vaciamos|sold|left|bought) (?:mi|la|el|su|es[ea]|aquel(?:la)?|"
    r"nuestr[oa]|my|our|the|their|that|this|his|her|mum's|an?) "
    r"(?:\w+ )?)(?:casa|depa|depto|departamento|apartamento|apto|piso|house|flat|apartment|condo|"
    r"home|"
    r"place|villa|studio|townhouse)|"
    r"(?:casa|depa|depto|departamento|apartamento|piso) (?:ya )?(?:me |nos )?l[oa] (?:vendi|"
    r"vendimos|"
    r"vendieron|compramos|compre)|(?:flat|house|apartment|condo|place|home) (?:was|is|has been|"
    r"got) "
    r"(?:already )?sold|"
    r"(?:her|his|their|its|someone's|somebody's|neighbou?r's|friend's) (?:flat|house|apartment|"
    r"condo|"
    r"home)|"
    r"(?:house|home|flat|property) sale\b|sin (?:casa|piso|depto|techo)|"
    r"(?:dejar|entregar|desocupar|devolver) (?:la|el|esta|este) (?:casa|depto|depa|piso|"
    r"departamento|"
    r"apartamento)|(?:tiene|tienen|has|dejan?) (?:una? |la |a )?(?:casa|depto|departamento|piso|"
    r"house|flat) "
    r"(?:en|"
    r"in|vaci\w+|propi\w+)|"
    r"(?:en|desde) (?:mi|nuestra|tu|su) (?:casa|depto|departamento|piso|depa)(?! (?:en|de) venta)|"
    r"(?:work\w*|live|lived|living|stuck) (?:from|in|at) (?:my|our|a|the) (?:\w+ )?(?:flat|house|"
    r"apartment|condo|studio)|(?:buying|compr\w+) (?:no|not) (?:a |una )?(?:house|casa)|"
    r"(?:not|n't) buying (?:a )?(?:house|flat|home)|en casa|a casa|mi casa ya|casa de (?:mi|mis|"
    r"un amigo|la suegra)|house is "
    r"sold|my "
    r"house|(?<!put )(?<!sell )(?<!selling )(?<!list )our house|big house|(?:m2|metros) de "
    r"(?:terreno|sitio|lote|parcela)|ya (?:compr|"
    r"arrend|alquil)\w+ (?:un |una )?\w+|"
    r"house prices|selling our house|house ?hunting|(?:vendi|vendimos|vender) (?:mi|nuestra) "
    r"casa para|casa matriz|"
    r"home office|oficina de (?:mi|ustedes)|su oficina|la oficina|your office|my office|post "
    r"office|estudios? de titulos|"
    r"si no (?:hay|tienen|tienes|hubiera) (?:una? )?(?:casas?|deptos?|depas?|pisos?|"
    r"departamentos?)|"
    r"(?:\d+|metros) de (?:terreno|sitio|lote|parcela)|(?:two|three|four|\d)[- ]flat|"
    r"(?:venta|sale|selling) (?:de|of) (?:mi|my|nuestr[oa]|our) \w+|"
    r"(?:depto|dpto|departamento|apto|apt|flat|unit|casa|oficina) (?:n[°º.]? ?|#)?\d{2,5}\b"
    r"(?!\s*(?:m2|mt|metros|uf|sq|mil|k\b|[.,]\d))|"
    r"apto (?:credito|profesional|banco|mascotas|para)|"
    r"local (?:shops?|schools?|area)|shops nearby|near (?:the )?shops?|no (?:busco|quiero|"
    r"buscamos) (?:\w+ )?(?:piso|casa|depto|"
    r"departamento)s?|otros pisos|el estudio\b|sitio web|al piso de|del piso|tengo (?:mi|una) "
    r"casa propia|"
    r"(?:from|at|to|de|en|desde) (?:the|la|su|tu|vuestra|your) (?:office|oficina)|"
    r"(?:entreg|devuelv|devolv)\w+ (?:mi|la|nuestra) casa|land ?lord|the house (?:has|is|was)|"
    r"del? depto que|landlords?|(?:desde|por|from) casa|(?:horas?|horarios?) de oficinas?|"
    r"(?:i|we|you|they|he|she|flight|plane)(?:'ll| will| should| do)? land(?! (?:for|in which|"
    r"to)\b)|"
    r"(?:la|una|mi|nuestra) casa (?:la |nos la )?(?:construi\w+|construyo|hacemos|hago|haremos|"
    r"levantamos|ponemos)|open house|office "
    r"hours|(?:work\w*|trabaj\w+) (?:from|at|desde|en) (?:home|casa|la oficina|the office)|"
    r"(?:departamento|depto|dpto|oficina|casa) de (?:ventas|atencion|cobranzas?|legal|policia|"
    r"salud|"
    r"vivienda|marketing|administracion|finanzas|estudiantes|la cultura|correos|cambio|mis? \w+)|"
    r"departments?|(?:den|dan|dieran?|paguen|pagan|ofrecen|ofrezcan|(?:get|offer\w*|paid) for)"
    r" (?:por )?(?:mi|la|su|nuestra|el|the|our|my) (?:casa|piso|depto|departamento|house|flat|"
    r"home)|loft (?:conversion|room|space|extension|ladder)|"
    r"(?:flat|apt|apartment|unit|depto|dpto) \d{1,4}[a-z]?,? [\w' ]{2,30}?\b(?:house|court|street|"
    r"st|"
    r"road|rd|lane|mews|gardens|place|avenue|ave|terrace|close|drive|way|towers?|building|"
    r"edificio|torre))\b"
)
# A house of several flats is neither.
_OF_FLATS: Final = re.compile(r"\b(?:two|three|four|\d)[- ]flat\b")
_LOW: Final = re.compile(r"\b(?:un|busc\w+ (?:un )?piso) bajo\b(?! (?:precio|costo|presupuesto))")
_OWN_SPACE: Final = re.compile(
    r"\b(?:busco|buscamos|arriendo de|venta de|compr\w+|precios? de|de los|de las|alquil\w+|"
    r"arrend\w+|rent|buy|"
    r"looking for|only|solo|solamente)\s+(?:un |una |unos |unas |los |las |a |el |la |de )*$"
)
# "Un estudio o un 1d1b": a studio or else some home with a bedroom.
STUDIO_OR_BEDS: Final = re.compile(
    r"\b(?:studios?|estudios?|mono\w*)\s+(?:o|or|u)\s+(?:an? |una? )?(?:\d|one|una? d)[\s-]?"
    r"(?:d|b|hab|rec|amb|dorm)|\b(?:\d|one|una?)[\s-]?(?:d|b|hab|rec|dorm)\w*\s+(?:o|or|u)\s+"
    r"(?:an? |una? )?(?:studio|estudio|mono)"
)
# "Monoambiente no, mínimo 2": refused behind its name.
_REFUSED_AFTER: Final = re.compile(
    r"\s*,?\s*(?:no|not)(?: thanks| please| gracias| porfa| por favor| pues| eh)?\s*(?:[,.;!]|$)"
)
_TYPO_TARGETS: Final = ("departamento", "apartamento", "apartment", "monoambiente", "penthouse")


def find_property_type(
    folded: str,
    *,
    country: str,
    expected: bool,
    offered: Sequence[str] = (),
    owned: bool = False,
) -> str | None:
    """Read the type of property, or None when none or two are left open.

    ``owned`` says that it is theirs to sell or to let: then "my house" is what this is about.
    """
    if _ROOM.search(folded):
        return None
    other = _OF_FLATS if owned else _NOT_TYPE
    cleaned = other.sub(lambda m: "_" * len(m.group()), folded)
    hits: list[tuple[int, int, str]] = []
    for kind, pattern in _TYPES:
        for match in pattern.finditer(cleaned):
            if kind in {"parking", "storage"} and not (
                expected or _OWN_SPACE.search(cleaned[: match.start()])
            ):
                continue
            if kind == "commercial" and "commercial" not in offered:
                continue
            hits.append((match.start(), match.end(), kind))
    if country == "ES" or re.search(r"\b(?:un|este|el|busco|buscamos) piso\b(?! \d)", cleaned):
        hits.extend((m.start(), m.end(), "apartment") for m in _PISO.finditer(cleaned))
        hits.extend((m.start(), m.end(), "apartment") for m in _LOW.finditer(cleaned))
    if not hits:
        hits = [(a, b, k) for a, b, k in _misspelt(cleaned)]
    if country in _HAS_PH:
        hits.extend((m.start(), m.end(), "") for m in _PH.finditer(cleaned))
    hits = [
        hit
        for hit in hits
        if not (
            refused_before(_said_before(cleaned, hit[0])) or _REFUSED_AFTER.match(cleaned, hit[1])
        )
    ]
    hits = [hit for hit in hits if not any(_within(hit, other) for other in hits)]
    hits = _without_extras(cleaned, sorted(hits))
    if _BUILT_ON.search(cleaned):
        hits = [hit for hit in hits if hit[2] != "land"]
    kinds = list(dict.fromkeys(kind for _, _, kind in hits))
    if kinds == ["studio"] and STUDIO_OR_BEDS.search(cleaned):
        return None
    if len(kinds) <= 1:
        return (kinds[0] or None) if kinds else None
    between = cleaned[hits[0][1] : hits[-1][0]]
    loose = re.search(
        r"\b(?:o si no|o sino|or else|or failing that)\b"
        r"|^\W*(?:(?:tambien )?(?:puede|podria) ser|could be|maybe|quizas?|tal vez|capaz)\W*"
        r"(?:an? |una? )?$",
        between,
    )
    if loose or (re.search(r"(?:^|\s|/)(?:o|or|u)\s|/", between) and len(between) < 24):
        # "apartamento tipo estudio o duplex" leaves it open; "villa or townhouse" too
        return None
    kinds = [kind for kind in kinds if kind]
    return kinds[-1] if re.search(r"\b(?:mejor|want|quiero|then|entonces)\b", between) else kinds[0]


_WIDER: Final = {"house": {"townhouse", "villa"}, "apartment": {"studio"}}


def is_wider(kind: str | None, known: object) -> bool:
    """Whether a kind is but a wider word for the one known: a house for a townhouse."""
    return kind is not None and known in _WIDER.get(kind, ())


# The plot of a house that is told with its size: "terreno 200, construida 260".
_BUILT_ON: Final = re.compile(r"\b(?:terreno|lote|sitio|plot)\b.*\b(?:construid|edificad|built)")


def _within(hit: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether a longer name of a kind has this one in it: "studio apartment" is no apartment."""
    return other[0] <= hit[0] and hit[1] <= other[1] and other[1] - other[0] > hit[1] - hit[0]


def _said_before(cleaned: str, start: int) -> str:
    return re.split(r"[.,;:!?\n]", cleaned[max(0, start - 60) : start])[-1]


def _without_extras(cleaned: str, hits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Leave out what is had along with the home ("con bodega") and what is refused ("no casas")."""
    kept = [
        hit
        for hit in hits
        if not re.search(
            r"\b(?:no|ni|not|nada de|con|with|y|\+|and|sin)\s+(?:a |un |una )?$", cleaned[: hit[0]]
        )
        or (
            hit[2] not in {"parking", "storage"}
            and not re.search(
                r"\b(?:no|ni|not|nada de)\s+(?:a |un |una )?(?:(?:tiny|small|new|old|basement) )?$",
                cleaned[: hit[0]],
            )
        )
    ]
    main = [hit for hit in kept if hit[2] not in {"parking", "storage"}]
    return main or kept


def _misspelt(cleaned: str) -> list[tuple[int, int, str]]:
    for match in re.finditer(r"[a-z]{8,}", cleaned):
        word = match.group().removesuffix("s")
        for target in _TYPO_TARGETS:
            if word[:2] == target[:2] and fuzz.ratio(word, target) >= 84:
                kind = "studio" if target == "monoambiente" else "apartment"
                return [(match.start(), match.end(), kind)]
    return []
