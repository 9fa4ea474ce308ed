"""Silence asked for by its parts: what is to end, who does it to whom, and why; folded.

``optout_phrases`` names whole phrases. Here each part may be any of its kind, so that a slang verb,
a plural of Spain or a word of the other language is heard in the same place. What is soft by itself
("no need to write") counts only beside the reason: they have a home, or never asked.
"""

from __future__ import annotations

from typing import Final

from crm.leads.optout_words import any_of, word_set

_CEASE_ES: Final = (
    r"(?:dej(?:en|e|a|ad|ar|es|eis)(?:me|nos)?|par(?:en|e|ad|ar|a|es|eis)(?:le|la|lo)?|basta|"
    r"termin(?:en|a|e|ad)(?:la)?|"
    r"cort(?:en|e|a|ad|enl|al|el)(?:la|a)?|acab(?:en|a|ad)|suspend(?:an|a|er)|ces(?:en|ar|e))"
)
#: To write, by any name but to call: calls may end and messages go on.
_WRITE: Final = (
    r"(?:escri[bv]|contact|mensaje|textea?|whatsappe|molest|mand|envi|insist|fastidi|jod|jodi|"
    r"chin(?:g|gu)|hinch|we[bv]i|webe|huevi?e?|hueve|jorob|cargose|spame|acos|hostig|llen|busc|"
    r"ofrec|bombarde|persegu|persig)"
)
#: "Escribir", "escribiéndome", "mandándonos".
_DOING: Final = rf"(?:{_WRITE}\w{{0,3}}?(?:ar|er|ir|ando|iendo|endo|yendo)(?:me|nos|le|les|se)?)"
_COMMAND: Final = (
    r"(?:escri[bv](?:an|as|a|ais)|contact(?:en|es|e|eis)|mensaje(?:en|es|e)|texte(?:en|es|e)|"
    r"molest(?:en|es|e|eis)|busqu(?:en|es|e)|insist(?:an|as|a|ais)|llam(?:en|es|e|eis)|"
    r"habl(?:en|es|e|eis)|mand(?:en|es|e|eis)|envi(?:en|es|e|eis)|marqu(?:en|es|e))"
)
_TAKE_ES: Final = (
    r"(?:(?:borr|elimin|saqu|sac|quit|retir|baj|exclu|remuev|remov|suprim|desvincul)\w{1,6}?)"
)
_SILENT: Final = r"(?:mas|nunca|jamas|nada|otra vez|de nuevo|nuevamente)"
_LETTERS: Final = (
    r"(?:mensaj\w*|msj\w*|msgs?|sms|whats ?apps?|wsps?|wasaps?|correos|e-?mails|mails|publicidad|"
    r"promos?|promocion\w*|propaganda|spam|avisos|notificaciones|audios y mensajes|messages|texts|"
    r"txts|notifications|comunicaciones|llamadas y mensajes|calls (?:and|or) (?:texts|messages))"
)
_MINE: Final = (
    r"(?:numero|telefono|celular|cel|movil|contacto|correo|mail|datos|informacion|nombre)"
)
_NUMBER_EN: Final = r"(?:number|data|details|info\w*|contact|phone|cell|e-?mail|name)"
_WRITE_EN: Final = r"(?:contact|text|txt|message|msg|write|e?-?mail|dm|whatsapp|bother|reach out)"

#: Silence wherever it stands.
STRONG_PARTS: Final = any_of(
    rf"\b{_CEASE_ES} (?:ya |po |por favor |porfa )*(?:de|con) (?:estar |andar |seguir )?{_DOING}"
    rf"(?: (?:tant[oa]s |sus |los |las |es[ao]s |est[ao]s )?(?:{_LETTERS}|cosas|info\w*))\b",
    rf"\b{_CEASE_ES} (?:ya |po |por favor |porfa )*(?:de|con) (?:estar |andar |seguir )?"
    r"(?:escri[bv]|contact|molest|insist|fastidi|jod|jodi|ching|chingu|hinch|we[bv]i|huevi?e?|"
    r"hueve|webe|jorob|cargose|spame|acos|hostig|bombarde)\w{0,3}?(?:ar|er|ir|ando|iendo|endo)"
    r"(?:me|nos|le|les)?\b",
    rf"\b{_CEASE_ES} (?:ya |po |por favor |porfa )*(?:de|con|a) (?:tant[oa]s? |sus |los |las |"
    rf"es[ao]s "
    rf"|est[ao]s )*{_LETTERS}\b",
    rf"\b{_CEASE_ES} (?:ya )?de (?:dar(?:me|nos)? (?:la lata|el conazo|la tabarra|la brasa|guerra|"
    r"lata)|romper(?:me|nos)? (?:las|los|la)|tocar(?:me|nos)? (?:las|los))\b",
    r"\bno (?:me |nos |la )?(?:romp(?:an|as|a)|jod(?:an|as|a)|hinch(?:en|es|e)|molest(?:en|es|e|"
    r"eis)|"
    r"fastidi(?:en|es|e)|chingu(?:en|es|e)|insist(?:an|as|a)) mas\b",
    r"(?<!donde )\b(?:me|nos) dej(?:eis|en|es|e) (?:ya )?(?:en paz|tranquil[oa]s?)\b",
    rf"\b(?:{_TAKE_ES}(?:me|nos)|(?:me|nos) (?:\w+ )?{_TAKE_ES}) (?:de|del|en) (?:la |las |los |"
    rf"su |sus |"
    r"tu |esta |esa |este |ese |vuestra |toda |todas )*(?:lista\w*|base\w*|registro\w*|sistema|"
    r"grupo|"
    r"difusion|contactos|directorio|agenda|envios|mailing)\b(?! de espera)",
    r"\b(?:como|quiero|deseo|puedo|quisiera) (?:\w+ ){0,2}?sal(?:go|ir|irme|irse|gan) de (?:la|"
    r"esta|est"
    r"e|su|esa|ese|sus|tu|vuestra) (?:lista|grupo|difusion|base|canal)\b",
    r"\b(?:dejar|parar) de recibir (?:tant[oa]s |sus |los |las |est[ao]s? |es[ao]s? |mas "
    r")*(?:mensaj\w*|"
    r"wsp\w*|whats\w*|correos|mails|publicidad|info\w*|notificaciones|esto|eso|cosas)\b",
    r"\bno (?:seguir )?recib(?:ir|iendo) mas (?:mensaj\w*|comunicaciones|correos|publicidad|"
    r"info\w*|"
    r"promo\w*|nada)\b|\bno seguir (?:en contacto|recibiendo mensajes)\b",
    r"\b(?:pedid[oa]|pedi|pido|solicit\w+|tramit\w+|gestion\w+|exijo|proces\w+) (?:ya )?(?:la|mi) "
    r"baja\b(?! (?:del|de(?! (?:la lista|esta|su|este|inmediato))|en|a) )",
    r"\b(?:revoco|retiro|revocar|retirar) (?:mi |la |el )?(?:autorizacion|permiso|"
    r"consentimiento)\b",
    r"\bno (?:quiero|deseo|autorizo) (?:seguir |estar |aparecer |figurar )+en (?:su|sus|la|esa|"
    r"esta|"
    r"ninguna|vuestra|tu) (?:\w+ )?(?:lista|base|grupo|difusion|agenda)\b",
    r"\b(?:cuantas veces|tell (?:you|u) to|told (?:you|u) to|asked (?:you|u) to) "
    r"(?:[^.!?]{0,30}"
    r"(?:que paren|que no me escriban|que no escriban)|stop)\b(?! (?:by|at|the|send))",
    r"\b(?:discontinue|refrain from|desist from|halt|cease) (?:any |all |further |sending |these "
    r"|the |"
    r"your |more |such |from )*(?:contact\w*|messag\w+|texts?|texting|communicat\w+|emails?|"
    r"emailing|"
    r"writing|correspondence)\b",
    r"\b(?:delete|erase|remove|wipe|get rid of) (?:(?:all|any)(?: of)? my (?:data|details|info\w*|"
    r"records?)|(?:everything|all|anything|what(?:ever)?) (?:(?:you|u) have )?(?:on|about) me)\b",
    r"\bunsubscribe (?:my|this) (?:number|e-?mail|phone)\b",
    r"\b(?:block|remove|take|drop|unsubscribe) (?:me|us|my number) (?:from|off) (?:your|this|the) "
    r"(?:(?!wait)\w+ )?(?:system|list\w*|database|contacts|records|mailing|texts|messages)\b",
    r"\b(?:no longer|not|don'?t|dont) (?:want|wish|like|ask\w*|agree\w*) to be (?:on|in|part of) "
    r"(?:your|this|the|any|that) (?:\w+ )?(?:list\w*|database|group|broadcast|system)\b",
    r"\b(?:do not|don'?t|dont) send (?:me |us )?(?:nothing|anything) (?:else|more|further)\b",
    # "Ya no me estén mandando", "no me anden escribiendo"
    rf"\bno (?:me|nos) (?:est|and|sig|sigu)(?:en|es|e|an|as|a|eis|ais) {_DOING}\b",
    r"\bno (?:\w+ )?sig(?:an|as|a|ais) (?:escri[bv]iendo|contactando|molestando|insistiendo|"
    r"jodiendo|fastidiando)(?:me|nos)?\b",
    # Two ways at once leave no other: "no llamen ni escriban"
    rf"\bno (?:me |nos )?{_COMMAND} ni (?:me |nos )?{_COMMAND}\b",
    rf"\bno (?:me |nos )?(?:respond|contest)(?:an|as|a|en|es|e|ais|eis) {_SILENT}\b",
    rf"\bno (?:me |nos )?{_COMMAND}(?:me|nos)? {_SILENT} (?:por|a) (?:aqui|aca|este|esta|mi|"
    rf"ningun)\b",
    r"\b(?:no|ni) (?:me |nos |se les ocurra )*(?:volv(?:ais|er)|vuelv(?:an|as|a)) a "
    r"(?:(?:llamar|marcar)(?:me|nos)? ni (?:a )?)?(?:(?:escri[bv]|contact|molest|insist|texte|"
    r"habl|busc)(?:ar|ir|ear)(?:me|nos)?|mandar(?:me|nos)? (?:nada|mensaj\w*|msj\w*|info\w*))\b",
    # No need of it any longer is the wish that it end.
    r"\b(?:ya no|no (?:hace falta|es necesario|necesito|quiero|deseo)(?: ya)?) (?:hace falta |"
    rf"es necesario |necesito |quiero |deseo |quisiera )?que (?:me |nos )(?:sig\w+ {_DOING}|"
    rf"{_COMMAND} (?:mas|nunca)\b)",
    r"\bya no (?:hace falta|es necesario|necesito|necesitamos|quiero|deseo|queremos) que (?:me|"
    r"nos) (?:escri[bv]\w+|contact\w+|busquen|molesten)\b",
    r"\bno need to (?:keep|continue) (?:texting|messaging|writing|contacting|emailing|reaching "
    r"out)"
    r"|\bno need to (?:text|message|write(?: to)?|contact|email|reach out(?: to)?)(?: me| us)? "
    r"(?:any ?more|any longer|again|further)\b",
    r"\bhow many times (?:do|must|have|did) i (?:have to |had to |need to )?(?:tell|told|ask|"
    r"asked|say|"
    r"said)\b[^.!?]{0,20}\bstop\b",
    # A wish in the past tense is the politer one: "quisiera que dejaran de escribirme".
    r"\bque (?:dej|par)a(?:ran|ras|ra|sen|ses|rais) de (?:escri[bv]|contact|molest|mand|envi|"
    r"llam)\w*",
    r"\bque no (?:me|nos) (?:escri[bv]ie|contacta|molesta|busca|manda|envia)(?:ran|ras|ra|sen|"
    r"rais)"
    r"(?: (?:mas|nada|mensajes))+\b",
    r"\bno (?:me|nos) (?:contact|escri[bv]|busqu|molest)(?:en|es|e|an|as|a|eis|ais) ni por \w+ "
    r"ni (?:por )?",
    r"\b(?:stop|quit) (?:texting|messaging|msging|contacting|calling|emailing|spamming) (?:my|"
    r"this|his|"
    r"her|our) (?:\w+ )?(?:phone|cell|number|inbox|mobile|line|mother|father|dad|mum|mom)\b|"
    r"\b(?:stop|quit|cease) (?:msg|mssg|txt|spam)\w*ing (?:me|us)\b",
    r"\b(?:make sure|ensure|see that) (?:that )?(?:i|we) (?:don'?t|do not|never|stop) (?:get|"
    r"receiv|hear)"
    r"\w* (?:any |more |another |from )*(?:messages?|texts?|emails?|you)\b",
    r"\b(?:don'?t|do not|dont|no longer) (?:want|wish|need) (?:you|u|anyone there) to (?:contact|"
    r"text|"
    r"message|write(?: to)?|email|bother) (?:me|us)\b",
    r"\b(?:remove|take|exclude|drop) (?:me|us|my number) (?:from|off|out of) (?:all|any|further|"
    r"future) "
    r"(?:\w+ )?(?:communications?|messages|texts|contact|lists?|mailings?)\b",
    r"\b(?:cancel|end|terminate|stop) (?:my )?(?:subscription|registration|sign ?up)(?: (?:to|"
    r"for|with) "
    r"(?:these|the|this|your|you)\b)?(?! (?:to|for|with|at)\b)|\banul(?:en|a|e|ar) mi (?:registro|"
    r"suscripcion)\b",
    r"\bno (?:consiento|permito|autorizo) (?:que )?(?:\w+ )?(?:us|utiliz|trat)\w* (?:mis|mi) "
    r"(?:datos|numero|informacion|telefono)\b",
    r"\b(?:do not|don'?t|dont) (?:contact|text|message|call) me from (?:another|any|other|a "
    r"different)\b",
    r"\b(?:don'?t|do not|dont|no) (?:write|text|message|contact) me mas\b",
    r"\b(?:borr|elimin|saqu|sac|quit|retir)\w{1,4} (?:est?e|el) (?:numero|telefono|celular|"
    r"contacto) de "
    r"(?:su|sus|la|tu|vuestra) (?:\w+ )?(?:lista\w*|base\w*|registro\w*|sistema|agenda|"
    r"contactos)\b",
    r"\bnumero ya no es (?:de|el)\b[^.;!?]{0,30}\b(?:borr|elimin|saqu|sac|quit)\w+\b",
    # What they hold of us.
    r"\b(?:supresion|eliminacion|borrado|cancelacion|baja) (?:definitiva |total |inmediata )?de "
    r"(?:(?:todos )?mis datos|mi (?:informacion|numero|contacto|telefono|celular))\b",
    r"\bderecho (?:de|a la|al|a) (?:supresion|oposicion|olvido|cancelacion)\b",
    r"\bright to (?:erasure|be forgotten|object)\b|\bobject to (?:the )?(?:processing|"
    r"marketing)\b",
    rf"\b(?:my|all my|our) {_NUMBER_EN} (?:be )?(?:deleted|removed|erased|taken off|wiped)\b",
    rf"\bno (?:les |le |te )?(?:autorizo|doy permiso|di permiso|doy autorizacion)\b[^,;]{{0,12}}\b"
    rf"(?:us\w+|teng\w+|guard\w+|trat\w+|compart\w+) (?:de )?(?:mi|mis) {_MINE}\b",
    rf"\bolvid(?:ense|ate|ese|aos|ad|en|ar)(?:se)? de (?:mi|este) {_MINE}\b",
    rf"\b(?:d[ae]r|den|de|dad|dense|da) de baja (?:a )?(?:mi|este) {_MINE}\b",
    r"\bdejen?(?:me|nos) en pas\b",
    # A threat that holds if they go on.
    r"\b(?:bloque|report|denunci|block|spam)\w*\b[^.!?]{0,40}\b(?:si (?:me |nos )?(?:sigu|vuelv|"
    rf"insist)\w+|if (?:you|u|i get|this)(?: (?:ever|keep|continue))? (?:{_WRITE_EN}|another|"
    r"texting|messaging|continues))\b",
    r"\bif (?:you|u) (?:text|message|contact|write|email)(?: to)?(?: me)? again\b.{0,40}\b(?:sue|"
    r"report|lawyer|police|block|legal|complain)",
    rf"\b(?:do not|don'?t|dont|never|not) (?:ever )?{_WRITE_EN}(?: (?:to )?(?:me|us))? (?:again|"
    r"any ?more|ever again|any further)\b",
    r"\b(?:no|without) further (?:contact|communications?|messages|texts|emails)\b",
    # Both tongues in one breath.
    rf"\b(?:stop|quit|no more) (?:de |con )?{_DOING}\b|\b(?:dej|par)\w{{1,3}} de (?:text|message|"
    r"spam)(?:ing|iarme|earme)?\b|\bno (?:me|nos) (?:text|message|contact|spam)(?: (?:mas|anymore|"
    r"again|please))",
)

#: Silence when the sentence ends with it, or goes on with the reason.
END_PARTS: Final = any_of(
    r"\b(?:enough|no more|no further|nomas|no mas|ya no mas|ni un) (?:more |de )?"
    rf"(?:{_LETTERS}|contact|contacto|mensaje mas|message more)",
    r"\b(?:ya )?no (?:quiero|deseo|quisiera|queremos|necesito) (?:seguir )?recib(?:ir|iendo)(?: "
    r"mas)?(?: de)? (?:esto|eso|nada|estas? cosas?|esas cosas|sus cosas)",
    r"\bya no (?:quiero|deseo|queremos|necesito|ocupo|requiero) (?:mas )?(?:informacion|info|"
    r"mensajes|correos|nada de (?:ustedes|uds|esto))",
    r"^\W*(?:por favor )?(?:ya )?no (?:molestar|contactar|insistir|escribir|llamar ni escribir)"
    r"(?:me|nos)? mas",
    r"\b(?:dad|den|de|da)(?:me|nos) de baja(?: de (?:esto|aqui|aca|todo|ahi|vuestro\w*))?",
    r"\bolvid(?:ense|ate|ese|aos) de (?:mi|nosotros)",
    r"\bno (?:escri[bv](?:an|as|a|ais|ir)|contact(?:en|es|e|ar)|mand(?:en|es|e|ar)|envi(?:en|es|"
    r"e|ar)|"
    r"habl(?:en|es|e)) (?:ya )?mas(?: nada| cosas)?",
    r"\b(?:stop|no more|cut|end) (?:the |these |your |with )*(?:alerts|notifications|updates|"
    r"spam\w*)",
    r"\b(?:do not|don'?t|dont) (?:spam|msg|bug|pester|hassle)(?: me| us)",
    r"\b(?:do not|don'?t|dont) disturb(?: me| us)?",
    r"\b(?:no longer|don'?t|dont|do not) (?:want|wish|need|care)(?: (?:to )?(?:receive|get|have))?"
    r"(?: (?:any|more|further|these|your|the))* (?:updates|alerts|emails|messages|texts|"
    r"notifications)",
    r"\bno more (?:updates|alerts|listings|whats ?apps|messaging|texting)",
    r"\b(?:you|u) can (?:please )?stop (?:messaging|texting|contacting|writing|emailing)(?: "
    r"(?:to )?(?:me|"
    r"us))?",
    r"\b(?:stop|quit|cease) (?:reaching out|contact|contacting|communicating|messages|the contact|"
    r"following up|messaging|texting|writing|pestering|spamming)(?: (?:to )?(?:me|us))?",
    r"\b(?:take|get|strike|cross) (?:my|this) (?:number|name|phone|cell|e-?mail) (?:off|out)",
    r"\bno (?:me |nos )?(?:text|message|contact|whatsapp)(?:een|ees|ar)?",
    r"\b(?:no necesito|no hace falta|no es necesario) (?:mas|que me manden mas|que me envien mas) "
    r"(?:mensajes|informacion|info|nada|cosas)",
    r"\bya no (?:me|nos) (?:escri[bv](?:an|as|a|ais)|contact(?:en|es|e|eis)|molest(?:en|es|e|eis)|"
    r"mand(?:en|es|e|eis)|envi(?:en|es|e|eis)|busqu(?:en|es|e))(?: nada| cosas)?",
)

#: Soft: silence only beside the reason for it.
NO_NEED: Final = any_of(
    r"\bno (?:hace falta|es necesario|hay necesidad de|necesito|necesitamos)(?: ya)? que (?:me |"
    r"nos "
    r"|ya )*(?:escri[bv]\w+|contact\w+|busqu\w+|mand\w+|envi\w+|sig\w+)\b",
    r"\b(?:no need|not necessary|you don'?t (?:need|have)) (?:for you )?to (?:text|message|"
    r"write(?: to)?|contact|email|reach out|send|get in touch|follow up)\b",
    r"\b(?:no|ya no) sig(?:an|as|a|ais)\b(?! (?:en|con|por|la|el|de|a) )|\bno insist(?:an|as|a|"
    r"ais)"
    r"\b",
    r"\b(?:ya )?no (?:me )?mand(?:en|es|e) (?:nada|mas)\b|\bno me (?:escri[bv]|contact)(?:an|as|a|"
    r"en|es|e)\b",
)

#: A single word or two at either end of a message that gives the reason.
LONE: Final = word_set(
    "stop|unsubscribe|stopall|opt out|remove me|remove it|remove my number|take me off|no sigan|"
    "no sigas|no siga|no insistan|no insista|no insistas|paren|ya paren|pare|parenle|parale|basta|"
    "basta ya|corten|cortenla|cortala|borrame|borrenme|borreme|saquenme|sacame|saqueme|quitenme|"
    "quitame|quiteme|eliminenme|eliminame|no molesten|no molestes|no moleste|no molestar|no mas|"
    "do not reply|don t reply|dont reply|no reply|no respondan|no me respondan|no contesten|"
    "no me contesten|no respondas|no me contestes|no me respondas|no escriban|no escribas|"
    "dejen de insistir|leave me be|please delete|delete|no manden|no mandes|no envien|"
    "dejen de hacerlo"
)
#: What makes the end of the talk plain, said beside LONE.
LAST_WORD: Final = any_of(
    r"\b(?:last|final) (?:message|text|warning|reply)\b|\bultim[oa] (?:mensaje|aviso|advertencia|"
    r"vez que (?:\w+ )?(?:digo|pido|respondo))\b",
    r"\b(?:who (?:gave|sold) (?:you|u)|where did (?:you|u) get|how did (?:you|u) get|quien (?:les|"
    r"te|le|os) (?:dio|paso|vendio)|(?:como|de donde) (?:consigu|sac|tien|obtuv|habeis)\w+)\b"
    r"[^.!?]{0,20}\b(?:number|numero|telefono|contacto|datos|details|celular|movil)\b",
    r"\b(?:hart[oa]s?|cansad[oa]s?|podrid[oa]|sick|tired|fed up) (?:de|con|of|with)? ?(?:\w+ )?"
    r"(?:mensaj\w*|messages|texts|spam|wsp|ustedes|you)\b|\btant[oa]s? mensajes?\b|\bacos(?:ando|"
    r"o)\b|"
    r"\b(?:this is|stop) harass\w*|\byou keep \w+ing\b|\benough already\b|\bya les dije\b|\bdo "
    r"not call list\b|\blista robinson\b|\bequivoc\w+ de (?:numero|persona)\b|"
    r"\bwrong (?:person|guy|number)\b|\bnumero no es de\b",
)
