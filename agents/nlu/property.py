"""What is wanted done with what kind of property: operation and type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from agents.nlu.refusal import refused_before
from agents.nlu.text import Clause

BUY, RENT, SELL, RENT_OUT = "buy", "rent", "sell", "rent_out"

_OWN: Final = (
    r"(?:mi|nuestr[oa]|tengo (?:un|una|mi|el|la)?|tenemos (?:un|una|el|la)?|heredamos|herede|my|"
    r"our|"
    r"i (?:have|own) (?:a|an|my)?|we (?:have|own) (?:a|an|our)?|la|lo|los|las|el)"
)
_SELL: Final = re.compile(
    r"\b(?:vender(?:la|lo|los|las)?|vendo|vendemos|(?<!siguen )(?<!estan )vendiendo|"
    r"(?:i|we)(?:'ve)? (?:have|own|got) [\w ]{1,40} (?:to sell|for sale)|"
    r"poner(?:la|lo)? (?:\w+ ){0,4}(?:a "
    r"la|en) venta|"
    r"sell(?:ing)? (?:my|our|the|a|it|up)|(?:want|looking|like|need|planning|hoping|thinking) "
    r"(?:to|of) sell(?:ing)?|"
    r"put (?:my|our|it) [\w ]{0,24}(?:on the market|up for sale)|list (?:my|our)|"
    rf"{_OWN} (?:\w+ ){{0,5}}(?:en|a la) venta (?:con|desde|hace|y)|valuation (?:of|on|for) "
    rf"(?:my|our)|"
    r"tasar (?:mi|nuestr)\w*|(?:tengo|tenemos|mi|nuestr[oa]) [^.?!]{2,60}?\b(?:me |nos )?l[oa]s? "
    r"(?:vend(?:en|erian)|pued(?:e[ns]?) vender|podrian vender)|(?:have|"
    r"own) [^.?!]{2,60}?\b(?:would|"
    r"could|can|do) you sell (?:it|them)|verkaufen)\b"
)
_RENT_OUT: Final = re.compile(
    r"\b(?:(?:poner|dar|dejar|ofrecer|entregar(?:les|le)?|colocar|pongo|doy|tengo (?:un|una|mi|"
    r"el|la) [\w ]{2,40})"
    r" (?:\w+ ){0,5}?en (?:arriendo|alquiler|renta)|rent(?:ing)? (?:it |my [\w ]{1,20}|our "
    r"[\w ]{1,20})?out|"
    r"list (?:my|our) [\w ]{1,40} for rent|(?:let|letting|lease out|rent out) (?:out )?(?:my|our|"
    r"the)|(?:arrendar|alquilar|rentar) "
    r"(?:mi|nuestr[oa])|"
    r"(?:arriendo|alquilo|rento) (?:mi|nuestr[oa])|administren? mi|landlord (?:here|looking)|"
    r"find (?:me )?(?:a )?tenants?|busco "
    r"(?:arrendatario|inquilino)s?|"
    r"(?:prefiero|preferimos|cuadra es|ideal (?:es|seria)|conviene|mejor|pienso|pensaba|pensamos|"
    r"gustaria|voy a|vamos a|idea es) (?:arrendarl[oa]|alquilarl[oa]|rentarl[oa])|"
    r"(?:colocar|por|botar|dar)(?: \w+){0,3} (?:para|pra|a) (?:alugar|arrendar|aluguel)|vermieten|"
    r"(?:quiero|queremos) (?:arrendarl[oa]|alquilarl[oa]|rentarl[oa])|"
    r"(?:tengo|tenemos|herede|heredamos|compre|compramos) (?!que\b)[^.?!]{1,60}?\bl[oa]s? "
    r"(?:quiero|queremos|quisiera|quisieramos|voy a|vamos a|pienso|necesito) "
    r"(?:arrendar|alquilar|rentar)|"
    r"(?:tengo|tenemos) (?:un|una|otr[oa]) [^.?!]{2,60}?(?:quiero|queremos|quisiera) (?:arrendar|"
    r"alquilar|rentar) (?:el|la)|"
    r"(?:tengo|tenemos) (?:un|una|mi|nuestr[oa]) (?:dep(?:to|a|artamento)|casa|piso|apto|"
    r"apartamento|oficina|local|estudio|monoambiente)\b(?:(?!busc|quier|quis|"
    r"necesit)[^.?!]){0,60}? "
    r"(?:para|pa) (?:arrendar|alquilar|rentar)|(?:i|we) own [\w ]{1,40} to (?:rent|let))\b"
)
# Who wants to buy and sells what they have tells where the money comes from.
_SELLS_TO_BUY: Final = re.compile(
    r"\b(?:vend(?:o|emos|er\w*|iendo)|sell(?:ing)?) (?:la |el |lo |l[oa]s )?(?:mi\w?|nuestr[oa]|my|"
    r"our)\b"
)
_ASKS_TO_SELL: Final = re.compile(
    r"\b(?:quier\w+|queremos|quisier\w+|necesit\w+|ayud\w+|want|need|like|help|tambien|also|"
    r"mejor|tasar|valuation)\b"
)
_RENT: Final = re.compile(
    r"\b(?:arrendar|alquilar|rentar|arriendo|alquiler|alquilo|renta|rent(?:ing)?|to let|lease|"
    r"leasing|arrendando|arrendari\w+|alquilari\w+|rentari\w+|"
    r"alquilando|louer|alugar|aluguel|mieten|(?:zur|zu) mieten?|rental|alquileres|arriendos|"
    r"(?<=para )(?:arrendar|alquilar|rentar)l[oa]s?|"
    r"للايجار|للإيجار)\b|للايجار"
)
_BUY: Final = re.compile(
    r"\b(?:comprar|compra|compro|comprando|compramos|comprari\w+|comprarme|comprarnos|"
    r"comprarl[oa]s?|adquirir|"
    r"buy(?:ing)?|acheter|kaufen|"
    r"purchase|purchasing|"
    r"en venta|for sale|a la venta|venta|buyers?)\b|للبيع"
)
# Talk about a contract in force, a listing's terms or other purchases sets no wish.
_NOT_OPERATION: Final = re.compile(
    r"\b(?:leasing (?:habitacional|inmobiliario)|(?:contrato|termin\w+|acab\w+|venc\w+|descuento|"
    r"pago|atraso|aval|seguro)[\w ]{0,12} "
    r"(?:de|del|el|mi) "
    r"(?:arriendo|alquiler|renta)|(?:mi|my|our|current|actual) (?:arriendo|alquiler|renta|rent|"
    r"lease|rental)(?! budget)|(?:lease|tenancy) (?:is|ends?|expires?|up|runs?|finishes)|"
    r"end of (?:the|my|our) lease|"
    r"(?:factura|recibo|boleta|comprobante)s? (?:de|por) (?:la |el |mi )?(?:renta|arriendo|"
    r"alquiler)|(?:factura|recibo|boleta|comprobante)s? del (?:arriendo|alquiler)|"
    r"(?:was|were|been|used to|am|are) rent(?:ing)?(?= \w+ (?:before|now|currently|already|until)|"
    r"\W*$)|(?:was|were|been|used to) rent(?:ing)?|(?:late|behind|up to date|on time|"
    r"current) (?:with|"
    r"on|in) (?:the |my |our )?rent|(?:estabamos|estaba|hemos estado|veniamos) (?:arrendando|"
    r"alquilando|rentando)|administr\w+ (?:\w+ ){0,5}?(?:arriendo|alquiler|renta)|(?:despues|luego|"
    r"later|then) (?:\w+ )?(?:en |for |a )?(?:arriendo|alquiler|renta|arrendar|alquilar|rentar|"
    r"rent)"
    r"(?:l[oa])?|"
    r"no renta|renta liquida|la renta fija|declaracion de renta|"
    r"(?:que|les|te) (?:\w+ )?(?:arriendo|alquilo|rento)(?: con)?|arriendo con ustedes|"
    r"(?:arriendo|alquiler|rent) promedio|average rent|pagar arriendo|pagando arriendo|paying rent|"
    r"(?:not|no|\w+n't|nunca|never|stop|dejar de|instead of|en vez de|tired of|cansad[oa] de)"
    r"(?: \w+){0,2} (?:rent(?:ing)?|arrendar|alquilar|rentar|buy(?:ing)?|comprar)|"
    r"(?:mi )?(?:cunad[oa]|herman[oa]|marido|mujer|espos[oa]|padres?|madre|papa|mama|hij[oa]|wife|"
    r"husband|brother|sister|mum|mom|dad) (?:me )?(?:dice|opina|says|thinks)(?: que| to|"
    r" we should)? "
    r"(?:\w+ )?(?:vender|arrendar|alquilar|rentar|comprar|sell|rent|buy|let)\w*|algun dia vend\w+|"
    r"ya compr[eo]|compra (?:pan|leche)|compro oro|compra venta|compraventa|gastos de compra|"
    r"(?:sign\w*|sold|took|ended) (?:a|the|our|my|another) lease|rental cars?|rent (?:a |the |"
    r"that )?(?:\w+ )?(?:car|sedan|suv|van)|renta o venta|venta o "
    r"renta|arriendo o venta|venta o arriendo|alquiler o venta|venta o "
    r"alquiler|rent or sale|"
    r"sale or rent|from selling|from the sale|vendo (?:mi|la) [\w ]{0,20}(?:y|para) compr\w+)\b"
)
_EITHER: Final = re.compile(
    r"\b(?:compra[r]?|arriendo|arrendar|alquiler|alquilar|renta[r]?|buy(?:ing)?|"
    r"rent(?:ing)?)\s+(?:o|or|u|ya sea)\s+(?:en |to |de )?"
    r"(?:compra[r]?|arriendo|arrendar|alquiler|alquilar|renta[r]?|buy(?:ing)?|rent(?:ing)?)\b"
)
# What the agency is asked to have: "rentan depas en Narvarte?", "¿venden casas?"
_HAVE: Final = (
    r"(?:dep(?:to|a|artamento)s?|casas?|pisos?|algo|algun\w*|propiedades|terrenos?|oficinas?|"
    r"locales|estudios?|monoambientes?|habitaciones|cuartos?)"
)
_AGENCY_RENTS: Final = re.compile(
    rf"\b(?:rentan|arriendan|alquilan|alquilais)\b (?:\w+ ){{0,2}}?{_HAVE}\b"
    r"|\b(?:siguen|estan) (?:arrendando|alquilando|rentando)\b|\bque (?:alquilais|arriendan|"
    r"rentan)\b"
)
_AGENCY_SELLS: Final = re.compile(
    rf"\b(?:venden|vendeis)\b (?:\w+ ){{0,2}}?{_HAVE}\b|\b(?:siguen|estan) vendiendo\b"
)
_SEEKS: Final = re.compile(
    r"\b(?:busc\w+|quer\w+|quier\w+|quis\w+|necesit\w+|para|dese\w+|cherche|"
    r"(?:pisos?|deptos?|depas?|casas?|apartamentos?|departamentos?) (?:\w+ ){0,2}(?:de|en) "
    r"(?:alquiler|"
    r"arriendo|renta|venta)|interes\w+|tien\w+|hay|ando|looking|"
    r"want|need|to|for|"
    r"alquilo|arriendo|rento|compro|algo|would like|any|anything|mejor|seria|es|ser|igual|tomar|do "
    r"you have|got)\b"
)


def find_operation(
    folded: str, parts: Sequence[Clause], *, expected: bool, known: str | None
) -> str | None:
    """Read what the lead wants to do: buy, rent, sell or rent_out; None when left open."""
    if _EITHER.search(folded):
        return None
    cleaned = _NOT_OPERATION.sub(lambda m: "_" * len(m.group()), folded)
    if _RENT_OUT.search(cleaned) and not re.search(r"\bbusco (?:un|una|depto|casa)\b", cleaned):
        return RENT_OUT
    funds = known == BUY and _SELLS_TO_BUY.search(cleaned) and not _ASKS_TO_SELL.search(cleaned)
    if _SELL.search(cleaned) and not funds:
        return SELL
    chosen: str | None = None
    for part in parts:
        clause = cleaned[part.start : part.end]
        if asked := _asked_of_agency(clause):
            chosen = asked
            continue
        rent = list(_RENT.finditer(clause))
        buy = list(_BUY.finditer(clause))
        if not rent and not buy:
            continue
        if part.asks and not _SEEKS.search(clause) and not expected:
            continue
        if part.asks and known and re.search(r"\b(?:cuanto|que|what|how)\b", clause):
            continue
        short = len(clause.split()) <= 5
        verbs = re.search(
            r"\b(?:arrendar|alquilar|rentar|comprar|buy|rent|buying|renting|purchase|alquilo|"
            r"compro|comprando|zur miete|(?:zu )?(?:kaufen|mieten)|alugar|louer|acheter|for rent|"
            r"to rent|"
            r"en (?:arriendo|alquiler|renta|venta)|de alquiler|en compra|para compra|for sale|de "
            r"arriendo)\b",
            clause,
        )
        if not (short or expected or verbs or _SEEKS.search(clause)):
            continue
        if rent and buy:
            # "mejor comprar, da lo mismo que arrendar": what comes after "mejor" is the wish
            last = max(rent[-1].start(), buy[-1].start())
            chosen = RENT if rent[-1].start() == last else BUY
        else:
            chosen = RENT if rent else BUY
        if known in {SELL, RENT_OUT} and not _SEEKS.search(clause):
            chosen = None
    if (
        known in {SELL, RENT_OUT}
        and chosen in {BUY, RENT}
        and not re.search(r"\bbusc|looking", folded)
    ):
        return None
    return chosen


def _asked_of_agency(clause: str) -> str | None:
    if _AGENCY_RENTS.search(clause):
        return RENT
    return BUY if _AGENCY_SELLS.search(clause) else None


_TYPES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        ("studio", r"aparta ?estudios?|monoambientes?|mono ?ambientes?|"
        r"estudios?(?= en|\W*$|\?| o | \w*amob|,| "
        r"cerca| para| de \d)|studios?|mono|"
                   r"loft"),
        ("villa", r"villas?(?! (?:crespo|urquiza|del|devoto|el|maria|luro|alemana|\w{3,}o\b))"),
        ("townhouse", r"town ?(?:houses?|homes?)|row ?house"),
        ("apartment", r"de?pto?s?|departamentos?|deptos?|depas?|dptos?|dpto|aptos?|apartamentos?|"
        r"apartments?|aparts?|apts?|"
                      r"flats?|condos?|condominiums?|penthouses?|duplex|aticos?|deptito|"
                      r"departamentito|pisito|شقة|wohnung(?:en)?|appartements?|apartamento"),
        ("house", r"casas?|casitas?|chalets?|house|houses|bungalow|"
        r"semi(?:-?detached)?(?![- ]?(?:furnished|am[uo]))|terraced|"
        r"detached|cottage|(?:mid|end|end of|victorian|edwardian|georgian|brick|stone|bed|bedroom|"
        r"_+)[- ]terrace(?= on| in|,|\W*$| near| with)|haus|maison|بيت|"
                  r"casita|single[- ]family|adosado"),
        ("office", r"oficinas?|offices?|despachos?|coworking"),
        ("land", r"terrenos?|parcelas?|lotes?|sitios?(?! web)|plots?|lote|land|acreage"),
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
    r"\b(?:(?:vend(?:i|imos|io|ieron)|heredamos|dejamos|dejo|vaciamos|sold|left) (?:mi|la|el|su|"
    r"nuestr[oa]|my|our|the|their|mum's|a) (?:\w+ )?(?:casa|depto|departamento|piso|house|flat|"
    r"apartment|condo)|en casa|a casa|mi casa ya|casa de (?:mi|mis|un amigo|la suegra)|house is "
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
    r"open house|office "
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
) -> str | None:
    """Read the type of property, or None when none or two are left open."""
    if _ROOM.search(folded):
        return None
    cleaned = _NOT_TYPE.sub(lambda m: "_" * len(m.group()), folded)
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
    hits = _without_extras(cleaned, sorted(hits))
    if _BUILT_ON.search(cleaned):
        hits = [hit for hit in hits if hit[2] != "land"]
    kinds = list(dict.fromkeys(kind for _, _, kind in hits))
    if kinds == ["studio"] and STUDIO_OR_BEDS.search(cleaned):
        return None
    if len(kinds) <= 1:
        return (kinds[0] or None) if kinds else None
    between = cleaned[hits[0][1] : hits[-1][0]]
    loose = re.search(r"\b(?:o si no|o sino|or else|or failing that)\b", between)
    if loose or (re.search(r"(?:^|\s|/)(?:o|or|u)\s|/", between) and len(between) < 24):
        # "apartamento tipo estudio o duplex" leaves it open; "villa or townhouse" too
        return None
    kinds = [kind for kind in kinds if kind]
    return kinds[-1] if re.search(r"\b(?:mejor|want|quiero|then|entonces)\b", between) else kinds[0]


# The plot of a house that is told with its size: "terreno 200, construida 260".
_BUILT_ON: Final = re.compile(r"\b(?:terreno|lote|sitio|plot)\b.*\b(?:construid|edificad|built)")


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
