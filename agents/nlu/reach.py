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
    r"soporte|atencion al cliente|representantes?|promotor\w*|consultor\w*|especialistas?)\b"
)
_MEANS: Final = re.compile(
    r"\b(?:(?:call|ring|phone|bell|buzz|dial|text|message|email)(?:ing)? (?:me|us|back)|"
    r"(?:give|drop) (?:me|us) a (?:call|ring|bell|buzz|shout|line)|call ?backs?|"
    r"a (?:phone )?call|speak|talk|chat|reach(?: out)?|contact|get (?:in touch|back to|hold of|"
    r"through)|"
    r"be (?:put through|passed|connected|transferred)|answer (?:the|your|my) (?:phone|calls?)|"
    r"pick up|"
    r"connect(?:ed)?|transfer(?:red)? (?:me|us|this|to an?)|put (?:me|us) (?:through|in touch)|"
    r"take over|deal with|"
    r"handle this|"
    r"(?:available|here|there) to (?:help|assist|talk|chat)|to (?:assist|answer)|"
    r"habl(?:ar|e|en|o)\w*|llam(?:e|en|ar|ada|ado|ara|aran)\w*|marc(?:ar|ara|ue|uen)\w*|"
    r"telefone\w+|"
    r"comuni[cq](?:ar|ara|ue|uen)\w*|contact(?:e|en|ar|ara|o)\w*|atiend\w+|atend(?:er|iera)\w*|"
    r"conect(?:ar|e|en)\w*|deriv(?:ar|e|en|a)\w*|transf(?:erir|iera|ieran)\w*|"
    r"pas(?:ar|e|en)(?:me|nos)|ponga\w*|telefono|whatsapp|numero|fono|celular|contacto|"
    r"asist(?:ir|a|an)\w*|ayud(?:ar|e|en)\w*|escrib(?:a|an|ir)(?:me|nos)?)\b"
)
_WISHED: Final = re.compile(
    r"\b(?:can|could|would|may|might|i'?d|we'?d|want|wanna|need|like|love|prefer|rather|sooner|"
    r"please|"
    r"pls|plz|appreciate|let me|have|get|any chance|is there|are there|is ther|possible|hoping|"
    r"trying|"
    r"por favor|porfa\w*|quier[oae]\w*|queremos|quisier\w+|querria\w*|necesit\w+|podr\w+|pued\w+|"
    r"podes|podeis|deseo|prefer\w+|prefier\w+|gustaria|hay|tienen|tienes|exij\w+|solicit\w+|"
    r"agradec\w+|favor de|que (?:me|nos|se))\b"
)
# What was already done, what others said, or what is asked of them.
_TOLD: Final = re.compile(
    r"\b(?:told|said|says|called|spoke|spoken|talked|showed|mentioned|met|emailed|texted|promised|"
    r"yesterday|last (?:night|week|month|year|time)|hable con|hablamos|hablado|contacto "
    r"(?:conmigo )?ayer|"
    r"me (?:dijo|dijeron|llamo|llamaron|mostro|atendio|comento|ofrecio|mando|contacto)|dij(?:o|"
    r"eron) que|"
    r"quedamos|ayer|la (?:semana|vez) pasada|el otro dia|"
    r"(?:speak|talk|habl\w+) (?:english|spanish|french|ingles|espanol|frances|portugues)|"
    r"(?:don'?t|do not|not|no|sin|without|nadie|nunca|never|stop|evit\w+|before|antes de)(?: "
    r"\w+){0,4}? "
    r"(?:call|ring|phone|contact|speak|talk|text|message|email|llam\w+|contact\w+|habl\w+|"
    r"marc\w+|escrib\w+)|"
    r"cuant[oa]s? personas|how many people|(?:for|para) (?:\w+ )?(?:people|personas?|person)|"
    r"\d+ (?:people|personas?)|(?:am i|are you|eres|sos|es usted|hablo con|estoy hablando con|"
    r"habla con))\b"
)
_CONTACT_ALONE: Final = re.compile(
    r"\W*(?:(?:please|por favor|hola|hi|hello|i|want|quiero|to|need)\W+)*(?:contact|talk|chat|"
    r"call)?\W*"
    r"(?:contact|talk|chat|call|agent|agente|asesor[a]?|human[oa]?|person[a]?|support|soporte|"
    r"expert|representante|operador[a]?|ejecutiv[oa])(?: agent| support| center| centre)?"
    r"(?:\W+(?:please|por favor|porfa))?\W*"
)
_SENTENCE: Final = re.compile(r"[.!?;\n]+")


# Nobody is named, or only by what they do: "con quién puedo ver esto", "put through to lettings".
_WHOEVER: Final = re.compile(
    r"\bcon quien (?:puedo|podria|podemos|debo|tengo que|hay que|se|me|nos)\b"
    r"|\bwho (?:do|can|should|could|must|would) (?:i|we) (?:speak|talk|ring|call|phone|contact|"
    r"see|ask|go)\b"
    r"|\b(?:can|could|may|please|want|like|need)\b[^.!?]{0,24}?\bbe (?:put through|transferred|"
    r"connected|"
    r"passed (?:on|over|to))\b"
    r"|\b(?:is|are) there (?:some ?one|any ?one|any ?body|somebody|a person|"
    r"people)\b[^.!?]{0,24}?\b(?:who|that) "
    r"(?:deals?|handles?|looks after|knows|takes care|specialises?|specializes?|can)\b"
    r"|\bno quiero (?:\w+ ){0,2}?(?:tratar|ver|hablar|discutir)\w* (?:\w+ ){0,2}?por "
    r"(?:mensajes?|chat|"
    r"escrito|whatsapp|aqui|aca)\b"
    r"|\b(?:answer|pick up) (?:the|your) (?:phone|calls?)\b|\batiendan? el (?:telefono|fono)\b"
)


def asks_to_reach(folded: str) -> bool:
    """Whether a sentence of the text asks to be put in touch with one of ours."""
    if _CONTACT_ALONE.fullmatch(folded) or _WHOEVER.search(folded):
        return True
    return any(_asks(sentence) for sentence in _SENTENCE.split(folded))


def _asks(sentence: str) -> bool:
    if not (_MEANS.search(sentence) and _WISHED.search(sentence)) or _TOLD.search(sentence):
        return False
    return any(not staff["whose"] for staff in _STAFF.finditer(sentence))
