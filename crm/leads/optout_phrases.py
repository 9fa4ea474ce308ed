"""Sentences that ask for silence, folded: lower case, no accents.

Verbs stand in the forms of a command or a wish. "No me escriban más" asks for silence, "no me
escribieron más" complains of it.
"""

from __future__ import annotations

from typing import Final

from crm.leads.optout_words import ONE_TOPIC, any_of

# What the broker sends. A request not to be sent *homes* corrects the search, no more.
_MAIL: Final = (
    r"(?:mensaj\w*|msj\w*|sms|whats ?apps?|wsp|correos?|e-?mails?|mails?|publicidad|promocion\w*|"
    r"propaganda|spam|notificacion\w*|informacion|info|nada|cosas|recordatorios|avisos|ofertas|"
    r"novedades|comunicaciones|messages?|texts?|txts?|msgs?|ads?|notifications?|stuff|anything|"
    r"promotions?|newsletters?|reminders?|communications?|mensage(?:m|ns)|notificac\w+|"
    r"publicidade|"
    r"promoc\w+|informac\w+|pubs?|publicites?|notifications|courriels?|textos)"
)
_ADV_ES: Final = r"(?:mas|nunca|jamas|nada|otra vez|de nuevo|nuevamente)"
_AGAIN_EN: Final = (
    r"(?:again|any ?more|any longer|ever(?: again)?|further|no more|from now on|going forward)"
)
_WRITE_ES: Final = (
    r"(?:escri[bv](?:an|as|a|ais|ir)|contact(?:en|es|e|eis|ar)|molest(?:en|es|e|eis|ar)|"
    r"habl(?:en|es|e|eis|ar)|busqu(?:en|es|e)|insist(?:an|as|a)|mensaje(?:en|es)|llam(?:en|es|e|"
    r"eis|ar))"
)
_SEND_ES: Final = r"(?:mand(?:en|es|e|eis|ar)|envi(?:en|es|e|eis|ar))"
_WRITE_EN: Final = (
    r"(?:contact|text|txt|message|msg|write|writing|email|e-mail|dm|whatsapp|bother|harass|spam|"
    r"ping|call|ring|phone)"
)
_WRITING_EN: Final = (
    r"(?:contacting|texting|txting|messaging|writing|emailing|e-mailing|dming|whatsapping|"
    r"bothering|harassing|spamming|pinging|calling|pestering|blowing up)"
)
_WRITE_PT: Final = (
    r"(?:escrev(?:a|am|er)|contat(?:e|em|ar)|contact(?:e|em|ar)|procur(?:e|em|ar)|"
    r"incomod(?:e|em|ar)|perturb(?:e|em|ar)|cham(?:e|em|ar)|ligu(?:e|em)|ligar)"
)
_SEND_PT: Final = r"(?:mand(?:e|em|ar)|envi(?:e|em|ar))"
_WRITE_FR: Final = (
    r"(?:ecri(?:vez|s|re)|contact(?:ez|es|e|er)|derang(?:ez|es|e|er)|appel(?:ez|les|le|er)|"
    r"harcel(?:ez|er)|relanc(?:ez|er)|embet(?:ez|er))"
)
_SEND_FR: Final = r"(?:envoy(?:ez|er)|envoie[s]?)"
_LIST: Final = (
    r"(?:list\w*|base\w*|database|grupo\w*|difusion|registr\w*|contactos|agenda|sistema|"
    r"directorio|ahi|aqui|aca|contacts|records|system|directory|cadastro|contatos|fichier|"
    r"newsletter|boletin|marketing|campaigns?|campanas?|outreach|servicio|servico|mailing|whats "
    r"?app|suscripcion|inscricao|notificaciones|mensajes|mensagens|messages|correos|promociones|"
    r"publicidad|envios|texts|emails|everything|tudo|todo|this|esto|isso|chat)"
)
_OF: Final = (
    r"(?: (?:de|del|da|do|das|dos|from|off|of|a|ao|aos|en|em|with|la|el|los|las|su|sus|sua|suas|"
    r"tu|tus|this|that|the|your|these|those|any|all|further|future|esta|este|estos|estas|esa|ese|"
    r"vuestra|vos|vosotros|ustedes|toda|todas|todos|such|mailing|marketing|whatsapp|sms|text|"
    r"email|contact|call))*"
)

#: These ask for silence wherever they stand.
STRONG: Final = any_of(
    # Spanish
    # "Solicito no seguir recibiendo sus avisos"
    r"\b(?:solicit|pid|ped|dese|quier|quisier|agradec|gustari|rueg|exij)\w*(?: \w+){0,2} no "
    r"(?:seguir |continuar |volver a )?recib(?:ir|iendo)(?:l[oa]s)?\b"
    r"(?: (?:mas|sus?|los|las|ningun\w*|est[eao]s?|es[eao]s?|tipo|de))*"
    rf"(?: (?:{_MAIL}|avisos?|comunicacion(?:es)?|publicidad|promocion(?:es)?|notificacion(?:es)?|"
    r"correos|informacion|ofertas))",
    rf"\b(?:ya )?no (?:me|nos) {_WRITE_ES} (?:mas|nunca|jamas|otra vez|de nuevo|nuevamente|"
    rf"nada)\b",
    rf"\b(?:nunca|jamas) (?:mas )?(?:me|nos) {_WRITE_ES}\b",
    rf"\bno {_WRITE_ES}(?:me|nos) {_ADV_ES}\b",
    rf"\bno (?:me |nos )?{_SEND_ES}(?:me|nos)?(?: por favor)?(?: {_ADV_ES})? {_MAIL}\b",
    rf"\b(?:no|ni) (?:me |nos )?(?:vuelv(?:an|as|a)|volver) a (?:{_WRITE_ES}(?:me|nos)?|"
    rf"{_SEND_ES}(?:me|nos)? {_MAIL})\b",
    r"\b(?:dej(?:en|e|a|ad|ar)|par(?:en|e|ar)|basta|terminen|cort(?:en|e|a)(?:la|enla)?) (?:ya "
    r")?(?:de|con) (?:escri[bv]ir|contactar|molestar|llamar|hablar|acosar|hostigar|insistir|"
    r"spamear)(?:me|nos|le|les)?\b",
    rf"\b(?:dej(?:en|e|a|ad|ar)|par(?:en|e|ar)) (?:ya )?(?:de|con) (?:(?:mandar|enviar)(?:me|"
    rf"nos)? (?:\w+ )?{_MAIL}|l[oa]s {_MAIL}|tantos {_MAIL})\b",
    rf"\bbasta (?:ya )?(?:de|con) (?:\w+ )?{_MAIL}\b",
    rf"\b(?:ya )?no (?:quiero|deseo|quisiera|queremos|deseamos|autorizo|acepto|me interesa) "
    rf"(?:seguir |volver a )?(?:recib\w+|que (?:me|nos) (?:(?:sigan|vuelvan a) )?"
    r"(?:mand\w+|envi\w+))(?: (?:mas|nunca|ningun|est[oa]s|es[oa]s|sus|tus|los|las|vuestr[oa]s|"
    r"de))* "
    rf"{_MAIL}\b",
    rf"\bprefiero no (?:seguir )?recib(?:ir|iendo)(?: mas)? {_MAIL}\b",
    rf"\b(?:ya )?no (?:quiero|deseo|queremos) (?:mas|ningun|recibir mas) {_MAIL}\b",
    r"\bya no (?:quiero|deseo) (?:recibir )?(?:sus |tus )?mensajes\b",
    r"\bno (?:quiero|deseo|autorizo|queremos) que (?:me|nos) (?:sigan |vuelvan a )?"
    r"(?:escri[bv]\w+|contact\w+|molest\w+|hablen|busquen)\b",
    r"\bno (?:quiero|deseo|autorizo|queremos) que (?:me|nos) (?:llam\w+ mas|sigan llamando|"
    r"vuelvan a llamar)\b",
    r"\b(?:ya )?no (?:quiero|deseo) (?:(?:ser|que me) )?(?:contactad[oa]|molestad[oa])\b",
    r"\bno quiero saber (?:nada )?(?:mas )?(?:nada )?de (?:ustedes|ud(?:s)?|vosotros|vos|ti)\b",
    rf"\b(?:borr|elimin|sac|saqu|quit|retir|remuev|remov|exclu|desvincul|desafili)"
    rf"(?:ar|en|e|a|ame|arme|enme|eme|arme|an|as|ir)?(?:me|nos)?(?! es[ae]s? de| est[ea]s? "
    rf"de){_OF} {_LIST}\b",
    r"\b(?:borr|elimin|suprim|quit)(?:ar|en|e|a|an|ame|enme)(?:me)? (?:todos )?"
    r"(?:mis datos|mi numero|mi contacto|mi informacion|mi telefono|mi correo|mi mail)\b",
    rf"\b(?:d[ae]r?|den|deme|dame|denme|darme|darnos|darse)(?:me)? de baja{_OF} {_LIST}\b",
    r"\b(?:dej(?:en|e|a|ad|ar)|par(?:en|e|ar|ad)|basta) (?:ya )?de (?:chingar|joder|fastidiar|"
    r"hinchar|jorobar|cargosear|romper|dar la lata|spamear)\b",
    r"\b(?:cancel|anul|elimin)(?:ar|en|e|a) (?:mi |la )?suscripcion\b",
    r"\b(?:desuscri[bv]\w+|desinscri[bv]\w+)",
    r"\b(?:dej(?:en|e|a|ad|ar)me|dejenme|dejame) (?:ya )?(?:en paz|tranquil[oa])\b",
    r"\bno (?:me |nos )?sig(?:an|as|a) (?:escri[bv]iendo|contactando|molestando|llamando|"
    r"insistiendo|mandando (?:\w+ )?mensajes)(?:me|nos)?\b",
    r"\bno (?:me |nos )?(?:jod(?:an|as|a)|hinch(?:en|es|e)|huev(?:een|ees)) (?:mas|nunca)\b",
    rf"\b(?:borr|elimin|sac|saqu|quit)(?:ar|uen|en|e|a|ad) mi (?:numero|contacto|telefono|nombre|"
    rf"correo|mail){_OF} {_LIST}\b",
    r"\b(?:retiro|revoco|retirar|revocar) (?:mi|el) (?:consentimiento|autorizacion)\b",
    r"\bno autorizo (?:el uso|el tratamiento|a usar|usar) (?:de )?mis datos\b",
    # "Dejen de estar molestando"
    r"\b(?:dej(?:en|e|a|ad|ar)|par(?:en|e|ad|ar)|basta|terminen) (?:ya )?de (?:estar |andar |"
    r"seguir )(?:escribiendo|contactando|molestando|llamando|hostigando|acosando|insistiendo|"
    r"jodiendo|chingando|fastidiando|hinchando|jorobando|cargoseando|mandando|enviando)(?:me|"
    r"nos)?\b",
    # "No hace falta que me escriban mas": no need of it is no wish for it.
    rf"\bno (?:hace falta|es necesario|necesito|quiero|quisiera|deseo) que (?:me|nos) (?:sigan? )?"
    rf"(?:{_WRITE_ES}|escribiendo|contactando|llamando) {_ADV_ES}\b",
    r"\b(?:dej(?:en|e|a|ad)|par(?:en|e|ad)|basta|cort(?:en|a|ad)\w*) (?:ya )?(?:de|con) "
    r"(?:llenar|bombardear|acribillar|inundar|saturar|reventar|atosigar|agobiar)(?:me|nos)?\b",
    # "No vuelvan a ponerse en contacto conmigo"
    r"\b(?:no|nunca|jamas|ni) (?:\w+ ){0,2}?(?:(?:se|os|te) )?(?:vuelv\w+ a |volver a |sig\w+ |"
    r"intent\w+ )?(?:p[ou]n(?:er|ga|gan|gas|gais|iendo)(?:se|os|te)?|comuni(?:que|quen|queis|car|"
    r"carse|caros)|contact(?:en|ar)) (?:mas )?(?:en contacto )?conmigo\b",
    r"\bque (?:me|nos) (?:borr|elimin|quit|saqu|desuscrib)(?:en|eis|es|e|an|ais|as)\b(?! (?:la|el|"
    r"los|una?|de (?:dudas?|encima)))|\b(?:borr|elimin|quit|sac|desuscrib)(?:ad|id)(?:me|"
    r"nos)\b(?! (?:la|el|una?|de dudas?))",
    rf"\b(?:stop|basta (?:de|con|ya)|no mas) (?:the |with |los |las |esos |estos |tantos |de "
    rf")*{_MAIL}\b",
    r"\b(?:borr|elimin|suprim|sac|saqu|quit|retir)(?:ar|en|e|a|an|ad|eis|ame|enme) (?:mi|mis) "
    r"(?:numero|telefono|celular|movil|contacto|correo|mail|datos|nombre)\b",
    # "Me podéis dar de baja?": who, and of no thing that has an end of its own
    r"\b(?:me|nos) (?:\w+ ){0,2}?(?:dar|den|dan|das|dais|deis|des|deys|doy) de baja"
    r"(?! (?:\w+ )?(?:del?|la|el|l[oa]s|mi|en|un|una|al?|medic|labor|matern|por) )",
    r"\b(?:quiero|quisiera|deseo|necesito|solicito|pido|como|puedo) (?:\w+ )?dar(?:me|nos|se)? "
    r"de baja(?! (?:\w+ )?(?:del?|la|el|l[oa]s|mi|en|un|una|al?|medic|labor|matern|por) )",
    r"\b(?:favor|por favor|pido|ruego|les? pido|agradeceria) (?:de |que )?no (?:insist(?:ir|an|a)|"
    r"escribir|contactar|molestar|llamar|enviar|mandar)(?:me|nos)?(?: mas)?(?: (?:mensajes|"
    r"nada))?\b(?! (?:de noche|tan|a |en |los |por|despues|antes|hasta|al))",
    # English
    rf"\b(?:can|could|would|will) (?:you|u|ya|yall) (?:\w+ )?not {_WRITE_EN}(?: to)? (?:me|"
    rf"us)\b(?: \w+){{0,2}}? {_AGAIN_EN}\b",
    r"\b(?:stop|quit) (?:blowing up|filling up|clogging|flooding|bombarding|pestering|hassling) "
    r"(?:my|me|us|our)\b",
    rf"\b(?:do not|don'?t|dont|never|not to|won'?t you please not)(?: \w+)? {_WRITE_EN}"
    rf"(?: to)? (?:me|us)\b(?:(?! {ONE_TOPIC}) \w+){{0,3}} {_AGAIN_EN}\b",
    rf"\bnever {_WRITE_EN}(?: to)? (?:me|us) again\b",
    rf"\b(?:do not|don'?t|dont) (?:send|sent)(?: me| us)?(?: any)?(?: more)? {_MAIL}\b",
    rf"\b(?:stop|quit|cease) {_WRITING_EN}(?: to)? (?:me|us)\b",
    rf"\b(?:stop|quit|cease) (?:sending|sendin)(?: me| us)?(?: all)?(?: your| the| these| those|"
    rf" this| so many| any| more| such| marketing| unwanted)* {_MAIL}\b",
    rf"\bstop (?:with )?(?:the|these|your|all|those|all the|all these)(?: \w+)? {_MAIL}\b",
    rf"\b(?:take|get) (?:me|us|my (?:\w+ )?number) (?:off|out of){_OF}(?: (?!wait)\w+)? {_LIST}\b",
    rf"\b(?:remove|delete|erase|drop|scratch) (?:me|us|my (?:\w+ )?number){_OF} {_LIST}\b",
    r"\b(?:remove|delete|erase|take|scratch|strike) (?:my|this|our) (?:\w+ )?(?:number|cell|phone|"
    r"name|"
    rf"contact|e?-?mail|info\w*|details|line|address)(?: off| out of){_OF} {_LIST}\b",
    rf"\b(?:do not|don'?t|dont|never|stop|quit) (?:{_WRITE_EN}|{_WRITING_EN}|using)(?: to)? "
    rf"(?:this|my) (?:\w+ )?"
    r"(?:number|phone|cell|mobile|line|e-?mail|address|inbox)\b",
    r"\b(?:delete|erase|remove|lose|forget) (?:my|this) (?:phone )?(?:number|data|details|info\w*|"
    r"contact)\b",
    rf"\b(?:unsubscribe|opt(?:ing)?[- ]?out)(?: me)?{_OF} {_LIST}\b",
    rf"\b(?:no longer|not|don'?t|dont|do not) (?:want|wish|like|consent)(?: to)?"
    rf"(?: (?:receive|get|hear|keep getting|be sent|be getting|receiving|getting))?"
    rf"(?: (?:any|more|further|these|your|the|anymore))* {_MAIL}\b",
    r"\b(?:no longer|not|don'?t|dont|do not) (?:want|wish) to (?:hear from (?:you|u)|be contacted|"
    r"be texted|be messaged|be bothered|be called again)\b",
    rf"\bno more (?:{_MAIL})(?: from (?:you|u|your)(?: \w+){{0,2}})?(?: please| pls)?"
    r"(?:,? (?:ever|again|at all|please|pls|gracias|thanks|thank you))*$",
    r"\bleave (?:me|us) alone\b",
    rf"\b(?:be|get|have me|have my number) (?:removed|taken off|deleted|unsubscribed){_OF} "
    rf"{_LIST}\b",
    rf"\bstop (?:it )?with (?:the|these|your|all) {_MAIL}\b",
    rf"\benough (?:with |of |already )*(?:the|these|your|all|all the)(?: \w+)? {_MAIL}\b",
    rf"\b(?:remove|delete|take|erase) \(?\+?\d[\d ().+-]{{5,}}(?: off| out of)?{_OF} {_LIST}\b",
    r"\b(?:cease|stop) (?:and desist|(?:all|any) (?:further )?(?:communications?|contact))\b",
    r"\b(?:revoke|withdraw|withdrawing|revoking) (?:my )?consent\b",
    rf"\bif (?:you|u) (?:ever )?{_WRITE_EN}(?: to)? me again\b.{{0,40}}\b"
    r"(?:sue|report|lawyer|police|block|legal|complain)",
    r"\bsi (?:me )?(?:vuelv\w+ a|sigu\w+) (?:escri[bv]\w+|mand\w+|contact\w+|molest\w+|"
    r"llam\w+).{0,40}"
    r"\b(?:denunci|demand|reclam|sernac|bloque|abogad|polici|reporto|reportar)",
    # Portuguese
    rf"\b(?:nao|n) (?:me|nos) {_WRITE_PT} (?:mais|nunca|novamente|de novo)\b",
    rf"\b(?:nao|n) (?:me |nos )?{_SEND_PT}(?: mais| nunca)? {_MAIL}\b",
    rf"\b(?:nao|n) (?:quero|desejo|gostaria de|queremos)(?: mais)? receber(?: mais)?"
    rf"(?: (?:suas|essas|estas|nenhuma))? {_MAIL}\b",
    rf"\b(?:nao|n) (?:quero|desejo)(?: receber)? mais (?:suas |essas )?{_MAIL}\b",
    r"\b(?:nao|n) (?:quero|desejo)(?: mais)? (?:que (?:me )?(?:mandem|escrevam|contatem|"
    r"entrem em contato)|ser contatad[oa]|ser incomodad[oa])\b",
    r"\bnao entr(?:e|em|ar) mais em contato\b",
    rf"\b(?:pare|parem|para|parar|deixem?) de (?:me )?(?:escrever|incomodar|perturbar|ligar|"
    rf"chamar|"
    rf"importunar|encher|contatar|(?:mandar|enviar) (?:essas |estas |tantas )?{_MAIL})\b",
    rf"\bme (?:tir|remov|retir|exclu|apag|delet)(?:e|em|a|am|ar|er|ir){_OF} {_LIST}\b",
    rf"\b(?:tir|remov|retir|exclu|apag|delet)(?:e|em|a|am|ar|er|ir)(?:[- ]me| (?:o )?meu "
    rf"(?:numero|contato|nome)){_OF} {_LIST}\b",
    r"\b(?:apag|exclu|delet|remov)(?:ue|uem|em|e|a|am|ar|ir|er) (?:os )?(?:meus dados|meu numero|"
    r"meu contato|meu cadastro)\b",
    r"\b(?:me descadastr\w+|descadastr\w+ (?:me|meu))\b",
    r"\bcancelar? (?:a |minha |a minha )?(?:inscricao|cadastro)\b",
    r"\bme deix(?:e|em|a) em paz\b",
    r"\bsair d(?:a|essa|esta|e sua) lista\b",
    r"\b(?:revogo|retiro) (?:o )?meu consentimento\b",
    # French
    rf"\bne (?:m'|me |m |nous )?{_WRITE_FR} (?:plus|plus jamais|jamais)\b",
    rf"\bne (?:m'|me |nous )?{_SEND_FR} plus (?:de |d'|aucun |aucune |vos )?{_MAIL}\b",
    r"\bne plus (?:(?:m'|me |nous )(?:ecrire|contacter|deranger|appeler|relancer)|etre "
    r"contacte\w*|"
    rf"recevoir (?:de |d'|vos |aucun )?(?:\w+ )?{_MAIL})",
    rf"\b(?:ne )?(?:veux|souhaite|desire|voulons) (?:plus|pas) (?:etre contacte\w*|etre "
    rf"derange\w*|"
    r"que vous m(?:e |')(?:ecriviez|contactiez)|(?:recevoir )?(?:de |d'|vos |aucun )(?:\w+ "
    rf")?{_MAIL})",
    r"\b(?:arret(?:ez|e|er)|cess(?:ez|e|er)) (?:de |d')(?:m'|me |nous )(?:ecrire|contacter|"
    r"deranger|harceler|appeler|spammer|relancer)",
    r"\b(?:arret(?:ez|e|er)|cess(?:ez|e)) (?:(?:de m'envoyer|d'envoyer) (?:des |ces |vos |tous "
    r"ces )?|"
    rf"(?:avec )?(?:les |ces |vos |tous ces )){_MAIL}",
    r"\b(?:retir|enlev|supprim|effac)(?:ez|e|er)[- ](?:moi|mon numero|mes donnees|mes coordonnees|"
    r"mon contact)\b(?! (?:de |du )(?:ce |cette |la |le )?(?:rendez|visite))",
    r"\b(?:desabonn|desinscri)(?:ez|vez|re|er|ver)?[- ]?moi\b",
    r"\bme (?:desabonner|desinscrire)\b",
    r"\b(?:laiss(?:ez|e)|foutez|lachez)[- ]?moi (?:tranquille|en paz|en paix|la paix)",
    r"\bje (?:retire|revoque) mon consentement\b",
)

#: These do when the sentence ends with them: what follows could be a time, a topic, another way.
AT_THE_END: Final = any_of(
    r"\bno (?:me|nos) (?:escri[bv](?:an|as|a|ais)|contact(?:en|es|e|eis)|molest(?:en|es|e|eis))",
    rf"\bno (?:me |nos )?{_SEND_ES}(?:me)? (?:mas|nada|nada mas|mas nada)",
    r"\b(?:dej(?:en|e|a|ad|ar)|par(?:en|e|ar)) de (?:mandar|enviar)(?:me|nos)(?: cosas)?",
    r"\bno quiero (?:recibir )?(?:nada|mas nada|nada mas|recibir mas)",
    r"\b(?:dar(?:me|nos)|den(?:me)|deme|dame|den) (?:de baja|la baja)",
    r"\bme (?:quiero|deseo|gustaria|quisiera) dar de baja",
    r"\b(?:quiero|pido|solicito|quisiera|deseo|necesito) (?:la |mi )?baja",
    r"\b(?:borr|elimin|sac|saqu|quit)(?:ame|arme|enme|eme)",
    r"\bcancel(?:ar|en|e) (?:todos )?(?:los|sus) mensajes",
    r"\b(?:do not|don'?t|dont) (?:contact|text|txt|message|msg|write to|email|dm|bother) (?:me|"
    r"us)",
    r"\b(?:stop|quit) (?:sending|contacting|texting|messaging|emailing|spamming)(?: me| us)?(?: "
    r"this| these| that| stuff)?",
    r"(?:^|please |pls )stop (?:this|writing)",
    r"\bstop bothering me",
    r"\b(?:unsubscribe|opt[- ]?out)(?: me)?(?: now| from this)?",
    r"\bopt me out",
    r"^(?:can|could|would|will) you (?:please )?(?:just )?stop(?: it)?",
    r"\b(?:take|get) me off(?: this| of this| it)?",
    r"\bremove me",
    r"\b(?:no longer|don'?t|dont|do not) (?:want|wish) (?:to receive )?(?:any of this|any more of "
    r"this|this anymore)",
    r"\b(?:nao|n) (?:me|nos) (?:escrev(?:a|am)|contat(?:e|em)|contact(?:e|em)|incomod(?:e|em)|"
    r"perturb(?:e|em))",
    rf"\b(?:nao|n) (?:me )?{_SEND_PT} mais(?: nada)?",
    r"\b(?:pare|parem|parar) de (?:me )?(?:mandar|enviar)(?: isso| coisas)?",
    r"\b(?:nao|n) quero (?:mais )?(?:receber )?(?:mais )?nada(?: mais)?",
    r"\bme (?:remova|remover|removam|tire|tirem|exclua)",
    r"\b(?:quero|desejo) sair",
    r"\bne (?:m'|me )(?:ecrivez|contactez|derangez|envoyez) (?:pas|rien)",
    rf"\bne (?:m'|me ){_SEND_FR} plus(?: rien)?",
    r"\b(?:arretez|arrete|cessez) de m'envoyer (?:ca|cela|tout ca)",
    r"\bje (?:ne )?veux plus rien(?: recevoir)?",
)

#: Not to be sent homes corrects a search, except where the search is over.
NO_MORE_HOMES: Final = any_of(
    r"\bno (?:me |nos )?(?:sig(?:a|an|as|ais)|(?:mand|envi)\w+)(?: (?:mandando|enviando|"
    r"ofreciendo|"
    r"mostrando))?(?: mas)? (?:propiedades|dep(?:to|a|artamento)s|casas|pisos|opciones|fotos)\b",
    r"\b(?:stop|quit|don'?t|do not|no need to)(?: keep)? send(?:ing)?(?: me| us)?(?: any)?(?: "
    r"more)? (?:homes|houses|flats|apartments|properties|options|listings|places)\b",
)

#: They want us back.
AGAIN: Final = any_of(
    r"\b(?:pueden|puedes|podes|puede|ya pueden|quiero que|me gustaria que) (?:me )?(?:volver a |"
    r"vuelvan a )(?:escri[bv]ir\w*|contactar\w*|mandar\w* mensajes|mandarme|enviarme)",
    r"\b(?:vuelvan|vuelve|vuelva) a (?:escri[bv]irme|contactarme|mandarme mensajes)",
    r"\bquiero (?:volver a )?(?:recibir|suscribirme)(?: mensajes| sus mensajes)? (?:otra vez|de "
    r"nuevo|nuevamente)\b",
    r"\bquiero volver a (?:recibir (?:sus |los )?mensajes|suscribirme)",
    r"\b(?:you|u) (?:can|may) (?:text|message|contact|write(?: to)?|whatsapp) me again",
    r"\b(?:i'?d like|i want|i would like|i wish) to (?:receive|get) (?:your )?(?:messages|texts) "
    r"again",
    r"\b(?:please )?(?:resubscribe|opt)(?: me)? (?:back )?in\b",
    r"\bstart (?:texting|messaging|sending me messages) (?:me )?again",
    r"\bsign me (?:back )?up again",
    r"\b(?:pode|podem) (?:voltar a |me )(?:me )?(?:escrever|mandar mensage\w+|contatar)(?: de "
    r"novo)?",
    r"\bquero (?:voltar a )receber (?:mensagens|as mensagens)",
    r"\bvous pouvez (?:de nouveau|a nouveau) (?:m'ecrire|me contacter)",
    r"\bvous pouvez (?:me recontacter|me reecrire)",
    r"\bje (?:veux|souhaite) (?:de nouveau|a nouveau) recevoir",
)
