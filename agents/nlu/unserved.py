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
    r"help(?:s|ed)?|listen(?:s|ed)?|bother(?:s|ed)?|gets? back|got back|get back|acknowledged|"
    r"been (?:out|round|in touch)|care[sd]?|visited|resolved?|follow(?:s|ed)? up|pick(?:s|ed|"
    r"ing)? up|coming|ringing|responding|doing|helping|listening)"
)
_NUMBER: Final = (
    r"(?:\d+|dos|tres|cuatro|cinco|seis|siete|ocho|diez|mil|varias|muchas|tantas|quinientas|"
    r"twice|two|three|four|five|six|seven|eight|ten|several|many|multiple|countless|a dozen|a "
    r"million|so many|a few)"
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
    rf"|\b{_NOBODY}(?:'s)?\b(?: [\w']+){{0,4}}? {_ACT_EN}\b"
    rf"|\bno (?:ha |han |has |habeis |me |nos |se |le |les |lo |la ){{0,3}}{_ACT_ES}\w*(?: [\w']+)"
    rf"{{0,2}}? (?:{_NOBODY}|{_STAFF}|{_ASSET}|(?:mi|el|la|los|las) {_ASSET})\b"
    r"|\bno (?:me|nos) (?:quieren? |han |habeis |has |ha |habian? )?(?:devolv|devuelv|devuelt|"
    r"regres|reembols|reintegr|soluc|resolv|resuelv|resuelt|arregl|atiend|atend|contestan|"
    r"respond(?:en|ieron|ido)|hac(?:en|eis) caso|coge[ns]?|cogeis|pagan|pagaron)\w*"
    rf"|\b{_STAFF}\b (?:\w+ ){{0,2}}?(?:nunca|jamas|tampoco|no)(?: (?:me|nos|se|le|lo|la|ha|han|"
    r"has))* (?:vin|vien|ven|apareci|llego|contest|respond|hizo|hace|hicier|solucion|resuelv|"
    r"arregl|devuelv|devolv|atiend|cumpl|asom|present|llam|quiere)\w*"
    r"|\b(?:nunca|jamas) (?:(?:me|nos|se|lo|la|los|le) )*(?:llam|vin|contest|respond|apareci|"
    r"arregl|soluc|devolv|llegar|avis|present|hicier)(?:o|ieron|aron|eron|io|imos)\b"
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
    r"(?:reply|response|answer)) ?(?:back|from (?:you|u|anyone)|since|in return|but)?\b(?! wrong| "
    r"against)"
    r"|\b(?:second|third|fourth|fifth|sixth|\d+(?:nd|rd|th)|umpteenth|segund[oa]|tercer[oa]?|"
    r"cuart[oa]|quint[oa]|enesim[oa]) (?:\w+ )?(?:ticket|e?mail|message|report|call|complaint|"
    r"request|reclamo|correo|mensaje|aviso|llamad[oa]|reporte|queja|visita fallida)\b"
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
    r"(?! (?:mas|arriba|over|more|above|un centavo mas|tanto|si pago)) (?:[\w']+ ){0,3}?(?:the "
    r"rent|my rent|rent|alquiler|arriendo|la renta|el mes|hasta que)\b(?!\s*(?:de )?\d)"
)
#: What is demanded of us, what was done to them or to their things.
_WRONGED: Final = re.compile(
    # Promised, and now it is otherwise.
    r"\b(?:dij|asegur|promet|garantiz|confirm|jur|qued)(?:o|aron|ieron|eron|io|iste|asteis|isteis|"
    r"aste)\b[^;!?]{0,70}?\by (?:ahora|resulta|despues|luego|al final|hoy)\b"
    r"|\b(?:told|promised|assured|said)\b[^;!?]{0,60}?\b(?:and|but|only to|"
    r"yet)\b(?: (?:you|they|he|she|it|its|it's|i|i'm|we|suddenly))* now\b"
    r"|\bse suponia que\b|\b(?:was|were|is|are) supposed to (?:be |have been |get )?(?:refund|"
    r"return|fix|come|call|repair|repl|get back|deliver|sort|meet|send|paid|back)\w*"
    r"|\bpor (?:vuestra|su|tu|culpa de) (?:culpa|ustedes|uds)\b|\b(?:your fault|because of (?:you|"
    r"your \w+)|thanks to you(?:r \w+)? (?:i|we))\b"
    r"|\bno (?:he|hemos|habia|habiamos) (?:recibido|tenido|obtenido|visto|sabido) (?:\w+ "
    r"){0,2}?(?:respuesta|noticias?|contestacion|devolucion|reembolso|pago|solucion|nada|garantia|"
    r"deposito|factura|contrato|llaves|plata|dinero)\b|\bsin (?:recibir|haber recibido|obtener) "
    r"(?:\w+ )?respuesta\b"
    r"|\b(?:you|u|your|they|agency|company|landlord|office|agent)\b[^.;!?]{0,50}?\b(?:not|never|"
    r"stopped|aren'?t|isn'?t|quit) (?:even )?(?:reply|answer|respond|return|pick)ing\b"
    r"|\b(?:took|taken|take|tomaron|agarraron|recibieron|cobraron) (?:\w+ ){0,3}?(?:fee|money|"
    r"deposit|plata|comision|sena|reserva|garantia)\b[^.;!?]{0,12}?\b(?:and|then|y) \w+"
    r"|\b(?:i|we) (?:\w+ )?(?:dispute|contest) (?:the|this|that|your|it)\b|\b(?:disputo|impugno|"
    r"rechazo) (?:el|la|ese|esa|este) (?:cobro|cargo|multa|descuento)\b"
    r"|\b(?:taking|take) (?:this|it|the matter) (?:further|higher|up with)\b|\btaking (?:this|it|"
    r"you) to\b|\bescalat(?:e|ing) (?:this|it|the matter)\b"
    r"|\b(?:landlord|owner|council|dueno|propietario|administracion|seguro|insurance)\b(?: "
    r"\w+){0,2}? (?:says?|dice|told me)\b[^.;!?]{0,30}?\b(?:you|your|ustedes|uds|vosotros|os toca|"
    r"les toca)\b"
    r"|\b(?:necesit\w+|quier[oe]\w*|queremos|exij\w+|pid[oe]|pedimos|espero|esperamos|want|need|"
    r"expect|demand|deserve)\b (?:[\w']+ ){0,2}?(?:solucion(?! habitacional)|explicacion|reembolso|"
    r"compensacion|indemnizacion|disculpas?|(?:que )?(?:me |nos )?(?:devuelv|regres|reembols|"
    r"solucion|resuelv|respond)\w+|refund|compensation|explanation|apology|resolution|(?:it|that|"
    r"this|my \w+|our \w+|the \w+) (?:back|refunded|fixed|sorted|resolved|removed))\b"
    r"|\b(?:sigu\w+|continua\w*|lleva\w*|llevo|estoy|estamos)(?: \w+){0,3} sin (?:que )?(?:me |"
    r"nos |poder )?(?:aparec|devolv|contest|respond|respuest|ven(?:ir|ga)|arregl|soluc|entreg|"
    r"dar(?:me|nos)|llegar|recib|notici|usar|banar|cocin|ducha|entrar)\w*"
    r"|\b(?:una cosa|hoy)\b[^.;!?]{0,24}?\b(?:otra|manana otra)\b|\b(?:siempre|solo|puro) (?:me |"
    r"nos )?(?:salen|sale|dicen|dice|contestan) (?:con )?(?:que )?(?:manana|luego|despues|ya|lo "
    r"mismo)\b"
    r"|\bllev(?:o|amos) (?:\w+ ){1,4}?(?:pidiendo|rogando|persiguiendo|reclamando|llamando|"
    r"insistiendo|tras|detras de|esperando (?:que|a que|respuesta|solucion|al? (?:tecnico|plomero|"
    r"maestro)))\b"
    r"|(?<!have )(?<!has )(?<!did )\b(?:you|they|u)(?:'ve| have|'d)? (?:already |just )?(?:let|"
    r"gave|given|sold|rented|leased) (?:it|\w+ \w+) to (?:someone|somebody|some one|another|"
    r"other)\b"
    r"|\bse (?:lo|la|los) (?:dieron|alquilaron|arrendaron|rentaron|vendieron|pasaron|entregaron) "
    r"a otr"
    r"|\b(?:me|nos) (?:bajaron|tumbaron|cancelaron|cayeron|sacaron|rompieron|danaron|rayaron|"
    r"robaron|perdieron|dejaron (?:sin|tirad|fuera|con|en la)|reportaron|metieron|pusieron|"
    r"hicieron (?:ir|venir|perder|firmar|pagar)|obligaron|discriminaron)\b"
    r"|\b(?:your|the) (?:\w+ )?(?:contractors?|builders?|plumber|guys?|cleaners?|movers|painters?|"
    r"engineers?|technicians?|agents?|colleague|maintenance|people|team|handyman|staff) (?:has |"
    r"have |had |just )*(?:left|broke|broken|damaged|scratched|made|ruined|stole|flooded|walked|"
    r"entered|let (?:himself|themselves)|drilled|cut|lied|shouted|swore|cancel\w+)\b"
    r"|\b(?:su|sus|vuestr\w+|el|la|los) (?:maestros?|tecnicos?|plomero|pintor|gente|muchachos?|"
    r"corredor\w*|agente|asesor\w*|ejecutiv\w+|albanil\w*|companer[oa]|empleados?|cuadrilla) "
    r"(?:me |nos |lo |la |no )*(?:dej|rompi|dan|arruin|rob|mint|trat|grit|entr|estrope|manch|"
    r"cancel|falt)(?:o|aron|ieron|io|e|ado|aba)\b"
    r"|\b(?:when|cuando) (?:is|are|will|va|van|piensan|pensais|es que)\b(?: \w+){0,3}? (?:any ?one|"
    r"some ?one|somebody|alguien|you|they|van a|a) (?:\w+ ){0,2}?(?:coming|come|venir|viene|fix\w*|"
    r"finish\w*|arregl\w+|solucion\w+|repar\w+|sort\w*)\b"
    r"|\b(?:waste|wasted) (?:of )?(?:my |our |the )?(?:whole |entire )?(?:time|day|\w+day|morning|"
    r"afternoon|evening|weekend|money|trip)\b|\bperdida de tiempo\b"
    r"|\b(?:paying|pay|pago|pagamos|pagando)\b[^.!?;]{0,16}?\d[^.!?;]{0,24}?\b(?:for this|para "
    r"esto|por esto|para (?:que|vivir asi|ban\w+|duchar\w+|aguantar))\b"
    r"|^\W*o (?:me |nos |lo |la |los )*(?:solucion|arregl|devuelv|devolv|respond|resuelv|manda|"
    r"viene|contest|dan)\w*\b[^.;!?]*\bo (?:\w+ ){0,4}?\w+"
    r"|\b(?:either|fix|sort|refund|return|remove|answer|call)\b[^.;!?]{0,40}?\bor (?:else "
    r")?(?:i'?m|i'?ll|i will|i am|we'?ll|we'?re)\b"
)
#: What ours did, in the past and to them, that is none of what an agent ordinarily does.
_BENIGN_EN: Final = (
    r"(?:sent|showed|shown|mentioned|said|told|offered|shared|posted|listed|asked|recommended|"
    r"wrote|helped|suggested|emailed|texted|messaged|called|forwarded|contacted|added|booked|"
    r"scheduled|found|linked|replied|provided|saved|approved|connected|paired|synced|supposed|"
    r"used|confirmed|updated|reserved|picked|matched|assigned|pulled|answered|quoted|wanted|"
    r"needed|liked|interested|based|located)"
)
_BENIGN_ES: Final = (
    r"(?:mand|envi|mostr|muestr|ensen|public|dij|dec|ofrec|contact|escrib|llam|coment|pas|compart|"
    r"recomend|present|ayud|atend|coloc|pus|agend|busc|encontr|ped|respond|contest|qued|habl|tuv|"
    r"hab|fu|est)"
)
_DONE: Final = re.compile(
    rf"\b(?:you(?: guys| lot| people)?|yall|y'all|u)(?:'ve| have)? "
    rf"(?!{_BENIGN_EN}\b)(?!n?eed)(?:\w{(3,)}ed|ran|took|lost|broke|kept|"
    r"sold|made|threw|stole|forgot|left) (?:[\w']+ ){0,2}?(?:my|me|us|our)\b(?! (?:know|a (?:link|"
    r"listing|list|quote)))"
    r"|\byour (?:\w+ ){1,2}?(?:fell|hit|broke|knocked|crashed|leaked|blocked|damaged|dumped|"
    r"scratched) (?:\w+ )?(?:my|our|me|the|on|into|in|down)\b"
    rf"|\b(?!{_BENIGN_ES})\w+(?:asteis|isteis)\b"
    rf"|\b(?:ustedes|uds) (?:me |nos |no |lo |la )*(?!{_BENIGN_ES})\w+(?:aron|ieron|eron)\b"
    r"|\bqued(?:asteis|aron|amos|aste) (?:en|de|que)\b[^;!?]{0,70}?\by (?:aqui|aca|sigo|seguimos|"
    r"estoy|estamos|nadie|no|todavia|ni)\b"
    r"|\b(?:without|sin) (?:my|our|mi|nuestr[oa]) (?:permission|consent|knowledge|permiso|"
    r"autorizacion|consentimiento)\b|\b(?:violat\w+|violan|viola|abusiv[oa]|clausula abusiva)\b"
    r"|\b(?:me|nos) (?:bloque|cort|humill|discut|fall)(?:aron|ieron|asteis|o)\b"
    r"|\b(?:complaints? (?:procedure|process|department|policy|form|team|line)|libro de (?:quejas|"
    r"reclam\w+)|(?:quiero|quisiera) (?:rescindir|anular el contrato))\b"
    r"|\b(?:no|sin) (?:me |nos )?(?:han |quieren? |terminan de )?(?:entreg|dan\b|dieron|dado|"
    r"dar(?:me|nos)|mand|envi|firm)\w*(?: \w+){0,2} (?:llaves?|contrato|escrituras?|titulo|"
    r"recibos?|facturas?|fecha|respuesta|solucion|razon|explicaci\w+|copia|papeles|comprobante|"
    r"finiquito)\b|\bstill no (?:keys|contract|receipt|answer|refund|repair|heating|water)\b"
    r"|\b(?:me|nos) (?:vendieron|entregaron|arrendaron|alquilaron|rentaron|dieron|vendio|"
    r"entrego)\b[^.;!?]{0,40}?"
    r"\b(?:con (?:fallas?|defectos?|humedad|problemas|deudas?|plaga)|fallas?|defectos?|roto|sucio|"
    r"lleno de|inhabitable|que no (?:era|es|sirve|funciona))\b"
    r"|\b(?:put in|submitted|logged|raised|opened|filed) (?:a|an|my|our|\w+) (?:\w+ )?(?:request|"
    r"tickets?|complaint|work order|report)s?\b[^.;!?]{0,20}?\b(?:ago|last|weeks?|days?|yesterday|"
    r"months?|already)\b"
    r"|\bwhy (?:was|am|were|are|have) (?:i|we) (?:being |been )?(?:charged|billed|fined|evicted|"
    r"denied|rejected)\b|\bpor que (?:me|nos) (?:estan |siguen )?(?:cobr|subi|rechaz|descont|"
    r"bloque)\w*"
    r"|\b(?:agent|he|she|they|guy|you|corredor|agente) (?:just |has |have )?(?:blocked me|hung "
    r"up)\b"
    r"|\b(?:paid|pague|pagamos|transferi|deposite|abone|sene)\b[^;!?]{0,60}?\b(?:and|y|but|pero) "
    r"(?:now|ahora|nobody|nadie|no|still|todavia|nunca|resulta|el agente|the agent)\b"
    r"|\b(?:second|third|fourth|fifth|segunda|tercera|cuarta|quinta) (?:time|vez) (?:since|this "
    r"(?:week|month|year)|in a|now|already|desde|este mes|en (?:un|el|lo))\b"
    r"|\b(?:esto|eso|es) (?:es )?(?:vuestra|su|tu) responsabilidad\b|\bresponsabilidad (?:vuestra|"
    r"suya|de ustedes|de uds)\b|\b(?:this|it|that) is your responsibility\b"
)
#: Charged, raised or changed against what was agreed.
_BREACH: Final = re.compile(
    r"\b(?:contrato|contract|lease|acuerdo|agreement)\b (?:\w+ )?(?:dice|decia|says|said|states) "
    r"(?:\w+ )?(?:otra cosa|lo contrario|algo distinto|otherwise|something (?:else|different)|the "
    r"opposite)"
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
    r"|\b(?:horas?|km|kilometros|viaje|camino|hours?|miles|drive|trip)\b (?:\w+ ){0,3}?(?:para|"
    r"por|for) (?:nada|nothing)\b"
    r"|\b(?:pur[oa]s? (?:mentira|cuento|excusa|promesa|verso|chamuyo|vuelta)s?|(?:son|sois|eran) "
    r"(?:\w+ )?mentiras?|mienten|mintiendo|me (?:toma(?:ron|n|is) el pelo|vieron la cara|estan "
    r"cargando|estafaron|bolude\w+|palte\w+|dan largas|dais largas|tienen (?:en vueltas|dando "
    r"vueltas|bailando))|tom(?:ar|ando|an)(?:me|nos) el pelo|lavan las manos|pass(?:ed|ing) (?:me "
    r")?(?:around|from pillar)|fobb(?:ed|ing)|empty promises|lies after lies|(?:full of|nothing "
    r"but|more|all) (?:lies|excuses)|taking the (?:piss|mick|mickey)|mess(?:ed|ing) (?:me|us) "
    r"(?:about|around)|strung along|being treated like|(?:let|letting) (?:me|us) down|gave (?:my|"
    r"our) (?:flat|house|place|apartment|slot) (?:to|away)|stitched up)\b"
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
    r"finally (?:some|a)|por fin|no worries|no problem|si (?:nadie|no)|if (?:no|nobody|you don))\b"
)


_FRAMES: Final = (_FAILED, _MONEY_KEPT, _DONE, _WRONGED, _BREACH, _CHEATED)


def is_unserved(sentence: str) -> bool:
    """Whether a sentence of folded text tells how ours failed them, or what is held back."""
    if _NOT_US.search(sentence):
        return False
    return any(frame.search(sentence) for frame in _FRAMES)
