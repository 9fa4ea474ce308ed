"""What is wanted done: to buy, to rent, to sell or to let."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

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
    r"could|can|do) you sell (?:it|them)|verkaufen|"
    r"(?:house|home|flat|apartment|condo|terrace|bungalow|place|property|land|plot)\b[^.?!]{0,32}?"
    r"\b(?:to be sold|needs? selling|need to sell|want to sell|we're selling|i'm selling)|"
    r"(?:my|our) (?:\w+ )?(?:house|home|flat|apartment|condo|place|property) (?:is|'s|has been|"
    r"was) "
    r"(?:already |currently |still )?(?:on the market|up for sale)|que (?:ustedes |uds? |"
    r"vosotros )?(?:me |nos )?l[oa]s? vend(?:an|ais)|"
    r"salir de (?:la|mi|el) (?:casa|depto|departamento|piso|propiedad) (?:que|de) )\b"
)
# Other wares than homes.
_WARES: Final = re.compile(
    r"\b(?:vend\w+|selling|sells?|sold|sell) (?:\w+ )?(?:seguros?|insurance|autos?|coches?|carros?|"
    r"cars?|ropa|clothes|comida|food|productos?|muebles|furniture|tarjetas|celulares|repuestos|"
    r"planes|cursos|courses|leads|bases|publicidad|ads|software|paneles?|panels?|solar|cosas|stuff|"
    r"art|joyas|tortas|flores|online|por internet|en linea|en la feria)\b"
    r"|\b(?:landlord|landlady|(?:my|our|the) owner|caser[oa]|duen[oa])\b[^.;?!]{0,40}?\b(?:sell\w*|"
    r"vend\w+)(?: up)?"
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
    r"(?:find|need|want|get|looking for|after) (?:me |us )?(?:a |new |another |"
    r"some |good )*tenants?(?! insurance)|"
    r"(?:let|letting|rent|renting|lease|leasing) (?:it |them |this |that )?out\b(?! of)|"
    r"(?:tengo|tenemos|heredamos|herede) (?!que\b)[^.?!]{1,60}?\bque (?:me |nos |yo )?(?:quiero|"
    r"queremos|quisiera|quisieramos|gustaria|voy a|vamos a|pienso|pensamos|necesito|deseo) "
    r"(?:arrendar|alquilar|rentar|poner en (?:arriendo|alquiler|renta))|"
    r"que (?:ustedes |uds? |vosotros )?(?:me |nos )?l[oa]s? (?:arrienden|alquilen|alquileis|renten|"
    r"administren|administreis)|"
    r"sacarl[ea] (?:un |una )?(?:alquiler|renta|arriendo)|"
    r"(?:entregar|dejar|ofrecer|tengo|tenemos) (?:un |una |mi )?(?:apto|apartamento|casa|depa|"
    r"depto|departamento|piso|local|oficina)[^.?!]{0,40}? (?:para|en) (?:arriendo|alquiler|renta)|"
    r"busco "
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
    r"alquilando|rento|rentamos|lets(?= in| near| around|\W*$)|tenancy|(?:short|long)[- ](?:term )?"
    r"lets?|louer|alugar|aluguel|mieten|(?:zur|zu) mieten?|rental|alquileres|arriendos|"
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
    r"(?<!can )(?<!could )(?<!may )(?<!should )(?<!do )(?<!if )\b(?:i|we) (?:currently |already |"
    r"now |"
    r"do |still |both )?rent(?:ed)?(?! out| it out| my| our)\b"
    r"|\b(?:rent|arriendo|renta|alquiler) (?:went|goes|going|is going|has gone|jumped|increases?|"
    r"hikes?|was|keeps|subio|sube|aumento|va a subir|me sube|nos sube)\b"
    r"|\b(?:aument|sub|increment)\w+ (?:el|la|mi|nuestr[oa]) (?:renta|arriendo|alquiler)\b"
    r"|\bpag(?:o|amos|aba|abamos|ue|ando)\b(?:[^.;!?]|\.(?=\d)){0,24}?\b(?:arriendo|alquiler|"
    r"renta)\b"
    r"|\bpay(?:s|ing)? (?:\w+ ){0,2}rent\b|\bni (?:para |pa |a |de )?(?:comprar|compra|alquilar|"
    r"alquiler|arrendar|arriendo|rentar|renta|vender|venta)\b"
    r"|\b(?:comprar|compra|alquilar|alquiler|arrendar|arriendo|rentar|renta|buy(?:ing)?|rent(?:ing)?)"
    r",? (?:ni (?:en suenos?|loc[oa]s?|hablar|de broma|en broma|de chiste|pensarlo|muert[oa])|"
    r"jamas|"
    r"imposible|(?:is |'s )?out of the question)\b|\bcobr\w+ (?:el|la|los|las|mi|un) (?:arriendos?|"
    r"alquiler(?:es)?|rentas?)\b"
    r"|\b(?:primero )?(?:tengo|tenemos|hay) que vender (?:el|la|l[oa]) (?:nuestr|mi|que)\w*"
    r"|\b(?:have to|need to|got to|gotta|must) sell (?:ours|mine)\b"
    r"|\brent(?:ing)? (?:\w+ ){1,3}(?:from|through|with|via) you\b"
    r"|\b(?:herman|amig|prim|vecin|cunad|companer|suegr)[oa]s? (?:ya |tambien |recien )?"
    r"(?:alquil[oa]|arrend[oa]|arrienda|rent[oa]|compr[oa]|vendio|vende)\b"
    r"|\blo de (?:comprar|compra|arrendar|arriendo|alquilar|alquiler|rentar|"
    r"vender)\b[^.,;!?]{0,24}\b"
    r"(?:queda|quedo|dejo|dejamos|despues|olvid\w*|descart\w*|no)\b"
    r"|\b(?:am|are|'m|'re|been) (?:\w+ )?rent(?:ing|ed) (?:from|through|via) (?:you|your|u)\b"
    r"|\b(?:leasing (?:habitacional|inmobiliario)|(?:contrato|termin\w+|acab\w+|venc\w+|descuento|"
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
    r"(?:not|no|\w+n't|nunca|never|stop|done|dejar de|instead of|en vez de|tired of|cansad[oa] de)"
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
    r"|\b(?:comprar|arrendar|alquilar|rentar|buy(?:ing)?|rent(?:ing)?)\s*[,/]\s*(?:to )?(?:comprar|"
    r"arrendar|alquilar|rentar|buy(?:ing)?|rent(?:ing)?)\s*[,.]?\s*(?:ni idea|no se|no lo se|"
    r"no sabemos|"
    r"da igual|lo que sea|depende|segun|ya veremos|whatever|no idea|not sure|either|dunno|"
    r"who knows)\b"
)
# What the agency is asked to have: "rentan depas en Narvarte?", "¿venden casas?"
# To buy, told by what goes with it.
_BUY_TOLD: Final = re.compile(
    r"\bfirst[- ]time buyers?\b|\b(?:get(?:ting)?|foot|step) on the (?:property |housing )?ladder\b"
    r"|\b(?:time|want|like|looking|ready|hoping|dream) (?:to|of) own(?:ing)?\b|\bhomeownership\b"
    r"|\b(?:hacerme|hacernos) de (?:algo|un\w*)|\b(?<!tengo )(?<!tenemos )(?:algo|casa|vivienda|"
    r"depto|techo) propi[oa]\b|\b(?:my|our) first (?:home|house|place)\b"
    r"|\b(?:mi|nuestr[oa]) primer[oa]? (?:casa|vivienda|depto|depa|departamento)\b"
    r"|\bnot rent(?:al|ing)?,? (?:but )?(?:own|buy)"
)
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


# Most texts have nothing of it: the long rules are then not tried.
_ABOUT: Final = re.compile(
    r"rent|arrend|arriend|alquil|lou|alug|miet|kauf|achet|leas|tenan|\blet|compr|adquir|buy|purchas|vent|"
    r"sale|vend|sell|sold|tasar|valua|market|list|pon[eg]|\bd(?:ar|oy)\b|coloc|administ|landlord|own|"
    r"propi|hacer|ladder|primer|first|inquil|salir|letting|ايجار|إيجار|بيع"
)


def find_operation(
    folded: str, parts: Sequence[Clause], *, expected: bool, known: str | None
) -> str | None:
    """Read what the lead wants to do: buy, rent, sell or rent_out; None when left open."""
    if not _ABOUT.search(folded) or _EITHER.search(folded):
        return None
    cleaned = _NOT_OPERATION.sub(lambda m: "_" * len(m.group()), folded)
    cleaned = _WARES.sub(lambda m: "_" * len(m.group()), cleaned)
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
            r"en (?:arriendo|alquiler|renta|venta)|de alquiler|en compra|para compra|compra de "
            r"(?:un|una|"
            r"dep|casa|piso|apart|vivienda)\w*|arriendo de|rento|(?:as|after|want|need|for|find|"
            r"get) "
            r"a (?:\w+ )?rental|for sale|de "
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
    if chosen is None and not known and _BUY_TOLD.search(cleaned):
        chosen = BUY
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
