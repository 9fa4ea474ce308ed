"""The wordings of trouble: danger, a let home that needs repair, a grievance, the law, an offer."""

from __future__ import annotations

import re
from typing import Final


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{a})" for a in alternatives))


_THING: Final = (
    r"(?:caldera|calef\w+|termo|boiler|heat(?:ing|er)?|radiador\w*|radiators?|aire(?: "
    r"acondicionado)?|a/?c|air ?con\w*|ducha|shower|grifo|canilla|llaves?|taps?|faucet|inodoro|wc|"
    r"toilet|banera|bano|desague|drains?|sink|lavaplatos|fregadero|cocina|stove|oven|horno|hob|"
    r"nevera|heladera|refrigerador\w*|refri|fridge|freezer|lava ?dora|lavarropas|washing machine|"
    r"washer|dryer|dish ?washer|lavavajillas|techo|roof|ceiling|pared|muro|wall|ventanas?|"
    r"windows?|puertas?|doors?|cerradura|chapa|locks?|ascensor|elevador|lift|elevator|luz(?! "
    r"natural)|luces|electri\w+|power|enchufes?|sockets?|outlet|agua|water|gas|internet|porton|"
    r"gate|persianas?|blinds?|muebles?|cupboards?|tuberias?|caneria|pipes?|lights?|floor|piso de|"
    r"keys?|alarm|intercom|citofono|timbre)"
)
_BROKEN: Final = (
    r"(?:no (?:funcion\w+|andan?|prenden?|enciend\w+|abren?|cierr\w+|calient\w+|enfri\w+|sirven?|"
    r"sube|baja|corre)|(?:esta|estan|quedo|quedaron|sigue|salio) (?:mal[oa]s?|rot[oa]s?|"
    r"descompuest\w+|averiad\w+|tapad\w+|trancad\w+|trabad\w+|quebrad\w+|inundad\w+|cayendo\w*|"
    r"filtrando|goteando|podrid\w+|dañad\w+|danad\w+|cortad\w+|atascad\w+)|"
    r"se (?:(?:me|nos) )?(?:esta )?(?:rompio|romp\w+|cayo|cae|quemo|tapo|atasco|echo a perder|"
    r"inundo|dano|averio|corto|fue|solto|trabo|tranco|filtra\w*|gotea\w*|revento|descompuso|"
    r"estropeo)|sin funcionar|stopped working|(?:not|n't|never) (?:work\w*|open\w*|clos\w*|"
    r"turn\w*|heat\w*|start\w*|flush\w*|drain\w*|cool\w*|lock\w*)|(?:is|are|'s|has|have|been|gone|"
    r"keeps?) (?:\w+ )?(?:broken|down|jammed|stuck|blocked|clogged|leaking|leaks|flooded|dead|"
    r"faulty|collapsed|dripping|cracked|smashed|tripping|failing)|broken?|broke down|packed (?:in|"
    r"up)|leak(?:s|ing|ed)?|burst|fell (?:off|down|apart)|flooding|gotea\w*|died|(?:is|'s|are|"
    r"been|gone) (?:\w+ )?out(?: of order| for| since| again)|(?:stone|freezing|ice) cold|pouring|"
    r"malfunction\w*|jammed)"
)
_UTILITY: Final = (
    r"(?:agua(?: caliente)?|luz(?! natural)|gas|calefaccion|electricidad|internet|corriente|"
    r"(?:hot |running )?water|heat(?:ing)?|power|electricity)"
)
#: A home in use that does not work; looked for or asked about it is no repair.
_BROKE: Final = (
    r"(?:revent(?:o|aron)|tron(?:o|aron)|explot(?:o|aron)|se (?:quemo|rompio|descompuso|malogro|"
    r"echo a perder|cayo|salio|solto|tapo|atasco|inundo|jodio|cago|chingo)|esta (?:rot[oa]|"
    r"mal[oa]|tapad[oa]|quemad[oa]|goteando)|no (?:funciona|prende|enciende|anda|cierra|abre|"
    r"calienta|enfria|desagua)|gotea|se filtra|(?:entra|entrando|sale|saliendo|cae|cayendo|"
    r"filtrando|chorrea\w*) (?:el )?agua|burst|blew up|(?:is|'s|been|are|has) (?:\w+ "
    r"){0,2}?(?:broken|dead|leaking|flooded|clogged|blocked|jammed|faulty|bust(?:ed)?|out of "
    r"order|knackered)|(?:not|n't|stopped) work(?:ing)?|packed (?:in|up)|conked out|won'?t "
    r"(?:turn on|close|open|flush|heat|lock|shut|start)|leaks|overflowed|fell off)"
)
_PART: Final = (
    r"(?:calentador|boiler|calder[oa]|termo(?:tanque)?|calefon\w*|ducha|regadera|llave|canilla|"
    r"grifo|caneria|tuberia|wc|inodoro|excusado|techo|ventana\w*|puerta|cerradura|chapa|ascensor|"
    r"elevador|porton|interfono|citofono|telefonillo|portero electrico|luz|enchufe|contacto|"
    r"refri\w*|heladera|nevera|lavadora|lavarropas|horno|estufa|aire acondicionado|minisplit|"
    r"calefaccion|persiana|heating|heater|radiator|shower|tap|faucet|sink|toilet|loo|pipe|roof|"
    r"ceiling|window|front door|lock|lift|elevator|intercom|buzzer|lights?|socket|outlet|fridge|"
    r"freezer|washer|washing machine|dishwasher|oven|stove|a/?c|air ?con\w*|furnace|water heater|"
    r"garage door)"
)
REPAIR: Final = _any(
    rf"\b{_PART}\b[^.;!?]{{0,24}}?\b{_BROKE}\b|\b{_BROKE}\b[^.;!?]{{0,24}}?\b{_PART}\b",
    rf"\b{_THING}\b[^.?!]{{0,32}}?\b{_BROKEN}(?:\b|$)",
    rf"\b{_BROKEN} (?:\w+ ){{0,3}}?{_THING}\b",
    rf"\b(?:no (?:hay|tengo|tenemos|me llega|sale)|sin|no|without|lost) "
    rf"{_UTILITY}\b[^.?!]{{0,30}}?"
    r"\b(?:desde|hace|ayer|anoche|hoy|dias?|horas?|semanas?|since|for|yesterday|today|days?|"
    r"hours?|"
    r"weeks?|again|otra vez|de nuevo|en (?:el|mi) (?:piso|depto|departamento|casa))\b",
    rf"\b(?:estamos|estoy|seguimos|sigo|llevo|llevamos|nos quedamos|me quede|quedamos|we(?:'re| "
    rf"are)|i(?:'m| am)|been) (?:\w+ ){{0,3}}?(?:sin|without) {_UTILITY}\b",
    r"\bse (?:me |nos |le )?(?:inund|llueve|llov)\w*|\bllueve (?:a|den)dentro\b|\b(?:water|agua) "
    r"(?:\w+ )?(?:pouring|dripping|gushing|coming (?:in|through|from)|chorreando|cayendo|"
    r"entrando)\b",
    r"\b(?:gotera|filtracion|fuga de agua)\b[^.?!]{0,30}?\b(?:mi|el|la) (?:techo|pieza|bano|"
    r"cocina|dormitorio|living|sala)\b",
    r"\b(?:hay|tengo|tenemos|lleno de|plaga de|we have|there are|there's|i have|i've got|full of|"
    r"infested)\b (?:\w+ ){0,2}?(?:cucarachas?|raton(?:es)?|ratas?|chinches|termitas|mice|mouse|"
    r"rats?|cock ?roach\w*|roaches|bed ?bugs|termites|mou?ld)\b",
    r"\b(?:mand|envi)\w+ (?:a )?(?:alguien|un (?:plomero|gasfiter|tecnico|electricista|fontanero|"
    r"maestro|cerrajero))\b|\b(?:arregl|repar)(?:en|ar(?:me|nos|la|lo)?|e)\b (?:la|el|mi|las|"
    r"los)\b|"
    r"\bvengan? a (?:ver|arreglar|reparar|revisar) (?:la|el|mi)\b|\bsend (?:me |us )?(?:someone|"
    r"somebody|a plumber|an electrician|a technician|maintenance|a handyman|a locksmith)\b|"
    r"\b(?:fix|repair) (?:my|our|the)\b",
    r"\blocked out\b|\b(?:no puedo|no podemos) entrar (?:a|en) (?:mi|el|la)\b|\bmaintenance "
    r"(?:request|issue|problem)\b|\bpedido de mantencion\b",
    r"\bque (?:ustedes|uds) (?:instal|repar|arregl|pus)\w+",
)
NOT_REPAIR: Final = re.compile(
    r"\bque no (?:de|tenga|haya|sea|este|sufra)\b|"
    r"\bis a must\b|\bover here\b|\b(?:donde estoy|donde vivo) (?:ahora|hoy)\b|"
    r"\b(?:actual\b|current(?:ly)?\b|where i live now|por eso (?:me|nos|busco|quiero)|so (?:i'?m|"
    r"we'?re) (?:moving|looking)|(?:that'?s|which is) why|me cambio|busco|buscamos|looking for|"
    r"se me cayo el internet|before (?:i|we) move in|antes de (?:entregar|entrar|mudar)\w*|"
    r"alergic[oa]|allergic|no quiero que|que no tenga|sin (?:humedad|gotera)|must have|tiene que "
    r"tener|(?:was|were|has been|ha sido|"
    r"fue|fueron) (?:\w+ )?(?:replaced|repaired|renovated|reparad\w+|cambiad\w+|reformad\w+)|need "
    r"a place|no me importa|me da igual|hay que (?:arreglar|reparar|reformar)|don'?t mind|(?:what|"
    r"que) (?:happens|pasa) (?:if|when|si|cuando)|precio|price|casa anterior|last place|reformar)"
)
_SMOKE_OK: Final = (
    r"(?<!alarma de )(?<!alarmas de )(?<!detector de )(?<!detectores de )(?<!libre de )"
    r"(?<!sensor de )(?<!sin )"
)
# "Water and electricity" are what a rent includes.
_AND_SUPPLY: Final = (
    r"(?:,| ?[&/+]| and| or| y| e| o| u) ?(?:the |la |el )?(?:light|luz|electric|power|gas|"
    r"internet|"
    r"wi-?fi|heating|calefaccion|basura|rubbish|trash|sewer)"
)
DANGER: Final = _any(
    r"\b(?:huele\w*|olor|hay|fuga|escape|smell\w*|leak\w*|strong smell) (?:\w+ ){0,3}?(?:a |de |"
    r"of )?gas\b(?! natural| stove| hob)(?!\?)",
    r"\b(?:burning smell|smells? (?:of |like )?(?:something )?burning|smell of (?:burning|smoke)|"
    r"(?:olor|huele\w*) a (?:quemado|humo))\b",
    r"\bgas (?:leak|smell)\b|\b(?:on fire|incendiando\w*|se (?:esta )?(?:quemando|incendi\w+)|"
    r"prendio fuego|hay (?:fuego|un incendio))\b",
    rf"\b{_SMOKE_OK}(?:sale|hay|veo|see|there'?s|coming) (?:\w+ ){{0,3}}?(?:humo|smoke)\b",
    r"\b(?:techo|ceiling|balcon|balcony|muro|wall|roof)\b[^.?!]{0,16}?\b(?:cayendo|cayo|"
    r"derrumb\w+|"
    r"collaps\w+|falling|coming down|caved)\b",
    r"\b(?:spark(?:s|ing)|chispas|chispea\w*|chisporrote\w+|electrocut\w+|descarga electrica|"
    r"electric shock)\b",
    rf"\bwater\b(?!{_AND_SUPPLY})[^.?!]{{0,24}}?\b(?:light|electric\w*|socket|fuse)\b|"
    rf"\bagua\b(?!{_AND_SUPPLY})[^.?!]{{0,24}}?\b(?:enchufe|tablero|electric\w+)\b|\b(?:explosion|exploto|exploded|"
    r"carbon monoxide|monoxido)\b",
)
GRIEVANCE: Final = _any(
    r"\bquedaron (?:de|en) [^.?!]{2,40}?\b(?:nunca|nadie|no|jamas)\b|\b(?:mil|muchas|varias|\d+|"
    r"dos|tres|cuatro|cinco) veces y (?:nada|nadie|no)|\b(?:esto|eso) no puede ser\b|\bno "
    r"(?:puede ser|es posible) que\b|\bes el colmo\b|\bno hay derecho\b|\b(?:molest|enojad|"
    r"indignad|enfadad|decepcionad|furios|disgustad)[oa]s? con (?:ustedes|uds|el servicio|la "
    r"(?:inmobiliaria|agencia|atencion)|usted)",
    r"\bno habia nadie\b|\bhicieron perder\b|\bperdi(?:mos)? (?:el viaje|la tarde|el dia|la "
    r"manana)|"
    r"\b(?:no|sin) (?:han |ha |haber )?(?:hecho|hacen|hizo|hicieron) nada\b|\b(?:me |nos "
    r")?cambi(?:an|aron|ando) las condiciones\b",
    r"\b(?:no ?one|nobody|none of you|you never|they never) (?:ever )?(?:picks?|pick|answers?|"
    r"repl\w+|calls?|responds?|gets?|returns?|cares?|helps?)\b|\b(?:i've|i have|we've|we have) "
    r"been (?:calling|emailing|messaging|chasing|ringing|trying to (?:reach|call|get))|\bhow many "
    r"times (?:do|must|should) (?:i|we) (?:have|need|ask|call|write)\b|\b(?:this|that|it)(?:'s| "
    r"is) (?:\w+ )?(?:ridiculous|a joke|a disgrace|pathetic|absurd|not (?:good enough|acceptable|"
    r"fair))\b|\bnothing like the (?:photos|pictures|ad|listing|description)|"
    r"\bwant my (?:\w+ )?(?:fee|money|deposit|rent) back|\bhung up on\b|\bfilthy\b|\b(?:did|done|"
    r"doing) nothing\b",
    r"\b(?:me|nos) (?:cobraron|cobro|estan cobrando|descontaron|quitaron|facturaron) (?:\w+ "
    r"){0,5}?"
    r"(?:dos veces|doble|de mas|no corresponde|indebid\w+|sin avisar|que no)|\bcobro (?:indebido|"
    r"doble)|\b(?:over ?charged|charged (?:me |us )?(?:twice|double))\b",
    r"\bnadie (?:me |nos )?(?:da|dan|soluciona|resuelve|atiende|ayuda|dice|contesta|responde|"
    r"llama|"
    r"vino|aparecio|llego)|\bno (?:me|nos) (?:han|has|ha) (?:devuelto|respondido|contestado|"
    r"pagado|"
    r"solucionado|llamado|entregado)|\b(?:todavia|aun) no (?:me|nos) (?:devuelv|respond|contest|"
    r"pag|soluc|entreg|llam|dan)\w*",
    r"\b(?:sinverguenzas?|descarad[oa]s?|chantas?|ladron\w*|rater[oa]s|estafador\w*|estafad[oa]s?|"
    r"caraduras?|poca verguenza|poco (?:serio|profesional)\w*|una burla|se burlan|abusiv[oa]s|"
    r"irrespetuos\w+|maleducad\w+|groser[oa]s?)\b",
    r"\b(?:me|nos) (?:mintieron|mintio|enganaron|engano|ignoran|ignoraron|trataron (?:muy )?mal|"
    r"trato (?:muy )?mal|amenaz\w+|gritaron|grito|maltrat\w+|estafaron|discrimin\w+|colgaron|"
    r"colgo|"
    r"dej(?:o|aron) (?:plantad\w+|esperando|tirad\w+|botad\w+))\b|\bme sent[ií] \w*(?:estaf|engan|"
    r"discrimin|maltrat)\w+|\bme siento (?:estafad|enganad|discriminad|maltratad)\w+",
    r"\bno se (?:hacen?|quieren? hacer) (?:cargo|responsables?)|\btengo (?:un|varios) problemas? "
    r"con (?:mi contrato|el contrato|el pago|la garantia|ustedes|el duen|la vecin|un vecin|mi "
    r"arriendo|el administrador)|\bllev(?:o|amos) (?:\w+ ){0,3}?(?:dias|semanas|meses|horas) "
    r"(?:esperando|sin (?:respuesta|solucion|que)|llamando|pidiendo|reclamando)|\bya (?:van|son) "
    r"\w+ veces que|"
    r"\b(?:muy )?(?:mala|malisima|pesima|horrible|pesimo|malisimo) (?:atencion|experiencia|"
    r"gestion|servicio|trato)",
    r"(?:\bnot|n't|\bun) ?(?:\w+ )?(?:happy|pleased|satisfied|impressed) (?:with|at|about) (?!the "
    r"(?:area|size|price|location|options))",
    r"\b(?:(?:was|were|is|are|been|being|so|very|extremely|really|how) (?:\w+ )?(?:rude|"
    r"unprofessional|disrespectful|dishonest|appalling|shocking|disgraceful)|a disgrace|shambles|"
    r"appalling)\b",
    r"\b(?:keeps?|kept|been|are|is) (?:\w+ )?ignor\w+|\bghost(?:ed|ing) (?:me|us)|\bwent "
    r"(?:silent|"
    r"quiet) (?:on|after)|\b(?:deposit|money)\b[^.?!]{0,20}\bwent (?:silent|quiet)\b|\b(?:nobody|"
    r"no one|agent|he|she|they|you)\b (?:\w+ )?(?:turned|turn|showed|show) up\b(?<!will show up)|"
    r"\b(?:i|we)(?:'ve| have)? (?:been )?wait(?:ed|ing) (?:for )?(?:\w+ ){0,2}?(?:minutes|hours|"
    r"days|weeks|months)",
    r"\b(?:was|is|were|are|all|nothing but) (?:a |an )?(?:lies?|scam|fraud|rip ?off)\b|\b(?:lied|"
    r"misled|cheated|conned|scammed) (?:to )?(?:me|us|by)?\b|\bfalse advertis\w+",
    r"\b(?:still |have|has)?(?:n't| not| never) (?:\w+ )?(?:got|gotten|received|had|seen|been "
    r"(?:paid|refunded|given|sent)) (?:\w+ )?(?:my|our|the|any|a) (?:\w+ )?(?:deposit|refund|"
    r"money|keys|reply|answer|response|contract)|\btook my (?:\w+ )?(?:money|deposit|fee)",
    r"\b(?:threaten\w*|harass\w*|discriminated|bullied|shouted at|yelled at|abusive)\b|\bentered "
    r"(?:my|our) (?:\w+ )?without\b|\b(?:entr\w+) (?:a|en) mi (?:casa|depto|departamento|piso) "
    r"sin\b",
    r"\b(?:lodge|file|make|raise|register|submit) (?:a |an )?(?:formal |official )?complaint\b",
)
#: Tired of renting or of searching is why they write, and nobody's fault here.
NOT_GRIEVANCE: Final = re.compile(
    # Said of a joke, of how long, and of a bank that has not answered yet.
    r"\bj[aeio]j\w* (?:no )?mentira\b|\bmentira j[aeio]j|\bharto (?:tiempo|rato|public\w+|"
    r"espacio|sol|ruido|gente)\b|\b(?:credito|hipoteca|prestamo|preaprob\w+|mortgage|loan)\b"
    r"[^.;!?]{0,60}\bno (?:me|nos) (?:han |ha )?(?:respond|contest|aprob|autoriz)\w+|"
    r"\bworst (?:case|commute|comes|traffic)\b|\b(?:had|tuve|tuvimos) (?:a |una )?(?:bad|mala) "
    r"(?:experience|experiencia)\b(?! (?:with (?:you|your)|con (?:ustedes|vosotros|su|tu)))|"
    r"\b(?:esperando|waiting)\b[^.;!?]{0,16}\b(?:credito|mortgage|prestamo)\b|"
    # Nobody anywhere, but here somebody did; and others who keep them waiting.
    r"\b(?:on|en|por|through|via) (?:craigslist|facebook|marketplace|airbnb|booking|zillow|"
    r"instagram|milanuncios|mercado ?libre|gumtree)\b|"
    r"\b(?:en el|del|al) banco\b|\bwhat if\b|\bque pasa si\b|\b(?:miedo|afraid|scared|worried) "
    r"(?:\w+ ){0,3}?(?:estaf|scam)\w*|"
    r"\b(?:these days|hoy en dia|(?:you'?re|you are|u r) the (?:first|only)|finally some)\b|"
    r"\b(?:waiting|esperando|espero)\b(?: \w+){0,2}? (?:on|for|a|al|del|from|que) (?:\w+ "
    r"){0,3}?(?:bank|lender|broker's|solicitor|landlord|employer|wife|husband|partner|visa|banco|"
    r"esposa|marido|mujer|pareja|jef[ea]|notari[oa]|escribano|preapproval|approval|mortgage|"
    r"aprobacion|credito)\b|"
    r"\bde (?:buscar|arrendar|alquilar|rentar|pagar (?:arriendo|alquiler|"
    r"renta)) (?:ya )?(?:estoy|estamos|"
    r"vengo|venimos) (?:\w+ )?(?:hart|cansad|aburrid)[oa]s?|"
    r"\b(?:hart[oa]s?|cansad[oa]s?|aburrid[oa]s?) de (?:buscar|arrendar|alquilar|pagar|vivir|"
    r"compartir|viajar|mi|mis|este|esta|tanto|la ciudad|ver)\b|\b(?:sick|tired|fed up|bored) "
    r"(?:of|"
    r"with) (?:renting|looking|searching|living|sharing|paying|commuting|my|this (?:area|city|"
    r"weather)|house ?hunting|moving|the city)\b|\b(?:is (?:this|it)|es (?:esto )?(?:una )?)(?: "
    r"a)? ?(?:scam|estafa|fraude)\b"
)
_AUTHORITY: Final = (
    r"(?:deposit (?:protection )?scheme|tds|adjudication|arbitration|arbitraje|"
    r"consumo|consumer (?:affairs|rights|protection)|attorney general|better business bureau|"
    r"bbb|ombudsman|citizens advice|trading standards|environmental health|(?:the|my|our|a) "
    r"(?:\w+ )?(?:council|city|inspector|press|news|media|police|cops|lawyer|attorney|solicitor|"
    r"court|tribunal|judge)|(?:city|housing|code|building|health) (?:inspector|inspection|"
    r"enforcement|authority|board|court|department)|fair housing|hud|rera|dld|dubai land "
    r"department|rental dispute\w*|municipality|facua|ocu|omic|sernac|profeco|indecopi|condusef|"
    r"sic|superintendencia\w*|defensa (?:de la competencia|al consumidor|del consumidor)|"
    r"defensoria|fiscalia|ministerio publico|policia|comisaria|municipalidad|ayuntamiento|"
    r"abogad[oa]|justicia|juez|juzgado\w*|tribunal\w*|mediacion|conciliacion|redes|tv|television|"
    r"prensa|conadeci)"
)
LEGAL: Final = _any(
    r"\b(?:proceder|procedere|actuar|accionar|ire|ir|resolver\w*) (?:\w+ )?(?:legal|judicial|"
    r"penal)\w*|\b(?:medidas|acciones|via|demanda) (?:legal|judicial|penal)\w*",
    # Their lawyer, and us.
    r"\b(?:mi|mis|nuestr[oa]s?|my|our|un|a) (?:abogad[oa]s?|lawyers?|attorneys?|solicitors?)\b(?: "
    r"\w+){0,2}? (?:os|les|los|te|will (?:be|contact|write|send|call)|is (?:writing|preparing|"
    r"drafting)|ya esta|se (?:comunicara|contactara|pondra)|(?:me )?(?:dijo|dice) que (?:los|les|"
    r"puedo|debo|demand))\b",
    # What they will do about it, and before whom.
    rf"\b(?:voy|vamos|ire|iremos|acudire|acudimos|recurrire|me voy|paso|lo (?:llevo|paso|subo)|"
    rf"los "
    rf"(?:llevo|reporto|denuncio|acuso)) (?:\w+ ){{0,3}}?(?:al?|ante|con|en|por) (?:\w+ "
    rf")?{_AUTHORITY}\b",
    rf"\b(?:voy a|vamos a|tendre que|estoy por|pienso) (?:llamar|avisar|recurrir|acudir|"
    rf"reportar\w*|quejarme|denunciar\w*|ir|hablar|escribir) (?:\w+ ){{0,2}}?(?:al?|ante|con) "
    rf"(?:\w+ )?{_AUTHORITY}\b",
    rf"\b(?:i'?m|i am|i'?ll|i will|i'?d|we'?re|we will|we'?ll|going to|gonna|about to|or i|"
    rf"already|been) (?:\w+ ){{0,3}}?(?:calls?|calling|contact\w*|report\w*|go\w*|"
    rf"speak\w*|talk\w*|writ\w+|fil\w+|complain\w*|involv\w+|taking)\b (?:[\w']+ ){{0,4}}?"
    rf"{_AUTHORITY}\b(?! (?:center|centre|area|tax|hall|for (?:the|a) permit))",
    rf"\bnext (?:call|stop|step|letter|email)(?:'s| is|:)?(?: \w+){{0,3}}? {_AUTHORITY}\b",
    r"\b(?:meter|poner|interponer|presentar|radicar|mandar|enviar|meto|pongo|presento|"
    r"mando)(?:les?|los)? (?:una?|la|el|mi) (?:tutela|amparo|demanda|denuncia|querella|derecho de "
    r"peticion|carta documento|burofax|queja formal|recurso)\b|"
    r"\b(?:is|are|es|sera) (?:this|that|eso|esto) (?:even |siquiera |acaso )?legal\b",
    r"\b(?:in|en) (?:breach|incumplimiento)|\b(?:estan|esta|estais) incumpliendo\b|\bincumpl\w+ "
    r"(?:el|del|con el) contrato\b|\bbreach of (?:contract|lease)\b",
    r"\bomic\b|\b(?:oficina|ministerio|direccion|tribunal) (?:del?|de proteccion al) consum\w+|"
    r"\bburofax\b|\b(?:presente|presentare|interpuse|interpondre|puse|pondre|poner|meter\w*|"
    r"iniciar\w*) (?:una |la )?(?:demanda|denuncia|querella|accion legal)|\b(?:lo vera|ira a|voy "
    r"a|vamos a) (?:la )?(?:justicia|juicio)\b|\bvia judicial\b|\bante (?:la justicia|consumo|los "
    r"tribunales|el juez)\b|"
    r"\b(?:es|esto es) (?:totalmente )?ilegal\b|\bdelito\b",
    r"\b(?:letter|hear|hearing|contact\w*|word) (?:\w+ )?(?:from |by )?(?:my|our) (?:solicitors?|"
    r"lawyers?|attorneys?)\b|\b(?:this|that|it|which)(?:'s| is) (?:\w+ )?(?:illegal|unlawful|"
    r"against the law)\b|\breport(?:ing)? (?:you|this|it|them) to\b|\b(?:contact|complain to|go "
    r"to|call|file with) (?:the )?(?:rera|ombudsman|dld|hud|citizens advice|trading standards|"
    r"housing authority|attorney general)\b|\blegal proceedings\b|\bsue (?:you|them)\b|\bsuing\b",
)
NOT_LEGAL: Final = re.compile(
    r"\b(?:abogad|lawyer|solicitor|attorney)\w*\b[^.;!]*\b(?:te confirmo|les confirmo|papeles)\b|"
    r"^\W*(?:es|is it) (?:ilegal|illegal) |"
    r"\b(?:my (?:current |old |last )?landlord|mi (?:caser[oa]|arrendador\w*|"
    r"duen[oa]))\b[^;!]*\b(?:is|es) (?:that|this|it|eso|esto)\b|"
    # What is to be filed with whom, asked as a formality.
    r"\b(?:do|should|must|need|have|tengo|hay|debo|necesito) (?:i |we |to |que )*(?:need |have )?"
    r"(?:to )?(?:go|register|file|ir|inscribir\w*|registrar\w*|hacer\w*|tramit\w+) "
    r"(?:\w+ ){0,3}?(?:to|with|at|en|ante|al?) (?:the |el |la )?(?:rera|dld|ejari|sii|"
    r"notari\w*)\b|"
    r"\b(?:lawyers?|abogad[oa]|attorney|solicitors?)\b[^.;!]{0,40}\b(?:quitclaim|deed|probate|"
    r"conveyanc\w+|trust|sucesion|herencia|escritura|compraventa|poder)\b|"
    r"\b(?:lawyers?|abogad[oa]|attorney|solicitors?)\b (?:\w+ )?(?:review|check|revis|mir|look|"
    r"ver|read|lee|le[ae])\w*|"
    r"\b(?:trabaj\w+|soy|work(?:s|ing)?|estudi\w+|cerca|near|close to|next to|al lado) "
    r"(?:\w+ ){0,5}?(?:juzgado|tribunal(?:es)?|abogad[oa]|court(?:house)?|lawyer|police|policia|"
    r"fiscalia|superintendencia|sernac)\b"
)
_AMOUNT: Final = r"(?:[^.?!]{0,24}?(?:\d|mil\b|million|millones|asking|precio pedido))"
_PRICE: Final = (
    r"(?:[$£€]|u\$?s|usd|aed|uf )? ?(?:\d{1,3}(?:[.,_ ]\d{3})+|\d{3,}|\d+(?:[.,]\d+)? ?(?:k|m|mil|"
    r"millon\w*|palos|lucas|uf|mm?)\b)"
)
OFFER: Final = _any(
    # Once the price comes down they sign.
    r"\bsi (?:me |nos |te |le )?(?:lo |la |los )?(?:baj|dej|rebaj|mejor|descuent|"
    r"hac)\w*\b[^.;!?]{0,40}?"
    r"\b(?:firm[oa]|firmamos|cierro|cerramos|lo tomo|la tomo|me l[oa] quedo|reserv[oa]|deposito|"
    r"sen[oa]|senamos|cerramos trato|trato hecho|es nuestr[oa]|l[oa] compr[oa])\b",
    r"\bif (?:they|you|he|she|the (?:owner|seller|landlord|vendor)s?) (?:\w+ )?(?:drop|lower|"
    r"knock|"
    r"reduce|come down|take|accept|throw in|bring)\w*\b[^.;!?]{0,50}?\b(?:sign|take it|buy|deal|"
    r"commit|move forward|close|today|cash)\b",
    # Put to the owner, through whoever.
    rf"\b(?:anima\w*|acepta\w*|considera\w*|recib\w+|toma\w*|agarra\w*)\b (?:a )?(?:recib\w+ |"
    rf"acept\w+ |tom\w+ |unos? |por )*(?:{_PRICE}|\d+[.,]\d+\b)",
    rf"\b(?:tell|ask) (?:them|em|'em|him|her|the \w+)\b[^.;!?]{{0,20}}?\b(?:i|we)(?:'ll|'d|'re| "
    rf"can| will| would)? (?:\w+ )?(?:give|pay|do|offer|go)\w*\b[^.;!?]{{0,12}}?{_PRICE}",
    r"\b(?:put|pass|take|present|run) (?:that|this|it) (?:on )?(?:to|by|past) (?:the |your "
    r")?(?:vendors?|owners?|sellers?|landlords?)\b",
    rf"{_PRICE}[^.;!?]{{0,24}}?\bsubject to (?:survey|contract|mortgage|inspection|financing)",
    r"\b(?:hago|hacemos|haria|hare|tengo|paso|mando|acerco|here'?s|make|making|have|got) (?:\w+ "
    r"){0,2}?"
    rf"(?:propuesta|contrapropuesta|proposal|offer|oferta|counter)\b[^!?;]{{0,40}}?{_PRICE}",
    rf"\b(?:seller|owner|vendor|landlord|they|dueno|duena|vendedor\w*|propietari[oa]) (?:\w+ "
    rf")?(?:wants?|quiere|pide|is asking|are asking) (?:\w+ )?{_PRICE}[^!?;]{{0,60}}?\b(?:we|i|yo|"
    rf"nosotros)\b[^!?;]{{0,20}}?{_PRICE}",
    r"\b(?:no|without|waive\w*|sin) contingenc\w+\b|\boferta en firme\b",
    # On a condition of theirs; "if the kitchen is new" or "cash" tells of the budget.
    rf"\b(?:we|i) (?:can|could|would|will|'d) (?:do|go|pay|manage|stretch to) {_PRICE} (?:\w+ "
    rf")?(?:today|and (?:sign|close|move in)|if (?:they|he|she|you|(?:the|your) (?:owner|seller|"
    rf"vendor|landlord|client)s?))\b",
    rf"\bsi (?:les? |te )?(?:digo|pongo|llevo|subo|ofrezco|doy|traigo|pago) "
    rf"{_PRICE}[^.;!]{{0,24}}?\b(?:toma|acept|cierr|cerra|qued|agarr|va|vend|dan|dej|sirv)\w*",
    # What is asked, and beside it what they would pay.
    rf"\b(?:pide[ns]?|piden|pedis|publicad[oa] en|asking|listed (?:at|for)|on at|on for) "
    rf"(?:\w+ )?{_PRICE}[^!?;]{{0,40}}?\b(?:pong[oa]|ponemos|doy|damos|ofre\w+|pagaria|daria|"
    rf"(?:i|we)(?:'d| would|'ll| will|'re willing to| can) (?:do|pay|go|give|offer))\b",
    rf"\b(?:tell|ask|offer|dile|digale|diganle|decile|propon\w+) (?:al? )?(?:the |el |la |su |"
    rf"your )?(?:landlord|owner|seller|vendor|duen[oa]|propietari[oa])\b[^!?;]{{0,30}}?{_PRICE}",
    # A price of their own put to the owner, as an offer or as a condition.
    r"\b(?:la|lo|me la|me lo) (?:suelt|larg|dej|dan|vend|baj|entreg)\w* (?:en|por|a) (?:unos "
    r")?[$]?\d+[.,]\d+",
    rf"\b(?:dej(?:an|aria[ns]?|as?|e[ns]?)|baj(?:an|aria[ns]?|en)|rebaj\w+|vend(?:en|erian?)) "
    rf"(?:\w+ )?(?:en|a|por) {_PRICE}",
    rf"\b(?:would|could|can|will|might) (?:they|you|he|she|the (?:owner|seller|landlord|vendor)) "
    rf"(?:\w+ )?(?:do|go(?: down)? to|come down to|drop (?:it )?to|let (?:it|me have it)(?: go)? "
    rf"for|sell (?:it )?for|settle for|go as low as) {_PRICE}",
    rf"\b(?:si (?:les?|te|le) )?(?:ofre[zc]\w+|ofert\w+|doy|damos|pongo|ponemos|pago|pagamos) "
    rf"(?:\w+ ){{0,3}}?{_PRICE}[^.;!?]{{0,40}}?\b(?:contado|efectivo|cash|mano|billetes?|"
    rf"hoy|ya|manana|firm\w+|sena\w*|apartado|deposit\w+|transf\w+|ultima palabra|plata lista|"
    rf"cierr\w+|cerramos|trato|propietari\w+|duen\w+|acept\w+|agarr\w+)\b",
    r"\b(?:i|we)(?:'d| would|'ll| will| can) (?:go|pay|do|give) (?:to |up to |them |you "
    r")?[$£€]?\d[^?]{0,40}?"
    r"\b(?:accept|owner|seller|take it|they)\b|\bput (?:forward|in|through|down) (?:my|an|our|"
    r"the) (?:\w+ )?offer\b",
    r"\b(?:dirias?|decir\w*|digale|dile|diganle|pregunt\w+|comenta\w*)\b[^.?!]{0,12}?\bal? "
    r"(?:duen[oa]|propietari[oa]|vendedora?)\b[^.?!]{0,24}?(?:\d|oferta)|\b(?:le|les) (?:doy|"
    r"daria|damos|pago|pagaria) [$€]?\d",
    rf"\b(?:want|like|going|willing|prepared|happy|ready|wish) to (?:offer|bid)\b{_AMOUNT}",
    r"\boffering (?:the )?(?:asking|full|cash|[$£€]?\d)|\b(?:what|how) if (?:i|we) (?:offer\w*|"
    r"bid|paid)\b|\bif (?:i|we) offered\b",
    rf"\b(?:tell|ask) the (?:owner|seller|vendor|landlord)\b[^.?!]{{0,30}}?\b(?:pay|accept|take|"
    rf"offer)"
    rf"\b{_AMOUNT}",
    r"\bwould (?:the (?:owner|seller|vendor|landlord)|they|he|she|you) (?:take|accept|consider|go "
    r"for)[^.?!]{0,12}?\d",
    r"\b(?:aceptari?an?|aceptaria|aceptas?|tomari?an?|recibiri?an?|venderi?an?)\b[^.?!]{0,12}?\d",
    rf"\b(?:le|les|te|yo)? ?(?:ofrezco|ofrecemos|ofreceria|ofertamos|oferto|quiero ofrecer|puedo "
    rf"ofrecer|queremos ofrecer)(?:le|les)?\b{_AMOUNT}",
    r"\b(?:quiero|queremos|quisiera|vamos a|voy a|puedo|podemos) (?:hacer|presentar|mandar|pasar|"
    r"dejar) (?:\w+ )?(?:una |mi |la )?(?:contra)?oferta\b",
)
