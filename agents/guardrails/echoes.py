"""Whose words a figure or a name of a reply is: the lead's, told back, or a fact that is stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.guardrails.measures import Figure
from agents.guardrails.sentences import Sentence

# A sentence that repeats what the lead wants.
_ECHO: Final = re.compile(
    r"\b(?:busc\w+|quer\w+|quier\w+|necesit\w+|presupuesto|anot\w+|apunt\w+|entend\w+|perfecto|"
    r"genial|"
    r"excelente|gracias|dijiste|dices|dijeron|hablaron|verific\w+|revis\w+|heard|check|mencion\w+|"
    r"coment\w+|pediste|pides|indic\w+|tu (?:tope|maximo|"
    r"rango|credito|"
    r"pie|idea|busqueda|renta|ahorro\w*|correo|telefono|numero|mail|casa|depto|departamento|"
    r"propiedad)|"
    r"para ti|hasta|maximo|tope|preaprob\w+|tienes|vendes|arriendas|looking|want\w*|need\w*|budget|"
    r"noted|"
    r"got it|understood|great|perfect|thanks|you (?:said|told|mentioned|asked|have|can|own)|your|"
    r"up to|"
    r"under|at most|max\w*|pre-?approv\w*|con eso|with that|acomoda\w*|prefier\w+|prefer\w*)\b"
)
_STATES: Final = re.compile(
    r"\b(?:cuestan?|costaria|vale[n]?|salen? (?:en|a|por)|piden?|miden?|tienen?|cuentan? con|tengo"
    r"(?! (?:una? )?(?:(?:muy )?buena |mejor )?(?:idea|claro|clara|anotad|presente))|"
    r"tenemos(?! que)|"
    r"(?<!que )hay|encontre|esta[n]? (?:en|a)|se (?:vende|arrienda|alquila|renta|ofrece)n?|"
    r"precio (?:es|"
    r"de lista|final|"
    r"actual|de venta)|su precio|el precio (?:es|de (?:venta|lista))|el valor (?:es|de)|"
    r"el arriendo es|es de|son de|disponible\w*|"
    r"ofrec\w+|"
    r"costs?|priced?|asking|the rent is|rents? for|goes for|going for|sells? for|has|measures?|"
    r"there(?:'s| "
    r"is| are)|i have|we have|we've got|i found|listed|(?:is|are) (?:just|only|now)? ?(?:[$€£]|s/|"
    r"uf|"
    r"aed|usd|eur|\d[\d.,]*)|(?:es|son|esta|estan) (?:de |en )?(?:[$€£]|s/|uf |aed |usd )|"
    r"it's|it is|comes? (?:to|at)|available|offers?|features?|boasts?)\b"
)
# Right before a figure: it is the lead's own.
_THEIRS: Final = re.compile(
    r"\b(?:tu (?:presupuesto|tope|maximo|rango|limite)|tus|buscas|necesitas|quieres|pediste|"
    r"dijiste|dices|"
    r"dijeron|hablaron|your (?:budget|max\w*|limit|range)|your|con(?! (?:un|una|solo))|with|"
    r"you (?:need|want|said|mentioned|"
    r"asked for|"
    r"told me|are looking for|heard)|you're looking for)\b"
    r"(?: (?:que|de|of|es|is|son|are|a|an|un|una|for|about|unos|hasta|up to|te))*\W*$"
)
# Right after it: "the 150 sqm you'd heard", "los 135 que me pasaste".
_THEIRS_AFTER: Final = re.compile(
    r"[^\d,.;:]{0,24}?(?:\b(?:that |which )?you(?:'d|'ve| had| have| were|"
    r" were originally)? (?:heard|saw|seen|mention|mentions?|"
    r"read|said|mentioned|told|been told|quoted|given|have in mind|had in mind|gave|set|wanted|"
    r"asked)\b|"
    r"\bque (?:te|me|nos|les|le)? ?(?:hab[ií]an? |han |has |he )?(?:dij|dich|pas|cont|coment|"
    r"coment|mencion|"
    r"indic|escuch|oi|viste|visto|puse|pusi|diste|dado|inform|habl|tenias|tienes|manej|pens)\w*)"
)

# Hearsay that is said to be true.
_AFFIRMS: Final = re.compile(
    r"\b(?:friend|neighbou?r|colleague|they|he|she|you) (?:was|were|is|are|heard|got it|had it) "
    r"right\b|\bchecks? out\b|\bspot on\b|\b(?:info\w*|numbers?|figures?|intel|sources?) (?:is|are|"
    r"was|were) (?:\w+ )?(?:solid|right|correct|good|accurate|true)\b|\bknows? (?:his|her|their) "
    r"stuff\b|\b(?:is|are|es|son|seria) (?:a|an|una?) (?:\w+ )?(?:steal|bargain|ganga|oportunidad|"
    r"chollo)\b|"
    r"\bte (?:dijeron|informaron|contaron|pasaron) bien\b|\b(?:es|esta) correcto\b|"
    r"\b(?:el|ese) (?:dato|precio|valor) es (?:correcto|cierto|ese)\b"
)
# The price of a listing that is said to be new: never the lead's to know.
_NAMED_NOW: Final = re.compile(
    r"\b(?:baj[oa]\w*|rebaj\w*|qued[oa]\w* en|dej\w+ en|ahora|dropped|reduced|lowered|"
    r"down to|now)\b"
)
# What the lead looks for or could look for instead; "hasta" and "under" bound a price as well.
_WISHED: Final = re.compile(
    r"\b(?:tope|presupuesto|rango|maximo|limite|busqueda|filtr\w+|bus[cq]\w+|ampli\w+|abr\w+ a|"
    r"subi\w*|baj(?:ar|amos|as|aras|aramos|emos)|estir\w+|considerar\w*|incluir|llegar\w*|"
    r"ajust\w+|flexib\w+|ver|mirar|miramos|vemos|probar|probamos|explorar|alrededor de|"
    r"budget|range|limit|maximum|max|search\w*|look\w*|widen\w*|stretch\w*|go (?:up|down|to|as)|"
    r"consider\w*|includ(?:e|ing)|filter\w*|raise|lower|increase|open to|drop(?:ping)?|bump\w*)\b"
)
_SUPPOSES: Final = re.compile(
    r"\b(?:si|if|podria\w*|podemos|puedo|podes|puedes|could|can|would|might|shall|supongamos|say|"
    r"digamos|por ejemplo|for example|e\.g)\b"
)
# "It depends on whether it has one bathroom or two."
_DEPENDING: Final = re.compile(
    r"\b(?:segun (?:si )?(?:tenga|sea|cuente|lleve|busques|quieras|el numero|cuant)\w*|dependiendo|"
    r"depending on|"
    r"whether|ya sea|tanto si)\b[^.;]{0,40}$"
)
# "That sounds low", "may be an old advert": what the lead heard, doubted.
_DOUBTS: Final = re.compile(
    r"\b(?:pued\w+ (?:ser|haber|que)|podria (?:ser|haber)|(?:may|might|could) (?:be|have)|sounds?|"
    r"suena|hearsay|"
    r"rumou?r|no idea|(?:not|sin|no (?:lo |la |te )?(?:l[oa] )?(?:he|puedo|tengo|"
    r"puedo ni)) (?:\w+ )?(?:confirm|verific|"
    r"verif|check|chequ|comprob|constancia)\w*|unconfirmed|unverified|viejo|old|outdated|antigu\w+|"
    r"desactualiz\w+|raro|odd|"
    r"lo (?:busco|miro|reviso|chequeo|compruebo)|que viste|lo tomo como|i'd rather|prefiero|"
    r"suspect|sospecho)\b"
)
# Terms a question may put forward.
_TERMS: Final = re.compile(
    r"\b(?:te (?:l[oa]s? )?(?:dej|ofrec|baj|hac|hag|d[oe]y|d[ae]m)\w*|rebaj\w+|descuento\w*|"
    r"discount\w*|"
    r"off|deal|(?:it|lo|la|place|home|flat|depto|casa|piso) (?:for|at|en|por|a)|take it|acept\w+)\b"
)
# "If you put 20 % down": the lead's money, and nobody's terms.
_IF_YOU: Final = re.compile(
    r"\b(?:if you(?: \w+)? (?:put|paid?|have|had|made?|save[d]?)|assuming(?: you)?|suponiendo|"
    r"si (?:\w+ )?(?:pones|pusieras|das|dieras|diera|pagas|pagaras|aportas|aportaras|tienes|"
    r"tuvieras|juntas|ponés|das))\b[^,.]{0,25}$"
)
# "With 20 % down", "con un 20 % de pie".
_WITH: Final = re.compile(
    r"\b(?:with|con|if|si|assuming|suponiendo|at)(?: (?:an?|un|el|tu|your))?\W*$"
)
_DOWN: Final = re.compile(
    r"\S+\s?%? (?:down(?! payment)|de (?:pie|entrada|anticipo|enganche|inicial))\b"
)
_AND: Final = re.compile(r"\W*(?:and|y|e|or|o|with|con|for|por)?\W*")


def echoes(sentence: Sentence, at: int) -> bool:
    """Whether the lead's own words may be repeated here."""
    if sentence.asks or sentence.corrects(at) or sentence.denies_around(at, at):
        return True
    if _AFFIRMS.search(sentence.folded):
        return False
    if _THEIRS.search(sentence.folded[max(0, at - 60) : at]):
        return True
    said = _ECHO.search(sentence.folded) or _DOUBTS.search(sentence.folded)
    return bool(said) and not states(sentence)


def states(sentence: Sentence) -> bool:
    """Whether the sentence says of some listing what it costs, has or measures."""
    return bool(_STATES.search(sentence.folded))


def is_theirs(sentence: Sentence, figure: Figure, beside: Sequence[Figure]) -> bool:
    """Whether a figure is the lead's own: "tu tope de 120", "what you heard (1.2M and 150 sqm)"."""
    start = figure.start
    for each in sorted(beside, key=lambda one: one.start, reverse=True):
        if each.end <= start and _AND.fullmatch(sentence.folded[each.end : start]):
            start = each.start
    if _THEIRS.search(sentence.folded[max(0, start - 60) : start]):
        return True
    end = figure.end
    for each in sorted(beside, key=lambda one: one.start):
        if each.start >= end and _AND.fullmatch(sentence.folded[end : each.start]):
            end = each.end
    return bool(_THEIRS_AFTER.match(sentence.folded, end))


def supposes(sentence: Sentence, at: int) -> bool:
    """Whether what stands here is one wish among those the lead could have: "¿y si subimos a 130?",
    "we could look at one-bedrooms"."""
    before = sentence.folded[:at]
    return bool(_DEPENDING.search(before)) or (
        bool(_WISHED.search(before))
        and (sentence.asks or bool(_SUPPOSES.search(before)))
        and not _STATES.search(before[max(0, at - 40) :])
    )


def asks_openly(sentence: Sentence) -> bool:
    """Whether a question only tries a figure on the lead ("would 1.7M suit you better?").

    It says nothing of what a listing has and puts no terms forward."""
    return sentence.asks and not states(sentence) and not _TERMS.search(sentence.folded)


def is_lead_s_share(sentence: Sentence, at: int) -> bool:
    """Whether a share is what the lead might put down themselves."""
    folded = sentence.folded
    return bool(_IF_YOU.search(folded[:at])) or bool(
        _WITH.search(folded[:at]) and _DOWN.match(folded, at)
    )


def tells_wish(sentence: Sentence) -> bool:
    """Whether the sentence tells the lead's wish back, and states nothing of a listing."""
    return bool(_ECHO.search(sentence.folded)) and not states(sentence)


def is_new(sentence: Sentence, at: int) -> bool:
    """Whether the sentence says before this place that a price changed."""
    return bool(_NAMED_NOW.search(sentence.folded[:at])) and not sentence.is_denied(at)
