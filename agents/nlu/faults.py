"""A fault in a home somebody lives in, by its parts: that it is there, and what it does.

``trouble_words`` names things and how they break; here a fault is news by its noun alone ("hay una
fuga"), by what it has done ("se metió el agua"), or by the tradesman who is to come.
"""

from __future__ import annotations

import re
from typing import Final

_FAULT: Final = (
    r"(?:fugas?(?! de gas)|goteras?|filtraci(?:on|ones)|inundacion|humedad|hongos?|moho|plagas?|"
    r"cucarachas?|raton(?:es)?|ratas?|chinches|termitas|pulgas|hormigas|aranas|alacranes|gusanos|"
    r"avispas|palomas|corto ?circuito|apagon|cables? (?:sueltos?|pelados?)|leaks?|(?:black "
    r")?mou?ld|damp|mildew|mice|rats?|roaches|cock ?roach\w*|bed ?bugs|fleas|wasps|ants|spiders|"
    r"maggots|termites|squirrels|raccoons?|pigeons|infestation|sewage|power cut|short circuit)"
)
_THERE_IS: Final = (
    r"(?:hay|tengo|tenemos|sigo con|seguimos con|salio|aparecio|aparecieron|salieron|esta lleno de|"
    r"se (?:me |nos )?(?:hizo|formo|metieron|llen\w+ de)|there'?s|there (?:is|are)|theres|"
    r"(?:i|we)(?:'ve| have)?(?: still)? (?:got|have|found|saw|seen|discovered)|i've|we've|"
    r"(?:is|are) (?:full of|covered in|growing)|full of|infested with|coming (?:out|through))"
)
#: Something seen, in the very words of who finds it.
_NEWS: Final = re.compile(
    rf"\b{_THERE_IS} (?:[\w']+ ){{0,3}}?{_FAULT}\b"
    rf"|\b{_FAULT} (?:[\w']+ ){{0,3}}?(?:in (?:my|our)|en (?:mi|el cuarto|la (?:pieza|recamara|"
    r"cocina))|all over|everywhere|por todos lados|por todas partes|coming (?:in|through|back)|"
    r"again|otra vez|de nuevo|is (?:back|worse|growing|spreading))\b"
    r"|\b(?:se|me|nos) (?:\w+ )?(?:meti[oa]|entr[oa]|esta (?:metiendo|entrando)|cay[oe]|"
    r"filtr[oa]|chorre[oa]) (?:\w+ ){0,2}?(?:agua|lluvia)\b"
    r"|\b(?:entra|entro|cae|cayo|sale|salio|chorrea|brota|escurre) (?:mucha |el )?agua (?:por|"
    r"del?|desde|al?|en)\b"
    r"|\b(?:rain|water|sewage|raw sewage)(?:'s| is)? (?:\w+ )?(?:com(?:es|ing)|pour(?:s|ing)|"
    r"drip(?:s|ping)|seep(?:s|ing)|leak(?:s|ing)|gush\w+|back(?:s|ing) up)\b"
    r"|\b(?:drip(?:s|ping)|leak(?:s|ing)|pouring|seeping) (?:\w+ )?(?:on|onto|into|through|from|"
    r"down) (?:\w+ )?(?:my|our|the|upstairs|wall|ceiling)\b"
    r"|\b(?:se|sin) (?:me |nos )?(?:fue|corto|cortaron|quedo|quedamos) (?:la luz|el agua|el gas|"
    r"sin (?:luz|agua|gas|calefaccion))\b"
    r"|\b(?:pierde|pierden|perdiendo|bota|botando|tira|tirando|chorrea|escupe|suelta|escurre) "
    r"(?:\w+ )?agua\b"
    r"|\b(?:heating|heat|power|water|electric(?:ity)?|gas|lift|elevator|ac|a/c|boiler|internet|"
    r"wifi)\b(?:'s| is| has| have)? (?:\w+ )?(?:off|out|down|gone)\b (?:for|since|again|"
    r"completely|all|in)\b"
    r"|\b(?:heat|heating|power|hot water|water|ac|a/c|electricity)(?:'s| is| are| went| has gone) "
    r"(?:out|off|down)\b"
    r"|\b(?:me|nos) (?:quede|quedamos) (?:encerrad|afuera|fuera)\w*|\bno (?:puedo|podemos) "
    r"(?:entrar|salir) (?:a|al|de|del) (?:mi|el|la|edificio|depto|casa|piso)\b|\b(?:lost|perdi) "
    r"(?:my|mis|las|the) (?:keys|llaves)\b|\b(?:broke|broken|break) (?:in|into) (?:to )?(?:my|our|"
    r"the)\b|\bburgled\b|"
    r"\b(?:entraron|se metieron|forzaron)\b[^.;!?]{0,24}?\b(?:robar|a mi|la puerta|la chapa)\b"
    r"|\b(?:had|have|got) no (?:working |functioning )?[\w ]{3,20} (?:since|for (?:\d|a|two|three|"
    r"over|weeks|days))\b|\b(?:died|broke|packed in|gave up|stopped) (?:on )?(?:mon|tues|wednes|"
    r"thurs|fri|satur|sun|yester|last|this|over)\w*"
    r"|\bme (?:banan?|bano|ducho|estoy banando) con agua (?:fria|helada)\b|\bagua (?:fria|helada) "
    r"(?:desde|hace|otra vez|todo|toda)\b"
    r"|\b(?:no|without|havent had|haven't had|zero) (?:hot |running )?(?:water|heating|heat|power|"
    r"electricity|ac|a/c) (?:\w+ )?(?:since|for|in (?:my|our|the)|all|again|this|yet)\b"
    r"|\bcold showers?\b|\bfreezing (?:in here|cold in|to death)\b"
)
#: What a thing of the house does when it no longer does its work; the thing may be any.
_STATE_ES: Final = (
    r"(?:rot[oa]s?|malogrado?a?s?|danad[oa]s?|descompuest[oa]s?|averiad[oa]s?|tapad[oa]s?|"
    r"trabad[oa]s?|trancad[oa]s?|atascad[oa]s?|parad[oa]s?|muert[oa]s?|caid[oa]s?|goteando|"
    r"botando agua|chorreando|inundad[oa]s?|quemad[oa]s?|fundid[oa]s?|reventad[oa]s?|podrid[oa]s?|"
    r"fuera de servicio|en corto|desprendid[oa]s?|sin (?:funcionar|servicio|prender)|fallando)"
)
_STATE_EN: Final = (
    r"(?:broken|busted|bust|dead|leaking|flooding|flooded|jammed|clogged|blocked|backed up|"
    r"overflowing|dripping|tripping|not working|stopped working|packed (?:in|up)|conked out|"
    r"given up|out of order|falling (?:off|apart|down)|come off|came off|rotten|smashed|cracked|"
    r"kaput|on the blink|knackered|sparking|freezing up|gone (?:again|off)|acting up)"
)
_BROKE: Final = re.compile(
    rf"\b(?:el|la|los|las|mi|mis|otra vez|de nuevo)\b(?: \w+){{0,4}}? (?:esta|estan|quedo|sigue|"
    rf"siguen|salio|anda|lleva\w*|tenemos)\b(?: \w+){{0,4}}? {_STATE_ES}\b"
    r"|\b(?:lock ?box|code|codigo|key|keys|llaves?|fob|buzzer|gate)\b(?: \w+){0,3}? ?(?:n't|not|"
    r"no) (?:\w+ )?(?:work\w*|open\w*|funciona\w*|abre[ns]?|anda[ns]?)\b"
    r"|\bse (?:me |nos |le |ha |han |me ha |nos ha |volvio a |esta )?(?:malogr|descompus|"
    r"descompuest|romp|roto|averi|echo a perder|echado a perder|estropea?|dano|danado|fundi|tron|"
    r"jodi|tap|atasc|tranc|solt|desprend|rebals|desbord|colaps|desplom|derrumb|inund|filtr|chorre|"
    r"salio el agua)\w*"
    r"|\b(?:malogro|trono|exploto|revento|chispea|saca chispas) (?:\w+ )?(?:el|la|otra|de nuevo)\b"
    r"|\b(?:el|la) \w+ (?:malogro|trono|revento|petó)\b"
    r"|\b(?:hace|lleva\w*|van|ya son|desde hace) (?:\w+ ){1,3}?(?:dias?|semanas?|mes(?:es)?|"
    r"horas?) "
    rf"(?:que (?:\w+ ){{0,3}}?)?(?:esta |anda )?{_STATE_ES}\b"
    rf"|\b(?:the|my|our|your|this|upstairs)\b(?: [\w']+){{1,3}}? ?(?:is|'s|are|has|have|was|been|"
    rf"keeps?|just|went|still|again)\b(?: \w+){{0,2}}? {_STATE_EN}\b"
)
_TRADE: Final = (
    r"(?:plomer\w+|gasfiter\w*|gasista|tecnic[oa]s?|electricistas?|fontaner\w+|cerrajer\w+|"
    r"fumigador\w*|fumigar|maestros? (?:a|para)|mantenimiento|mantencion|plumbers?|electricians?|"
    r"technicians?|engineers?|handym[ae]n|locksmiths?|exterminators?|pest control|maintenance|"
    r"repair ?m[ae]n|contractors?)"
)
_SENT: Final = re.compile(
    rf"\b(?:mand\w+|envi\w+|veng\w+|viene\w*|venir|send|come|coming|get|dispatch)\b(?: "
    rf"[\w']+){{0,4}}? {_TRADE}\b"
    rf"|\b(?:necesito|necesitamos|urge|ocupo|ocupamos|need|needs) (?:\w+ ){{0,2}}?{_TRADE}\b"
    rf"|\b(?:cuando|a que hora|when) (?:\w+ ){{0,4}}?(?:viene|vienen|llega|come|coming|send\w*|"
    rf"mand\w+) (?:\w+ ){{0,3}}?{_TRADE}\b"
    rf"|\b(?:cuando|when) (?:\w+ ){{0,2}}?(?:el |la |the |your |su )?{_TRADE} (?:\w+ )?(?:viene|"
    r"va a|llega|com(?:e|ing))\b"
)
#: Who lives in a home we let writes about what fails there, unless they say that it is something
#: else: another home, the next contract, the rent paid.
_OUR_TENANT: Final = re.compile(
    r"\b(?:arriendo|alquilo|rento|arrendamos|alquilamos|rentamos|vivo|vivimos) (?:\w+ "
    r"){0,4}?(?:con|de|por|a) (?:ustedes|uds|vosotros|vos)\b|\bque (?:les|os|te) (?:arriendo|"
    r"alquilo|rento|arrendamos|alquilamos|rentamos)\b|\bsoy (?:(?:su|vuestr[oa]|el|la|un|una) "
    r")?(?:inquilin|arrendatari)[oa] (?:de|del|en)\b|\bsoy (?:su|vuestr[oa]) (?:inquilin|"
    r"arrendatari)[oa]\b|"
    r"\b(?:i'?m|i am|we'?re|we are|this is) (?:your|ur|the|a) (?:current )?tenants?\b|"
    r"\b(?:your|ur) tenants?\b|\btenant (?:in|at|of) (?:\w+ )?(?:unit|flat|apt|apartment|number|no|"
    r"\d+|the|calle|your)\b|\b(?:i|we) rent (?:\w+ ){0,4}?(?:from|with|through) (?:you|u|yall)\b"
)
_OF_THE_CONTRACT: Final = re.compile(
    r"\b(?:renov\w+|renew\w*|prorrog\w+|extend\w*|quier\w+|queremos|quisiera|gustaria|necesito|"
    r"me mudo|mudar\w*|cambiar\w*|want|need|like to|looking|search\w*|upgrade|bigger|smaller|"
    r"larger|another (?:flat|unit|apartment|place|one)|otr[oa]|mas grande|"
    r"mas (?:piezas|cuartos|espacio)|"
    r"notice|aviso de (?:salida|termino)|paid|pague|transferi|comprobante|recommend\w*|recom\w+|"
    r"next door|otro edificio|another building|feliz|happy|love|encanta)\b"
)
#: Their own tradesman, or the home they look at, leave, or would like.
_NOT_OURS: Final = re.compile(
    rf"\b(?:my|our|mi|mis|nuestr\w+|un amigo) {_TRADE}|\bsoy {_TRADE}|\b(?:i'?m|i am) an? {_TRADE}|"
    rf"\b{_TRADE} (?:fee|cost|staff|included|incluid[oa]|cuesta|de profesion)|\bcuota de mant|"
    r"\b(?:trabajo|work) (?:\w+ )?(?:en|de|como|in|as)\b|"
    r"\bgastos de mant|\bis a must\b|\bover here\b|\bdonde (?:estoy|vivo)\b|\b(?:so|asi que|"
    r"entonces) (?:yeah |si )?(?:i |we )?(?:need|want|busco|quiero|necesito)\b|\bcurrently\b|"
    r"\b(?:me|nos) quiero (?:ir|cambiar|mudar)\b|\b(?:low|high|bajo) maint|"
    r"\b(?:vi|vimos|visite|visitamos|saw|viewed|visited|toured|fotos|photos|pictures|anuncio|"
    r"publicad[oa]|listing|ad|survey|tasacion|inspection|inspeccion|if|si|podria|could|might|"
    r"nunca|never|ningun\w*|any|without|sin riesgo|mercado|tramite|credito|proyecto|venta|"
    r"phone|cell|celular|telefono|movil|car|auto|coche|carro|laptop|compu\w*|link|enlace|web\w*|"
    r"pagina|app|site|page|bot|chat|market|deal|photo|video|heart|corazon|lease|search|negoci\w+|"
    r"relacion|account|card|tarjeta|cuenta|battery|bateria|contactless|conversation|payments?|"
    r"email|reformar|remodel\w+|fixer|actual|current|antigu[oa])\b"
)


def is_fault(sentence: str) -> bool:
    """Whether a sentence of folded text tells a fault at home or wants a tradesman sent."""
    found = _NEWS.search(sentence) or _BROKE.search(sentence) or _SENT.search(sentence)
    return bool(found) and not _NOT_OURS.search(sentence)


def is_our_tenant(folded: str) -> bool:
    """Whether the text only says that who writes lives in a home of ours, which bodes a repair."""
    return bool(_OUR_TENANT.search(folded)) and not _OF_THE_CONTRACT.search(folded)
