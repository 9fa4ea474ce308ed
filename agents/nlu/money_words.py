"""The words around a number that make it a budget, a bound of one, or something else."""

from __future__ import annotations

import re
from typing import Final

UNIT_AFTER: Final = re.compile(
    r"\s*(?:%|m2|m²|mt2|mts|metros|metro|sq|sqm|sqft|sf\b|ft|pies|ha\b|hect|dorm|habit|hab\b|"
    r"rec(?:amara)?|"
    r"alcoba|cuarto|pieza|ambient|bano|bath|bed|br\b|bd|bhk|d\b|b\b|h\b|hs\b|hrs?\b|horas?|min|km|"
    r"kilometr|kg|anos?\b|ano\b|anios|meses|mes\b|dias?\b|semanas?|(?:year|month|week|day)s?(?!ly)|"
    r"personas?|people|ninos?|hijos|kids|children|puntos|points|cuotas|cheques?|pisos?\b|plantas?|"
    r"estac|cajon|garaj|coch|car\b|cars\b|carros|autos|perro|gato|cat|dog|mascota|veces|times|"
    r"am\b|pm\b|a\.m|p\.m|st\b|nd\b|rd\b|th\b|o'?clock|degrees|grados|units?\b|unidades\b(?! de "
    r"fom)|"
    r"y \d+ anos|-?\s?(?:(?:year|month)(?!ly)|bed|bath)|(?:de )?(?:enero|febrero|marzo|abril|mayo|"
    r"junio|"
    r"julio|"
    r"agosto|sep|octubre|noviembre|diciembre|january|february|march|april|may\b|june|july|august|"
    r"october|november|december|jan\b|feb\b|mar\b|apr\b|jun\b|jul\b|aug\b|oct\b|nov\b|dec\b|dic\b))"
)


CODE_BEFORE: Final = re.compile(
    r"(?:#|\b(?:nro|num|numero|codigo|cod|ref|id|unit|unidad|apt|depto|dpto|torre|calle|avenida|"
    r"av|piso|"
    r"street|st|room|casa|local|line|linea|ruta|section|articulo|art|opcion|option|a las|las|at|"
    r"dia|el|the|hace|mejor el))\.?\s*(?:n[°º.]?\s*)?$"
)


MAX_BEFORE: Final = re.compile(
    r"\b(?:hasta|maximo|max|tope|techo|limite|no mas de|no mas que|up to|"
    r"upto|at most|under|"
    r"(?:absolute )?ceiling|estir\w+(?:me|nos)?|"
    r"less than|below|menos de|debajo de|no more than|not more than|limit|maximum|within|"
    r"cap(?:ped)? "
    r"(?:at|of)|estirar(?:me)? a|stretch to|push to|no (?:paso|pasar|pasarme|pase) de|"
    r"top(?:ping)? out at|"
    r"tops? (?:is|at)|no mas alla de)\W*(?:de |"
    r"es |is |of |son |unos |los |las |sub\w+ |pon\w+ |dej\w+ |set it |raise it |to |en |"
    r"como |a )*$"
)


#: "Menos de 280 ni hablar": what is under it is out of the question.
NOT_UNDER: Final = re.compile(
    r"\s*,? ?(?:no (?:l[oa] )(?:suelto|vendo|bajo|dejo|doy|acepto)|ni (?:hablar|loc[oa]|a palos|"
    r"en pedo)|imposible|no(?: bajo)?\W*$)"
)


#: "No more than": a bound from above, though it speaks of more.
NOT_ABOVE: Final = re.compile(
    r"(?:\bni un (?:euro|peso|sol|dolar|duro|mango|centavo) (?:mas|arriba)(?: de)?|\bnot a "
    r"(?:penny|"
    r"cent|pound|dollar|dime) (?:more than|over|above)|"
    r"\b(?:no|nunca) (?:\w+ ){0,3}?(?:mas de|mas que|por encima de|sobre)|\bno (?:superar?|"
    r"exceder?|pasar(?:me|nos)?)(?: de)?|(?:\bcannot|\bnot|n't) (?:\w+ ){0,3}?(?:over|above|more "
    r"than|"
    r"beyond))\W*(?:los |las |unos |a |de )*$"
)


MIN_BEFORE: Final = re.compile(
    r"\b(?:desde|sobre|a partir de|over|above|from|at least|minimo|min|minimum|mas de|more than|"
    r"starting (?:at|from)|starts? (?:at|from)|empieza en|arranca en|(?:not|n't|never|no)(?: "
    r"\w+){0,3} less than|por lo menos|al menos|"
    r"no (?:\w+ ){0,3}(?:menos|bajo|bajar|baja) de|"
    r"last price|"
    r"no (?:\w+ ){0,4}en menos de|no less than|not less than|no (?:lower|less) than|arriba de|"
    r"superior a|encima de)\W*(?:de |es |los |las |unos )*$"
    r"|(?:\bnot|n't|\bno) (?:\w+ ){0,3}(?:below|under|lower than)\W*$"
)


APPROX_BEFORE: Final = re.compile(
    r"(?:\b(?:unos|unas|como|alrededor de|around|about|approx|approximately|roughly|aprox|"
    r"(?:is|it's|be|of|for) like|"
    r"aproximadamente|cerca de|mas o menos|circa|some|ish|maybe|"
    r"rond\w+|por (?:ahi (?:por|de)|los|las)|an(?:do|damos) (?:en|por)|entorno a|en torno a|"
    r"tirando a|"
    r"casi|nearly|close to|(?:in )?the (?:region|ballpark|neighbou?rhood) of|somewhere (?:near|"
    r"around|"
    r"about))\W*"
    r"(?:de |los |las |unos |a )*|[~≈]\s*)$"
)


MAX_AFTER: Final = re.compile(
    r"^\W{0,3}(?:(?:al mes|mensuales|pcm|per month|a month)\W*)?(?:como |de |es (?:mi |el "
    r")?)?(?:maximo|max|"
    r"maximum|tope|mucho|limite|tops|top|at most|is my max|limit|absolute max)\b"
)


MIN_AFTER: Final = re.compile(
    r"^\W{0,3}(?:(?:como |de )?minimo|min\b|minimum|(?:para|pa) arriba|y mas|and up|or more|or "
    r"above|"
    r"at least|\+(?!\s*[a-z]))"
)


APPROX_AFTER: Final = re.compile(
    r"^\W{0,3}(?:aprox|aproximadamente|approx|approximately|mas o menos|ish\b|-ish|or so|more or "
    r"less|"
    r"o algo asi|y algo|give or take|roughly|,? ?maybe (?:a )?(?:little|bit) more|por ahi|o por "
    r"ahi|mas menos)"
)


MONTHLY: Final = re.compile(
    r"(?<![a-z])(?:al mes|mensual(?:es)?|por mes|cada mes|mes(?=\W*$)|pcm|p/m|pm(?=\W*$)|per "
    r"month|a month|"
    r"monthly|/\s?mes|/\s?mo(?:nth)?|each month|x mes)\b"
)


YEARLY: Final = re.compile(
    r"\b(?:al ano|anual(?:es)?|por ano|per year|a year|yearly|per annum|p\.a\.|/\s?year|/\s?yr|"
    r"annual"
    r"|annually)\b"
)


WEEKLY: Final = re.compile(
    r"(?<![a-z])(?:per week|a week|weekly|pw|por semana|a la semana|semanales)\b"
)


CUE: Final = re.compile(
    r"\b(?:presupuesto|budget|pagar|pago(?! (?:ahora|actual))|puedo|podemos|podria|llego|llegamos|"
    r"llegar|gastar|spend|afford|pay|ticket|precio(?: maximo)?|canon|renta de|pido|pedimos|pongale|"
    r"ponle|dejemos en|quedemos en|maximo|max|tope|hasta|desde|up to|under|entre|between|make it|"
    r"invertir|disponemos|dispongo|tengo|tenemos|we have|i have|rango|range|price|asking|sobre|"
    r"stretch|take|accept|acept\w+|conformo con|expecting|last price)\b"
)


# A number in the company of these words is somebody else's money or another kind of payment.
NOT_BUDGET: Final = re.compile(
    r"\b(?:gastos comunes|gasto comun|ggcc|gc\b|expensas(?! incl)|service charge|hoa|council tax|"
    r"oferta|ofrezco|ofrecer|ofreceria|offer|contraoferta|(?:i|we) (?:make|earn)|me prestan|"
    r"prestan|prestamo|loan|(?:infonavit|fovissste|credito|hipoteca) (?:aprobad[oa] )?(?:por|de)|"
    r"aip|(?:agreement|decision) in principle|"
    r"sueldo|salario|salary|income|ingresos|ganamos|gano|earn(?:s|ing|ed)?|"
    r"(?<!con )(?<!y )administracion(?! incl)|"
    r"mantenimiento|maintenance fee|condo fee|comunidad|descuentan|cobro|nomina de|renta liquida|"
    r"wage|"
    r"liquido|el pie|pie de|un pie|de pie|enganche|entrada|inicial|cuota inicial|down ?payment|"
    r"deposit|"
    r"deposito|garantia|tasad[oa]|(?:agent|agente|corredor[a]?|neighbou?r)\b[^,.]{0,25}(?:said|"
    r"says|dijo|dice)|"
    r"ahorros? de|ahorrados?|savings|tasacion|tasaron|avaluo|valuation|valued|"
    r"appraised|avaluaron|contribuciones|taxes|itp|comision|commission|reserva|devolv|refund|"
    r"pago ahora|pago actualmente|\bpaid\b|\bspent\b|(?:le|les|me|nos) (?:salio|salieron|costo|"
    r"costaron)|"
    r"(?:hoy|_+|ahora|actualmente|currently|now|right now) (?:yo |"
    r"nosotros |i |"
    r"we |i'm |estoy )?(?:pag(?:o|amos|ando)|pay(?:ing)?)|pag(?:aba|abamos|ue|o) (?:de "
    r")?(?:arriendo|"
    r"alquiler|renta)|(?:aument|increment)\w+ (?:el|la|mi|nuestr[oa]|a)|(?:current|existing|my "
    r"old|our "
    r"old|previous|last) (?:rent|mortgage|lease)|(?:rent|arriendo|alquiler|renta) (?:is|was|went|"
    r"goes|"
    r"has gone|jumped|subio|sube|aumento|paso)|(?:went|going|goes|gone) up|(?:got|was|were|been) "
    r"charged|(?:me|nos) (?:quit|descont|cobr|retuv)\w+|took [^,.]{0,12}off (?:my|our)|"
    r"vendi(?:mos|o)?"
    r"\b|vendieron|\bsold\b|bought|compramos en|zestimate|redfin|pension\b|jubilacion|viewing fee|"
    r"application fee|'?fee'?\b|recibo de|estoy pagando|currently pay|pay now|paying now|i pay|"
    r"we pay|"
    r"(?:friend|amig[oa]|vecin[ao]|herman[oa]|cunad[oa]|prim[oa]|sister|brother|cousin|in-?law|"
    r"colleague|casero|landlord|dueno)\b[^,.]{0,25}(?:pays?|paid|pago|paga|sube|"
    r"subio|"
    r"raised|raising|cobra)|vale(?:n)?\b(?! la)|worth|cuesta|cost(?:s|aba)?\b|esta a\b|estan "
    r"pidiendo|"
    r"piden\b|pedian|pidieron|publicad[oa]|anunciad[oa]|que (?:anuncian|publican|"
    r"ofrecen)(?: \w+)? (?:en|a|por)|"
    r"(?:it|ad|advert|listing|website|page|anuncio|aviso|ficha|pagina) (?:says|said|dice|decia|"
    r"pone|"
    r"shows)|listed at|listed for|priced|en vez de|"
    r"instead of|"
    r"me sube|diari[oa]s?\b|al dia\b|por dia|a day|per day|daily|gan[ae]\b|vip\b|richest|"
    r"millonari\w+|"
    r"millionaire|(?:in|on) (?:the|my) (?:file|system|database|record)|en (?:la|mi) ficha|en el "
    r"sistema|informe|soportes?|comprobantes?|recibos?|receipts?|"
    r"mudanza|multa|penalty|fianza|honorarios|agency fee|subsidio|bono|score|puntos|tarjeta)\b"
)


LISTING: Final = re.compile(
    r"\b(?:anuncio|aviso|publicacion|craigslist|fotocasa|idealista|portal|urbania|zillow|rightmove|"
    r"zoopla|bayut|dubizzle|property ?finder|mercado ?libre|yapo|toctoc|inmuebles24|zonaprop|"
    r"facebook|"
    r"marketplace|instagram|listing|the ad|your ad|sigue (?:libre|disponible)|still available|"
    r"todavia esta|sigue en venta|(?:i|we) saw|saw (?:a|an|the|your)|vi "
    r"(?:en|por|que)|(?:vi|vimos|visto) (?:\w+ ){0,3}?(?:un|una|el|la)|"
    r"esta disponible|website|pagina web|la web|vi (?:un|una|el|la))\b"
)


OWNER_ASK: Final = re.compile(
    r"\b(?:list(?:ing)? (?:it )?(?:at|for)|come down to|(?:we'd|i'd|would|will|i'll|we'll) take|"
    r"expecting|looking for|pido|pedimos|pedir|"
    r"asking|quiero por|esperamos|minimo|menos)\b"
)


#: How far down an owner's price may be talked.
DOWN_TO: Final = re.compile(
    r"\b(?:conversables?|negociables?|bajar|bajarl[oa]|down|negotiable|dej(?:o|arl[oa]|"
    r"aria)\w*)\W+(?:\w+ )"
    r"{0,2}?(?:hasta|to|en)\W*(?:los |las |unos )?$"
)


CORRECTION: Final = re.compile(
    r"\b(?:perdon|digo|corrijo|quise decir|no,? espera|sorry|i mean|i meant|actually|mejor dicho|"
    r"correccion|perdona|perdone|disculpa|no no|nono|scratch that|make that)\b"
)


RANGE: Final = re.compile(
    r"^\s*(?:,?\s*(?:y|a|al|and|to|hasta(?: los)?|o|or)|-|–|—|~)\s*(?:(?:un[oa]?s?|los|las|up "
    r"to)\b\s*"
    r")?\$?$"
)


RANGE_AFTER: Final = re.compile(r"\s*(?:range|rango|bracket|band|ballpark)\b")


STRETCH_AFTER: Final = re.compile(
    r"\s*(?:si (?:me|no|es|vale|tiene|hay|incluye)|if (?:it|you|i|there|the|\d)|for (?:the right|"
    r"something)|(?:at a )?push\b|apurand|como mucho|a todo reventar)"
)


#: What is said of a price that is not theirs to pay: "2,900 is a bit much".
TOO_MUCH: Final = re.compile(
    r"\s*(?:is|are|seems?|feels?|es|me parece|se me hace|esta)\s+(?:a (?:bit|little|tad) |way |un "
    r"poco |muy |re |too |demasiado )?(?:too )?(?:much|high|steep|expensive|pricey|mucho|caro|"
    r"car[oa]"
    r"|demasiado|alto|elevado)\b"
)


QUESTION_PRICE: Final = re.compile(r"\b(?:cuanto|how much|precio de|what is|a cuanto)\b")
