"""The wordings by which somebody asks for a person, or gives up on talking to a machine."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from agents.nlu.reach import asks_to_reach
from agents.nlu.service_words import WORN_OUT

_PERSON: Final = (
    r"(?:(?:one of )?(?:a|an|the|your|some|any|another|that|this|one|un|una|el|la|los|las|algun|"
    r"alguna|su|tu|otro|otra|alguno de sus) )?(?:(?:real|live|actual|human|customer|proper|sales|"
    r"support|other|different|senior|physical|leasing|estate|verdader[oa]|otr[oa]) )*(?:members? "
    r"of (?:the |your )?(?:staff|team)|staff members?|who(?:m)?ever|person|people|human(?: "
    r"being)?s?|agents?|brokers?|managers?|representatives?|reps?|advis[eo]rs?|realtors?|somebody|"
    r"some ?one|any ?one|anybody|executives?|operators?|consultants?|teams?|boss|supervisors?|"
    r"staff|workers?|employees?|clerks?|tellers?|reception(?:ist)?|front desk|colleagues?|"
    r"specialists?|concierge|(?:customer )?(?:service|support|care)(?: team| department)?|"
    r"personas?|human[oa]s?|asesor\w*|ejecutiv\w*|agentes?|corredor\w*|vendedor\w*|encargad\w*|"
    r"responsable|gerente|jef[ea]|alguien|operador\w*|supervisor\w*|duen[oa]|compañer[oa]|"
    r"companer[oa]|comercial(?:es)?\b(?! center| space| propert)|equipo|recepcion(?:ista)?|"
    r"atencion al cliente|soporte)\b"
)
#: Whom a lead talks to in their own life: to speak with them is no wish for one of ours.
_OWN: Final = (
    r"(?:my|our|his|her|their|him|them|it|you|each|mi|mis|nuestr\w+|el banco|the bank|a lender|"
    r"a bank|the lender|un banco|ell[oa]s?|ti|usted(?:es)?|me|mi(?:go)?)\b"
)
_MACHINE: Final = (
    r"(?:(?<!laundry )(?<!washing )(?<!coffee )machines?|bots?|chat ?bots?|robots?|computers?|"
    r"(?:virtual|automated|digital) (?:agent|assistant|system)s?|automated (?:voice|message|"
    r"response|answer)s?|ai\b|maquinas?|contestadora?|computador\w*|inteligencia artificial|"
    r"sistema automatico)"
)


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{a})" for a in alternatives))


#: The verbs of reaching somebody by voice, in the forms of a wish or a question.
_CALL_ES: Final = (
    r"(?:llam|marc|marqu|telefone|contact|atend|atiend|comuni[cq]|habl|orient|ayud|asesor|"
    r"echa\w* una "
    r"llamad|da\w* una llamad|peg\w* un (?:llamado|telefonazo|fonazo))"
)
_MAY_ES: Final = r"(?:pueden?|puedes|podes|podrian?|podrias|podriais|podeis|pudieran?|podra[ns]?)"
_REACH_EN: Final = (
    r"(?:call|ring|phone|reach|contact|speak|talk|chat|deal|meet|get (?:hold of|through)|"
    r"get on the (?:phone|line)|be put through)"
)
_WISH_EN: Final = (
    r"(?:rather|prefer|want|like|wish|need|love|hoping|looking|trying|can|could|may|might|how do)"
)

HUMAN: Final = _any(
    # "me puede marcar un asesor", "podría llamarme alguien": whoever it is, by voice
    rf"\b(?:me|nos) {_MAY_ES} {_CALL_ES}\w*(?! (?:cuando|si|que|con (?:el|la|los|las|un) "
    rf"(?:precio|tema|hora)))|\b{_MAY_ES} {_CALL_ES}\w*(?:me|nos)\b",
    rf"\bque (?:me|nos) {_CALL_ES}\w*",
    # "somebody I can get on the phone with", "anyone there I could ring?"
    rf"\b(?:is there|are there|have you got|do you have|who is|who's|give me|find me) (?:\w+ )?"
    rf"{_PERSON} (?:there |here )?(?:that |who |whom )?(?:i|we) (?:can|could|might|may) (?:\w+ "
    rf")?{_REACH_EN}\b",
    rf"\b{_WISH_EN}\b(?: \w+){{0,3}}? (?:get|have|catch|grab) {_PERSON} on the (?:phone|line|"
    r"blower)",
    # "would rather deal with a member of staff"
    rf"\b{_WISH_EN}\b(?: \w+){{0,3}}? (?:deal(?:ing)?|be (?:helped|served|assisted|seen|looked "
    rf"after)|get help|communicate|sort (?:it|this)(?: out)?) (?:with|by|from) (?:\w+ )?{_PERSON}",
    # "no hay nadie de carne y hueso ahí?", "any humans there?", "is anybody real on this?"
    r"\b(?:nadie|alguien|algun|alguna|ningun|ninguna|un|una|any|anybody|anyone|some|somebody|"
    r"someone|no ?one|nobody)\b(?: \w+){0,3}? (?:de carne|de verdad|human[oa]?s?\b|"
    r"real(?:es)?\b(?! estate)|flesh)",
    r"\b(?:hay|is|are) (?:there )?(?:alguien|nadie|anybody|anyone|any ?one|somebody|someone) "
    r"(?:ahi|alla|del otro lado|there|at home|alive|behind this|at the other end)\b",
    r"\b(?:hablar\w*|conversar|contactar\w*|conectar\w*|comunicar\w*|contacto) (?:\w+ ){0,2}?con "
    r"(?:quien|la persona|el que|la que|los que)\b|\bque me (?:atienda|atendiera|contactara|"
    r"llamara|hablara)\w*|"
    r"\b(?:dame|deme|denme|pasame|paseme|me das|me pasas|me dan|me pueden dar|tienen|hay) "
    r"(?:\w+ )?(?:numero|telefono|contacto|celular|fono) (?:\w+ )?(?:de (?:un|una|el|la|algun|"
    r"alguna|su) (?:asesor|ejecutiv|agente|corredor|encargad|persona|vendedor)\w*|para (?:llamar|"
    r"hablar)|donde llamar)|\ba quien (?:le |les )?(?:puedo|debo|podria|tengo que) (?:llamar|"
    r"reclamar|hablar|contactar|escribir|dirigir)\w*",
    r"\b(?:put|get) (?:me |us )?in touch with\b|\b(?:discuss|talk|speak|chat|go "
    r"over)\b[^.?!]{0,24}?"
    r"\b(?:over|on|by) (?:the )?phone\b|\b(?:get|have|request|arrange|schedule|book) a (?:phone )?"
    r"call(?: ?back)?\b|\bcall ?back (?:please|request)|\bwho (?:can|do|should|could) (?:i|we) "
    r"(?:speak|talk|call|contact|complain)\b",
    # "I need to speak to someone at the restaurant", "¿puedo hablar con una persona?"
    rf"\b(?:speak|talk|chat|discuss (?:it|this))(?:ing)? (?:\w+ ){{0,2}}?(?:to|with) {_PERSON}",
    r"\b(?:hablar\w*|conversar|comunicar(?:me|nos)|contactar(?:me|nos)|chatear|tratar(?:lo)?|"
    rf"verlo) (?:\w+ ){{0,2}}?con {_PERSON}",
    # ", let me speak to the restaurant": whoever it is, unless it is somebody of their own
    r"\b(?:want|need|like|prefer|can i|could i|may i|can we|let me|let us|have to|wish|rather|"
    r"how (?:do|can) i|allow me) (?:\w+ ){0,2}?(?:speak|talk)(?:ing)? (?:directly |straight |now )?"
    rf"(?:to|with) (?!{_OWN})(?!about)",
    r"\b(?:connect|put|get|transfer|pass|forward|redirect|hand|switch|refer|patch|escalate|send)"
    r"(?:ing)? (?:me|us|this|my call|the call) (?:\w+ )?(?:over |through |back |on |onto |directly "
    rf"|straight )*(?:to|with|onto) {_PERSON}",
    r"\b(?:transfer|connect|patch|put|pass) (?:me|us|my call|the call) (?:over |through |back |"
    rf"directly )*(?:to|with) (?!{_OWN})(?!the (?:money|app|address))",
    r"\b(?:put|patch) (?:me|us) through\b",
    # "give me a real person", "get someone else on the line", "quiero un asesor"
    r"\b(?:give|get|find|bring|send|want|need|prefer|like) (?:me |us |to have )?(?:a |an |some )?"
    r"(?:(?:real|live|actual|proper|different) )*(?:human(?: being)?|person|agent|representative|"
    r"someone|somebody|operator)(?: else)?(?:\W*$| (?:please|now|on the (?:line|phone)|instead|"
    r"to (?:call|contact|help|assist|talk)|who|real|for this))",
    r"\b(?:real|actual|live|human) (?:person|people|human|agent|being|representative|operator)\b",
    r"\b(?:human|agent|operator|representative|(?<!one )(?<!1 )(?<!another )person) (?:please|"
    r"now)\b",
    r"^\W*(?:[\w ]{1,20} team|reception(?:ist)?|front desk|(?:a )?(?:human|person|operator|"
    r"agent|representative|manager|supervisor))(?:,? (?:please|now))?\W*$",
    r"^\W*(?:un |una )?(?:human[oa]|persona|asesor[a]?|ejecutiv[oa]|agente|operador[a]?)"
    r"(?:,? (?:por favor|porfa\w*|please))?\W*$",
    r"\bcon (?:una persona|un human[oa]|una? asesor\w*|una? ejecutiv\w*|alguien (?:real|que|de|"
    r"mas))|\b(?:paseme|pasame|pasenme|comuniqueme|comunicame|comuniquenme|derivame|deriveme|"
    r"deriva(?:lo|me)|(?<!me )(?<!nos )transfier\w+|poneme|ponme|pongame) (?:con|a)\b|"
    r"\b(?:me|nos) transfier\w+ con\b",
    r"\b(?:que me (?:llam\w+|hablen|contacte\w*|atienda una)|(?:pueden|puede|puedes|podrian|"
    r"podria|podes) (?:llamar|contactar)(?:me|nos)|me (?:pueden|puede|puedes|podrian|podria|"
    r"podes) (?:llamar|contactar)|llamenme|llameme|llamame(?! \w+$)|prefiero (?:que me llamen|por "
    r"telefono|hablar)|no (?:un|con un|quiero (?:un|hablar con un)) (?:bot|robot)|persona (?:real|"
    r"de verdad|de carne)|atencion humana|no por chat|por telefono mejor|(?:necesito|quiero|"
    r"queremos|necesitamos) (?:a )?(?:un|una) (?:asesor|ejecutiv|agente|persona|human)\w*|alguien "
    r"(?:de (?:uds|ustedes|su equipo|la oficina|carne)|mas|real)|hay alguien (?:ahi|real|mas)|"
    r"atiend\w+ (?:una persona|alguien))\b",
    r"\b(?:que )?alguien (?:me|nos) (?:llam|contact|atiend|escrib|ayud)\w+|\b(?:agente|asesor\w*|"
    r"persona|alguien|ejecutiv\w+) con (?:quien|el que|la que) (?:pueda |poder )?(?:hablar|"
    r"conversar|ver)|\b(?:person|someone|human|agent|anyone) (?:that |who )?(?:i can|we can|to) "
    r"(?:talk|speak)|"
    r"\bexijo (?:hablar|que)|\bget (?:your|the) (?:boss|manager|supervisor)\b",
    r"\b(?:call|ring|phone) me(?: back| please| asap| now| on| at| tomorrow| today| later)?\W*$|"
    r"\b(?:call|ring|phone) me (?:back|please|(?:and |but )?(?:don'?t|do not|no) (?:msg|text|"
    r"message|"
    r"write|chat|type)|asap|now|on|at|tomorrow|today|later)|"
    r"\b(?:someone|somebody|anyone|an agent) (?:to )?(?:call|ring|phone|contact) (?:me|us)|"
    r"\bcan (?:someone|somebody|anyone|an agent) (?:call|ring|phone|contact|come|get back)|"
    r"\bhave (?:someone|an agent|somebody) (?:call|ring|contact)|\bgive (?:me|us) a (?:call|ring)|"
    r"\b(?:want|need|like|request) a (?:name|call(?: back)?)\b|\bnot a (?:bot|robot)|"
    r"\byour manager\b",
)
#: Nobody is asked for, but the machine is refused or the talk given up: a person is what helps.
GIVES_UP: Final = _any(
    r"(?:n't|\b(?:not|stop|hate|tired of|sick of|fed up (?:with|of)|enough of|no more|wast\w+|"
    r"without|rather than|instead of|refuse to|dislike|uncomfortable|no quiero|odio|hart[oa] de|"
    r"cansad[oa] de|basta de|no me gusta\w*|no (?:pienso|voy a)|en vez de|deja de|perd\w+)) "
    rf"(?:[\w']+ ){{0,9}}?{_MACHINE}\b",
    rf"\b(?:hablar|chatear|tratar|escribir(?:le)?|conversar|discutir|talking|chatting|dealing|"
    rf"writing|typing|arguing|speaking) (?:con|to|with|a) (?:\w+ ){{0,2}}?{_MACHINE}\b(?: "
    rf"\w+){{0,4}}? "
    r"(?:no|not|n't|odio|hate|molesta|frustra\w*|cansa\w*|harta|useless|inutil|annoying|sucks?|"
    r"desespera\w*|horrible|terrible|ridicul\w+)\b",
    r"\b(?:conversation|chat|talk|bot|this exchange|discussion|conversacion|charla)(?:'s| is| are|"
    r"n't| isn't)? (?:\w+ ){0,3}?(?:not|n't|nowhere|pointless|useless|frustrating|over|waste|"
    r"no (?:use|good|help|sirve|ayuda|lleva|va|funciona|me)|inutil|perdida)\b",
    r"\b(?:this|it|that|you|esto|eres|sos|que)(?:'s|'re| is| are| es)? (?:\w+ ){0,2}?"
    r"(?:frustrating|useless|unhelpful|hopeless|pointless|frustrante|inutil)\b",
    r"\b(?:getting|going|leading(?: me| us)?) (?:nowhere|anywhere)|"
    r"\bwast\w+ (?:of )?(?:my )?time\b|"
    r"\b(?:you|bot) (?:\w+ )?(?:don't|do not|doesn't|aren't|are not|can't|cannot|never|keep not) "
    r"(?:\w+ ){0,2}?(?:understand\w*|get it|help\w*|listen\w*)\b|\byou(?:'re| are) (?:not|no) "
    r"(?:\w+ )?(?:help\w*|understanding|listening|use)\b",
    r"\bno (?:me |nos )?(?:entiend|entend|comprend|ayud|escuch|sirv)\w*(?: (?:nada|en nada|lo "
    r"que))|\bno me (?:entiendes?|entendes|entienden|estas? entendiendo|ayudas?)\b|"
    r"\b(?:perdiendo|perder) (?:el |mi )?tiempo\b|\besto no (?:funciona|sirve|lleva|va a)\b",
)
NOT_HUMAN: Final = re.compile(
    r"\bis (?:any ?one|some ?one|anybody|somebody)(?: there| here)? (?:a )?(?:spanish|english|"
    r"french|arabic|german|portuguese|bilingual)\b|"
    # To be shown a home from afar is a viewing.
    r"\b(?:ensen|mostr|muestr|recorr|visit|conocer|ver)\w* (?:\w+ ){0,3}?(?:por|en|"
    r"via) (?:video ?llamada|"
    r"video|zoom)\b|\b(?:video|virtual|zoom) ?(?:tour|viewing|visit)s?\b|"
    # Whom only a seller of services asks for.
    r"\b(?:responsable|encargad[oa]|director[a]?|jefe|gerente|head|manager|person|someone) (?:\w+ "
    r")?(?:de|of|in charge of|for) (?:compras|marketing|recursos humanos|rrhh|contabilidad|"
    r"proveedores|informatica|purchasing|procurement|hr|your website|your marketing)\b|"
    r"\b(?:no me llam\w+|don'?t call|do not call|text me|no llamen|me llamo|sin llamadas|no calls|"
    r"hablan? ingles por telefono|alguien habla|habla conmigo|(?:are you|is this|am i (?:talking|"
    r"speaking|chatting) (?:to|with)) (?:a |an )?(?:real|human|person|bot)|(?:eres|es usted|sos|"
    r"hablo con|estoy hablando con) (?:un |una )?(?:human[oa]|persona|robot|bot)|ask (?:him|her|"
    r"them) to|(?:talk|speak|hablar\w*|conversar\w*) (?:\w+ )?(?:to|with|con) (?:my|our|mi|mis|"
    r"nuestr\w+) )"
)

#: An invitation of courtesy: "cualquier cosa llamame"; help asked of whom they write to; who else
#: is in for a home.
COURTESY: Final = re.compile(
    r"\bme (?:puedes|podes|podrias|puede|podria) ayudar\b(?! alguien)|\bponme a las?\b|\balguien "
    r"mas (?:l[oa]s? |esta |se |ha |vive |quiere |vio |visito |interesad)|"
    r"\bque (?:me|nos) atendio\b|"
    r"\b(?:no (?:hace falta|es necesario|necesito|quiero|hace falta ya|need|hay necesidad de)|"
    r"(?:don'?t|do not) need) (?:que |for |you |to |a )*(?:me |nos )?(?:llam|contact|marc|call|"
    r"ring|phone)\w*|"
    r"\b(?:cualquier (?:cosa|duda|novedad|cosita)|si (?:surge|aparece|sale|hay) (?:\w+ "
    r"){0,3})[,]? ?(?:me )?(?:llam|avis|escrib|habl|marc)\w*"
)
#: Whom they spoke with already is news of the past, and no wish: "hablé con una ejecutiva".
SPOKE: Final = re.compile(
    r"\b(?:hable|hablamos|habia hablado|estuve (?:hablando|tratando)|trate|chatee|"
    r"(?:i|we)(?:'ve)? (?:already |just )?(?:spoke|spoken|talked)) (?:\w+ )?(?:con|to|with) "
    r"(?:(?:un|una|el|la|su|a|an|the|your|one of your) )?\w+"
)


@lru_cache(maxsize=256)
def wants_person(folded: str) -> bool:
    """Whether the text asks for a person, outright or by giving up on the machine."""
    if NOT_HUMAN.search(folded):
        return False
    folded = COURTESY.sub(" ", SPOKE.sub(" ", folded))
    return bool(
        HUMAN.search(folded)
        or GIVES_UP.search(folded)
        or WORN_OUT.search(folded)
        or asks_to_reach(folded)
    )
