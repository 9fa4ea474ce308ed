"""What a reply says Sofía did.

She acts through tools only, so a deed told in the first person is true when a result of the turn
says so. Which verbs a reply may choose for a made-up deed nobody can list; those for what she does
by reading and searching are few, and a deed is done to somebody or something outside the chat. So
a first-person past is a deed when it reaches out there, except with these few verbs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from agents.guardrails.deeds import booked_at
from agents.guardrails.sentences import Sentence
from agents.nlu.text import word_set

#: What she does without a tool that leaves a trace: reading, looking, noting, speaking to the lead.
_OWN_ES: Final = (
    r"(?:encontr|busqu|buscad|revis|anot|apunt|registr|guard|actualic|actualizad|entend|vi\b|vist|"
    r"le[ií]|fij|mir|compar|seleccion|eleg|escog|filtr|equivoqu|equivocad|confund|olvid|explic|"
    r"expliqu|mencion|coment|cont|dij|dich|mostr|muestr|compart|recib|tom[eé] nota|tomado nota|"
    r"pens|cre|quer|quis|pud|podid|hall|verific|verifiqu|chequ|consult[eé] (?:la|el|los|las|mi|"
    r"nuestr\w+) (?:listado|ficha|documento|base|sistema|inventario|cat[aá]logo|agenda|calendario)|"
    r"dej[eéa]\w* (?:todo |ya )?(?:anotad|apuntad|registrad|guardad|escrit)|"
    r"(?:hice|hecho|hicimos) (?:una |la |el |un )?(?:b[uú]squeda|revisi[oó]n|lista|comparaci[oó]n|"
    r"selecci[oó]n|c[aá]lculo|cuentas?|nota|resumen|filtro)|"
    r"orden|orient|ayud|segu[ií]|sid|estad|tenid|reun|junt|agreg|ajust|ampli|"
    r"cambi[eé]? (?:la|tu|los|el) (?:busqueda|criterio|filtro)|conoc|sab|resum|acot|"
    r"sent[ií]|serv[ií]|deb[ií]|viv[ií]|perd[ií]|sufr[ií]|eleg[ií]|conoc[ií]|"
    r"not[eé]|identifi|detect|cubr|localiz|descart|pas[eé] por alto|dej[eé] fuera|inclu|perd)"
)
# After such a verb the words that make it a deed all the same: "registré tu oferta".
_OTHERS_ES: Final = re.compile(
    r"\b(?:al|a la|a los|con (?:el|la|los|tu|su)|a (?:tu|su)|del?)\s+(?:due[nñ][oa]|propietari[oa]|"
    r"vendedor|arrendador|asesor|ejecutiv|agente|corredor|equipo|banco|notari|administra)\w*"
    r"|\b(?:tu|la|una|su) (?:visita|cita|oferta|postulacion|solicitud|reserva|hora|hipoteca|"
    r"orden de trabajo)\b"
    r"|\bticket\b"
)
# What a deed outside the chat is done to: people, papers, messages, keys, times, homes. A past of
# any other verb without one ("te respondí en automático", "I got ahead of myself") does nothing.
_TARGET_ES: Final = (
    r"(?:duen[oa]|propiet|vended|arrendad|caser|banco|notari|escriban|constructor|inmobiliari|"
    r"financier|administra|asesor|ejecutiv|agente|corredor|equipo|gerente|jef[ea]|abogad|conserj|"
    r"porter|encargad|consorci|comunidad|oficina|colega|companer|inquilin|tecnic|gasfiter|plomer|"
    r"manten|desarrollador|desarrollo|broker|aval|segur|correo|mail|bandeja|whatsapp|mensaje|"
    r"telefon|"
    r"llamad|sms|visita|cita\b|horas?\b|turno|recorrid|reserv|ofert|propuest|postulaci|solicitud|"
    r"contrat|sena\b|deposit|pago|fianza|papel|document|expediente|ficha|plano|fotos?\b|video|"
    r"llave|"
    r"ticket|reclamo|reporte|averia|incidenc|orden\b|informe|poliza|hipotec|credito|descuent|rebaj|"
    r"precio|datos\b|curricul|lugar\b|cupo|hueco|lista\b|sistema|copia|firma|tramit|carpeta|"
    r"garanti|"
    r"dep[at]|departament|casa\b|piso\b|propiedad|edifici|unidad|terreno|barrio|zona|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|ayer|hoy\b)"
)
_TARGET_EN: Final = (
    r"(?:owner|seller|landlord|landlady|vendor|bank|lender|developer|builder|agent|team|manag|"
    r"office|broker|colleague|supervisor|lawyer|solicitor|attorney|notary|hoa|concierge|building|"
    r"tenant|contractor|plumber|maintenance|security|desk|front|ana\b|them\b|him\b|her\b|people|"
    r"e?-?mail|inbox|text|message|whatsapp|phone|call|visit|viewing|tour|showing|appointment|slot|"
    r"reserv|offer|proposal|application|request|contract|lease|deposit|payment|paper|document|file|"
    r"details|floor plan|photo|video|brochure|key|ticket|repair|report|order|insurance|mortgage|"
    r"loan|"
    r"credit|discount|price|reduction|spot|place|hold|list\b|system|copy|signature|form|name|you "
    r"(?:in|down|up|on|through)|interest|flat|apartment|house|home|propert|unit|loft|villa|"
    r"neighbou?rhood|area|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|"
    r"yesterday|today|this morning)"
)
# Deeds by themselves, whatever they are done to.
_TRANSACTS_ES: Final = re.compile(
    r"(?:habl|llam|escrib|avis|coordin|negoci|gestion|tramit|agend|reserv|apart|separ|confirm|"
    r"cancel|anul|reprogram|reagend|contact|solicit|consegu|consig|logr|envi|mand|notific|insist|"
    r"convenc|inscrib|bloque|transfer|deposit|pag|firm|aprob|acord|cerr|obtuv)"
)
_TRANSACTS_EN: Final = re.compile(
    r"(?:spoke|spoken|call|rang|phon|negotiat|arrang|book|schedul|reserv|cancel|resched|contact|"
    r"secur|submit|sent|email|notif|convinc|persuad|block|transfer|paid|sign|approv|clos|confirm|"
    r"forward|lock|pencil|fil(?:e|ed)|regist)"
)
# In -é, accents kept: the present ("que agende") and the future ("agendaré") are told from it.
_PAST_ES: Final = re.compile(
    r"(?<![\wáéíóúñ])(?P<verb>(?!\w*(?:aré|eré|iré)\b)[a-záéíóúüñ]{2,}(?<!aqu)é|(?!aquí|ahí|allí|"
    r"así|mí)[a-záéíóúüñ]{2,}í|"
    r"conseguí|transmití|obtuve|traje|puse|compartí|convencí|inscribí|"
    r"(?:agend|reserv|habl|llam|envi|mand|avis|pas|dej|consult|coordin|confirm|contact|gestion|"
    r"tramit|solicit|negoci|cancel|anul|mov)amos (?:ya|con|al?|tu|una?|el|la))(?![\wáéíóúñ])",
    re.IGNORECASE,
)
# Of herself and yet a deed: "me he encargado de".
_REACHES_OUT: Final = re.compile(
    r"(?:encargad|ocupad|puest|comunicad|contactad|asegurad|permitid|adelantad|reunid|tomad|"
    r"acercad|comprometid)"
)
_NO_VERB: Final = word_set(
    """
    café qué porqué sé té esté bebé chalé bidé comité paté consomé bufé clisé ché josé andré tomé
    tené poné hacé traé sabé volvé proponé mantené suponé entendé atendé respondé vendé perdé vení
    decí través interés inglés olé pié fé dé cliché carné punto aunqué también canapé bungalé esperé
    """
)
_PERFECT_ES: Final = re.compile(
    r"(?<!\w)(?:(?:ya|te|le|les|lo|la|los|las|se|me)\s+)*"
    r"(?:(?:he|hemos)\s+(?:ya\s+)?(?P<done>\w+(?:ado|ido|cho|sto|rto|elto))|"
    r"(?:acabo|acabamos|termin[eé]|logr[eé]|pude|pudimos|alcanc[eé]) (?:de|a)?\s*"
    r"(?P<just>\w+(?:ar|er|ir)(?:te|le|les|lo|la|los|las|se)*))(?!\w)",
    re.IGNORECASE,
)
_OWN_EN: Final = word_set(
    """
    found checked looked searched noted saw seen understood heard read updated compared picked
    selected listed mentioned said told shown showed narrowed filtered missed misread misunderstood
    thought meant wanted hoped needed got had been was added included ordered shared given gave
    reviewed explained described suggested recommended gathered collected pulled come came gone
    went kept learned learnt known knew noticed assumed confused mixed ranked sorted split rounded
    converted calculated worked focused limited excluded skipped identified spotted pointed run ran
    need proceed exceed succeed tried done made apologised apologized forgotten forgot remembered
    recorded written wrote put
    loved liked enjoyed agreed expected believed answered asked received skimmed located widened
    used saved stored logged jotted marked entered double-checked rechecked cross-checked kept
    """
)
# After a plain verb the words that make it a deed all the same: "I told the seller".
_OTHERS_EN: Final = (
    r"(?:the|your|our|my|an?|their|his|her)\s+(?:\w+\s+){0,2}?(?:owner|seller|landlord|landlady|"
    r"agent|bank|lender|team|colleague|manager|vendor|developer|builder|office|broker|offer|"
    r"application|deposit|ticket|work order|viewing|visit|showing|tour|appointment|slot|"
    r"references?|paperwork|"
    r"payment|contract|lease|hold|reservation|arrangements?)|ana\b|them\b|him\b|her\b|it (?:for|"
    r"to) you|you (?:in|down|on|through)\b"
)
# "I went ahead and let the agent know", "I made sure to tell them".
_WENT_ON: Final = re.compile(r"\s*(?:ahead and|the liberty of|sure (?:to|that))\b")
_WITH_EN: Final = re.compile(
    r"\b(?:with|to|from|by) (?:the|your|our|my|an?|their) (?:\w+(?:'s)? ){0,2}?(?:owner|seller|"
    r"landlord|landlady|agent|bank|lender|team|colleague|manager|vendor|developer|builder)\b(?!'s)"
)
_DONE_TO_ES: Final = re.compile(rf"\b{_TARGET_ES}")
_DONE_TO_EN: Final = re.compile(rf"\b{_TARGET_EN}")
_PAST_EN: Final = re.compile(
    r"\b(?:i|we|i've|we've|i have|we have|"
    r"i had)(?<!before i)(?<!before we)(?<!until i)(?<!until we)(?<!when we)\s+(?:(?:just|"
    r"already|also|now|even|actually|"
    r"personally|gladly|quickly|then|since)\s+)*(?P<verb>[a-z-]+ed|spoke|spoken|told|sent|put|set|"
    r"made|got|gave|given|left|wrote|written|met|let|paid|brought|bought|took|taken|held|had|done|"
    r"did|went|found|won|sold|drew|drawn|began|chose|struck)\b(?!')(?P<rest>.{0,50})"
)
# "You're booked for Thursday, and I've also ...".
_GOES_ON: Final = re.compile(
    r"(?:, | and | y )(?=(?:and |y )?(?:i|i've|we|we've|ya|te|le|les|tambien|ademas|he|hemos|"
    r"also)\b)"
)


def deed_at(sentence: Sentence) -> int:
    """Where the sentence tells of a deed of Sofía's that only a tool could have done; -1 if not."""
    for pattern in (_PAST_ES, _PERFECT_ES):
        for found in pattern.finditer(sentence.text):
            verb = next(each for each in found.groupdict().values() if each)
            at = sentence.text.index(verb, found.start())
            is_name = verb[0].isupper() and bool(re.search(r"\w", sentence.text[:at]))
            if is_name or verb.lower() in _NO_VERB or _is_hers(sentence, at):
                continue
            if re.match(_OWN_ES, sentence.text[at:], re.IGNORECASE) and not _OTHERS_ES.search(
                sentence.folded[at : at + 60]
            ):
                continue
            if _reaches_es(sentence.folded, at) and _stands(sentence, found.start()):
                return found.start()
    for found in _PAST_EN.finditer(sentence.folded):
        plain = found["verb"] in _OWN_EN and not (
            re.match(rf"\W*(?:{_OTHERS_EN})", found["rest"]) or _WITH_EN.search(found["rest"])
        )
        plain = plain and not _WENT_ON.match(found["rest"])
        if plain or not (
            _TRANSACTS_EN.match(found["verb"])
            or _WENT_ON.match(found["rest"])
            or _DONE_TO_EN.search(found["rest"])
        ):
            continue
        if _stands(sentence, found.start()):
            return found.start()
    return -1


def deed_beside_booking(sentence: Sentence) -> bool:
    """Whether a sentence tells of a booking and then of another deed: "and I've told the owner"."""
    for found in _GOES_ON.finditer(sentence.folded):
        rest = replace(
            sentence, text=sentence.text[found.end() :], folded=sentence.folded[found.end() :]
        )
        if booked_at(rest) < 0 and deed_at(rest) >= 0:
            return True
    return False


def _reaches_es(folded: str, at: int) -> bool:
    """Whether a past of hers is done to somebody or something outside the chat."""
    return bool(_TRANSACTS_ES.match(folded, at) or _DONE_TO_ES.search(folded, at, at + 90))


def _is_hers(sentence: Sentence, at: int) -> bool:
    """Whether a perfect only tells of herself: "me he liado", "me he explicado mal"."""
    return bool(re.search(r"\bme (?:he|hemos) (?:\w+ )?$", sentence.folded[:at])) and not (
        _REACHES_OUT.match(sentence.folded, at) or _OTHERS_ES.search(sentence.folded[at : at + 60])
    )


def _stands(sentence: Sentence, at: int) -> bool:
    return sentence.is_stated(at) and not sentence.is_offered(at)
