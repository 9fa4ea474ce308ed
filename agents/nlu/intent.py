"""What a message is for: one or more intents, and whether a person is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from agents.nlu.text import Clause


class Intent(StrEnum):
    """What a lead's message does; a message may do several things."""

    GREETING = "greeting"
    SEARCH = "search"
    GIVE_INFO = "give_info"
    FAQ = "faq"
    PRICING = "pricing"
    BOOK_VIEWING = "book_viewing"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    LIST_PROPERTY = "list_property"
    COMPLAINT = "complaint"
    HUMAN = "human"
    OPT_OUT = "opt_out"
    SMALL_TALK = "small_talk"
    SPAM = "spam"
    INJECTION = "injection"
    CONFIRM = "confirm"
    DENY = "deny"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a message calls for a person."""

    ASKED_FOR_PERSON = "asked_for_person"
    COMPLAINT = "complaint"
    OFFER = "offer"
    LEGAL = "legal"
    DANGER = "danger"
    REPAIR = "repair"


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{a})" for a in alternatives))


_GREETING: Final = re.compile(
    r"^\W*(?:(?:mm+|ah|oh|ey|buen[oa]?s?)\s+)?(?:h*ola+s?|hol[ia]+|holiwis|wena+s?|buen[oa]s?(?: (?:dias?|tardes?|noches?))?|buen dia|"
    r"que tal|q tal|aloha|saludos|estimad[oa]s?|hi+|hello|hey+|hiya|good (?:morning|afternoon|evening|day)|greetings|"
    r"howdy|bon dia|bonjour|salut|hallo|ola|مرحبا|السلام عليكم)\b"
)
_SEARCH: Final = _any(
    r"\b(?:busc(?:o|amos|ando|a)|necesito (?:un|una|arrendar|comprar|alquilar|rentar|algo)|(?:quiero|queremos|quisiera|quisieramos|me "
    r"gustaria|deseo|vengo a|pienso|pensamos) (?:\w+ ){0,2}?(?:comprar|arrendar|alquilar|rentar|un depto|una casa|un piso|invertir|tomar)|"
    r"me interesa|interesad[oa]s? en|ocupo|ando (?:buscando|viendo)|estoy (?:buscando|viendo)|estamos (?:buscando|viendo)|mejor comprar|mejor arrendar)\b",
    r"\b(?:looking (?:for|to (?:buy|rent))|i'?m after|searching for|(?:want|need|would like|like) (?:to (?:rent|buy|lease|purchase)|a "
    r"(?:\w+ )?(?:flat|house|apartment|villa|place|studio|condo|home))|interested in|intrested in|in the market for|find me|"
    r"show me (?:\w+ ){0,3}(?:options|listings|apartments|flats|houses|homes|villas|properties)|hunting for|we want a|want a)\b",
    r"\b(?:tien(?:es?|en)|hay|teneis|manejan|disponen de|do you (?:guys )?have|got any|have you got|any) (?:\w+ ){0,3}?(?:casas?|deptos?|"
    r"departamentos?|pisos?|algo|opciones|apartments?|flats?|houses?|villas?|condos?|properties|something|anything|studios?|"
    r"propiedades|disponibles?|otro|otra)\b",
    r"\b(?:pasame|mandame|mandeme|enviame|enviar|envieme|muestrame|muestreme|mostrame|send me|share|show me)\b.{0,24}\b(?:fotos|opciones|lo que|los que|"
    r"tengas?|tengan|alternativas|deptos|casas|propiedades|listings?|photos|options|details|available)\b",
    r"\b(?:depto|departamento|casa|piso|apartamento|flat|house|apartment|villa|studio|habitacion|room|\dbhk|\d ?br)\b.{0,40}\b(?:en arriendo|en venta|en alquiler|"
    r"en renta|de alquiler|for rent|to rent|for sale)\b",
    r"^\W*(?:room|studio|flat|apartment|house|villa|\d ?(?:bed|br|bhk)|alquiler|arriendo|compra)\b.{0,30}\b(?:to rent|for rent|to buy|for sale|in|en|temporal)\b",
    r"\by (?:un|una) (?:estudio|casa|depto|piso|otr[oa])\b",
    r"\balquilo (?:depa|depto|casa|piso)\b",
    r"\b(?:el|la|un|una) (?:\w+ )?(?:depto|departamento|casa|piso|anuncio|propiedad)\b.{0,30}\b(?:publicad|publicaron|de (?:portal|"
    r"urbania|fotocasa|idealista|yapo))",
    r"\b(?:por|about|regarding) (?:el|la|the) (?:departamento|depto|casa|piso|listing|flat|apartment|house|villa|ad|aviso|anuncio)\b",
    r"ابحث عن",
    r"\bigual quiero (?:alquilar|arrendar|comprar|rentar)\b",
)
_PRICING: Final = _any(
    r"\b(?:cuanto (?:cuesta|cuestan|vale|valen|sale|salen|es|seria|piden|estan|cobran|vienen|hay que pagar|anda|andan|necesito)|(?:en|a) cuanto|precio|precios|"
    r"valor(?:es)?|tarifa|comision(?:es)?|gastos (?:de|comunes|extra)|cobran|honorarios|porcentaje|impuestos?|itp|plusvalia|"
    r"cuanto es|a como|mas barat[oa]|rebaja|descuento|negociable|ultimo precio|cap rate|rentabilidad|cuanto creen|garantia cuanto|tasacion)\b",
    r"\b(?:how much|price|prices|pricing|cost|costs|fee|fees|commission|service charges?|property tax(?:es)?|hoa fees|total taxes|"
    r"deposit total|negotiable|best price|lowest|discount|council tax|roi|yield|is the price|what's the rent|what is the rent|closing costs)\b",
    r"\bpiden \dx\d\b",
)
_FAQ_WORDS: Final = _any(
    r"\b(?:aceptan|acepta|admiten|incluye|incluyen|tiene|tienen|se puede|se pueden|puedo|podria|piden|hacen|haceis|trabajan|ustedes|requisitos|documentos|papeles|"
    r"horarios?|donde (?:estan|queda)|direccion|como (?:funciona|es|consigui)|sirve|les sirve|hay|esta saneado|abren|atienden|ofrecen|sigue)\b",
    r"\b(?:do you|is (?:it|there|the|heat)|are (?:there|you|pets|the)|can i|does|allowed|included|where (?:are|is)|what (?:documents|are|is)|who|when|"
    r"opening hours|requirements|policy|accept)\b",
)
_BOOK: Final = _any(
    r"\b(?:visit(?:a|ar|arla|arlo|as|amos|arlos|arlas)|agend(?:ar|emos|o|e|ame|arla|amos)|coordin(?:ar|emos|o)|(?:ir|pasar|puedo|podemos|podria|podriamos|quiero|queremos|"
    r"quisiera|para|gustaria) (?:\w+ )?(?:a )?(?:verl[oa]s?|ver|conocerl[oa]s?|conocer|visitar\w*)|cuando (?:puedo|podemos|se puede) (?:verl[oa]s?|ver|ir|visitar\w*)|"
    r"que (?:lo|la) vea|me (?:la|lo) muestran|mostrarme(?:la|lo)?|vayamos a ver|pueden pasar a ver\w*|pasar a verl[oa])\b",
    r"\b(?:view(?:ing)?s?|see it|see (?:a few|them|the (?:place|flat|apartment|house|villa|unit|property))|can (?:i|we) see|tour|show ?ing|come (?:by|see|over)|schedule a|book a|"
    r"arrange a|visit|looking round|walk ?through|open house|take a look)\b",
)
_NOT_BOOK: Final = re.compile(
    r"\b(?:cuando (?:los |las )?(?:nietos|abuelos|padres)|grandchildren visit|no puedo visitar|visita de (?:cortesia|mi)|visitas? al medico|"
    r"web ?site|sitio web|a ver si|voy a ver|vamos a ver|ya veremos|hay que ver|tener que ver|nada que ver|burj view|sea view|city view|"
    r"park view|lake view|(?:with|a|the|nice|good) view\b|views? of|miro|verlo despues|see you|i see\b|let me see|we'?ll see|los miro)\b"
)
_CANCEL: Final = _any(
    r"\b(?:cancel\w*|anul[ae]\w*|suspend\w*)\b.{0,30}(?:visita|cita|hora|viewing|appointment|tour|reuni|all|todo|lo del|it)?",
    r"\b(?:scrap|drop|call off|forget)\b.{0,12}\b(?:viewings?|visit|appointment|tour)\b",
    r"\b(?:no (?:voy a )?(?:podre|puedo|podremos|podemos) (?:ir|asistir|llegar)|can(?:'t|not) make it|won't be able to (?:come|make))\b(?!.*\b(?:otro|cambi|mover|instead|another|reschedul))",
    r"\bya no (?:quiero|voy a|podre) (?:ir|visitar|la visita)\b",
)
_RESCHEDULE: Final = _any(
    r"\b(?:reagend\w*|reprogram\w*|re-?schedul\w*|(?:cambi\w+|mover|movamos|correr|postergar|aplazar|posponer) (?:la |el |de )?(?:visita|hora|cita|dia|horario|fecha)|"
    r"necesito cambiarl[ao]|cambiarla|moverla|otro dia|otra hora|another (?:day|time)|move (?:it|the viewing|my viewing|our viewing)|push it|"
    r"can we do .{0,30}instead|postpone|different (?:day|time))\b",
    r"^\W*(?:puede|podria) ser (?:el|la|a las|manana|otro)\b",
)
_LIST: Final = _any(
    r"\b(?:quiero|queremos|deseo|necesito|pienso|para|es para|la|lo) (?:\w+ ){0,3}?vender\b|\bvendo (?:mi|un|una|depto|casa)\b|\b(?:vender|vendan) (?:mi|nuestr)",
    r"\b(?:poner|dar|entregar\w*|ofrecer|tengo (?:un|una|mi)[\w ]{2,40}?) (?:\w+ ){0,6}?en (?:arriendo|alquiler|renta)\b|\btengo (?:un|una|el|la) [\w ]{2,40} en venta\b",
    r"\b(?:sell(?:ing)?|let|rent out|list|letting) (?:out )?(?:my|our|a property)\b|\bwant to sell\b|\brent (?:my|our|it) [\w ]{0,20}out\b|\bvaluation of my\b|\bi'?m a landlord\b|"
    r"\bi have a [\w ]{2,30} to (?:sell|let|rent out)\b|\bheredamos\b.*\bvender",
)
_DANGER: Final = _any(
    r"\b(?:olor a gas|fuga de gas|escape de gas|gas leak|smell(?:s|ing)? (?:of )?gas|smell gas|incendio|humo|fire\b(?! ?place| ?pit)|smoke(?! free|r|-free|d|s)|"
    r"se esta quemando|chispas|sparks|carbon monoxide|monoxido|electrocut\w*|inundaci?on|flood(?:ed|ing)|techo se cayo|ceiling (?:collapsed|fell|is falling))\b"
)
_REPAIR: Final = _any(
    r"\b(?:gotera|filtracion|filtra|fuga de agua|leak(?:ing|s)?|no (?:puedo (?:cocinar|banarme|ducharme)|funciona|anda|prende|hay (?:agua|luz|gas|calefaccion))|anda mal|se rompio|esta rot[oa]|descompuesto|"
    r"se (?:me )?echo a perder|broken|not working|doesn'?t work|no hot water|no heating|no water|mold|mould|humedad|hongos|calefont|caldera|boiler|"
    r"calefactor|plaga|cucarachas|ratones|cockroach\w*|mice|bed ?bugs|tapad[oa]|clogged|blocked (?:drain|toilet)|plomero|gasfiter|plumber|reparacion|"
    r"reparar|repair|maintenance company|tuberia|cerradura)\b"
)
_TENANT: Final = _any(
    r"\b(?:que (?:les |le |te )?(?:arriendo|alquilo|rento)|arriendo con ustedes|alquilo con ustedes|soy (?:su )?(?:inquilin[oa]|arrendatari[oa])|(?:your|ur) tenant|my landlord|"
    r"mi (?:depto|departamento|piso|casa)|in (?:my|our) (?:flat|apartment|unit|house|kitchen|bathroom|building)|(?:unit|apt|apartment|flat) \d+|vivo (?:en|ahi)|"
    r"since \d+ days?|hace \d+ (?:dias|semanas|meses)|agua caliente|inquilin[oa]|arrendatari[oa])\b"
)
_ANGER: Final = _any(
    r"\b(?:reclamo|reclamar|reclamacion(?:es)?|queja|quejar\w*|complain(?:t|ing)?|inaceptable|unacceptable|verguenza|vergonzoso|indignad[oa]|furios[oa]|estaf\w*|scam(?:med|mers?)?|ladrones|"
    r"me estan (?:viendo la cara|tomando el pelo)|tomadura de pelo|pesimo|pesima|horrible service|terrible service|worst|disgusting|ridiculous|outrageous|"
    r"hartos?\b|harta\b|estoy cansad[oa] de|fed up|sick of|nadie (?:me )?(?:responde|contesta|llama|vino)|no ?one (?:answers|replies|called|came)|nobody (?:answers|replies|called|came)|"
    r"(?:llame|llevo|escrib\w+|called|emailed) .{0,30}\d+ (?:veces|times|dias esperando|weeks)|me dejaron planta\w*|no (?:llego|vino) nadie|nunca (?:llego|llegaron|vino|vinieron|"
    r"respond\w+|contest\w+|me llam\w+)|still (?:waiting|no (?:reply|answer|response))|without coming|stood me up|didn'?t show up|no[- ]show|publicidad enganosa|"
    r"mentira|mentiros\w*|mentirosos|liars?|rob(?:aron|ando)|devolv(?:edme|eme|anme|er|eran)|devuelvan\w*|refund|give (?:me )?(?:back )?my (?:money|deposit)|money back|mi (?:plata|dinero|deposito)|"
    r"my deposit (?:back)?|incompetent\w*|desastre|mala atencion|pesima atencion|falta de respeto|disrespect\w*|se ha echado atras|pedisteis|que se hagan cargo|hacerse cargo|"
    r"descuento del (?:alquiler|arriendo)|no tiene[ns]? verguenza|carajo|mierda|wtf|bullshit|ctm|hdp|idiot\w*|imbecil\w*|inutiles)\b",
)
_LEGAL: Final = _any(
    r"\b(?:sernac|abogad[oa]s?|lawyer|attorney|solicitor|demand(?:a|ar|are|arlos|aremos)|denunci\w+|sue\b|legal action|acciones legales|tribunal(?:es)?|juzgado|court(?! ?yard)|rgpd|"
    r"gdpr|proteccion de datos|data protection|ofcom|ombudsman|profeco|indecopi|consumo|defensa del consumidor|small claims|rera\b(?! (?:number|permit|registered))|rental dispute|"
    r"fair housing|hoja de reclamaciones|superintendencia|fiscalia|policia|police|carta documento)\b"
)
_HUMAN: Final = _any(
    r"\b(?:(?:hablar|conversar|comunicarme|contactarme|chatear|trat(?:ar)?|comunic\w+) (?:\w+ )?con (?:un|una|el|la|algun|alguna|alguien|su|tu|otra)?\s?(?:persona|humano|asesor\w*|ejecutiv\w*|"
    r"agente|corredor\w*|vendedor\w*|encargad\w*|responsable|gerente|jefe|alguien|operador\w*|duen\w*|real|\b)|con (?:una persona|un humano|un asesor|un ejecutivo|alguien real|alguien que)|"
    r"(?:paseme|pasame|comuniqueme|comunicame|derivame|deriveme|transfier\w+) (?:con|a)|que me (?:llam\w+|hablen|contacte\w*)|(?:me )?(?:pueden|puede|puedes|podrian|podria) (?:llamar(?:me)?|contactar(?:me)?)|"
    r"llamenme|llameme|llamame|prefiero (?:que me llamen|por telefono|hablar)|no (?:un|con un|quiero (?:un|hablar con un)) (?:bot|robot)|persona real|ser humano|un humano|"
    r"atencion humana|no por chat|por telefono mejor|necesito (?:un|una) (?:asesor|ejecutiv|agente|persona)\w*|alguien de (?:uds|ustedes))\b",
    r"\b(?:(?:speak|talk|chat|connect me) (?:to|with) (?:a|an|the|your|some|someone)\b|real (?:person|human|agent)|human (?:being|please|agent)|a human|actual person|(?:call|ring|phone) me(?! (?:\w+$))|"
    r"someone (?:call|ring|phone|contact)|can someone|have (?:someone|an agent) call|give me a (?:call|ring)|want a (?:name|call)|not a (?:bot|robot)|stop with the bot|"
    r"customer service|your manager|the manager|an agent (?:please|to)|agent please|representative|put me through)\b",
)
_NOT_HUMAN: Final = re.compile(
    r"\b(?:no me llam\w+|don'?t call|do not call|text me|no llamen|call me (?!back|please|asap|now|on|at|tomorrow|today|later|when|in)[a-z]+$|me llamo|hablan? ingles por telefono|alguien habla|"
    r"habla conmigo|sin llamadas|no calls)\b"
)
_OFFER: Final = _any(
    r"\b(?:(?:hacer|hago|haria|presentar|dejar|aceptarian|aceptan|aceptaria|formal\w*) (?:\w+ )?(?:una )?oferta|mi oferta|ofrezco|les ofrezco|oferta (?:formal|de \$?[\d_]|por)|contraoferta|"
    r"(?:make|submit|put in|place|put) (?:an|a|my|in an) (?:\w+ )?offer|my offer|i(?:'d| would| can|'ll)? offer|we(?:'d| would| can|'ll)? offer|would (?:they|you|the (?:owner|seller)) (?:accept|take|consider) [\w$£€]*\d|"
    r"offer of)\b"
)
_NOT_OFFER: Final = re.compile(
    r"\b(?:before making an offer|que ofrecen|what do you offer|you offer|ofertas? (?:disponibles|tienen)|antes de (?:hacer|ofertar))\b"
)
_OPT_OUT: Final = _any(
    r"\b(?:no (?:me )?(?:escriba\w*|contact\w+|molest\w+|mand\w+|envi\w+|llam\w+) (?:mas|nunca|nada)|no me (?:escriba\w*|molest\w+|contact\w+)|dej(?:en|a|e|ad) de (?:escribir\w*|molestar\w*|mandar\w*|enviar\w*|"
    r"llamar\w*|contactar\w*)|(?:dar(?:me)?|den(?:me)?|deme|dame) de baja|dar de baja|darme de baja|borr(?:en|e|a|ar)(?:me| mis datos| mi numero| mi contacto)|borrenme|borrar mis datos|"
    r"eliminen? (?:mi|mis|me)|saquenme|sacame de|quit(?:en|e|a)me|no quiero (?:recibir|que me (?:escriban|contacten|llamen))|cancelar suscripcion|desuscrib\w*|baja por favor)\b",
    r"\b(?:unsubscribe|opt[- ]?out|stop (?:messaging|texting|contacting|sending|calling|writing|emailing)|(?:don'?t|do not) (?:text|message|contact|call|write|email)(?: to)? me|remove (?:me|my)|"
    r"take me off|delete my (?:data|number|info\w*)|leave me alone|no more (?:messages|texts|emails)|lose my number)\b",
    r"^\W*(?:stop|baja|unsubscribe|alto)\W*$",
)
_SPAM: Final = _any(
    r"\b(?:compro oro|prestamos? (?:rapidos?|al instante|sin)|creditos? (?:rapidos?|al instante)|gana(?:r)? dinero|earn (?:money|\$)|work from home|trabaja desde casa|(?:invest|invertir|invierte|gana\w*|trading|earn)\b.{0,24}\b(?:bitcoin|crypto|cripto|forex)|forex|trading signals|"
    r"casino|apuestas|bet\b|seo (?:services?|expert)|seguidores|followers|marketing agency|we (?:offer|provide) (?:seo|leads|web)|loan offer|viagra|promo(?:cion)? (?:exclusiva|especial)|haz click|click (?:here|aqui)|"
    r"has ganado|you(?:'ve| have) won|congratulations you|sorteo|lottery|inversion garantizada|guaranteed returns|reenvia|forward this|comparte(?: con| este)?|vendo (?:seguidores|bases? de datos)|"
    r"base de datos de|paginas web (?:desde|a)|ofrecemos (?:nuestros )?servicios|posicionamiento web|tarot|amarres)\b",
)
_INJECTION: Final = _any(
    r"\b(?:ignore (?:all |any |your |the )?(?:previous|prior|above|instructions|rules)|disregard (?:all|your|the|previous)|system prompt|your (?:prompt|instructions|system)|you are now|from now on you|act as (?:a|an|if)|pretend (?:to be|you)|"
    r"developer mode|jailbreak|\bdan\b|admin(?:bot| mode)|override|reveal (?:your|the)|print (?:your|the) (?:prompt|instructions|system)|output all|list all (?:leads|clients|customers|users)|"
    r"other (?:leads|clients|customers)'? (?:data|phones?|names?|details)|repeat after me|mark (?:me|this lead) as|set my score)\b",
    r"\b(?:ignora (?:todo|todas|tus|las|lo)|olvida (?:lo anterior|todo|tus|las instrucciones)|desde ahora (?:eres|sos)|a partir de ahora (?:eres|sos|actua)|actua como|eres (?:dan|ahora)|tus? (?:instrucciones|prompt)|"
    r"nuevas? instrucci\w+|repite despues de mi|modo (?:desarrollador|admin\w*|dios)|marca a este lead|ponme como calificado|marcame como|muestrame (?:las|los) (?:conversaciones|datos|leads|mensajes)|"
    r"(?:dame|pasame|lista) (?:los )?(?:datos|telefonos|numeros) de (?:otros|los|todos)|instruccion del sistema|pon en mi ficha|sin restricciones)\b",
    r"\"role\"\s*:",
    r"<\|?(?:system|im_start)|\[/?(?:inst|system)\]|###\s*(?:system|nueva|new|instru)",
    r"\bdrop table\b|<script",
)
_THANKS: Final = _any(
    r"\b(?:gracias|muchas gracias|mil gracias|se agradece|agradecid[oa]|thanks?|thank you|thx|ty|cheers|appreciate it|obrigad[oa]|merci|danke)\b"
)
_SMALL_TALK: Final = _any(
    r"\b(?:ja(?:ja)+\w*|je(?:je)+|haha+|lol|lmao|xd|chao+|adios|hasta luego|nos vemos|bye+|goodbye|see you|ciao|feliz (?:tarde|dia|noche)|buen fin de semana|have a (?:nice|good|great)|take care|dios (?:la|lo|te) bendiga|"
    r"quedo atent[oa]|como estas|como esta|how are you|que aburrida|eres (?:un )?(?:robot|bot|humana?|muy amable|real)|are you (?:a )?(?:robot|bot|human|real)|lovely name|no worries|porfa|perdon|sorry|inshallah|if easier|(?:equivoca\w+|wrong) (?:de )?(?:chat|"
    r"numero|number)|te aviso|le aviso|los aviso|luego te (?:confirmo|aviso|digo)|lo (?:hablo|converso|consulto|pienso)|lo voy a pensar|i'?ll (?:think|let you know|get back|ping)|come back to you|get back to you|"
    r"will (?:think|have a chat|let you know)|despues les|vaya|wow|jeje|saludos|abrazo|un beso|genial|que bien)\b",
)
_WRONG: Final = re.compile(
    r"^\W*(?:no no|nono|no,? no busc\w+|no busco|no estoy buscando|no me interesa|not interested|no longer (?:looking|interested)|ya (?:compr[eo]|arrend[eo]|encontre|alquil[eo])|"
    r"already (?:bought|found|rented)|no gracias|no thanks|no me vengas|yo no he|no he pedido|i didn'?t (?:ask|request)|no property)\b|\bno busco (?:piso|casa|depto)\b"
)


_ELSEWHERE: Final = re.compile(
    r"\b(?:(?:corredor|agente|inmobiliaria|agencia|corredora) anterior|otr[oa]s? (?:corredor\w*|agencias?|inmobiliarias?|agentes?)|"
    r"(?:previous|last|other|another|my old) (?:agent|agents|agency|landlord|broker|place)|last place)\b"
)
_DETAIL: Final = re.compile(
    r"\b(?:metro|colegios?|escuelas?|schools?|balcon\w*|terraza|patio|jardin|piscina|alberca|pool|gym|gimnasio|ascensor|elevador|lift|elevator|"
    r"vista|view|luminos\w+|sol|remodelad\w+|reformad\w+|nuevo|usado|planos|entrega|edificio|building|condominio|fraccionamiento|vigilancia|seguridad|"
    r"quincho|bodega|trastero|storage|balcony|garden|basement|ground floor|planta baja|contrato|codeudor|aval|fiador|garante|guarantor|nominas?|liquidaciones|"
    r"indefinido|seguro de caucion|subsidio|quiet|tranquil\w+|wheelchair|walking distance|min(?:utes|utos)?|deal breaker|hoa|school|lycee|propietario|"
    r"arrendatario|inscribirla|escritura|papeles|bici\w*|aire acondicionado|calefaccion|heating|ac|furnished|presupuesto|pagar|fecha|depende|pareja|familia|"
    r"ninos|kids|hijos|personas|people|commute|bright|renovated|antiguedad|anos|gastos comunes|expensas)\b"
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """The intents of one text, whether it calls for a person and why."""

    intents: tuple[Intent, ...]
    reason: Reason | None
    angry: bool
    thanks: bool


def find_purpose(
    folded: str,
    parts: Sequence[Clause],
    *,
    gave_info: bool,
    has_viewing: bool,
    affirmed: bool | None,
    owner: bool,
    expecting: str | None = None,
) -> Purpose:
    """Read what a text is for; ``gave_info`` tells that it stated a field."""
    if _INJECTION.search(folded):
        return Purpose((Intent.INJECTION,), None, angry=False, thanks=False)
    opting = bool(_OPT_OUT.search(folded))
    if _SPAM.search(folded) and not opting or re.fullmatch(r"\W*https?://\S+\W*", folded):
        return Purpose((Intent.SPAM,), None, angry=False, thanks=False)
    intents: list[Intent] = []
    thanks = bool(_THANKS.search(folded))
    if _GREETING.search(folded):
        intents.append(Intent.GREETING)
    reason, angry = _trouble(folded)
    if opting:
        intents.append(Intent.OPT_OUT)
    if reason in {Reason.COMPLAINT, Reason.DANGER, Reason.REPAIR} or (
        reason is Reason.LEGAL and angry
    ):
        intents.append(Intent.COMPLAINT)
    if _HUMAN.search(folded) and not _NOT_HUMAN.search(folded):
        intents.append(Intent.HUMAN)
        reason = reason or Reason.ASKED_FOR_PERSON
    if _OFFER.search(folded) and not _NOT_OFFER.search(folded):
        reason = reason or Reason.OFFER
        intents.append(Intent.PRICING)
    if Intent.COMPLAINT not in intents and not opting:
        intents.extend(
            _wishes(folded, parts, has_viewing=has_viewing, owner=owner, gave_info=gave_info)
        )
    elif any(part.asks for part in parts) and re.search(r"\?", folded):
        intents.append(Intent.FAQ)
    if gave_info and not {
        Intent.SEARCH,
        Intent.LIST_PROPERTY,
        Intent.BOOK_VIEWING,
        Intent.RESCHEDULE,
    } & set(intents):
        intents.append(Intent.GIVE_INFO)
    intents = list(dict.fromkeys(intents))
    if not [i for i in intents if i is not Intent.GREETING] or intents == [Intent.GIVE_INFO]:
        intents.extend(_short(folded, affirmed, thanks, said=bool(intents)))
    return Purpose(tuple(dict.fromkeys(intents)) or (Intent.UNKNOWN,), reason, angry, thanks)


def _trouble(folded: str) -> tuple[Reason | None, bool]:
    angry = bool(_ANGER.search(folded)) and not _ELSEWHERE.search(folded)
    if _DANGER.search(folded):
        return Reason.DANGER, angry
    if _LEGAL.search(folded):
        return Reason.LEGAL, angry or bool(
            re.search(r"\b(?:denunci|demand|sue|sernac|reclamaciones)", folded)
        )
    # A leak is a repair when somebody lives with it, a question when they ask about a listing.
    if _REPAIR.search(folded) and (_TENANT.search(folded) or angry or not re.search(r"\?", folded)):
        if not re.search(r"\b(?:busco|looking|reformar|sin (?:humedad|gotera))\b", folded):
            return Reason.REPAIR, angry
    if angry:
        return Reason.COMPLAINT, True
    return None, False


def _wishes(
    folded: str, parts: Sequence[Clause], *, has_viewing: bool, owner: bool, gave_info: bool
) -> list[Intent]:
    found: list[Intent] = []
    asks = any(part.asks for part in parts)
    if _LIST.search(folded):
        found.append(Intent.LIST_PROPERTY)
    rescheduling = bool(_RESCHEDULE.search(folded))
    cancelling = bool(_CANCEL.search(folded)) and not rescheduling
    if rescheduling:
        found.append(Intent.RESCHEDULE)
    elif cancelling:
        found.append(Intent.CANCEL)
    elif has_viewing or (_BOOK.search(folded) and not _NOT_BOOK.search(folded)):
        found.append(Intent.BOOK_VIEWING)
    if Intent.LIST_PROPERTY not in found and _SEARCH.search(folded) and not _WRONG.search(folded):
        found.append(Intent.SEARCH)
    priced = [p for p in parts if _PRICING.search(p.text)]
    if priced and (
        any(p.asks for p in priced) or not gave_info or re.search(r"\bcomision|hoa\b", folded)
    ):
        if not re.search(r"\bno (?:\w+ )?(?:hoa|comision)\b", folded):
            found.append(Intent.PRICING)
    asked = [p for p in parts if p.asks and not _PRICING.search(p.text)]
    if (
        asked
        and asks
        and not ({Intent.BOOK_VIEWING, Intent.RESCHEDULE} & set(found) and len(asked) == 1)
    ):
        only_search = Intent.SEARCH in found and len(asked) == 1 and _SEARCH.search(asked[0].text)
        if not only_search or "?" not in folded:
            if not only_search:
                found.append(Intent.FAQ)
    return found


def _short(folded: str, affirmed: bool | None, thanks: bool, *, said: bool) -> list[Intent]:
    found: list[Intent] = []
    if _WRONG.search(folded):
        return [Intent.DENY]
    if affirmed is True:
        found.append(Intent.CONFIRM)
    elif affirmed is False:
        found.append(Intent.DENY)
    if not said and not found:
        if _DETAIL.search(folded) and not _SMALL_TALK.search(folded):
            found.append(Intent.GIVE_INFO)
        elif thanks or _SMALL_TALK.search(folded):
            found.append(Intent.SMALL_TALK)
        elif _DETAIL.search(folded):
            found.append(Intent.GIVE_INFO)
    return found
