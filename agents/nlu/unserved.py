"""Ours failed them, told by its parts: who, what they should have done, that they did not.

Irritation alone is none of it: a price too high or a question unanswered in the chat. It takes an
agency that did not come, call back, repair or pay; attempts that led to nothing; a rent withheld.
"""

from __future__ import annotations

import re
from typing import Final

_NOBODY: Final = r"(?:nadie|ninguno|ni (?:dios|uno|la hora|bola|un alma)|nobody|no ?one|none of)"
_STAFF: Final = (
    r"(?:ustedes|uds|vosotros|la (?:inmobiliaria|agencia|corredora|oficina|administracion|"
    r"administradora|empresa)|el (?:tecnico|plomero|gasfiter|electricista|fontanero|maestro|"
    r"encargado|conserje|propietario|dueno|administrador|corredor|agente|asesor|casero|ejecutivo)|"
    r"la (?:ejecutiva|corredora|asesora|duena|agente|chica|senorita|encargada)|"
    r"(?:su|vuestr[oa]|tu) (?:\w+)|(?:your|the) (?:\w+ )?(?:guys?|team|office|agents?|agency|"
    r"plumber|engineer|contractors?|electrician|landlord|owner|manager|management|colleague|"
    r"technician|company|people|maintenance|handyman|lot)|maintenance|landlord|you(?: guys| lot| "
    r"people)?)"
)
_ACT_ES: Final = (
    r"(?:contest|respond|atend|atiend|vin[oi]|ven(?:ido|ga|ir)|viene|apareci|aparece|lleg|llam|"
    r"hizo|hace[ns]?\b|hecho|hicieron|solucion|resolv|resuelv|resuelt|arregl|repar|asom|avis|"
    r"present|devolv|devuelv|devuelt|regres|reembols|reintegr|pag(?:an|aron|ado)|cumpl|dado|"
    r"dier|dan\b|dio\b|da\b|cont?acta|escrib|escrit|coge|contesto|revis|mand)"
)
_ACT_EN: Final = (
    r"(?:answer(?:s|ed|ing)?|repl(?:y|ies|ied|ying)|respond(?:s|ed|ing)?|call(?:s|ed)? back|"
    r"called|rang|phoned|came|come|shown?(?: up)?|showed|turn(?:s|ed)? up|fix(?:ed)?|"
    r"repair(?:ed)?|sort(?:ed)?|return(?:s|ed)?|refund(?:ed)?|paid|pay|sent|do(?:es|ne)?|did|"
    r"help(?:s|ed)?|"
    r"listen(?:s|ed)?|bother(?:s|ed)?|gets? back|got back|get back|acknowledged|been (?:out|round|"
    r"in touch)|care[sd]?|visited|resolved?|follow(?:s|ed)? up|pick(?:s|ed)? up)"
)
_NUMBER: Final = (
    r"(?:\d+|dos|tres|cuatro|cinco|seis|siete|ocho|diez|mil|varias|muchas|tantas|quinientas|"
    r"twice|two|three|four|five|six|seven|eight|ten|several|many|multiple|countless|a dozen|"
    r"a million|so many|a few)"
)
_TRIED_ES: Final = (
    r"(?:llam[eo]\w*|escrib[ií]\w*|avis[eo]\w*|avisamos|report[eo]\w*|reclam[eo]\w*|ped[ií]\w*|"
    r"mand[eo]\w*|envi[eo]\w*|dij(?:e|imos)|insist[ií]\w*|solicit[eo]\w*|llevo|llevamos|"
    r"hable|hablamos|pregunte|(?:he|hemos) \w+[ai]do|(?:estoy|estamos) \w+ndo)"
)
_TRIED_EN: Final = (
    r"(?:called|rang|rung|phoned|emailed|e-mailed|texted|messaged|written|wrote|reported|chased|"
    r"asked|told|complained|logged|raised|contacted|requested|submitted|left|sent|visited|been)"
)
_NOTHING: Final = (
    r"(?:nada|nadie|ni (?:una|un|siquiera|caso|bola|pelota|la)|sin (?:respuesta|solucion|noticias|"
    r"novedad)|silencio|cero|puras? (?:excusa|promesa|mentira|vuelta|larga)s?|largas|"
    r"nothing|nobody|no ?one|silence|crickets|zero|zilch|nada|no (?:reply|response|answer|joy|"
    r"action|show|news|luck)|radio silence|ignored|excuses|fobbed)"
)
_ASSET: Final = (
    r"(?:deposito|garantia|fianza|plata|dinero|sena|reserva|separacion|arras|adelanto|anticipo|"
    r"deposit|money|refund|holding fee|earnest money|bond|reservation fee)"
)
_FAILED: Final = re.compile(
    rf"\b{_NOBODY}\b(?: [\w']+){{0,4}}? {_ACT_ES}\w*"
    rf"|\b{_NOBODY}\b(?: [\w']+){{0,4}}? {_ACT_EN}\b"
    rf"|\bno (?:ha |han |has |habeis |me |nos |se |le |les |lo |la ){{0,3}}{_ACT_ES}\w*(?: [\w']+)"
    rf"{{0,2}}? (?:{_NOBODY}|{_STAFF}|{_ASSET}|(?:mi|el|la|los|las) {_ASSET})\b"
    r"|\bno (?:me|nos) (?:quieren? |han |habeis |has |ha |habian? )?(?:devolv|devuelv|devuelt|"
    r"regres|reembols|reintegr|soluc|resolv|resuelv|resuelt|arregl|atiend|atend|contestan|"
    r"respond(?:en|ieron|ido)|hac(?:en|eis) caso|coge[ns]?|cogeis|pagan|pagaron)\w*"
    rf"|\b{_STAFF}\b (?:\w+ ){{0,2}}?(?:nunca|jamas|tampoco|no)(?: (?:me|nos|se|le|lo|la|ha|han|"
    r"has))* (?:vin|vien|ven|apareci|llego|contest|respond|hizo|hace|hicier|solucion|resuelv|"
    r"arregl|"
    r"devuelv|devolv|atiend|cumpl|asom|present|llam|quiere)\w*"
    r"|\b(?:nunca|jamas) (?:me |nos |se |lo )?(?:llam|vin|contest|respond|apareci|arregl|soluc|"
    r"devolv|llegar|avis|present|hicier)(?:o|ieron|aron|eron|io|imos)\b"
    rf"|\b{_STAFF}\b(?: (?:has|have|had|are|is|was|were|just|still|ever|even|all|also)){{0,3}}?"
    r" ?(?:never|n't|not|failed to|refus\w+ to|won't|doesnt|dont|didnt|havent|hasnt)"
    rf"(?: (?:once|even|ever|yet|still|to|me|us|bother\w*|been)){{0,2}} {_ACT_EN}\b"
    r"(?! (?:my question|about (?:parking|pets|the)))"
    rf"|\b{_TRIED_ES}\b[^.;!?]{{0,60}}?\b(?:{_NUMBER} veces|toda la (?:semana|manana|tarde)|"
    rf"hace (?:\w+ ){{1,2}}(?:dias?|semanas?|mes(?:es)?))\b[^.;!?]{{0,24}}?\b{_NOTHING}\b"
    rf"|\b(?:{_TRIED_ES}|promet\w+|qued(?:o|aron)|dij\w+|iban?)\b[^.;!?]*\by (?:\w+ ){{0,3}}?"
    r"(?:nada(?: de nada)?|ni (?:caso|bola|pelota|respuesta|luces|una palabra)|nadie (?:\w+ )?\w+|"
    r"sin (?:respuesta|solucion|noticias))\W*$"
    rf"|\by (?:ustedes|uds|vosotros|la inmobiliaria|la agencia)\W+(?:\w+ )?(?:nada|ni|no|sin|bien|"
    r"callad|feliz|tan)\w*"
    rf"|\b(?:{_TRIED_ES})\b[^.;!?]{{0,30}}?\b{_NUMBER} (?:veces|correos|mails|mensajes|reclamos|"
    r"reportes|tickets)\b"
    rf"|\b{_TRIED_EN}\b[^.;!?]{{0,40}}?\b(?:{_NUMBER} times|twice|all (?:day|week|morning)|for "
    r"(?:\w+ ){1,2}(?:days|weeks|months)|(?:\w+ ){1,2}(?:days|weeks|months) ago)\b[^.;!?]{0,40}?"
    rf"\b{_NOTHING}\b"
    rf"|\b{_TRIED_EN}\b (?:[\w']+ ){{0,4}}?(?:{_NUMBER} times|twice) (?:now|already|this|about|and|"
    r"since)\b"
    r"|\b(?:had|heard|got|received|gotten) (?:\w+ ){0,2}?(?:nothing|silence|crickets|zero|no "
    r"(?:reply|response|answer)) ?(?:back|from (?:you|u|anyone)|since|in return|but)?\b(?! wrong|"
    r" against)"
    r"|\b(?:second|third|fourth|fifth|sixth|\d+(?:nd|rd|th)|umpteenth|segund[oa]|tercer[oa]?|"
    r"cuart[oa]|"
    r"quint[oa]|enesim[oa]) (?:\w+ )?(?:ticket|e?mail|message|report|call|complaint|request|"
    r"reclamo|correo|mensaje|aviso|llamad[oa]|reporte|queja|visita fallida)\b"
)
_MONEY_KEPT: Final = re.compile(
    rf"\b(?:esperando|waiting|llevo|chasing)\b[^.;!?]{{0,40}}?\b(?:{_ASSET}|regres\w+|devuel\w+|"
    rf"reembols\w+|refund\w*)\b"
    rf"|\b{_ASSET}\b[^.;!?]{{0,30}}?\b(?:not (?:been )?(?:returned|refunded|paid|back)|never "
    r"(?:came|returned|refunded)|still (?:not|hasn'?t|with you)|withheld|kept|no (?:me|nos|ha|han|"
    r"aparece|llega)\w*|sin (?:devolver|noticias))"
    rf"|\b(?:where'?s|where is|donde esta|cuando (?:me|nos) (?:\w+ ){{0,3}}?(?:devuelv|devolv|"
    rf"regres|pag|reembols|dan|van a dar)\w*|when (?:am i|are we|do i|do we|will i) (?:\w+ )?"
    rf"(?:get|getting|see)) (?:my|our|mi|la|el) (?:\w+ )?{_ASSET}(?! back at the end)\b"
    rf"|\b(?:kept|keeping|stole|stealing|se quedaron con|quieren quedarse con|me retienen|"
    rf"se quieren quedar) (?:\w+ ){{0,2}}?(?:my|our|mi|la|el) (?:\w+ )?{_ASSET}\b"
    r"|\b(?:withhold\w*|stop paying|not paying|won'?t pay|refuse to pay|deduct\w*|dejar de pagar|"
    r"dejo de pagar|no (?:les )?(?:voy a|pienso) pagar(?:les)?|reten\w+|descont\w+|descuento)"
    r"(?! (?:mas|arriba|over|more|above|un centavo mas|tanto|si pago)) "
    r"(?:[\w']+ ){0,3}?(?:the rent|my rent|rent|alquiler|arriendo|la renta|el mes|hasta que)\b"
    r"(?!\s*(?:de )?\d)"
)
#: Charged, raised or changed against what was agreed.
_BREACH: Final = re.compile(
    r"\b(?:contrato|contract|lease|acuerdo|agreement)\b (?:\w+ )?(?:dice|decia|says|said|states) "
    r"(?:\w+ )?(?:otra cosa|lo contrario|algo distinto|otherwise|something (?:else|different)|"
    r"the opposite)"
    r"|\b(?:no (?:es|fue) lo que (?:\w+ )?(?:acord|firm|pact|habl|dij|promet|qued|convin)\w+|"
    r"(?:isn't|is not|wasn't|not) what (?:we|i|you|was) (?:\w+ )?(?:agreed|signed|promised|"
    r"advertised|paid for))"
    r"|\b(?:me|nos) (?:han |estan |quieren |siguen |volvieron a |acaban de )?(?:cobraron|cobrado|"
    r"cobrando|cobrar|cobraste\w*|descont\w+|factur\w+|quitaron|subieron|subido|aumentaron|"
    r"multaron|cargaron)\b[^.;!?]{0,60}?\b(?:sin|y|pero|de mas|doble|otra vez|que no|cuando|ya|"
    r"nunca|avis\w+|corresponde|indebid\w+)\b"
    r"|\b(?:you|u|yall|y'all|they|he|she|your \w+)(?:'ve| have| has)? (?:\w+ )?(?:charged|billed|"
    r"fined|overcharged|evicted|increased|raised|hiked|changed|cancelled|canceled) (?:me|us|my|our|"
    r"the (?:rent|terms|price|locks?|viewing))\b"
    r"|\bprimero (?:\w+ ){0,3}?[\d.,]+\b[^?!;]{0,40}?\by ahora (?:\w+ ){0,3}?[\d.,]+"
    r"|\bfirst (?:\w+ ){0,3}?[$£\d.,]+[^?!;]{0,40}?\bnow (?:\w+ ){0,3}?[$£\d.,]+"
)
_CHEATED: Final = re.compile(
    r"\b(?:ni|no) (?:la cara dan|dan la cara|dais la cara|aparecen|se aparecen)\b"
    r"|\b(?:me|nos) (?:estan|estais|teneis|tienen|llevan|lleváis|han|siguen|seguis|vienen) (?:\w+ "
    r")?(?:mare|pase(?:ando|ado)|pelote|tramit|bail|bolude|vacil|torea|carg(?:ando|ado)|ignora|"
    r"dando (?:largas|vueltas))\w*"
    r"|\besto (?:ya )?(?:es|parece) (?:un |una |de )?(?:verdadera |autentica |total )?(?:joda|"
    r"burla|verguenza|chiste|tomadura|falta de respeto|abuso|estafa|cachondeo|circo|payasada|locos|"
    r"insulto|infierno|pesadilla|desastre|despropósito)\b"
    r"|\b(?:horas?|km|kilometros|viaje|camino|hours?|miles|drive|trip)\b (?:\w+ ){0,3}?(?:para|por|"
    r"for) (?:nada|nothing)\b"
    r"|\b(?:pur[oa]s? (?:mentira|cuento|excusa|promesa|verso|chamuyo|vuelta)s?|(?:son|sois|eran) "
    r"(?:\w+ )?mentiras?|mienten|mintiendo|me (?:toma(?:ron|n|is) el pelo|vieron la cara|estan "
    r"cargando|"
    r"estafaron|bolude\w+|palte\w+|dan largas|dais largas|tienen (?:en vueltas|dando vueltas|"
    r"bailando))|tom(?:ar|ando|an)(?:me|nos) el pelo|lavan las manos|"
    r"pass(?:ed|ing) (?:me )?(?:around|from pillar)|fobb(?:ed|ing)|empty promises|lies after lies|"
    r"(?:full of|nothing but|more|all) (?:lies|excuses)|taking the (?:piss|mick|mickey)|"
    r"mess(?:ed|ing) (?:me|us) (?:about|around)|strung along|being treated like|"
    r"(?:let|letting) (?:me|us) down|gave (?:my|our) (?:flat|house|place|apartment|slot) (?:to|"
    r"away)|stitched up)\b"
)
#: Others than us, a wish, or a state of things that has no one to blame for it.
_NOT_US: Final = re.compile(
    r"\b(?:otr[oa]s? (?:\w+ )?(?:inmobiliaria|agencia|corredor|agente|asesor|empresa|pagina|"
    r"propietari|duen|broker)\w*|other (?:\w+ )?(?:agent|agenc|landlord|place|broker|compan)\w*|"
    r"previous|last (?:agent|agency|landlord|place|realtor|broker)|anterior|antes (?:con|en) otra|"
    r"el banco|the bank|lender|mi (?:ex|jefe|esposo|esposa|marido|mujer|novi[oa]|herman[oa]|"
    r"pareja|hij[oa]|amig[oa])|my (?:ex|boss|wife|husband|partner|brother|sister|friend|son|"
    r"daughter|employer|bank|solicitor|lender)|competencia|portal|mi casero actual|"
    r"my current (?:landlord|agent)|busco|looking for|inquilin[oa] (?:que )?no (?:me )?paga|"
    r"hoy en dia|these days|(?:you'?re|you are|u r) the (?:first|only)|first (?:one|ones) to|"
    r"finally (?:some|a)|por fin|"
    r"no worries|no problem|si (?:nadie|no)|if (?:no|nobody|you don))\b"
)


def is_unserved(sentence: str) -> bool:
    """Whether a sentence of folded text tells how ours failed them, or what is held back."""
    if _NOT_US.search(sentence):
        return False
    return any(frame.search(sentence) for frame in (_FAILED, _MONEY_KEPT, _BREACH, _CHEATED))
