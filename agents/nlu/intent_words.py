"""The wordings by which the purpose of a message is known."""

from __future__ import annotations

import re
from typing import Final


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{a})" for a in alternatives))


GREETING: Final = re.compile(
    r"^\W*(?:(?:mm+|ah|oh|ey|buen[oa]?s?)\s+)?(?:h*ola+s?|hol[ia]+|holiwis|wena+s?|buen[oa]s?(?: "
    r"(?:dias?|tardes?|noches?))?|buen dia|que tal|q tal|aloha|saludos|estimad[oa]s?|hi+|hello|"
    r"hey+|hiya|good (?:morning|afternoon|evening|day)|greetings|howdy|bon dia|bonjour|salut|"
    r"hallo|ola|مرحبا|السلام عليكم)\b"
)


SEARCH: Final = _any(
    r"\b(?:busc(?:o|amos|ando|a)|necesito (?:un|una|arrendar|comprar|alquilar|rentar|algo)|"
    r"(?:quiero|queremos|quisiera|quisieramos|me gustaria|deseo|vengo a|pienso|pensamos) (?:\w+ "
    r"){0,2}?(?:comprar|arrendar|alquilar|rentar|un depto|una casa|un piso|invertir|tomar)|me "
    r"interesa|interesad[oa]s? en|ocupo|ando (?:buscando|viendo)|estoy (?:buscando|viendo)|"
    r"estamos (?:buscando|viendo)|mejor comprar|mejor arrendar)\b",
    r"\b(?:find|locate|search|look|get) (?:for )?(?:me |us )?(?:a|an|some|any|another|other|one) "
    r"(?:[\w-]+ ){0,5}?(?:apartments?|flats?|houses?|homes?|condos?|studios?|places?|propert(?:y|"
    r"ies)|residences?|somewhere)\b",
    r"\b(?:looking (?:for|to (?:buy|rent))|i'?m after|searching for|(?:want|need|would like|"
    r"like) (?:to (?:rent|buy|lease|purchase)|a (?:\w+ )?(?:flat|house|apartment|villa|place|"
    r"studio|condo|home))|interested in|intrested in|in the market for|find me|show me (?:\w+ "
    r"){0,3}(?:options|listings|apartments|flats|houses|homes|villas|properties)|hunting for|we "
    r"want a|want a)\b",
    r"\b(?:tien(?:es?|en)|hay|teneis|manejan|disponen de|do you (?:guys )?have|got any|have you "
    r"got|any) (?:\w+ ){0,3}?(?:casas?|deptos?|departamentos?|pisos?|algo|opciones|apartments?|"
    r"flats?|houses?|villas?|condos?|properties|something|anything|studios?|propiedades|"
    r"disponibles?|otro|otra)\b",
    r"\b(?:pasame|mandame|mandeme|enviame|enviar|envieme|muestrame|muestreme|mostrame|send me|"
    r"share|show me)\b.{0,24}\b(?:fotos|opciones|lo que|los que|tengas?|tengan|alternativas|"
    r"deptos|casas|propiedades|listings?|photos|options|details|available)\b",
    r"\b(?:depto|departamento|casa|piso|apartamento|flat|house|apartment|villa|studio|habitacion|"
    r"room|\dbhk|\d ?br)\b.{0,40}\b(?:en arriendo|en venta|en alquiler|en renta|de alquiler|for "
    r"rent|to rent|for sale)\b",
    r"^\W*(?:room|studio|flat|apartment|house|villa|\d ?(?:bed|br|bhk)|alquiler|arriendo|"
    r"compra)\b.{0,30}\b(?:to rent|for rent|to buy|for sale|in|en|temporal)\b",
    r"\by (?:un|una) (?:estudio|casa|depto|piso|otr[oa])\b",
    r"\balquilo (?:depa|depto|casa|piso)\b",
    r"\b(?:el|la|un|una) (?:\w+ )?(?:depto|departamento|casa|piso|anuncio|"
    r"propiedad)\b.{0,30}\b(?:publicad|publicaron|de (?:portal|urbania|fotocasa|idealista|yapo))",
    r"\b(?:por|about|regarding) (?:el|la|the) (?:departamento|depto|casa|piso|listing|flat|"
    r"apartment|house|villa|ad|aviso|anuncio)\b",
    r"ابحث عن",
    r"\bigual quiero (?:alquilar|arrendar|comprar|rentar)\b",
)


PRICING: Final = _any(
    r"\b(?:cuanto (?:cuesta|cuestan|vale|valen|sale|salen|es|seria|piden|estan|cobran|vienen|hay "
    r"que pagar|anda|andan|necesito)|(?:en|a) cuanto|precio|precios|valor(?:es)?|tarifa|"
    r"comision(?:es)?|gastos (?:de|comunes|extra)|cobran|honorarios|porcentaje|impuestos?|itp|"
    r"plusvalia|cuanto es|a como|mas barat[oa]|rebaja|descuento|negociable|ultimo precio|cap rate|"
    r"rentabilidad|cuanto creen|garantia cuanto|tasacion)\b",
    r"\b(?:how much|price|prices|pricing|cost|costs|fee|fees|commission|service charges?|"
    r"property tax(?:es)?|hoa fees|total taxes|deposit total|negotiable|best price|lowest|"
    r"discount|council tax|roi|yield|is the price|what's the rent|what is the rent|closing "
    r"costs)\b",
    r"\bpiden \dx\d\b",
)


_FAQ_WORDS: Final = _any(
    r"\b(?:aceptan|acepta|admiten|incluye|incluyen|tiene|tienen|se puede|se pueden|puedo|podria|"
    r"piden|hacen|haceis|trabajan|ustedes|requisitos|documentos|papeles|horarios?|donde (?:estan|"
    r"queda)|direccion|como (?:funciona|es|consigui)|sirve|les sirve|hay|esta saneado|abren|"
    r"atienden|ofrecen|sigue)\b",
    r"\b(?:do you|is (?:it|there|the|heat)|are (?:there|you|pets|the)|can i|does|allowed|"
    r"included|where (?:are|is)|what (?:documents|are|is)|who|when|opening hours|requirements|"
    r"policy|accept)\b",
)


BOOK: Final = _any(
    r"\b(?:visit(?:a|ar|arla|arlo|as|amos|arlos|arlas)|agend(?:ar|emos|o|e|ame|arla|amos)|"
    r"coordin(?:ar|emos|o)|(?:ir|pasar|puedo|podemos|podria|podriamos|quiero|queremos|"
    r"quisiera|para|gustaria) (?:\w+ )?(?:a )?(?:verl[oa]s?|ver|conocerl[oa]s?|conocer|"
    r"visitar\w*)|cuando (?:puedo|podemos|se puede) (?:verl[oa]s?|ver|ir|visitar\w*)|"
    r"que (?:lo|la) vea|me (?:la|lo) muestran|mostrarme(?:la|lo)?|vayamos a ver|pueden pasar a "
    r"ver\w*|pasar a verl[oa])\b",
    r"\b(?:view(?:ing)?s?|see (?:it|one|a few|them|(?:the|this|that) (?:place|flat|apartment|"
    r"house|"
    r"home|villa|unit|property|one))|can (?:i|we) see|tour|show ?ing|come (?:by|see|over)|"
    r"schedule a|book a|arrange a|visit|looking round|walk ?through|open house|take a look)\b",
)


NOT_BOOK: Final = re.compile(
    r"\b(?:cuando (?:los |las )?(?:nietos|abuelos|padres)|grandchildren visit|no puedo visitar|"
    r"visita de (?:cortesia|mi)|visitas? al medico|web ?site|sitio web|a ver si|voy a ver|vamos a "
    r"ver|ya veremos|hay que ver|tener que ver|nada que ver|burj view|sea view|city view|park "
    r"view|lake view|(?:with|a|the|nice|good) view\b|views? of|miro|verlo despues|see you|i see\b|"
    r"let me see|we'?ll see|los miro)\b"
)


CANCEL: Final = _any(
    r"\b(?:cancel\w*|anul[ae]\w*|suspend\w*)\b.{0,30}(?:visita|cita|hora|viewing|appointment|tour|"
    r"reuni|all|todo|lo del|it)?",
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
    r"the viewing|my viewing|our viewing)|push it|can we do .{0,30}instead|postpone|different "
    r"(?:day|time))\b",
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
    r"escape| safety| brigade)|smoke(?! free|r|-free|d|s)|se esta quemando|chispas|sparks|carbon "
    r"monoxide|monoxido|electrocut\w*|inundaci?on|flood(?:ed|ing)|techo se cayo|ceiling "
    r"(?:collapsed|fell|is falling))\b"
)


REPAIR: Final = _any(
    r"\b(?:gotera|filtracion|filtra|fuga de agua|leak(?:ing|s)?|no (?:puedo (?:cocinar|banarme|"
    r"ducharme)|funciona|anda|prende|hay (?:agua|luz|gas|calefaccion))|anda mal|se rompio|esta "
    r"rot[oa]|descompuesto|se (?:me )?echo a perder|broken|not working|doesn'?t work|no hot water|"
    r"no heating|no water|mold|mould|humedad|hongos|calefont|caldera|boiler|calefactor|plaga|"
    r"cucarachas|ratones|cockroach\w*|mice|bed ?bugs|tapad[oa]|clogged|blocked (?:drain|toilet)|"
    r"plomero|gasfiter|plumber|reparacion|reparar|repair|maintenance company|tuberia|cerradura)\b"
)


FITTING: Final = re.compile(
    r"\b(?:ac|a/c|aire|heat(?:er|ing)|boiler|fridge|oven|shower|toilet|sink|door|lock|window|"
    r"washing machine|elevator|lift|lights?|water|pipe|drain|roof|ceiling|ducha|cocina|puerta|"
    r"chapa|cerradura|ventana|lavadora|luz|agua|calefont|caldera|calefactor|bano|ascensor|techo|"
    r"gotera|filtracion|refrigerador|calefaccion|enchufe|mold|mould|humedad|hongos|cockroach\w*|"
    r"cucarachas|ratones|bed ?bugs)\b"
)


TENANT: Final = _any(
    r"\b(?:que (?:les |le |te )?(?:arriendo|alquilo|rento)|arriendo con ustedes|alquilo con "
    r"ustedes|soy (?:su )?(?:inquilin[oa]|arrendatari[oa])|(?:your|ur) tenant|my landlord|"
    r"mi (?:depto|departamento|piso|casa)|in (?:my|our) (?:flat|apartment|unit|house|kitchen|"
    r"bathroom|building)|(?:unit|apt|apartment|flat) \d+|vivo (?:en|ahi)|since \d+ days?|hace \d+ "
    r"(?:dias|semanas|meses)|agua caliente|inquilin[oa]|arrendatari[oa])\b"
)


ANGER: Final = _any(
    r"\b(?:reclamo|reclamar|reclamacion(?:es)?|queja|quejar\w*|complain(?:t|ing)?|inaceptable|"
    r"unacceptable|verguenza|vergonzoso|indignad[oa]|furios[oa]|estaf\w*|scam(?:med|mers?)?|"
    r"ladrones|que no (?:contest|respond)\w+|never (?:showed|came|called|replied|answered|turned "
    r"up)|me estan (?:viendo la cara|tomando el pelo)|tomadura de pelo|pesimo|pesima|horrible "
    r"service|terrible service|worst|disgusting|outrageous|hartos?\b|harta\b|estoy cansad[oa] de|"
    r"fed up|sick of|nadie (?:me )?(?:responde|contesta|llama|vino)|no ?one (?:answers|replies|"
    r"called|came)|nobody (?:answers|replies|called|came)|(?:llame|llevo|escrib\w+|called|"
    r"emailed) .{0,30}\d+ (?:veces|times|dias esperando|weeks)|me dejaron planta\w*|no (?:llego|"
    r"vino) nadie|nunca (?:llego|llegaron|vino|vinieron|respond\w+|contest\w+|me llam\w+)|still "
    r"(?:waiting|no (?:reply|answer|response))|without coming|stood me up|didn'?t show up|"
    r"no[- ]show|publicidad enganosa|mentira|mentiros\w*|mentirosos|liars?|rob(?:aron|ando)|"
    r"devolv(?:edme|eme|anme|er|eran)|devuelvan\w*|refund|give (?:me )?(?:back )?my (?:money|"
    r"deposit)|money back|mi (?:plata|dinero|deposito)|my deposit (?:back)?|incompetent\w*|mala "
    r"atencion|pesima atencion|falta de respeto|disrespect\w*|se ha echado atras|que se hagan "
    r"cargo|hacerse cargo|descuento del (?:alquiler|arriendo)|no tiene[ns]? verguenza|carajo|"
    r"mierda|wtf|bullshit|ctm|hdp|idiot\w*|imbecil\w*|inutiles)\b",
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
    r"abogad[oa]|my (?:lawyer|attorney) will|llam\w+ a mi abogad[oa]|contactar a mi abogad[oa])\b",
)


OFFER: Final = _any(
    r"\b(?:ofrec(?:er|erles|erle|eria|emos) \$?\d|(?:hacer|hago|haria|presentar|dejar|aceptarian|"
    r"aceptan|aceptaria|formal\w*) (?:\w+ )?(?:una )?oferta|mi oferta|ofrezco|les ofrezco|oferta "
    r"(?:formal|en firme|de \$?[\d_]|por)|contraoferta|(?:make|submit|put in|place|put) (?:an|a|"
    r"my|in an) (?:\w+ )?offer|my offer|i(?:'d| would| can|'ll|'m| am)?(?: wanna| gonna| want to| "
    r"like to| going to)? (?:offer|bid)(?:ing)?|we(?:'d| would| can|'ll)? offer|would (?:they|you|"
    r"the (?:owner|seller)) (?:accept|take|consider) [\w$£€]*\d|offer of)\b"
)


NOT_OFFER: Final = re.compile(
    r"\boferta (?:laboral|de trabajo)\b|\bjob offer\b|\boffer on another\b|"
    r"^\W*(?:y )?(?:se )?acepta[ns]? (?:una )?(?:contra)?ofertas?\W*$|\b(?:before making an offer|"
    # What was offered to them, or to somebody else, once.
    r"(?:i|we)(?:'ve)? (?:had|got|received|rejected|turned down|declined) (?:\w+ ){0,2}offers?|"
    r"(?:tuve|tuvimos|recibi|recibimos|rechace|rechazamos) (?:\w+ ){0,2}ofertas?|"
    r"me (?:ofrecieron|ofrecio|ofrecen)|"
    r"que ofrecen|ofertas? (?:por|para) (?:mi|nuestr[oa])|offer (?:my|you|some) (?:help|advice)|"
    r"what do you offer|you offer|ofertas? (?:disponibles|tienen)|antes de (?:hacer|"
    r"ofertar))\b"
)


SPAM: Final = _any(
    # Told as an advert begins; "we both work from home" is a lead's reason for a study.
    r"(?:^|[!.:*])\s*(?:work from home|trabaja desde casa)\b",
    # What is done for a business, which no lead has to offer.
    r"\b(?:ponemos|posicionamos|multiplic\w+|duplic\w+|triplic\w+|aument\w+|"
    r"impuls\w+) (?:\w+ ){0,4}?"
    r"(?:tu|su|tus|sus) (?:negocio|empresa|ventas|inmobiliaria|marca|web|clientes)\b|"
    r"\b(?:grow|boost|double|triple|10x|scale|skyrocket) your (?:business|sales|agency|brokerage|"
    r"traffic|rankings?|leads|revenue)\b|\b(?:primer[oa]?s? en google|first (?:page )?(?:on|"
    r"of) google)\b",
    r"\b(?:compro oro|prestamos? (?:rapidos?|al instante|sin)|creditos? (?:rapidos?|al instante)|"
    r"gana(?:r)? dinero|earn (?:money|\$)|work from home (?:jobs?|opportunit\w+|business|(?:and|&) "
    r"(?:earn|make|get))|trabaja desde casa (?:ganando|y gana)|(?:invest|invertir|"
    r"invierte|gana\w*|trading|earn)\b.{0,24}\b(?:bitcoin|crypto|cripto|forex)|forex|trading "
    r"signals|(?:ofrecemos|brindamos|realizamos|we (?:offer|provide)|nos dedicamos "
    r"a)\b[^.!?]{0,40}\b(?:presupuestos?|servicios?|reformas|limpieza|marketing|seguros|software|"
    r"fotografia|publicidad|leads|cleaning|insurance|photography|staging|for (?:agents|agencies|"
    r"realtors|brokers))|casino|apuestas|bet\b|seo (?:services?|expert)|seguidores|followers|"
    r"marketing agency|we (?:offer|provide) (?:seo|leads|web)|loan offer|viagra|promo(?:cion)? "
    r"(?:exclusiva|especial)|haz click|click (?:here|aqui)|has ganado|you(?:'ve| have) won|"
    r"congratulations you|sorteo|lottery|inversion garantizada|guaranteed returns|reenvia|forward "
    r"this|comparte(?: con| este)?|vendo (?:seguidores|bases? de datos)|base de datos de|paginas "
    r"web (?:desde|a)|ofrecemos (?:nuestros )?servicios|posicionamiento web|tarot|amarres)\b",
)


INJECTION: Final = _any(
    r"\b(?:ignore (?:all |any |your |the )?(?:previous|prior|above|instructions|rules)|disregard "
    r"(?:all|your|the|previous)|system prompt|your (?:prompt|instructions)|you are now|"
    r"from now on you|act as (?:a|an|if)|pretend (?:to be|you)|developer mode|jailbreak|(?:be|as|"
    r"you are|you\'re) dan\b|admin(?:bot| mode)|override|reveal (?:your|the)|print (?:your|the) "
    r"(?:prompt|instructions|system)|output all|list all (?:leads|clients|customers|users)|other "
    r"(?:leads|clients|customers)'? (?:data|phones?|names?|details)|repeat after me|mark (?:me|"
    r"this lead) as|set my score)\b",
    r"\b(?:ignora (?:todo|todas|tus|las|lo)|olvida (?:lo anterior|todo|tus|las instrucciones)|"
    r"desde ahora (?:eres|sos)|a partir de ahora (?:eres|sos|actua)|actua como|eres (?:dan|ahora)|"
    r"tus? (?:instrucciones|prompt)|nuevas? instrucci\w+|repite despues de mi|modo "
    r"(?:desarrollador|admin\w*|dios)|marca a este lead|ponme como calificado|marcame como|"
    r"muestrame (?:las|los) (?:conversaciones|datos|leads|mensajes)|(?:dame|pasame|lista) (?:los "
    r")?(?:datos|telefonos|numeros) de (?:otros|los|todos)|instruccion del sistema|pon en mi "
    r"ficha|sin restricciones)\b",
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
    r"great)|take care|dios (?:la|lo|te) bendiga|quedo atent[oa]|como estas|como esta|how are you|"
    r"que aburrida|eres (?:un )?(?:robot|bot|humana?|muy amable|real)|are you (?:a )?(?:robot|bot|"
    r"human|real)|lovely name|no worries|porfa|perdon|sorry|inshallah|if easier|(?:equivoca\w+|"
    r"wrong) (?:de )?(?:chat|numero|number)|te aviso|le aviso|los aviso|luego te (?:confirmo|"
    r"aviso|digo)|lo (?:hablo|converso|consulto|pienso)|lo voy a pensar|i'?ll (?:think|let you "
    r"know|get back|ping)|come back to you|get back to you|will (?:think|have a chat|let you "
    r"know)|despues les|vaya|wow|jeje|saludos|abrazo|un beso|genial|que bien)\b",
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
    r"(?:agent|realtor|agency|letting agent)\b|otr[oa]s? (?:corredor\w*|agencias?|inmobiliarias?|"
    r"agentes?)|(?:ultim|viej|antigu)[oa] (?:agencia|inmobiliaria|corredor\w*|agente|caser[oa]|"
    r"duen[oa]|arrendador\w*)|(?:caser[oa]|duen[oa]|arrendador\w*|propietari[oa]) (?:actual|"
    r"anterior|de ahora|de antes|viej[oa])|(?:previous|last|other|another|my old|current|my|old|"
    r"ex) (?:agent|agents|agency|landlord|broker|place)|last place)\b"
)


DETAIL: Final = re.compile(
    r"\b(?:metro|colegios?|escuelas?|schools?|balcon\w*|terraza|patio|jardin|piscina|alberca|"
    r"pool|gym|gimnasio|ascensor|elevador|lift|elevator|vista|view|luminos\w+|sol|remodelad\w+|"
    r"reformad\w+|nuevo|usado|planos|entrega|edificio|building|condominio|fraccionamiento|"
    r"vigilancia|seguridad|quincho|bodega|trastero|storage|balcony|garden|basement|ground floor|"
    r"planta baja|contrato|codeudor|aval|fiador|garante|guarantor|nominas?|liquidaciones|"
    r"indefinido|seguro de caucion|subsidio|quiet|tranquil\w+|wheelchair|walking distance|"
    r"min(?:utes|utos)?|deal breaker|hoa|school|lycee|propietario|arrendatario|inscribirla|"
    r"escritura|papeles|bici\w*|aire acondicionado|calefaccion|heating|ac|furnished|presupuesto|"
    r"pagar|fecha|depende|pareja|familia|ninos|kids|hijos|personas|people|commute|bright|"
    r"renovated|antiguedad|anos|gastos comunes|expensas)\b"
)
