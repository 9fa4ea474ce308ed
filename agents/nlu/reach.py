"""A wish to reach somebody, told by its parts: who of ours, by what means, and that it is wished.

The wordings of ``human_words`` name whole phrases; here the three may stand in any order within a
sentence, so that "could you get one of the lettings team to bell me" is heard as well.
"""

from __future__ import annotations

import re
from typing import Final

_STAFF: Final = re.compile(
    r"\b(?P<whose>my|our|his|her|their|mi|mis|nuestr[oa]s?|another|otr[oa])? ?"
    r"(?:(?:real|live|human|sales|lettings?|leasing|customer|support|estate|senior|local) )*"
    r"(?:agents?|advis[eo]rs?|brokers?|realtors?|consultants?|representatives?|reps?|managers?|"
    r"negotiators?|supervisors?|(?:customer )?(?:service|care|support)|staff|team|colleagues?|"
    r"somebody|some ?one|anybody|any ?one|humans?|person|operators?|experts?|specialists?|"
    r"asesor\w*|ejecutiv[oa]s?|agentes?|corredor\w*|vendedor\w*|comercial(?:es)?|encargad[oa]s?|"
    r"responsables?|gerentes?|supervisor\w*|alguien|personas?|human[oa]s?|operador\w*|equipo|"
    r"(?:alguno|alguna|uno|una) de (?:ustedes|vosotros|uds)|one of you|soporte|atencion al "
    r"cliente|representantes?|promotor\w*|consultor\w*|especialistas?|tasador\w*|valuador\w*|"
    r"valuers?|appraisers?)\b"
)
_MEANS: Final = re.compile(
    r"\b(?:(?:call|ring|phone|bell|buzz|dial|text|message|email)(?:ing)? (?:me|us|back)|"
    r"(?:give|drop) (?:me|us) a (?:call|ring|bell|buzz|shout|line)|call ?backs?|"
    r"a (?:phone )?call|speak|talk|chat|reach(?: out)?|contact|get (?:in touch|back to|hold of|"
    r"through)|be (?:put through|passed|connected|transferred)|answer (?:the|your|my) (?:phone|"
    r"calls?)|pick up|connect(?:ed)?|transfer(?:red)? (?:me|us|this|to an?)|put (?:me|us) "
    r"(?:through|in touch)|take over|deal with|handle this|(?:available|here|there) to (?:help|"
    r"assist|talk|chat)|to (?:assist|answer)|(?:charl|platic|convers)(?:ar|arlo|emos|amos)\b|"
    r"habl(?:ar|e|en|o)\w*|llam(?:e|en|ar|ada|ado|ara|aran)\w*|marc(?:ar|ara|ue|uen)\w*|"
    r"telefone\w+|comuni[cq](?:ar|ara|ue|uen)\w*|contact(?:e|en|ar|ara|o)\w*|atiend\w+|atend(?:er|"
    r"iera)\w*|conect(?:ar|e|en)\w*|deriv(?:ar|e|en|a)\w*|transf(?:erir|iera|ieran)\w*|pas(?:ar|e|"
    r"en)(?:me|nos)|ponga\w*|telefono|whatsapp|numero|fono|celular|contacto|asist(?:ir|a|an)\w*|"
    r"ayud(?:ar|e|en)\w*|escrib(?:a|an|ir)(?:me|nos)?)\b"
)
_WISHED: Final = re.compile(
    r"\b(?:can|could|would|may|might|i'?d|we'?d|want|wanna|need|like|love|prefer|rather|sooner|"
    r"please|pls|plz|appreciate|let me|have|get|any chance|is there|are there|is ther|possible|"
    r"hoping|trying|por favor|porfa\w*|quier[oae]\w*|queremos|quisier\w+|querria\w*|necesit\w+|"
    r"podr\w+|pued\w+|podes|podeis|deseo|prefer\w+|prefier\w+|gustaria|hay|tienen|tienes|exij\w+|"
    r"solicit\w+|agradec\w+|favor de|que (?:me|nos|se))\b"
)
# What was already done, what others said, or what is asked of them.
_TOLD: Final = re.compile(
    r"\b(?:told|said|says|called|spoke|spoken|talked|showed|mentioned|met|emailed|texted|promised|"
    r"yesterday|last (?:night|week|month|year|time)|hable con|hablamos|hablado|contacto "
    r"(?:conmigo )?ayer|nunca me|dij(?:o|eron) que|me (?:dijo|dijeron|llamo|llamaron|mostro|"
    r"atendio|comento|ofrecio|mando|contacto)|quedamos|ayer|la (?:semana|vez) pasada|el otro dia|"
    r"(?:don'?t|do not|not|no|sin|without|nadie|nunca|never|stop|evit\w+|before|antes de)(?: "
    r"\w+){0,4}? (?:call|ring|phone|contact|speak|talk|text|message|email|llam\w+|contact\w+|"
    r"habl\w+|marc\w+|escrib\w+)|cuant[oa]s? personas|how many people|(?:for|para) (?:\w+ "
    r")?(?:people|personas?|person)|\d+ (?:people|personas?)|(?:am i|are you|eres|sos|es usted|"
    r"hablo con|estoy hablando con|habla con))\b"
)
# A tongue is no means of reaching them, nor who speaks it a person to be reached.
_TONGUE: Final = re.compile(
    r"\b(?:(?:who|that|que) )?(?:can |pueda )?(?:speaks?|talks?|habl(?:a|e|an|en|ar|o|as|amos)|"
    r"fale|parle) (?:\w+ )?(?:english|spanish|french|arabic|german|portuguese|hindi|russian|"
    r"chinese|ingles|espanol|castellano|frances|portugues|arabe|aleman|ruso|chino)\b"
)
# By what they did a person is named: "the chap who showed us round", "la chica que me atendió".
_WHO_DID: Final = re.compile(
    r"\b(?:who|that|que)(?: (?:me|nos|i|we|ya|had|has))* (?:showed|met|called|rang|spoke|talked|"
    r"emailed|texted|helped|sent|wrote|atendi\w+|llam[oa]\w*|mostr\w+|ensen\w+|escrib\w+|habl\w+|"
    r"contact\w+|mand\w+|ayud\w+|hable|vi)\b(?: (?:me|us|to|with|round|around|ayer|yesterday|"
    r"la (?:otra vez|semana pasada)|el otro dia|last week|before|antes))*"
)
_CONTACT_ALONE: Final = re.compile(
    r"\W*(?:(?:please|por favor|hola|hi|hello|i|want|quiero|to|need)\W+)*(?:contact|talk|chat|"
    r"call)?\W*(?:contact|talk|chat|call|agent|agente|asesor[a]?|human[oa]?|person[a]?|support|"
    r"soporte|expert|representante|operador[a]?|ejecutiv[oa])(?: agent| support| center| "
    r"centre)?(?:\W+(?:please|por favor|porfa))?\W*"
)
_SENTENCE: Final = re.compile(r"[.!?;\n]+")


# Somebody of ours by name ("me pasás con Marcela"), whoever is not one of theirs.
_OWN: Final = (
    r"(?:my|our|his|her|their|him|them|it|you|mi|mis|nuestr\w+|el banco|the bank|ell[oa]s?|ti|"
    r"usted\w*|me|migo|vos|tu|sus? (?:padre|madre)\w*|gusto|calma|tiempo)\b"
)
_BY_NAME: Final = re.compile(
    r"\b(?:me|nos) (?:\w+ ){0,2}?(?:pas(?:as?|an?|ar|es?|en|ais|aria\w*)|comuni[cq]\w+|"
    r"conect\w+|contact\w+|pon(?:e[ns]?|er|gan?|dria\w*)|enla[cz]\w+|deriv\w+|transf\w+) "
    rf"(?:\w+ )?con (?!{_OWN})\w+"
    r"|\b(?:pas|comuni[cq]|conect|contact|pon|pong|deriv|enla[cz]|transfi?er)(?:[aei]n?|ar|er|"
    rf"ir|ue|uen)?(?:me|nos) (?:\w+ )?con (?!{_OWN})\w+"
    r"|\b(?:quier[oae]|queria|quisiera|necesito|puedo|podria|deseo|prefiero|preferiria|gustaria|"
    r"urge|urgente|tengo que|hay forma de|se puede)\b(?: \w+){0,3}? (?:hablar|conversar|platicar|"
    rf"charlar|tratar(?:lo)?|comunicar(?:me|nos)|ver(?:lo|la)?) (?:\w+ )?con (?!{_OWN})\w+"
)
# Whoever it is, something is to be done by a person: "necesito que alguien se haga cargo".
_SOMEBODY_TO: Final = re.compile(
    r"\b(?:necesit\w+|quier[oe]\w*|queremos|quisiera|exij\w+|urge|pid[oe]|espero|agradec\w+|"
    r"favor de|tiene|ojala|a ver si|puede|podria)\b(?: (?:que|ya|urgente|ahora))* "
    r"(?:alguien|una persona|algun \w+|un encargado)\b(?: (?:se|me|nos|lo|la|venga a))* "
    r"(?!sabe|sepa|que |dec|dig|dice|mostr|muestr|ensen)\w+"
    r"|\balguien (?:\w+ ){0,3}?(?:me|nos|se) (?:puede\w*|podria\w*|va a|hace|haga|hara) "
    r"(?:\w+ )?(?:cargo|atend|llam|ayud|marc|contact|respond|solucion)\w*"
    r"|\b(?:want|need|would like|'d like|expect|can|could|would|please have|get)\b (?:\w+ )?"
    r"(?:someone|somebody|some one|anyone|anybody|a human|a person|an adult) (?:\w+ )?(?:to )?"
    r"(?:come|take|sort|deal|handle|look into|attend|respond|reply|answer|contact|reach|"
    r"get back|ring|call|phone|whatsapp|text|message|email|talk|explain it)\b"
    r"|\b(?:a|an|the|your|some|one of your) (?:(?:real|actual|human|live|senior|proper|local) )+"
    r"(?:agent|person|human|someone|broker|advis[eo]r|rep\w*|negotiator|consultant)s?\b"
    r"|\b(?:regal|da|das?|dan|dame|deme|denme|den|dar|peg|echa|haga|haz|hac|hag|give|gimme|drop|"
    r"gimmie)\w* (?:me |us |nos )?(?:una?|a) (?:\w+ )?(?:llamad\w*|telefonazo|fonazo|timbrazo|"
    r"toque|call|ring|bell|buzz|tinkle|shout)\b"
    r"|\b(?:pasa|da|dame|deme|pase|manda|mande|consig|facilit|comparte|tien)\w*\b(?: \w+){0,2}? "
    r"(?:movil|telefono|celular|fono|cel|whats ?app|wsp|contacto) de(?:l)? (?!mi|la propiedad|"
    r"ficha|cuenta)\w+"
    r"|\bhay (?:algun|alguna|un|una) (?:encargad|gerente|responsable|supervisor|jef|asesor|"
    r"ejecutiv|agente|corredor|human)\w*"
    r"|\bme (?:llam|marc|telefone)(?:ais|an|as|a)\b(?: (?:por favor|porfa\w*|para (?!que)|manana|"
    r"hoy|luego|y lo)|\W*\?)"
    r"|\b(?:necesit|quier|queremos|urge|exij|pid|pedimos|espero|solicit|ojala|favor)\w*\b(?: "
    r"\w+)? que (?:\w+ )?(?:veng|llam|atiend|ayud|resuelv|solucion|respond|mand|revis|contact|"
    r"envi|aparezc|marqu)\w*(?: \w+)? (?:alguien|una persona|un \w+|algun\w* \w+)\b|^\W*que "
    r"(?:veng|llam|mand|envi)\w* (?:a )?alguien\b"
    r"|\b(?:can|could|would|please|pls|will) (?:you |u |ya )?(?:llamar|contactar|marcar|"
    r"hablar)(?:me|nos)\b"
    # By voice or face to face, whoever it is with.
    r"|\b(?:prefer\w*|prefier\w+|rather|quier[oe]\w*|quisiera|queremos|mejor|want|like|easier|"
    r"facil|comodo|better|could|can|podemos|podria\w*|puedo|puede\w*|gustaria)\b(?! (?:see|view|"
    r"visit|ver))(?: (?!see\b|view\b|viewing|visit|ver\b|verl|conocer|firmar|sign)[\w']+){0,7}? "
    r"(?:over the phone|by phone|on the phone|on a call|por telefono|por fono|por llamada|de viva "
    r"voz|en persona|in person|face to face|cara a cara|presencial\w*|en (?:sus|su|la|vuestras?) "
    r"oficinas?|at your office)\b"
    r"|\b(?:need|want|get me|fetch|necesit\w+|quiero|exijo|traigan|busquen) (?:a|the|your|an|un|"
    r"una|el|la|al|su) (?:\w+ )?(?:supervisor[a]?|manager|boss|gerente|encargad[oa]|jef[ea]|"
    r"ejecutiv[oa]|asesor[a]?|representative|human|advisor|adviser|negotiator)\b(?! (?:role|job|"
    r"for a|de obra))"
    r"|\b(?:whats ?app|phone|contact|number|telefono|numero|celular) (?:number )?(?:of|for|de|"
    r"del) (?:an? |the |your |un |una |el |la |su )?(?:agent|broker|manager|office|asesor|agente|"
    r"corredor|ejecutiv|encargad)\w*"
    r"|\b(?:have|get|ask|dile|digale|pidele|que) (?:her|him|them|el|ella|le|a \w+ que)? ?(?:to "
    r")?(?:call|ring|phone|contact|llame|marque|hable) (?:me|us|back)?\b(?<=me|us|ck)"
    r"|\b(?:a|another) (?:\w+ )?(?:word|chat|call|conversation|catch ?up|chinwag) with (?!my|our|"
    r"his|her|their|them|each)\w+"
    r"|\b(?:i |we )(?:don'?t|do not|can'?t|hate|never) (?:do|like|use|cope with|get on with) "
    r"(?:\w+ )?(?:chat|chats|chatting|texting|typing|messaging|apps?)\b"
    r"|\b(?:is|are) there (?:a|any|an actual|some) (?:person|human|people|humans|staff|body)\b(?! "
    r"(?:limit|capacity))"
)


# Nobody is named, or only by what they do: "con quién puedo ver esto", "put through to lettings".
_WHOEVER: Final = re.compile(
    r"\bcon quien (?:puedo|podria|podemos|debo|tengo que|hay que|se|me|nos)\b"
    r"|\bwho (?:do|can|should|could|must|would) (?:i|we) (?:speak|talk|ring|call|phone|contact|"
    r"see|ask|go)\b"
    r"|\b(?:can|could|may|please|want|like|need)\b[^.!?]{0,24}?\bbe (?:put through|transferred|"
    r"connected|passed (?:on|over|to))\b"
    r"|\b(?:is|are) there (?:some ?one|any ?one|any ?body|somebody|a person|"
    r"people)\b[^.!?]{0,24}?\b(?:who|that) (?:deals?|handles?|looks after|knows|takes care|"
    r"specialises?|specializes?|can)\b"
    r"|\bno quiero (?:\w+ ){0,2}?(?:tratar|ver|hablar|discutir)\w* (?:\w+ ){0,2}?por (?:mensajes?|"
    r"chat|escrito|whatsapp|aqui|aca)\b"
    r"|\b(?:telefono|numero|fono|celular|contacto|phone|number|line)\b(?: \w+){0,3}? (?:al que|"
    r"adonde|donde|para|i can|to)(?: \w+){0,2}? (?:llam|call|ring|marc|habl|phone)\w*(?! (?:them|"
    r"it|the|the property))"
    r"|\b(?:necesit\w+|quiero|dame|deme|pasame|paseme|me das?|me dan|want|need|give me)\b(?: "
    r"\w+){0,2}? (?:su|el|un|tu|the|a|his|her|your) (?:\w+ )?(?:contacto|telefono|numero|celular|"
    r"phone|number|extension) (?:de|del|of|for) (?:el|la|un|una|su|tu|a|the|your)? ?(?:asesor|"
    r"ejecutiv|agente|corredor|encargad|gerente|jefe|responsable|agent|manager|office|oficina|"
    r"broker|negotiator|duen)\w*"
    r"|\bnecesito (?:su|el) (?:contacto|telefono|numero)\b"
    r"|\b(?:quien (?:es|seria|esta)|who'?s|who is)(?: \w+){0,2}? (?:gerente|encargad[oa]|"
    r"responsable|a cargo|in charge|manager|director[a]?)\b(?! of you| of the building)"
    r"|\bhave (?:[\w']+ ){0,2}?(?:agente?|asesor[a]?|someone|somebody|alguien|broker|colleague|"
    r"manager|rep) (?:to )?(?:call|ring|contact|reach|text|message|hit|phone|whatsapp|email|"
    r"llam\w+)\b"
    r"|\b(?:answer|pick up) (?:the|your) (?:phone|calls?)\b|\batiendan? el (?:telefono|fono)\b"
)


def asks_to_reach(folded: str) -> bool:
    """Whether a sentence of the text asks to be put in touch with one of ours."""
    if _CONTACT_ALONE.fullmatch(folded) or _WHOEVER.search(folded):
        return True
    folded = _WHO_DID.sub(" ", _TONGUE.sub(" ", folded))
    return any(_asks(sentence) for sentence in _SENTENCE.split(folded))


def _asks(sentence: str) -> bool:
    if (_BY_NAME.search(sentence) or _SOMEBODY_TO.search(sentence)) and not _TOLD.search(sentence):
        return True
    if not (_MEANS.search(sentence) and _WISHED.search(sentence)) or _TOLD.search(sentence):
        return False
    return any(not staff["whose"] for staff in _STAFF.finditer(sentence))
