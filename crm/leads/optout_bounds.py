"""What stands round a phrase and makes it no opt-out, folded: lower case, no accents."""

from __future__ import annotations

from typing import Final

from crm.leads.optout_words import ONE_TOPIC, any_of

#: Before the phrase, in the same sentence.
BEFORE: Final = any_of(
    # "Don't stop", "why did you stop": they want more of it.
    r"\b(?:no|nunca|jamas|not|don'?t|dont|never|please don'?t|nao|ne|didn'?t|won'?t)(?: me| te| "
    r"se)? ?$",
    r"\b(?:why|how come|por que|porque|pourquoi|did|have|had|has|when did|if you)(?: \w+){0,3} $",
    # What somebody else was told, or does.
    r"\b(?:told|asked|tell|said to|texted|ask) (?:him|her|them|my|the|another|other|that|"
    r"his)\b[^,;:]*$",
    r"\bles? (?:dije|pedi|digo|dijo|dijeron) (?:a|al)\b[^,;:]*$",
    r"\b(?:my|mi|mis) (?:ex|hij[oa]|son|daughter|wife|husband|espos[oa]|jef[ea]|boss|mama|papa|"
    r"mom|dad|vecin[oa]|tenant|inquilin[oa]|landlord)\b[^,;:]*$",
    # How to opt out, quoted.
    r"\b(?:reply|text|send|click|tap|press|respond[ae]\w*|envi[ae]\w*|repond\w*|haz clic\w*|"
    r"clique)"
    r"\b.{0,40} (?:to|para|pour)(?: \w+)?(?: no)? ?$",
    # On a condition that has nothing to do with courtesy.
    r"\b(?:si|if|se|unless|until|hasta que|ate que)\b(?! (?:es posible|pueden|puede|puedes|no "
    r"les? "
    r"molesta|son tan|eres tan|fuera|you don'?t mind|you can|possible|u don'?t mind|e possivel|"
    r"puder|(?:vuelv|sigu|me vuelv|me sigu)))[^,;:]*[,;:]?(?: \w+){0,2} $",
)

#: What follows "de", "en" or "in" and is no place: the sender, the kind, the manner.
_NO_PLACE: Final = (
    r"(?:est[aeo]s?|es[aeo]s?|sus?|tus?|vuestr\w+|ustedes|uds?|vosotros|vos|ti|el|la|los|las|"
    r"un\w*|"
    r"mi|mis|nada|ningun\w*|nuevo|verdad|ahora|hoy|aqui|aca|ya|una|parte|forma|manera|vuelta|por|"
    r"futuro|adelante|absoluto|serio|paz|buena\w*|antemano|corazon|inmediato|todo|toda|todas|"
    r"todos|"
    r"tip[oa]|otr[oa]s?|cualquier|publicidad|promo\w*|marketing|ventas?|spam|propiedad\w*|"
    r"inmueble\w*|casas?|dep\w+|pisos?|terrenos?|proyectos?|inmobiliari\w+|agencia\w*|empresa\w*|"
    r"compan\w+|corredor\w*|bienes|arriendo\w*|alquiler\w*|rentas?|whats ?app|wsp|sms|correo\w*|"
    r"mail|numero|whom|votre|vos|mon|ma|you|your|the|this|that|these|those|any|my|future|general|"
    r"advance|fact|difusion|distribucion|contactos|clientes|interesados|prospectos|datos|envios|"
    r"mensajes|leads?|notificacion\w*|suscri\w+|mailing|anyway|every|all|here|real|such|writing|"
    r"good|peace|case|total|oferta\w*|newsletter\w*)\b"
)

#: After it: until when, at what hours, about what, in which language, from whom.
AFTER: Final = any_of(
    r"\b(?:hasta|until|till|ate (?:a|o|que|segunda|terca|quarta|quinta|sexta|amanha)|jusqu\w*|"
    r"avant|antes de|antes das|before|after|despues de|depois d\w+|apres)\b",
    r"\b(?:de noche|por la noche|en la noche|a la noche|a est[ae]s? horas?|tan tarde|tan temprano|"
    r"a las \d+|los (?:domingos|sabados|fines|lunes|viernes)|el fin de semana|en horario|de "
    r"madrugada|en la madrugada|mientras|at (?:night|work|\d+)|so (?:late|early|often|much)|this "
    r"(?:late|early)|that (?:late|early)|on (?:weekends?|sundays?|saturdays?|weekdays?)|over the "
    r"weekend|during|while|tonight|today|this (?:week|month|weekend)|hoy|manana|esta (?:semana|"
    r"noche|tarde|tan)|este (?:mes|fin)|hoje|a noite|de manha|no fim de semana|tao tarde|tao cedo|"
    r"ce soir|le soir|le dimanche|aussi tard|si tard|tanto|tan seguido|tantas veces)\b",
    r"\b(?:in|en|em) (?:english|spanish|french|portuguese|ingles|espanol|castellano|portugues|"
    r"frances|anglais|espagnol|francais|caps|mayusculas|capitals)\b",
    r"\b(?:without|sin (?:avisar|preguntar|antes|confirmar))\b",
    r"\b(?:de|sobre|about|regarding|acerca de|for|from|du|sur|do|da|para) "
    r"(?:es[ea]s?|est[ea]s?|esos|estos|that|this|those|these|the|el|la|los|las|o|a|esses?|essas?|"
    r"ce|cet|cette|le)(?: \w+)? (?:depto|depa|departamento|casa|propiedad|unidad|piso|proyecto|"
    r"edificio|flat|apartment|house|property|listing|unit|building|viewing|visit|visita|arriendo|"
    r"alquiler|imovel|apartamento|appartement|maison|bien)s?\b(?! (?:alerts?|updates?|e?mails?|"
    r"mailings?|lists?|newsletters?|texts?|messages?|notifications?))",
    r"\b(?:otr[ao]s?|other|outr[ao]s?|d'autres) (?:inmobiliaria|corredor|agencia|agente|agent|"
    r"broker|agencie|compan|empresa|persona|people|imobiliaria|corretor|agence)\w*",
    r"\b(?:tercer[ao]s|third part\w+|terceiros)\b",
    r"^ (?:anterior|viej[oa]|antigu[oa]|old|previous|velh[oa])\b",
    r"\b(?:waiting|wait) list\b|\blista de espera\b|^ de espera\b",
    r"\bfotos?\b|\bphotos?\b",
    rf"^ {ONE_TOPIC}",
    # "… anything over 1500", "… nada que no tenga patio": what kind of home.
    r"^ (?:over|under (?!gdpr|the|data|law|ccpa|art)|above|below|outside|beyond|bigger|smaller|"
    r"cheaper|larger|higher|with (?:no|a|an|only|less|more|\d)|without (?!my)|con (?!(?:sus?|tus?|"
    r"vuestr\w+|los|las|es[ao]s?|est[aeo]s?|tant[oa]s?|mensaj\w*|msj\w*|wsp\w*|whats\w*|spam|"
    r"publi\w*) ?)|sin (?!mi)|que (?!no (?:me|nos|ped|quer|quier|solic)|(?:yo|me) )|mas (?:car|"
    r"chic|grand|pequen)|menos de|de (?:mas|menos)|(?:por "
    r")?(?:arriba|abajo|fuera|debajo|encima)|\d)",
    r"^ (?:el|la|los|las|al|ningun\w*|un|una) (?:duen[oa]|propietari[oa]|banco|ejecutiv|vendedor|"
    r"corredor|"
    r"arrendador|inquilin|abogad|notari|administra|constructora|asesor|agente)\w*",
    r"^ by (?:the|any|other|an?|my|third)\b",
    # "… de la lista el depto de Macul": a home is struck off, and not who writes.
    r"^ (?:el|la|los|las|es[ea]s?|est[ea]s?|al?) (?:de|depto|depa|departamento|casa|piso|estudio|"
    r"duplex|que|proyecto|barrio|studio|flat)s?\b",
    # "… avisos de Maipú", "… anything in Camden": a place, which is a narrowing of the search.
    rf"^ (?:de|en|in|around|near|cerca de) (?!{_NO_PLACE})\w{{3,}}",
)

#: After it, however far: it holds on a condition only.
UNLESS: Final = any_of(
    r"\b(?:unless|except|excepto|salvo|a menos que|a no ser|solo si|solo cuando|only if|only when|"
    r"a moins|sauf|exceto|so se|so quando)\b",
    # About this no, about that yes.
    r"^(?: \w+)? (?:about|sobre|regarding|acerca de|de|with|con|over|in|en|from)\b.*\b(?:quiero|"
    r"queremos|busco|buscamos|necesito|me interesan?|(?:i|we) (?:want|need)|looking for|"
    r"i'?m interested|quero|procuro|je cherche|je veux)\b",
    r"^(?: \w+)? (?:about|sobre|regarding|acerca de|de|in|en)\b[^,;:.]*[,;:.]? ?(?:just|only|solo|"
    r"solamente|unicamente|mejor en|instead) \w",
)

_CHANNEL: Final = (
    r"(?:whats ?app|wsp|mail|e-?mail|correo|sms|texts?|mensajes?|messages?|llam\w+|telefono|phone|"
    r"calls?|telegram|instagram|por (?:aqui|aca|este medio|escrito)|here|chat|otro numero|"
    r"other number|my other|celular|movil|cell|mobile|mi otro|nuevo numero|new number|"
    r"mensagem|ligac\w+|telefone|courriel|tel)"
)
#: Another way, time or wish: then it is about how to write, and writing goes on.
INSTEAD: Final = any_of(
    r"\b(?:prefiero|preferiria|preferimos|mejor|prefer|rather|instead|better|prefiro|melhor|"
    r"plutot|"
    rf"je prefere|mas bien)\b(?! (?:que )?no\b)(?! not\b)(?! (?:dej|par)\w+)(?: \w+){{0,4}} "
    rf"?\b{_CHANNEL}\b",
    rf"\b{_CHANNEL}\b(?: \w+)? (?:instead|is (?:better|best|fine)|en su lugar|mejor|plutot|only|"
    r"solamente)\b",
    r"(?<!no me )\b(?:escri[bv](?:an|e|i|a|an)me|llam(?:en|a|e)me|contact(?:en|a|e)me|"
    r"mand(?:en|a|e)me|habl(?:en|a|e)me|envi(?:en|a|e)me|hablame|escribime|llamame)\b",
    r"\b(?:me )?(?:puede[ns]?|podes|podria[ns]?) (?:escribir|llamar|contactar|mandar|"
    r"hablar)(?:me)?\b",
    r"(?:^|[,.;:!]|\b(?:please|just|can you|could you|and|but|instead|then)) ?"
    r"(?:call|text|email|e-mail|message|whatsapp|write(?: to)?|contact|reach|use|try) (?:me|us|my|"
    r"email|whatsapp|text)\b",
    r"\b(?:use|try) (?:my )?(?:e-?mail|whatsapp|sms|other|new)\b",
    r"(?<!no )(?<!nao )\b(?:me (?:mande|mandem|escreva|liga|ligue|chame|envie)(?! mais)|"
    r"ecrivez[- ]moi|appelez[- ]moi|contactez[- ]moi|envoyez[- ]moi)\b",
    r"\b(?:send|show|find|give) me (?:only|just|some|the|more|bigger|smaller|cheaper|houses|flats|"
    r"apartments|homes)\b",
)

#: Where it stands, an order to be silent in words of no rule is not believed: it is about some
#: homes, places, ways, times or people, tells of what was done, or begs for the opposite.
NARROWED: Final = any_of(
    # Some homes, or something about them.
    r"\b(?:studios?|estudios?|monoambientes?|bed(?:room)?s?|\d ?bed|flats?|houses|casas|condos?|"
    r"basements?|lofts?|duplex(?:es)?|terrenos?|oficinas?|locales|plantas? bajas?|primer(?:os)? "
    r"pisos?|ground floors?|dormitorios?|recamaras?|habitaciones|ambientes|amoblad\w+|furnished|"
    r"new builds?|garages?|cocheras?|parking|patio|jardin|garden|sin balcon|viewings?|visitas?|"
    r"citas?|appointments?|waiting list|lista de espera|wait ?list|shortlist|open house|filtros?|"
    r"filters?|budget|presupuesto|price|precio|over \d|under \d|mas de \d|menos de \d|caros?|"
    r"expensive|landlord|caser[oa]|arrendador|seller|vendedor|duen[oa]|propietari[oa]|tenant|"
    r"lease|contrato|references?|referencias)\b",
    # A way, a piece, a manner of being written to.
    r"\b(?:pdfs?|fotos?|photos?|pics?|pictures|videos?|audios?|voice ?(?:notes?|mails?)|notas? de "
    r"voz|links?|enlaces?|tan(?:to|tos|tas)? |tantas|seguidos|juntos|so many|so often|at once|"
    r"instead|mejor (?:por|al|escrib|mand|en)|prefier\w+ (?:por|al|que me (?:escr|mand))|rather "
    r"(?:get|have|text|e?mail)|last (?:message|text)s?\b(?! please)(?! i )|ultimo mensaje(?! que)|"
    r"old|anterior|viej[oa]|nuevo numero|new number|update my)\b",
    # Another's, or for another.
    r"\b(?:the other|other agenc\w+|otr[oa] (?:inmobiliaria|agencia|corredor\w*|agente)|my (?:ex|"
    r"boss|employer|neighbou?rs?)|my (?:\w+ )?lists?|mi lista|"
    r"mi (?:ex|jefe|vecin[oa])s?|compartan|share|le di\w* a|give my|den mi)\b",
    # What was done or left undone, and why.
    r"\bwhy\b|\bpor ?que (?:no|ya no|dej)\b|\b(?:escrib|contact|llam|mand|envi|respond|contest)"
    r"(?:ieron|aron|io)\b|\b(?:did|have|has)(?:n't| not)\b(?! (?:ask|sign|request|consent|give|"
    r"agree|subscribe))|\bno me lleg\w+|\bnunca me (?:lleg|mand|env)\w+|\bnobody\b|\bno ?one\b|"
    r"\bnadie\b|\b(?:went|was|esta|cayo|fue) (?:in(?:to)? |to |a |en )?(?:my )?spam\b|\bse me borr",
    # The opposite.
    r"\b(?:don'?t|do not|no|nunca) (?:dej|par|olvid|stop|forget|delete|remove|borr|saqu|quit)\w*|"
    r"\b(?:please keep|keep (?:me|them)|quiero seguir|sigan mandando|sigan enviando|sigan "
    r"escribiendo)\b|"
    r"\bdejenme en la lista\b|\bmandenme mas\b|\bsolo (?:si|cuando)\b|\bonly (?:if|when)\b",
)
