"""What a reply says others did: an owner, a bank, an agent of the broker; and what costs nothing.

Of others Sofía knows what documents say and nothing else: what an owner "said" or a bank "granted"
has to stand in cited text. What she says she did herself :mod:`pasts` reads.
"""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.sentences import Sentence
from agents.nlu.text import fold

_THEY_ES: Final = (
    r"(?:due[nñ][oa]s?|propietari[oa]s?|vendedor(?:a|es)?|arrendador(?:a|es)?|caser[oa]|banco|"
    r"notari[oa]|escriban[oa]|constructora|inmobiliaria|financiera|desarrollador(?:a|es)?|"
    r"administra(?:cion|dor|dora))"
)
_THEY_EN: Final = (
    r"(?:owners?|sellers?|landlords?|landlady|vendors?|bank|lender|developer|builder|underwriter)"
)
_THEIR_DEED: Final = re.compile(
    r"\b(?:el|la|los|las|su) "
    + _THEY_ES
    + r"\b(?:\s+(?!no\b|que\b|si\b|decid|defin|pod|puede)\w+){0,4}?\s+"
    r"(?:acept\w+|dijo|dice|dijeron|confirm\w+|dispuest\w+|autoriz\w+|aprob\w+|aprueb\w+|"
    r"quier\w+|prefier\w+|"
    r"quiso|baj\w+|rebaj\w+|conced\w+|conceden|prest\w+|accedi\w+|acced\w+|negoci\w+|"
    r"abiert[oa]s?|de acuerdo|encantad[oa]s?|urge|apur\w+|necesita vender|conforme|content[oa]|"
    r"recibi\w+|"
    r"permite|permiten|"
    r"ya (?:tiene|firm|prepar|mand|envi|pidi|est)\w*|esper\w+|ofrec\w+|ofert\w+|cedi\w+|da\b|dio\b)"
    r"|\bme (?!parecio|encanto|gusto|llego|quedo|falto|toco|sirvio|aparecio|salio|entro|dio|paso|"
    r"sorprendio|alegro|confundi|olvid|equivoc|fijo)(?:cont|explic|adelant|pid|respond|escrib|llam|"
    r"inform|indic|autoriz|compart|mand|envi|dej|coment|avis|confirm|ofrec|permit|ped)\w*(?:io|o|"
    r"aron|"
    r"ieron)\b"
    r"|\bme (?:dijo|dijeron|confirmo|confirmaron|autoriz(?:o|aron)|aseguro|comento|aviso|avisaron|"
    r"prometi\w+)\b"
    r"|\bte (?:conceden|concedieron|aprobaron|aceptaron|autorizaron|prestan)\b"
    r"|\b(?:the|their|your|our) "
    + _THEY_EN
    + r"\b(?:'s (?:had|got|just|already|been)\b|'s|'re)?(?:\s+(?!not\b|who\b|decid|can\b|may\b|"
    r"could\b|might\b|would\b)\w+){0,3}?\s*\b(?:accept\w*|said|says|told|confirm\w*|agree[sd]?|"
    r"happy|open|willing|keen|ready|fine|flexible|motivated|approv\w+|pre-?approved|want\w*|"
    r"prefers?|already (?:ha[sd]|have|got|signed|sent)|offers?\b|"
    r"dropped|reduced|lowered|cut|granted|okayed|allow\w*|negotiat\w+|desperate|eager|expect\w*|"
    r"offered|promised|came (?:back|down))\b"
    r"|\b(?:he|she|they)(?:'s|'re| is| are| was| were|'ve| has| have)?\s+(?:\w+\s+)?(?:happy|open|"
    r"willing|keen|okay|ok|fine|agreed|accepted|said|told me|confirmed|approved)\b(?! (?:from|for "
    r"buyers))"
)
#: What they would do: nobody knows before they are asked.
_THEY_WOULD: Final = re.compile(
    r"\b(?:the|their|your) " + _THEY_EN + r"\s*(?:would|'d|will|might even)\s+(?:\w+ly\s+)?"
    r"(?!need|have to|decide|ask|want to know|review|receive|not\b|get\b|be the|then\b)\w+"
    r"|\bthey(?:'d| would) (?:take|accept|let|go (?:down|lower))\b"
    r"|\b(?:el|la|los|las) " + _THEY_ES + r"\s+(?:\w+ )?(?:aceptaria|estaria (?:dispuest|abiert)|"
    r"bajaria|dejaria|permitiria|rebajaria)\w*"
)  # fmt: skip
#: Others after the same home: what makes a lead hurry.
_RIVALS: Final = re.compile(
    r"\b(?:hay|tenemos|tengo|tiene|recib\w+|there(?:'s| is| are)|we have|we've had|has|had|"
    r"received|"
    r"turned down|another|otr[oa]s?)\s+(?:\w+\s+){0,3}?(?:interesad[oa]s?|compradores|postulantes|"
    r"ofertas|oferta|solicitudes|postulaciones|propuestas|interested (?:buyers?|parties|people|"
    r"tenants)|buyers?|applicants?|offers?|"
    r"applications?|bids?|otras personas)\b(?! (?:de|for you|para ti|you))"
)
_RIVAL_DEED: Final = re.compile(
    r"\b(?:another|other|otr[oa]s?|someone else|somebody else|alguien mas|several|varios|varias|"
    r"two|three|dos|tres)(?: (?:other|otr[oa]s))? ?(?:couples?|persons?|people|buyers?|famil\w+|"
    r"applicants?|tenants?|clients?|parejas?|personas?|clientes?|compradores|interesad\w+)?\s+"
    r"(?:already |ya |tambien |are |is |has |have |estan |esta )*(?:viewed|saw|seen|visited|"
    r"want\w*|"
    r"interested|offered|applied|putting|made|making|vio|vieron|visit(?:o|aron)|quieren?|"
    r"interesad\w+|ofert(?:o|aron)|ofreci\w+|por (?:cerrar|firmar|ofertar))\b"
)
_YOURS: Final = re.compile(
    r"\b(?:tu|su|la|tus|sus) (?:postulacion|solicitud|oferta|evaluacion|documentacion|papeles|"
    r"referencias|aval|garantia|reserva|deposito|pago|credito|hipoteca|contrato)\s+(?:(?!no\b|"
    r"puede|debe)\w+\s+){0,3}?(?:\w+[aei]d[oa]s?|hech[oa]s?|list[oa]s?|en (?:orden|regla|"
    r"proceso))\b"
    r"|\byour (?:application|offer|references?|paperwork|documents?|deposit|payment|credit check|"
    r"background check|loan|mortgage|contract|lease|hold)\s+(?:(?!not\b|can\b|may\b|must\b|to "
    r"be\b)\w+\s+){0,3}?(?:\w+ed|back|through|in|fine|clear|ready|sent|complete)\b"
    r"|\byou(?:'ve| have|'re| are| were)? (?:been )?(?:already )?(?:passed|cleared|approved|"
    r"accepted|"
    r"qualified|pre-?approved|shortlisted|first in line|next in line)\b"
    r"|\b(?:the|la|el) (?:inspection|survey|appraisal|valuation|title search|background check|"
    r"inspeccion|tasacion|evaluacion|estudio de titulos|avaluo|peritaje) (?:came back|passed|"
    r"was fine|"
    r"is (?:clean|done|clear)|salio|resulto|quedo|paso|dio|esta (?:list|limpi|aprobad))\w*"
    r"|\b(?:(?:may|might|could|can|pued\w+|podri\w+) )?(?:qualif\w+|eligible|califica\w*|"
    r"(?:te )?da (?:derecho|"
    r"acceso)|te permite (?:obtener|optar|acceder)|gets? you|"
    r"entitles? you)\s+(?:\w+ ){0,4}?(?:visas?|"
    r"residenc\w+|citizenship|ciudadania|subsidi\w+|subsid(?:y|ies)|grants?|bono|tax (?:credit|"
    r"break|"
    r"deduction)|help to buy|permanencia|green card)\b"
    r"|\b(?:te|les?) va[n]? a (?:llevar|traer|mandar|enviar|entregar|imprimir)\b(?! (?:tiempo|"
    r"un rato))"
    r"|\b(?:the|your) (?:owner|landlord|landlady|seller|vendor|developer)(?:'s| has| have) (?:had|"
    r"got|just|"
    r"already|recently|done|put|made)\b"
    r"|\b(?:estara[n]?|va[n]? a estar|vendra|asistira|acompanara|participara) (?:\w+ )?(?:el|la|"
    r"los|las) " + _THEY_ES + r"\b"
    r"|\b\w+(?:'s| is|'ll| will) (?:bring\w*|print\w*) (?:the|your|a|an|some)\b"
    r"|\b(?:renta|arriendo|alquiler|canon|rent)\b[^.,]{0,30}\b(?:sube|aumenta|se (?:reajusta|"
    r"actualiza|ajusta|"
    r"indexa|incrementa)|increases?|goes up|is (?:reviewed|indexed|adjusted))\b"
    r"|\b(?:fuiste|has sido|estas|quedaste) (?:ya )?(?:aprobad|aceptad|seleccionad|calificad)\w+"
    r"|\b(?:pasaste|aprobaste) (?:la|el|tu)\b"
)
#: What stands is undone or put elsewhere.
_CHANGED: Final = (
    r"(?:cancel\w+|anul\w+|movid\w*|movi|mov[eé]\w*|cambi\w+|pasad[oa]|pase|adelant\w+|aplaz\w+|"
    r"pospuest[oa]|pospus\w+|reprogram\w+|reagend\w+|moved|changed|resched\w+|postponed|pushed|"
    r"brought forward|called off|swapped|switched|canceled|cancelled)"
)
_VISIT: Final = (
    r"(?:visitas?|citas?|recorrido|hora|turno|reunion|viewings?|visits?|tours?|appointments?|"
    r"showings?|slots?|meetings?|booking)"
)
_UNDONE: Final = re.compile(
    r"\b" + _VISIT + r"\b(?:\s+(?!no\b|not\b|can\b|to\b|puede)[\w']+){0,5}?\s+" + _CHANGED + r"\b"
    r"|\b(?:(?:he|hemos|te|la|lo|ya|i|i've|we|we've|have)\s+)+(?:(?!no\b|not\b|can\b|to\b)\w+\s+)"
    r"{0,2}?" + _CHANGED + r"\s+(?:\w+\s+){0,4}?" + _VISIT + r"\b"
    r"|\b(?:cancele|anule|movi|pase|reprograme|reagende|"
    r"pospuse)\s+(?:\w+\s+){0,2}?" + _VISIT + r"\b"
)
#: A cost denied is a price said: there has to be a text that waives it.
_COST: Final = (
    r"(?:comision(?:es)?|honorarios|fianza|poliza|notaria|escrituracion|tasacion|arras|deposito|"
    r"garantia|mes de garantia|aval|gastos comunes|expensas|"
    r"comunidad|mantenimiento|corretaje|costos?|cargos?|impuestos?|iva|itp)"
)
_COST_EN: Final = (
    r"(?:(?:\w+ )?fees?|commissions?|deposits?|charges?|hoa|dues|costs?|closing costs|council tax|"
    r"service charge|bond|guarantors?)"
)
_BILLS: Final = (
    r"(?:bills|service charges?|maintenance|utilities|water|wi-?fi|internet|heating|electricity|"
    r"luz|agua|gas|servicios|"
    r"calefaccion|gastos(?: comunes)?|mantenimiento|expensas|council tax|hoa(?: dues)?)"
)
_WAIVED: Final = re.compile(
    r"\b(?:no (?:te |se |les? |nos )?(?:cobr\w+|pag\w+|hay que pagar|tiene que pagar|pedimos|"
    r"piden|hac\w+ falta|necesit\w+|requier\w+|exig\w+|"
    r"pide|exigimos|hay|tiene|lleva)|sin(?! (?:cont|consider|incl|sum|tom|agreg|"
    r"tener)\w+)(?: ningun\w*| pagar| cobrar)?|libre de|exento de|"
    r"(?:te )?(?:regal|condon|exoner|bonific|perdon)\w+)\s+(?:\w+\s+){0,2}?(?P<es>" + _COST + r")\b"
    r"|(?<!no )\b(?:incluye[n]?|incluid[oa]s?)\s+(?:\w+\s+){0,2}?(?P<with>" + _COST + r")\b"
    r"|\b(?:includes?|including|inclusive of)\s+(?:\w+\s+){0,2}?(?P<within>" + _COST_EN + r")\b"
    r"|\b(?:waiv\w+|no|zero|without(?! (?:count|includ|consider|add)\w+)(?: any| an?)?|"
    r"don't (?:charge|pay|need|take)|won't (?:charge|"
    r"pay|need)|not (?:charge|pay)|free of|doesn't (?:charge|have|take)|drop|skip)\s+(?:\w+\s+)"
    r"{0,3}?(?P<en>" + _COST_EN + r")\b"
    r"|\b(?P<theirs>" + _COST + "|" + _COST_EN + r")\s+(?:\w+\s+){0,3}?(?:l[oa]s? |are |is )?"
    r"(?:asume[n]?|paga[n]?|cubre[n]?|corren? por (?:cuenta|parte)|a cargo|paid|covered|borne|"
    r"pays?|"
    r"covers?)\s+(?:\w+\s+){0,2}?(?:by|" + _THEY_ES + "|" + _THEY_EN + r"|nosotros|us|agency)\b"
    r"|\b(?P<bills>" + _BILLS + r")\s+(?:(?:are|is|all|esta|estan|ya|van|va|todos)\s+)*"
    r"(?:incluid[oa]s?|included)\b"
    r"|\b(?:includes?|including|incluye[n]?)\s+(?:\w+\s+){0,2}?(?P<billed>" + _BILLS + r")\b"
    r"|\b(?:the )?"
    + _THEY_EN
    + r" (?:pays?|covers?|picks up|absorbs?) (?:\w+\s+){0,3}?(?P<paid>"
    + _COST_EN
    + "|"
    + _BILLS
    + r")\b"
    r"|\b(?P<nothing>(?:tu |usted |vos )?no (?:pagas|pagan|pagaras|pagarias|pagas) (?:nada|ni un)|"
    r"you (?:pay|owe|won't pay|don't pay|will pay) (?:nothing|anything|a (?:cent|penny))|"
    r"(?:so |y |and )nothing (?:extra|on top|else to pay)|(?:no|at no|sin) (?:extra |additional |"
    r"hidden )?(?:cost|costo|charge|cargo)s? (?:to you|for "
    r"you|para ti|alguno|adicional(?:es)?)|(?:totally |completely )?free of charge)\b"
    r"|\bte (?:regal|obsequi|bonific|condon|perdon|exoner)\w+ (?:el|la|los|las|un|"
    r"una) (?!dormitorio|recamara|habitacion|cuarto|bano|metro|ambiente)(?P<gift>\w+)"
    r"|\b(?:we'll|we will|we can|i'll|i can) (?:throw in|waive|knock off|comp) (?:the |a |an |"
    r"your )?"
    r"(?P<comp>\w+)"
    r"|\b(?P<ours>\w+) (?:corren?|van?) por (?:nuestra|mi) (?:cuenta|parte)\b|\b(?P<house>\w+) "
    r"(?:is|are|'s) on (?:us|the house|me)\b"
    r"|\b(?P<what>"
    + _COST
    + "|"
    + _COST_EN
    + r")\s+(?:\w+\s+){0,2}?(?:gratis|gratuit\w+|bonificad\w+|waived|for free|"
    r"on (?:us|the house)|corre por nuestra cuenta|va por nuestra cuenta|invita la casa)\b"
)
_NOT_TOLD: Final = re.compile(
    r"\b(?:no se (?:si|cuanto|que|el|la|cual)|tengo|aparec\w+|figur\w+|indic\w+|dice|conozco|"
    r"know|have|sure|say\w*|mention\w*|"
    r"show\w*|listed|confirm\w*|datos?|informacion|detalle|valor|monto|figure|information|note)\b"
)
#: Asked about: "if you sign this week there is no fee" waives one all the same.
_WHETHER: Final = re.compile(
    r"\b(?:whether|(?:pregunt|consult|confirm|averigu|verific|revis|chequ|sab|ver\b|dig|dec|ask|"
    r"check|know|see|"
    r"tell|say|sure|dep|segur)\w* (?:\w+ ){0,3}?(?:si|if|on))\b|\b(?:si|if) (?:no )?(?:hay|hubiera|"
    r"tienes|tenes|"
    r"buscas|prefieres|there|you (?:want|prefer|need)|decides?|alguien|one)\b"
)
#: A price told without its tax waives nothing.
_NET: Final = re.compile(
    r"\b(?:sin|without|excluding|before) (?:\w+ )?(?:iva|itp|impuestos?|tax\w*|vat)$"
)
#: What a cost is, and nothing of who pays it here: "el IBI es un impuesto que paga el dueño".
_DEFINES: Final = re.compile(
    r"\b(?:es|son|is|are|llama\w*|called) (?:una?|unos|unas|el|la|an?|the) (?:\w+ ){0,3}(?:que|"
    r"which|that) "
    r"[^,.]*$"
)
#: Somebody who mends things is on the way: nobody was called.
_TRADES: Final = re.compile(
    r"\b(?:valet|chofer|driver|concierge|doorman|conserje|porter[oa]?|tecnico|gasfiter|plomero|"
    r"fontanero|electricista|maestro|cerrajero|mantenimiento|"
    r"mantencion|"
    r"engineer|plumber|electrician|maintenance|handyman|contractor|technician|locksmith)s?\s*"
    r"(?:(?!se\b)\w+ ){0,2}?(?:va[n]? a|ira[n]?|pasa(?:ra)?[n]?|llega(?:ra)?[n]?|viene[n]?|"
    r"vendra[n]?|"
    r"visita(?:ra)?[n]?|ya (?:va|esta)|will|'ll|(?:is|are) (?:coming|on|going|booked|scheduled))\b"
)
#: Said of nobody: the ticket "has been raised", somebody "was notified"; a lift nobody arranged;
#: how few are left.
_PASSIVE: Final = re.compile(
    r"\b(?:qued[oa]\w*|fue|ha sido|esta) (?:ya )?(?:ingresad|cargad|levantad|reportad|derivad|"
    r"escalad|"
    r"radicad|tramitad|notificad|avisad)[oa]s?\b"
    r"|\b(?:has|have|was|were) (?:already |now )?(?:been )?(?:notified|logged|escalated|forwarded|"
    r"informed|alerted|raised|passed on)\b"
    r"|\bte (?:recog\w+|pasa[n]? a buscar|va[n]? a (?:buscar|recoger))\b|\b(?:pick|picks|"
    r"drive) you "
    r"(?:up|there)\b"
    r"|\bte (?:mandan|envian|asignan) (?:un|una|a)\b"
    r"|(?<!te )\bqueda[n]? (?:(?:solo|apenas|ya|solamente) )*(?!es\b|el\b)\w+ (?:deptos?|"
    r"departamentos?|unidades|"
    r"casas|lotes|"
    r"depas?)\b|\b(?:only|just) \w+ (?:units?|homes?|flats?|apartments?|houses?) (?:left|"
    r"remain\w*)\b"
)
_HEDGED: Final = re.compile(
    r"\b(?:depend\w*|decid\w*|podria\w*|puede\w*|tendria\w*|habria\w*|could|might|may|would|"
    r"can|up to the|usually|normally|suele\w*|en general|typically|consult\w+|preguntar\w*|"
    r"ask\w*)\b"
)


def others_at(sentence: Sentence) -> int:
    """Where it tells what an owner, a bank or an office did, wants or grants; -1 if nowhere."""
    for pattern in (_THEIR_DEED, _RIVALS, _RIVAL_DEED, _YOURS, _TRADES, _PASSIVE):
        for found in pattern.finditer(sentence.folded):
            if _stands(sentence, found.start()) and not _HEDGED.search(found.group()):
                return found.start()
    for found in _THEY_WOULD.finditer(sentence.folded):
        if _stands(sentence, found.start()):
            return found.start()
    return -1


def undone_at(sentence: Sentence) -> int:
    """Where it says that a viewing was cancelled or put to another time; -1 if nowhere."""
    return next(
        (
            each.start()
            for each in _UNDONE.finditer(sentence.folded)
            if _stands(sentence, each.start())
        ),
        -1,
    )


def waived_in(sentence: Sentence) -> str:
    """The cost it says need not be paid, "" for none."""
    for found in _WAIVED.finditer(sentence.folded):
        # "If you sign this month, it is on us": a gift with a condition is one too.
        gift = any(found[name] for name in ("gift", "comp", "ours", "house"))
        if sentence.asks or (_WHETHER.search(sentence.folded[: found.start()]) and not gift):
            continue
        if any(
            found[name] for name in ("with", "within", "bills", "billed")
        ) and sentence.is_denied(found.start()):
            continue
        if _NET.search(found.group()) or _DEFINES.search(sentence.folded[: found.end()]):
            continue
        if _NOT_TOLD.search(sentence.folded[sentence.clause(found.start()) : found.end() + 40]):
            continue
        return next(each for each in found.groups() if each)
    return ""


def waives(text: str, cost: str) -> bool:
    """Whether a text held says itself that this cost need not be paid."""
    return any(cost in found.groups() for found in _WAIVED.finditer(fold(text)))


def _stands(sentence: Sentence, at: int) -> bool:
    return sentence.is_stated(at) and not sentence.is_offered(at)
