"""Complaints of how one is served: a verdict on us, a repeated failing, a demand."""

from __future__ import annotations

import re
from typing import Final

_BAD_EN: Final = (
    r"(?:pathetic|poor|bad|terrible|awful|appalling|shocking|dreadful|disgraceful|lousy|rubbish|"
    r"crap|"
    r"shit(?:ty)?|shambles|horrible|horrendous|atrocious|abysmal|unacceptable|unprofessional|"
    r"useless|"
    r"incompetent|ridiculous|disgusting|outrageous|rude|fraud(?:s|sters)?|scam(?:mers)?|crooks|"
    r"thieves|"
    r"(?:a )?(?:joke|disgrace|nightmare|mess)|the worst|not good enough|diabolical|slow)"
)
_BAD_ES: Final = (
    r"(?:pesim[oa]s?|mal[oa]s?|mal|horribles?|nefast[oa]s?|lamentables?|vergonzos[oa]s?|"
    r"patetic[oa]s?|"
    r"desastros[oa]s?|(?:un |una )?(?:desastre|vergüenza|verguenza|asco|burla|chiste|estafa|"
    r"mierda|falta de "
    r"respeto)|inaceptables?|impresentables?|incompetentes?|inutiles|poco (?:seri|"
    r"profesional)\w*|chant(?:a|as)|"
    r"ladrones|estafadores|sinverg[uü]enzas?|irresponsables|terribles?|indignante)"
)
_US_EN: Final = (
    r"(?:you(?:r (?:\w+ ){0,2}\w+)?(?: all| guys| people| lot)?|u(?: all| guys| r)?|(?:the |this "
    r"|customer )*"
    r"(?:service|support|company|agency|experience|treatment|office|management))"
)
_US_ES: Final = (
    r"(?:(?:el |la |su |vuestr[oa] |tu |este |esta )*(?:servicio|atencion|trato|gestion|"
    r"inmobiliaria|empresa|"
    r"agencia|administracion|oficina|corredora)|ustedes|uds|vosotros)"
)
_NOT_THEM: Final = (
    r"(?!.*\b(?:apartment|flat|house|home|unit|view|depto|casa|piso|kitchen|idea|timing)\b)"
)

SERVICE: Final = re.compile(
    rf"\b{_BAD_EN} (?:customer )?(?:service|support|experience|company|agency|attitude|"
    r"communication)\b"
    rf"|\b{_US_EN} (?:is|are|r|was|were|has been|have been|'re|'s)\s+(?:\w+ ){{0,2}}?{_BAD_EN}\b"
    rf"|^\W*{_NOT_THEM}(?:\w+ )?(?:useless|pathetic|disgraceful|unacceptable|shambolic|"
    r"unprofessional)\W*$"
    r"|\b(?:completely|totally|so|utterly|very|really|how) (?:unprofessional|unacceptable|"
    r"disrespectful|rude)\b"
    r"|\b(?:want|like|need|going|wish|have|how (?:do i|can i)?|where (?:do|can) i)\b(?: \w+){0,3}? "
    r"(?:complain|(?:raise|make|file|lodge|submit|put in) a (?:\w+ )?(?:complaint|grievance))\b"
    r"|^\W*(?:\w+ )?complain(?:t|ts)?\W*$|\bhow to (?:complain|complaint)\b"
    rf"|\b{_BAD_ES} (?:el |la |su |vuestr[oa] )?(?:servicio|atencion|trato|experiencia|gestion|"
    r"comunicacion)\b"
    rf"|\b(?:servicio|atencion|trato|gestion) (?:muy |tan |mas |super )?{_BAD_ES}\b"
    rf"|\b{_US_ES} (?:es|son|fue|ha sido|han sido|sois|esta|me parece\w*)\s+(?:\w+ "
    rf"){{0,2}}?{_BAD_ES}\b"
    rf"|^\W*(?:que |vaya |menudo |menuda |son |sois )(?:un[oa]?s? )?{_BAD_ES}\W*$"
    r"|\b(?:quiero|necesito|voy a|vamos a|deseo|como|donde|quisiera|puedo)\b(?: \w+){0,2}? "
    r"(?:quejar(?:me|nos)|reclamar|(?:hacer|poner|presentar|dejar|interponer|ingresar) (?:una? "
    r")?(?:queja|"
    r"reclam\w+))\b"
    r"|^\W*(?:una? )?(?:queja|reclamo|reclamacion)\W*$"
    # The same failing again, and what is owed.
    r"|\b(?:second|third|fourth|fifth|\d+(?:nd|rd|th)|umpteenth|segunda|tercera|cuarta|quinta|"
    r"enesima|"
    r"\d+a) (?:time|vez)\b[^.!?]{0,30}?\b(?:you|u|they|nobody|no one|cancel\w*|ignor\w+|me|nos|"
    r"nadie|"
    r"fall\w+|dejan|plant\w+)\b"
    r"|\b(?:charged|billed|cobr(?:aron|ado|aste|asteis)|descontaron|"
    r"facturaron)\b[^.!?]{0,24}?\b(?:twice|"
    r"two times|double|dos veces|de mas|doble)\b"
    r"|\b(?:exijo|exigimos|i demand|we demand)\b"
    r"|\b(?:has|have|had|he|ha|han|hay)(?:n't|nt| not| no)? (?:\w+ ){0,2}?(?:still |yet "
    r")?(?:been )?"
    r"(?:fixed|repaired|sorted|mended)\b(?=.*\b(?:landlord|you|agency|still|yet|week|month)\b)"
    r"|\bstill (?:has|have|is|are)(?:n't|nt| not) (?:been )?(?:\w+ )?(?:fixed|repaired|sorted|"
    r"come)\b"
    # Promised, and nothing came of it.
    r"|\bno hay (?:quien|nadie que) (?:contest|respond|atiend|resuelv|solucion|de la cara)\w*"
    r"|\b(?:heard|got|had|received) (?:absolutely )?(?:nothing|no (?:reply|answer|"
    r"response))\b(?! wrong)"
    r"|\b(?:nobody|no ?one)(?:'s| has| ever| even)? (?:\w+ )?(?:replied|answered|called|rang|"
    r"came|turned up|"
    r"got back|responded|bothered)\b"
    r"|\b(?:quedaron (?:de|en)|dijeron que|iban a|prometieron)\b[^.!?]{0,40}?\b(?:y nada|y nunca|"
    r"y no |"
    r"y todavia|y sigo|nadie)"
    r"|\b(?:you|they|landlord|agency|agent) (?:keep|keeps) (?:ignoring|cancelling|canceling|"
    r"fobbing|changing|"
    r"avoiding|postponing)\b|\b(?:me|nos) (?:sigu\w+|vienen|llevan) (?:ignorando|toreando|"
    r"mareando|vacilando|"
    r"pelotudeando|dando largas)\b"
    r"|\bque (?:clase|tipo) de (?:servicio|atencion|administracion|empresa|inmobiliaria)\b"
)
_THE_MACHINE: Final = (
    r"(?:(?:this |the |your |stupid |bloody |damn |este |esta |el |la |un |una )*(?:chat ?bot|"
    r"bot|robot|"
    r"machine|ai|assistant|automated \w+|maquina|asistente|contestador\w*|chat automatico|"
    r"sistema automatico))"
)
#: The machine itself is what wears them out: a person is what helps.
WORN_OUT: Final = re.compile(
    rf"\b{_THE_MACHINE}\b[^.!?]{{0,24}}?\b(?:doing my head in|driving me|does my head|useless|"
    r"annoying|rubbish|"
    r"crap|stupid|dumb|hopeless|sucks?|in circles|loop|no (?:me )?(?:sirve|entiende|ayuda|"
    r"resuelve)|"
    r"asi no se puede|harta?|hart[oa]|cansad[oa]|inutil|tont[oa]|asco|desastre|nunca (?:entiende|"
    r"ayuda)|"
    r"doesn'?t (?:get|understand|help)|isn'?t (?:helping|working))"
    rf"|\b(?:always|only|siempre|solo|puro)\b[^.!?]{{0,20}}?\b{_THE_MACHINE}\b"
    r"|\b(?:don'?t|do not|not|sooner not|rather not|never|no quiero|no pienso|odio|"
    rf"hate)\b[^.!?]{{0,20}}?"
    r"\b(?:chat|talk|speak|type|deal|write|hablar|chatear|tratar)\w* (?:to|with|con|a) "
    rf"{_THE_MACHINE}\b"
)
