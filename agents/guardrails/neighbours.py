"""What a text says of who lives somewhere, how safe it is and how good its schools are, told by the
kind of statement: part of :mod:`housing`.

Crime, safety and the quality of schools are told by public sources only; people who live somewhere
are not told at all.
"""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.tenants import PLACE

_WHERE: Final = (
    r"(?:" + PLACE + r"|pasajes?|cuadras?|torres?|towers?|blocks?|side of town|pockets?|corner|"
    r"cities|city|ciudad|town)"
)
#: Anybody a home or a place could be told by.
_ANYBODY: Final = (
    r"(?:gente|personas?|familias?|parejas?|matrimonios?|vecin[oa]s|residentes|profesional(?:es)?|"
    r"profesionistas?|ejecutiv[oa]s?|estudiantes?|solter[oa]s?|jubilad[oa]s|jovenes|adult[oa]s|"
    r"ancian[oa]s|mujeres|hombres|chic[oa]s|senor(?:as|es|itas)|caballeros|emplead[oa]s|"
    r"funcionari[oa]s|medic[oa]s|abogad[oa]s|niños|ninos|hijos|"
    r"people|folks|famil(?:y|ies)|couples?|neighbou?rs|residents|professionals?|executives?|"
    r"students?|singles|retirees|seniors|adults|guys?|gals?|m[ae]n|wom[ae]n|lad(?:y|ies)|"
    r"bachelors?|"
    r"empty[- ]?nesters?|roomies|room-?mates?|flat-?mates?|universitari[oa]s|foráneos|foraneos|"
    r"teenagers|babies|toddlers|bebes|adolescentes|newlyweds|expats?|kids|children|parents|grads|"
    r"graduates|nurses|families)"
)
# "For two people" counts them.
_FEW: Final = r"(?:\d|one|two|three|four|five|six|una?o?|dos|tres|cuatro|cinco|seis)\b"
_QUALITY: Final = (
    r"(?:good|great|excellent|best|better|top|top[- ]rated|outstanding|highly[- ]rated|"
    r"sought[- ]after|"
    r"amazing|strong|decent|bad|poor|buen[oa]?s?|excelentes?|mejor(?:es)?|prestigios[oa]s|mal[oa]s)"
)
_SCHOOLS: Final = r"(?:schools?|school (?:districts?|catchments?|zones?)|colegios?|escuelas?)"
#: Public sources are no judgement of ours.
_SOURCE: Final = (
    r"(?!.*\b(?:statistic\w*|estadistic\w*|maps?|mapas?|official|oficial\w*|police|policia|website|"
    r"sitio|ratings?|data|datos)\b)"
)
NEIGHBOURS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "describes a place by its people",
        re.compile(
            r"\b(?:pur[oa]s?|tant[oa]s?|mayormente|principalmente) (?:\w+ )?" + _ANYBODY + r"\b"
            r"|\b" + _ANYBODY + r"\s+(?:(?:muy|bien|super|mas|very|really|quite|all|todos) )*"
            r"(?:tranquil|decent|educad|trabajador|respetuos|humild|sencill|adinerad|profesional|"
            r"normal(?:es)?\b|de (?:afuera|fuera|bajos|pocos|altos|escasos|bien|buen|mal)|"
            r"tradicional)\w*"
            r"|\b(?:buen[oa]s?|mal[oa]s?|good|lovely|proper|solid|clean|normal|traditional|"
            r"religious|"
            r"desirable|undesirable) (?:families|familias|vecin[oa]s|neighbou?rs|gente|people|"
            r"values|"
            r"valores)\b"
            r"|\b(?:los |las |the |other |our )?(?:vecin[oa]s|neighbou?rs|residents|residentes) "
            r"(?:(?:son|are)\b(?! (?:allowed|asked|required|given|charged|responsible|able|"
            r"entitled|not|"
            r"only|billed|issued|responsables))|tend|suelen)\b"
            r"|\b(?:edificio|torre|zona|barrio|pasaje|condominio|building|tower|street|block) "
            r"(?:de|of|for|full of) (?:\w+ )?" + _ANYBODY + r"\b"
            r"|\b(?:(?:poblacion|population)(?![^%]{0,30}\b\d[\d.,]*\b(?! ?(?:%|por ciento|"
            r"percent|per cent)))|demographics?)\b"
            # "Mostly Russians", whatever the nation.
            r"|\b(?:mostly|mainly|predominantly|largely|lots of|full of|"
            r"many) (?:\w+ and )?(?!these\b)"
            r"\w+(?:ians|icans|eans|anis|aelis|ese)\b"
            r"|\b(?:campamentos|villas? miseria|favelas?|asentamientos|slums?|"
            r"council estates?|"
            r"trailer parks?|tugurios)\b"
            r"|\b(?:ninos|kids|children) (?:jugando|playing|running|corriendo)\b"
            r"|\b(?:multicultural|multiethnic|cosmopolitan|ethnically|racially|homogen\w+)\b"
            r"|\b" + _WHERE + r"\b(?:\W+\w+){0,3}?\W+(?:diverse|respectable|decente|humilde|"
            r"clasista|cristian[oa]|catolic[oa]|judi[oa]|musulman\w*|latin[oa]|popular entre|"
            r"popular "
            r"with (?:\w+ )?" + _ANYBODY + r")\b"
            r"|\b(?:misma|same) (?:iglesia|church|mosque|temple|sinagoga|synagogue|religion|fe|"
            r"faith)\b"
            r"|\byou(?:'d|'ll| would| will)? (?:\w+ )?fit (?:right )?in\b|\bencaj(?:as|es|arias|"
            r"arian|aras)\b|\bel ambiente (?:ideal |"
            r"perfecto )"
            r"?para (?:ti|ustedes|tu)\b|\b(?:things|mucho|plenty|a lot) in common\b"
        ),
    ),
    (
        "prefers people",
        re.compile(
            r"\bcaters? (?:to|for) (?:\w+ )?" + _ANYBODY + r"\b"
            r"|\bpreferencia (?:a|por|para|de)\s+(?:\w+ )?" + _ANYBODY + r"\b"
            r"|\b(?:solo|solamente|unicamente|only)(?: \w+)? (?:a|para|to|"
            r"for) (?:(?!" + _FEW + r")\w+ )?" + _ANYBODY
            + r"\b(?! (?:casa|home))"
            r"|\b(?:ideal|perfect[oa]?|hech[oa]|pensad[oa]|made|designed|tailor-made|great|best) "
            r"(?:\w+ ){0,2}?(?:for|para|as) (?:(?!one\b|two\b|una?o?\b|"
            r"dos\b)\w+[- ]){0,3}?" + _ANYBODY
            + r"\b(?! (?:room|bedroom|bathroom|home|car|gathering|dinner|life|time|meal))"
            r"|\b" + _WHERE + r" (?:\w+ ){0,2}?(?:para|"
            # A place for children is a thing of the building.
            r"for) (?!ni[nñ]|kids|child)(?:(?!" + _FEW + r")\w+ )?" + _ANYBODY + r"\b"
            r"|\b(?:" + _ANYBODY + r"|females?|males?) (?:are |is |son )?(?:preferred|preferably|"
            r"wanted|only|"
            r"preferiblemente|preferentemente|de preferencia)\b"
            r"|\b(?<!your )(?<!tu )(?<!su )" + _ANYBODY + r" (?:might|may|would|will|"
            r"could) (?:not )?(?:be (?:un)?(?:happy|"
            r"comfortable)|"
            r"enjoy|like|feel|fit|struggle|love)\b|\b" + _ANYBODY + r" (?:no )?se (?:sentiria|"
            r"sienten|"
            r"adaptan|adaptaria|hallaria)\w*"
            r"|\bbachelor(?:ette)? (?:pad|flat|apartment)\b|\b(?:sin|no) cargas? (?:familiar\w*|de "
            r"familia)\b|\bsin (?:hijos|ninos)\b"
            r"|\b(?:not|isn't|no es|no) (?:really |very |quite |muy |tan |the most )?(?:suit\w*|"
            r"ideal|"
            r"right|recommend\w+|great|apt[oa]|adecuad[oa]|recomendable|indicad[oa]) (?:for|para) "
            r"(?:\w+ ){0,4}?(?:wheelchairs?|silla de ruedas|kids|children|ninos|hijos|famil\w+|"
            r"elderly|"
            r"mayores|disab\w+)\b"
            r"|\b(?:sin|nada de|without|no|no hay) (?:\w+ )?(?:gente|personas|people|"
            r"folks) (?:de|con|"
            r"of|with|que|who|from|like)\b"
        ),
    ),
    (
        "says how safe a place is",
        re.compile(
            r"^" + _SOURCE + r".*\b(?:crime|delincuencia|criminalidad|inseguridad|portonazos?|"
            r"delitos|homicid\w+|muggings?|burglar(?:y|ies))\b"
            r"|\b(?:is|are|feels?|'s|was|be|es|esta|son|mucho|much|way|far)\s+(?:\w+ )?(?:safer|"
            r"unsafe|"
            r"mas segur[oa]|menos segur[oa])\b"
            r"|\b(?:safe|safest|unsafe|dangerous|peligros[oa]|"
            r"insegur[oa]) (?:\w+ )?" + _WHERE + r"\b"
            r"|\b(?:mejor (?:evit[ae]l[oa]|evitar)|evita (?:esa|esta|ese|este|la|el) )"
            r"|\b(?:a bit|pretty|quite|kind of|somewhat|bastante|medio|un poco) (?:rough|sketchy|"
            r"dodgy|"
            r"dicey|edgy|fe[oa])\b(?! (?:estimate|idea|number|figure|guess))"
            r"|\b(?:walk|caminar|andar|salir)\b.{0,25}\b(?:at night|alone|after dark|de noche|"
            r"sol[oa])\b"
            r"|\b" + _WHERE + r"\b(?:\W+\w+){0,4}?\W+(?:cleaned up|turning\b|declining|"
            r"on the way down|gone downhill|going downhill|se puso fe[oa]|"
            r"ha mejorado mucho|venido a menos|improved a lot|mal vist[oa])\b"
        ),
    ),
    (
        "says how good schools are",
        re.compile(
            r"^" + _SOURCE + r".*\b" + _QUALITY + r" (?:\w+ ){0,2}?" + _SCHOOLS + r"\b"
            r"|\b(?:the |los |las )?" + _SCHOOLS + r" (?:\w+ ){0,2}?(?:are|is|son) (?:\w+ )?"
            + _QUALITY + r"\b"
        ),
    ),
)  # fmt: skip
