"""The wordings by which the purpose of a message is known."""

from __future__ import annotations

import re
from typing import Final


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{a})" for a in alternatives))


GREETING: Final = re.compile(
    r"^\W*(?:(?:mm+|ah|oh|ey|buen[oa]?s?)\s+)?(?:h*ola+s?|hol[ia]+|holiwis|wena+s?|buen[oa]s?(?: "
    r"(?:dias?|tardes?|noches?))?|buen dia|"
    r"que tal|q tal|aloha|saludos|estimad[oa]s?|hi+|hello|hey+|hiya|good (?:morning|afternoon|"
    r"evening|day)|greetings|"
    r"howdy|bon dia|bonjour|salut|hallo|ola|مرحبا|السلام عليكم)\b"
)


SEARCH: Final = _any(
    r"\b(?:busc(?:o|amos|ando|a)|necesito (?:un|una|arrendar|comprar|alquilar|rentar|algo)|"
    r"(?:quiero|queremos|quisiera|quisieramos|me "
    r"gustaria|deseo|vengo a|pienso|pensamos) (?:\w+ ){0,2}?(?:comprar|arrendar|alquilar|rentar|"
    r"un depto|una casa|un piso|invertir|tomar)|"
    r"me interesa|interesad[oa]s? en|ocupo|ando (?:buscando|viendo)|estoy (?:buscando|viendo)|"
    r"estamos (?:buscando|viendo)|mejor comprar|mejor arrendar)\b",
    r"\b(?:find|locate|search|look|get) (?:for )?(?:me |us )?(?:a|an|some|any|another|other|one) "
    r"(?:[\w-]+ ){0,5}?(?:apartments?|flats?|houses?|homes?|condos?|studios?|places?|propert(?:y|"
    r"ies)|residences?|somewhere)\b",
    r"\b(?:looking (?:for|to (?:buy|rent))|i'?m after|searching for|(?:want|need|would like|"
    r"like) (?:to (?:rent|buy|lease|purchase)|a "
    r"(?:\w+ )?(?:flat|house|apartment|villa|place|studio|condo|home))|interested in|intrested "
    r"in|in the market for|find me|"
    r"show me (?:\w+ ){0,3}(?:options|listings|apartments|flats|houses|homes|villas|properties)|"
    r"hunting for|we want a|want a)\b",
    r"\b(?:tien(?:es?|en)|hay|teneis|manejan|disponen de|do you (?:guys )?have|got any|have you "
    r"got|any) (?:\w+ ){0,3}?(?:casas?|deptos?|"
    r"departamentos?|pisos?|algo|opciones|apartments?|flats?|houses?|villas?|condos?|properties|"
    r"something|anything|studios?|"
    r"propiedades|disponibles?|otro|otra)\b",
    r"\b(?:pasame|mandame|mandeme|enviame|enviar|envieme|muestrame|muestreme|mostrame|send me|"
    r"share|show me)\b.{0,24}\b(?:fotos|opciones|lo que|los que|"
    r"tengas?|tengan|alternativas|deptos|casas|propiedades|listings?|photos|options|details|"
    r"available)\b",
    r"\b(?:depto|departamento|casa|piso|apartamento|flat|house|apartment|villa|studio|habitacion|"
    r"room|\dbhk|\d ?br)\b.{0,40}\b(?:en arriendo|en venta|en alquiler|"
    r"en renta|de alquiler|for rent|to rent|for sale)\b",
    r"^\W*(?:room|studio|flat|apartment|house|villa|\d ?(?:bed|br|bhk)|alquiler|arriendo|"
    r"compra)\b.{0,30}\b(?:to rent|for rent|to buy|for sale|in|en|temporal)\b",
    r"\by (?:un|una) (?:estudio|casa|depto|piso|otr[oa])\b",
    r"\balquilo (?:depa|depto|casa|piso)\b",
    r"\b(?:el|la|un|una) (?:\w+ )?(?:depto|departamento|casa|piso|anuncio|"
    r"propiedad)\b.{0,30}\b(?:publicad|publicaron|de (?:portal|"
    r"urbania|fotocasa|idealista|yapo))",
    r"\b(?:por|about|regarding) (?:el|la|the) (?:departamento|depto|casa|piso|listing|flat|"
    r"apartment|house|villa|ad|aviso|anuncio)\b",
    r"ابحث عن",
    r"\bigual quiero (?:alquilar|arrendar|comprar|rentar)\b",
)


PRICING: Final = _any(
    r"\b(?:cuanto (?:cuesta|cuestan|vale|valen|sale|salen|es|seria|piden|estan|cobran|vienen|hay "
    r"que pagar|anda|andan|necesito)|(?:en|a) cuanto|precio|precios|"
    r"valor(?:es)?|tarifa|comision(?:es)?|gastos (?:de|comunes|extra)|cobran|honorarios|"
    r"porcentaje|impuestos?|itp|plusvalia|"
    r"cuanto es|a como|mas barat[oa]|rebaja|descuento|negociable|ultimo precio|cap rate|"
    r"rentabilidad|cuanto creen|garantia cuanto|tasacion)\b",
    r"\b(?:how much|price|prices|pricing|cost|costs|fee|fees|commission|service charges?|"
    r"property tax(?:es)?|hoa fees|total taxes|"
    r"deposit total|negotiable|best price|lowest|discount|council tax|roi|yield|is the price|"
    r"what's the rent|what is the rent|closing costs)\b",
    r"\bpiden \dx\d\b",
)


_FAQ_WORDS: Final = _any(
    r"\b(?:aceptan|acepta|admiten|incluye|incluyen|tiene|tienen|se puede|se pueden|puedo|podria|"
    r"piden|hacen|haceis|trabajan|ustedes|requisitos|documentos|papeles|"
    r"horarios?|donde (?:estan|queda)|direccion|como (?:funciona|es|consigui)|sirve|les sirve|"
    r"hay|esta saneado|abren|atienden|ofrecen|sigue)\b",
    r"\b(?:do you|is (?:it|there|the|heat)|are (?:there|you|pets|the)|can i|does|allowed|"
    r"included|where (?:are|is)|what (?:documents|are|is)|who|when|"
    r"opening hours|requirements|policy|accept)\b",
)


BOOK: Final = _any(
    r"\b(?:visit(?:a|ar|arla|arlo|as|amos|arlos|arlas)|agend(?:ar|emos|o|e|ame|arla|amos)|"
    r"coordin(?:ar|emos|o)|(?:ir|pasar|puedo|podemos|podria|podriamos|quiero|queremos|"
    r"quisiera|para|gustaria) (?:\w+ )?(?:a )?(?:verl[oa]s?|ver|conocerl[oa]s?|conocer|"
    r"visitar\w*)|cuando (?:puedo|podemos|se puede) (?:verl[oa]s?|ver|ir|visitar\w*)|"
    r"que (?:lo|la) vea|me (?:la|lo) muestran|mostrarme(?:la|lo)?|vayamos a ver|pueden pasar a "
    r"ver\w*|pasar a verl[oa])\b",
    r"\b(?:view(?:ing)?s?|see (?:it|one|a few|them|(?:the|this|that) (?:place|flat|apartment|house|"
    r"home|villa|unit|property|one))|can (?:i|we) see|tour|show ?ing|come (?:by|see|over)|"
    r"schedule a|book a|arrange a|visit|looking round|walk ?through|open house|take a look)\b",
)


NOT_BOOK: Final = re.compile(
    r"\b(?:cuando (?:los |las )?(?:nietos|abuelos|padres)|grandchildren visit|no puedo visitar|"
    r"visita de (?:cortesia|mi)|visitas? al medico|"
    r"web ?site|sitio web|a ver si|voy a ver|vamos a ver|ya veremos|hay que ver|tener que ver|"
    r"nada que ver|burj view|sea view|city view|"
    r"park view|lake view|(?:with|a|the|nice|good) view\b|views? of|miro|verlo despues|see you|i "
    r"see\b|let me see|we'?ll see|los miro)\b"
)


CANCEL: Final = _any(
    r"\b(?:cancel\w*|anul[ae]\w*|suspend\w*)\b.{0,30}(?:visita|cita|hora|viewing|appointment|"
    r"tour|reuni|all|todo|lo del|it)?",
    r"\b(?:scrap|drop|call off|forget)\b.{0,12}\b(?:viewings?|visit|appointment|tour)\b",
    r"\b(?:no (?:voy a )?(?:podre|puedo|podremos|podemos) (?:ir|asistir|llegar)|can(?:'t|not) "
    r"make it|won't be able to (?:come|make))\b(?!.*\b(?:otro|cambi|mover|instead|another|"
    r"reschedul))",
    r"\bya no (?:quiero|voy a|podre) (?:ir|visitar|la visita)\b",
)


RESCHEDULE: Final = _any(
    r"\b(?:reagend\w*|reprogram\w*|re-?schedul\w*|(?:cambi\w+|mover|movamos|correr|postergar|"
    r"aplazar|posponer) (?:la |el |de )?(?:visita|hora|cita|dia|horario|fecha)|"
    r"necesito cambiarl[ao]|cambiarla|moverla|otro dia|otra hora|another (?:day|time)|move (?:it|"
    r"the viewing|my viewing|our viewing)|push it|"
    r"can we do .{0,30}instead|postpone|different (?:day|time))\b",
    r"^\W*(?:puede|podria) ser (?:el|la|a las|manana|otro)\b",
)


LIST: Final = _any(
    r"\b(?:quiero|queremos|deseo|necesito|pienso|para|es para|la|lo) (?:\w+ ){0,3}?vender\b|"
    r"\bvendo (?:mi|un|una|depto|casa)\b|\b(?:vender|vendan) (?:mi|nuestr)",
    r"\b(?:poner|dar|entregar\w*|ofrecer|tengo (?:un|una|mi)[\w ]{2,40}?) (?:\w+ ){0,6}?en "
    r"(?:arriendo|alquiler|renta)\b|\btengo (?:un|una|el|la) [\w ]{2,40} en venta\b",
    r"\b(?:sell(?:ing)?|let|rent out|list|letting) (?:out )?(?:my|our|a property)\b|\bwant to "
    r"sell\b|\brent (?:my|our|it) [\w ]{0,20}out\b|\bvaluation of my\b|\bi'?m a landlord\b|"
    r"\bi have a [\w ]{2,30} to (?:sell|let|rent out)\b|\bheredamos\b.*\bvender",
)


DANGER: Final = _any(
    r"\b(?:olor a gas|fuga de gas|escape de gas|gas leak|smell(?:s|ing)? (?:of )?gas|smell gas|"
    r"(?<!seguro de )(?<!contra )incendio|humo|fire\b(?! ?place| ?pit| ?station| alarm| exit| "
    r"escape| safety| brigade)|smoke(?! free|r|-free|d|s)|"
    r"se esta quemando|chispas|sparks|carbon monoxide|monoxido|electrocut\w*|inundaci?on|"
    r"flood(?:ed|ing)|techo se cayo|ceiling (?:collapsed|fell|is falling))\b"
)


REPAIR: Final = _any(
    r"\b(?:gotera|filtracion|filtra|fuga de agua|leak(?:ing|s)?|no (?:puedo (?:cocinar|banarme|"
    r"ducharme)|funciona|anda|prende|hay (?:agua|luz|gas|calefaccion))|anda mal|se rompio|esta "
    r"rot[oa]|descompuesto|"
    r"se (?:me )?echo a perder|broken|not working|doesn'?t work|no hot water|no heating|no water|"
    r"mold|mould|humedad|hongos|calefont|caldera|boiler|"
    r"calefactor|plaga|cucarachas|ratones|cockroach\w*|mice|bed ?bugs|tapad[oa]|clogged|blocked "
    r"(?:drain|toilet)|plomero|gasfiter|plumber|reparacion|"
    r"reparar|repair|maintenance company|tuberia|cerradura)\b"
)


FITTING: Final = re.compile(
    r"\b(?:ac|a/c|aire|heat(?:er|ing)|boiler|fridge|oven|shower|toilet|sink|door|lock|window|"
    r"washing machine|"
    r"elevator|lift|lights?|water|pipe|drain|roof|ceiling|ducha|cocina|puerta|chapa|cerradura|"
    r"ventana|"
    r"lavadora|luz|agua|calefont|caldera|calefactor|bano|ascensor|techo|gotera|filtracion|"
    r"refrigerador|"
    r"calefaccion|enchufe|mold|mould|humedad|hongos|cockroach\w*|cucarachas|ratones|bed ?bugs)\b"
)


TENANT: Final = _any(
    r"\b(?:que (?:les |le |te )?(?:arriendo|alquilo|rento)|arriendo con ustedes|alquilo con "
    r"ustedes|soy (?:su )?(?:inquilin[oa]|arrendatari[oa])|(?:your|ur) tenant|my landlord|"
    r"mi (?:depto|departamento|piso|casa)|in (?:my|our) (?:flat|apartment|unit|house|kitchen|"
    r"bathroom|building)|(?:unit|apt|apartment|flat) \d+|vivo (?:en|ahi)|"
    r"since \d+ days?|hace \d+ (?:dias|semanas|meses)|agua caliente|inquilin[oa]|arrendatari[oa])\b"
)


ANGER: Final = _any(
    r"\b(?:reclamo|reclamar|reclamacion(?:es)?|queja|quejar\w*|complain(?:t|ing)?|inaceptable|"
    r"unacceptable|verguenza|vergonzoso|indignad[oa]|furios[oa]|estaf\w*|scam(?:med|mers?)?|"
    r"ladrones|"
    r"que no (?:contest|respond)\w+|never (?:showed|came|called|replied|answered|turned up)|me "
    r"estan (?:viendo la cara|tomando el pelo)|tomadura de pelo|pesimo|pesima|horrible "
    r"service|terrible service|worst|disgusting|outrageous|"
    r"hartos?\b|harta\b|estoy cansad[oa] de|fed up|sick of|nadie (?:me )?(?:responde|contesta|"
    r"llama|vino)|no ?one (?:answers|replies|called|came)|nobody (?:answers|replies|called|came)|"
    r"(?:llame|llevo|escrib\w+|called|emailed) .{0,30}\d+ (?:veces|times|dias esperando|weeks)|"
    r"me dejaron planta\w*|no (?:llego|vino) nadie|nunca (?:llego|llegaron|vino|vinieron|"
    r"respond\w+|contest\w+|me llam\w+)|still (?:waiting|no (?:reply|answer|response))|without "
    r"coming|stood me up|didn'?t show up|no[- ]show|publicidad enganosa|"
    r"mentira|mentiros\w*|mentirosos|liars?|rob(?:aron|ando)|devolv(?:edme|eme|anme|er|eran)|"
    r"devuelvan\w*|refund|give (?:me )?(?:back )?my (?:money|deposit)|money back|mi (?:plata|"
    r"dinero|deposito)|"
    r"my deposit (?:back)?|incompetent\w*|mala atencion|pesima atencion|falta de "
    r"respeto|disrespect\w*|se ha echado atras|que se hagan cargo|hacerse cargo|"
    r"descuento del (?:alquiler|arriendo)|no tiene[ns]? verguenza|carajo|mierda|wtf|bullshit|ctm|"
    r"hdp|idiot\w*|imbecil\w*|inutiles)\b",
)


LEGAL: Final = _any(
    r"\b(?:sernac|profeco|indecopi|ofcom|ombudsman|rgpd|gdpr|proteccion de datos|data protection|"
    r"acciones legales|legal action|tribunal(?:es)?|juzgado|small claims|rental dispute|"
    r"hoja de reclamaciones|superintendencia|fiscalia|carta documento|defensa del consumidor|"
    r"(?:ley|derechos) del consumidor|consumer protection|trading standards|fair housing)\b",
    r"\b(?:demandar(?:los|las|te)?|(?:los|las|les|te) (?:voy a )?demand\w+|denunci\w+|"
    r"(?:will|going to|gonna|'ll|could|to) sue\b|take (?:you|this|them) to court|see you in court|"
    r"(?:report|complain\w*|filed?|go) (?:\w+ ){0,3}(?:to|with|at) (?:the )?(?:rera|police|dld)|"
    r"(?:llamar|voy|ire) a la policia|call(?:ing)? the police)\b",
    r"\b(?:(?:mis?|un|con|el) abogad[oa]s? (?:se|los|les|tomara|contactara)|"
    r"hear from (?:my|our) (?:lawyers?|attorney|solicitors?)|(?:hablar|hable) con (?:mi|un) "
    r"abogad[oa]|"
    r"my (?:lawyer|attorney) will|llam\w+ a mi abogad[oa]|contactar a mi abogad[oa])\b",
)


OFFER: Final = _any(
    r"\b(?:ofrec(?:er|erles|erle|eria|emos) \$?\d|"
    r"(?:hacer|hago|haria|presentar|dejar|aceptarian|aceptan|aceptaria|formal\w*) (?:\w+ )?"
    r"(?:una )?oferta|mi oferta|ofrezco|les ofrezco|oferta (?:formal|en firme|de \$?[\d_]|por)|"
    r"contraoferta|"
    r"(?:make|submit|put in|place|put) (?:an|a|my|in an) (?:\w+ )?offer|my offer|i(?:'d| would| "
    r"can|'ll|'m| am)?(?: wanna| gonna| want to| like to| going to)? (?:offer|bid)(?:ing)?|"
    r"we(?:'d| would| can|'ll)? offer|would (?:they|you|the (?:owner|seller)) "
    r"(?:accept|take|consider) [\w$£€]*\d|"
    r"offer of)\b"
)


NOT_OFFER: Final = re.compile(
    r"^\W*(?:y )?(?:se )?acepta[ns]? (?:una )?(?:contra)?ofertas?\W*$|\b(?:before making an offer|"
    r"que ofrecen|what do you offer|you offer|ofertas? "
    r"(?:disponibles|tienen)|antes de (?:hacer|ofertar))\b"
)


SPAM: Final = _any(
    r"\b(?:compro oro|prestamos? (?:rapidos?|al instante|sin)|creditos? (?:rapidos?|al instante)|"
    r"gana(?:r)? dinero|earn (?:money|\$)|work from home|trabaja desde casa|(?:invest|invertir|"
    r"invierte|gana\w*|trading|earn)\b.{0,24}\b(?:bitcoin|crypto|cripto|forex)|forex|trading "
    r"signals|"
    r"casino|apuestas|bet\b|seo (?:services?|expert)|seguidores|followers|marketing agency|we "
    r"(?:offer|provide) (?:seo|leads|web)|loan offer|viagra|promo(?:cion)? (?:exclusiva|"
    r"especial)|haz click|click (?:here|aqui)|"
    r"has ganado|you(?:'ve| have) won|congratulations you|sorteo|lottery|inversion garantizada|"
    r"guaranteed returns|reenvia|forward this|comparte(?: con| este)?|vendo (?:seguidores|bases? "
    r"de datos)|"
    r"base de datos de|paginas web (?:desde|a)|ofrecemos (?:nuestros )?servicios|posicionamiento "
    r"web|tarot|amarres)\b",
)


INJECTION: Final = _any(
    r"\b(?:ignore (?:all |any |your |the )?(?:previous|prior|above|instructions|rules)|disregard "
    r"(?:all|your|the|previous)|system prompt|your (?:prompt|instructions)|you are now|"
    r"from now on you|act as (?:a|an|if)|pretend (?:to be|you)|"
    r"developer mode|jailbreak|(?:be|as|you are|you\'re) dan\b|admin(?:bot| mode)|override|"
    r"reveal (?:your|the)|print "
    r"(?:your|the) (?:prompt|instructions|system)|output all|list all (?:leads|clients|customers|"
    r"users)|"
    r"other (?:leads|clients|customers)'? (?:data|phones?|names?|details)|repeat after me|mark "
    r"(?:me|this lead) as|set my score)\b",
    r"\b(?:ignora (?:todo|todas|tus|las|lo)|olvida (?:lo anterior|todo|tus|las instrucciones)|"
    r"desde ahora (?:eres|sos)|a partir de ahora (?:eres|sos|actua)|actua como|eres (?:dan|"
    r"ahora)|tus? (?:instrucciones|prompt)|"
    r"nuevas? instrucci\w+|repite despues de mi|modo (?:desarrollador|admin\w*|dios)|marca a "
    r"este lead|ponme como calificado|marcame como|muestrame (?:las|los) (?:conversaciones|datos|"
    r"leads|mensajes)|"
    r"(?:dame|pasame|lista) (?:los )?(?:datos|telefonos|numeros) de (?:otros|los|todos)|"
    r"instruccion del sistema|pon en mi ficha|sin restricciones)\b",
    r"\"role\"\s*:",
    r"<\|?(?:system|im_start)|\[/?(?:inst|system)\]|###\s*(?:system|nueva|new|instru)",
    r"\bdrop table\b|<script",
)


THANKS: Final = _any(
    r"\b(?:gracias|muchas gracias|mil gracias|se agradece|agradecid[oa]|thanks?|thank you|thx|ty|"
    r"cheers|appreciate it|obrigad[oa]|merci|danke)\b"
)


SMALL_TALK: Final = _any(
    r"\b(?:ja(?:ja)+\w*|je(?:je)+|haha+|lol|lmao|xd|chao+|adios|hasta luego|nos vemos|bye+|"
    r"goodbye|see you|ciao|feliz (?:tarde|dia|noche)|buen fin de semana|have a (?:nice|good|"
    r"great)|take care|dios (?:la|lo|te) bendiga|"
    r"quedo atent[oa]|como estas|como esta|how are you|que aburrida|eres (?:un )?(?:robot|bot|"
    r"humana?|muy amable|real)|are you (?:a )?(?:robot|bot|human|real)|lovely name|no worries|"
    r"porfa|perdon|sorry|inshallah|if easier|(?:equivoca\w+|wrong) (?:de )?(?:chat|"
    r"numero|number)|te aviso|le aviso|los aviso|luego te (?:confirmo|aviso|digo)|lo (?:hablo|"
    r"converso|consulto|pienso)|lo voy a pensar|i'?ll (?:think|let you know|get back|ping)|come "
    r"back to you|get back to you|"
    r"will (?:think|have a chat|let you know)|despues les|vaya|wow|jeje|saludos|abrazo|un beso|"
    r"genial|que bien)\b",
)


WRONG: Final = re.compile(
    r"^\W*(?:no no|nono|no,? no busc\w+|no busco|no estoy buscando|no me interesa|not interested|"
    r"no longer (?:looking|interested)|ya (?:compr[eo]|arrend[eo]|encontre|alquil[eo])|"
    r"already (?:bought|found|rented)|no gracias|no thanks|no me vengas|yo no he|no he pedido|i "
    r"didn'?t (?:ask|request)|no property)\b|\bno busco (?:piso|casa|depto)\b"
)


ELSEWHERE: Final = re.compile(
    r"\b(?:(?:corredor|agente|inmobiliaria|agencia|corredora)\w* (?:anterior|de antes|antigu[oa]|"
    r"vieja?|que (?:tenia|teniamos|tuve|tuvimos|contrat\w+|me tocaba))|(?:agent|agency|realtor|"
    r"broker|landlord) (?:we|i|that we|that i) (?:had|used|hired)|(?:my|our|old|ex) (?:\w+ )?"
    r"(?:agent|realtor|agency|letting agent)\b|otr[oa]s? (?:corredor\w*|"
    r"agencias?|inmobiliarias?|agentes?)|ultim[oa] (?:agencia|inmobiliaria|corredor\w*|agente)|"
    r"(?:previous|last|other|another|my old) (?:agent|agents|agency|landlord|broker|place)|last "
    r"place)\b"
)


DETAIL: Final = re.compile(
    r"\b(?:metro|colegios?|escuelas?|schools?|balcon\w*|terraza|patio|jardin|piscina|alberca|"
    r"pool|gym|gimnasio|ascensor|elevador|lift|elevator|"
    r"vista|view|luminos\w+|sol|remodelad\w+|reformad\w+|nuevo|usado|planos|entrega|edificio|"
    r"building|condominio|fraccionamiento|vigilancia|seguridad|"
    r"quincho|bodega|trastero|storage|balcony|garden|basement|ground floor|planta baja|contrato|"
    r"codeudor|aval|fiador|garante|guarantor|nominas?|liquidaciones|"
    r"indefinido|seguro de caucion|subsidio|quiet|tranquil\w+|wheelchair|walking distance|"
    r"min(?:utes|utos)?|deal breaker|hoa|school|lycee|propietario|"
    r"arrendatario|inscribirla|escritura|papeles|bici\w*|aire acondicionado|calefaccion|heating|"
    r"ac|furnished|presupuesto|pagar|fecha|depende|pareja|familia|"
    r"ninos|kids|hijos|personas|people|commute|bright|renovated|antiguedad|anos|gastos comunes|"
    r"expensas)\b"
)
