"""What a reply says Sofía will do outside the chat, or come back with: asking an owner, calling a
bank, "te confirmo mañana". She acts only while she answers, so nothing of it would happen; that
somebody is asked may be owed, for a person gets it as a task.

Looking, searching and noting are hers; so is what she offers, asks about or ties to an "if".
"""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.sentences import Sentence

_THEM_ES: Final = (
    r"(?:due[nñ][oa]s?|propietari[oa]s?|vendedor(?:a|es)?|arrendador(?:a|es)?|caser[oa]|bancos?|"
    r"notari[oa]|constructora|desarrollador\w*|inmobiliaria|financiera|administra\w+|"
    r"escriban[oa]|propiedad|ejecutiv\w+|"
    r"asesor\w*|agentes?|corredor\w*|equipo|gerente|jef[ea]|abogad[oa]|conserje\w*|encargad[oa]|"
    r"consorcio|comunidad|oficina|colegas?|compañer[oa]s?|companer[oa]s?|ana)"
)
_THEM_EN: Final = (
    r"(?:owners?|sellers?|landlords?|landlady|vendors?|bank|lender|developer|builder|agents?|team|"
    r"manager|management|office|broker|colleagues?|supervisor|boss|lawyer|solicitor|hoa|concierge|"
    r"building|ana)"
)
_VERBS_ES: Final = (
    r"(?:pregunt|consult|habl|llam|escrib|avis|ped|pid|negoci|averigu|gestion|solicit|tramit|"
    r"contact|propon|propondr|plante|present|transmit|coment|cont|dec|dig|dir|pas|mand|envi|"
    r"comunic|coordin|confirm|verific|revis|chec|chequ|inform|notific|insist|convenc|consig|"
    r"consegu|arregl|acord|reun|ver)"
)
_WILL_ES: Final = re.compile(
    r"(?<!\w)(?:(?:te|le|les|lo|la|los|las|me|nos|se)\s+)*(?:"
    r"(?:voy|vamos) a\s+" + _VERBS_ES + r"\w*(?:ar|er|ir)(?:l[eoa]s?|te|se|nos)*"
    r"|" + _VERBS_ES + r"\w*?(?:aré|eré|iré|aremos|eremos|iremos|dré|ré)"
    r"|(?:pregunto|consulto|hablo|llamo|escribo|aviso|pido|negocio|averiguo|gestiono|solicito|"
    r"tramito|contacto|propongo|planteo|transmito|comunico|coordino|informo|notifico)"
    r"|(?<=les )(?:paso|mando|env[ií]o|dejo|derivo)|(?<=le )(?:paso|mando|env[ií]o|dejo|derivo)"
    r")(?!\w)",
    re.IGNORECASE,
)
_THEM_AFTER_ES: Final = re.compile(
    r"\s+(?:(?!que\b|quien\b|pued\w+|podr\w+|cuando\b|para\b|si\b)[\w']+\s+){0,5}?(?:a|al|con|"
    r"del?|la|el|los|las|"
    r"su|tu|nuestr\w+)\s+(?:\w+\s+)?" + _THEM_ES + r"\b"
    r"|\s+(?:a|con)\s+ana\b"
)
_THEM_BEFORE_ES: Final = re.compile(
    r"\b(?:al|a la|a los|con (?:el|la|los))\s+" + _THEM_ES + r"\s+(?:\w+\s+){0,2}$"
)
_WILL_EN: Final = re.compile(
    r"\b(?:i'll|i will|i'm going to|i am going to|i'm gonna|(?:give|"
    r"allow) me \w+(?: \w+){0,2} to|we'll|we will|let me|i'm about to|"
    r"let us)\s+(?:(?:just|also|quickly|gladly|go ahead and|personally|definitely|first)\s+)*"
    r"(?:check|ask|speak|talk|chat|call|ring|phone|contact|reach|negotiate|confirm|find|follow|"
    r"push|"
    r"get|let|tell|notify|pass|message|ping|run|liaise|consult|have|put|see|arrange|request|inform|"
    r"discuss|work|raise|submit|forward|coordinate|verify|propose|make sure|double-check|hold|try|"
    r"persuade|convince|pressure|nudge|mention|send|email|text)\b(?!\s+you\b)"
    r"(?P<rest>.{0,70})"
)
_THEM_AFTER_EN: Final = re.compile(
    r"\b(?:the|your|our|my|an?|their|with|to)\s+(?:\w+\s+)?"
    + _THEM_EN
    + r"\b(?!'s (?:name|number))"
)
_FROM_THEM: Final = re.compile(r"\b(?:with|in touch with|through to) you\b|\byou (?:to|with|in)\b")
_SORRY: Final = re.compile(r"\b(?:disculpas?|perdon|permiso|paciencia|comprension)\b")
# Coming back later, at a time or once it was found out.
_LATER_ES: Final = (
    r"(?:manana|mas tarde|luego|en un rato|en breve|pronto|esta tarde|esta noche|hoy|a la brevedad|"
    r"en unos? \w+|enseguida|al rato|en la tarde|en la manana|por la tarde|por la manana|"
    r"(?:el |este )?(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)|cuanto antes|"
    r"en cuanto (?:tenga|me|sepa)|apenas (?:tenga|me|sepa))"
)
_BACK_ES: Final = (
    r"te (?:confirmo|aviso|cuento|digo|respondo|informo|actualizo|contesto|confirmare|avisare|"
    r"contare|dire|respondere|informare|contestare|llamo|llamare|devuelvo la llamada)"
)
_RETURNS_ES: Final = re.compile(
    rf"\b{_LATER_ES}\s+(?:mismo\s+|sin falta\s+)?{_BACK_ES}\b"
    rf"|\b{_BACK_ES}\s+(?:\w+\s+){{0,2}}?{_LATER_ES}\b"
    rf"|\b(?:consult|averigu|pregunt|gestion|chec|chequ)\w*o\b.{{0,40}}\by {_BACK_ES}\b"
)
# She takes on what only a person could see to.
_TAKES_ON: Final = re.compile(
    r"\b(?:dejalo en mis manos|dejamelo a mi|(?:yo )?me encargo (?:yo|de|personalmente)|yo (?:lo|"
    r"la) "
    r"(?:gestiono|arreglo|negocio|resuelvo|veo con)|leave (?:it|that|this) (?:with|to) me|"
    r"(?:i'll|i will) (?:sort|handle|deal with|take care of) (?:it|that|this|the|everything|"
    r"your))\b"
    r"(?!.{0,20}\b(?:search\w*|look\w*|booking|viewing|visita|busqueda|buscar|agend\w+|"
    r"reserv\w+)\b)"
)
_RETURNS_EN: Final = re.compile(
    r"\b(?:i'll|i will|we'll|we will|i'm going to)\s+(?:\w+\s+)?(?:(?:get|come) (?:right |"
    r"straight )?"
    r"back to you|circle back|report back)\b|"
    r"\b(?:i'll|i will|we'll|we will|i'm going to|and|then)\s+(?:\w+\s+)?(?:get back to you|"
    r"let you know|update you|follow up(?: with you)?|come back to you|keep you (?:posted|updated)|"
    r"circle back|be in touch|call you|confirm(?: it| that| this)?(?: to you| with you)?|"
    r"report back|ring you|message you|text you)\b.{0,25}?\b(?:by|tomorrow|tonight|shortly|soon|"
    r"later|today|this (?:afternoon|evening|morning|week)|in (?:a|an|the|\d+) \w+|within|asap|"
    r"first thing|mon|tues?|wed|thurs?|fri|satur|sun)(?:day|nesday)?\b"
)

# What may be owed: a question, and no more than that.
_ASKS: Final = re.compile(
    r"(?:(?:te|le|les|lo|la|los|las|me|nos|se)\s+)*(?:(?:voy|vamos) a )?"
    r"(?:pregunt|consult|averigu|verific|confirm|chequ|chec|revis)\w*"
    r"|(?:i'll|i will|i'm going to|i am going to|let me|we'll|we will)\s+(?:\w+ )?"
    r"(?:ask|check|confirm|verify|consult|find out|double-check)\b"
)
_PRESSES: Final = re.compile(
    r"\b(?:negoci|rebaj|descuent|convenc|presion|reserv|apart|bloque|discount|negotiat|lower|"
    r"reduc|persuad|convinc|hold it|reserve|set aside)\w*"
)


def planned_at(sentence: Sentence) -> int:
    """Where the sentence says that Sofía will act or come back outside this answer; -1 if not."""
    turns = _turns_to_at(sentence)
    return turns if turns >= 0 else _returns_at(sentence)


def owes_question(sentence: Sentence) -> bool:
    """Whether all it plans is that somebody is asked: a person can do that, at no set time."""
    turns = _turns_to_at(sentence)
    return (
        turns >= 0
        and bool(_ASKS.match(sentence.folded, turns))
        and not _PRESSES.search(sentence.folded)
        and _returns_at(sentence) < 0
    )


def _returns_at(sentence: Sentence) -> int:
    for pattern in (_RETURNS_ES, _RETURNS_EN, _TAKES_ON):
        for found in pattern.finditer(sentence.folded):
            if _stands(sentence, found.start()):
                return found.start()
    return -1


def _turns_to_at(sentence: Sentence) -> int:
    """Where it says that she will turn to somebody: an owner, a bank, her team; -1 if not."""
    for found in _WILL_ES.finditer(sentence.text):
        end = found.end()
        if _SORRY.search(sentence.folded, found.start()):
            continue
        if (
            _THEM_AFTER_ES.match(sentence.folded, end)
            or _THEM_BEFORE_ES.search(sentence.folded[: found.start()])
        ) and _stands(sentence, found.start()):
            return found.start()
    for found in _WILL_EN.finditer(sentence.folded):
        if (
            _THEM_AFTER_EN.search(found["rest"])
            and not _FROM_THEM.search(found["rest"])
            and not (
                sentence.asks
                or sentence.proposes
                or sentence.is_denied(found.start())
                or sentence.depends(found.start())
            )
        ):
            return found.start()
    return -1


def _stands(sentence: Sentence, at: int) -> bool:
    """Stated, not asked, denied, offered or tied to an "if"; "as soon as" is no excuse."""
    return not (
        sentence.asks
        or sentence.proposes
        or sentence.is_denied(at)
        or sentence.depends(at)
        or sentence.is_offered(at)
    )
