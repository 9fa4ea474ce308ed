"""Words that are an opt-out or an opt-in when they are the whole message; folded."""

from __future__ import annotations

import re
from typing import Final


def word_set(text: str) -> frozenset[str]:
    """The words and phrases parted by bars."""
    return frozenset(line.strip() for line in text.split("|") if line.strip())


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that finds what any of these finds."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


#: One thing by its name ("about Peckham"), and not homes, or us, at all.
ONE_TOPIC: Final = (
    r"(?:about|sobre|acerca de|regarding) (?!(?:you|ur|this|that|it|these|those|any|all|every|the|"
    r"my|our|real|more|nothing|propert|hous|home|apart|flat|condo|listing|unit|stuff|thing|offer|"
    r"rent|buy|sale|sell|esto|eso|est[aeo]s?|es[aeo]s?|nada|algo|sus?|tus?|vuestr|mi|tod|mas|"
    r"propiedad|dep|cas|pis|inmueble|arriend|alquil|vent|compr|bien|oferta|promo|ning|otr|l[ao]s?|"
    r"el|un)\w*\b)\w+"
)

#: Courtesies that change nothing about a word that stands alone.
COURTESY: Final = re.compile(
    r"\b(?:por favor|porfa(?:vor|s)?|x favor|pf|please|pls|plz|thanks?|thank you|gracias|hola|"
    r"buen[oa]s? (?:dias|tardes|noches)|hello|hi|ok|favor de|por gentileza|obrigad[oa]|oi|ola|"
    r"merci|s il vous plait|s il te plait|svp|stp|bonjour|ya|now|agora|ahora|immediately|"
    r"right now|cheers|thx|thnx|tnx|ta|mate|bro|saludos|slds|salu2)\b"
)

STOP_WORDS: Final = word_set(
    # English
    "stop|stop all|stopall|stop it|stop now|unsubscribe|unsubscribe me|unsubscribe all|opt out|"
    "optout|opt me out|remove me|stop messages|stop texts|stop sms|stop texting|stop messaging|"
    "stop contacting|stop writing|stop spamming|no more|no more messages|no more texts|"
    "leave me alone|do not contact|don t contact|delete my data|delete my number|"
    # Spanish
    "baja|la baja|de baja|dar de baja|darme de baja|darse de baja|dame de baja|deme de baja|"
    "denme de baja|mi baja|quiero baja|solicito baja|pido baja|baja definitiva|baja total|"
    "parar|pare|paren|parenle|cortenla|cortenla po|"
    "parar mensajes|detener|detente|detenganse|detener mensajes|"
    "suspender mensajes|salir|salirme|quiero salir|no molestar|no molesten|no molestes|"
    "no moleste|no contactar|no contactarme|no contactarme mas|no escribir mas|no escribirme mas|"
    "no escriban mas|no escribas mas|no escriba mas|no mas mensajes|no mas|cancelar suscripcion|"
    "cancelar la suscripcion|cancelar mi suscripcion|anular suscripcion|anular la suscripcion|"
    "eliminar suscripcion|desuscribir|desuscribirme|desuscribirse|desuscripcion|desinscribir|"
    "desinscribirme|borrame|borrenme|eliminame|eliminenme|sacame|saquenme|quitame|quitenme|"
    # Portuguese
    "sair|quero sair|parem|parar mensagens|descadastrar|descadastre|me descadastre|descadastro|"
    "remover|me remova|me remover|me tire|me tirem|desinscrever|desinscricao|nao perturbe|"
    "nao incomode|nao incomodar|cancelar inscricao|cancelar assinatura|cancelar cadastro|"
    "sem mais mensagens|nao mande mais|"
    # French
    "arret|arrete|arreter|arretez|stop sms|desabonner|desabonnement|me desabonner|desabonnez moi|"
    "desinscription|desinscrire|me desinscrire|desinscrivez moi|ne plus contacter|"
    "plus de messages|ne me contactez plus"
)

#: What a carrier takes for STOP whatever we think of it, so that its list and ours stay one. On
#: other channels these words say goodbye or call a viewing off.
SMS_STOP_WORDS: Final = word_set("end|quit|cancel|revoke|stop end|cancel all")

START_WORDS: Final = word_set(
    "start|unstop|un stop|start all|opt in|optin|opt me in|subscribe|resubscribe|subscribe me|"
    "alta|dar de alta|darme de alta|dame de alta|reanudar|reactivar|suscribir|suscribirme|"
    "volver a suscribirme|reativar|retomar|inscrever|me inscrever|reprendre|reabonner|"
    "me reabonner|reabonnez moi|me reinscrire"
)

#: The search is over: they have a home.
DONE: Final = any_of(
    r"\b(?:ya|recien) (?:compr[eo]|compramos|encontr[eo]|encontramos|arrend[eo]|arrendamos|"
    r"alquil[eo]|alquilamos|rent[eo]|firm[eo]|firmamos)\b|\b(?:have|'ve|already|just|we|i) "
    r"(?:already |just )?(?:bought|found (?:a|one|somewhere|something)|rented|signed|moved (?:in|"
    r"on)|"
    r"exchanged)\b|\b(?:we|i)(?:'re|'m| are| am) (?:all )?(?:sorted|set|good)\b"
)

#: Said beside a single STOP, it leaves no doubt what is to stop.
DISINTEREST: Final = any_of(
    r"\b(?:not interested|no longer interested|no (?:me|nos) interesa|ya no (?:me|nos) interesa|"
    r"no estoy interesad[oa]|no gracias|no thanks?|wrong number|numero equivocado|"
    r"(?:already|just|have|'ve|we|i) (?:bought|found|rented|sold|exchanged|completed|closed|"
    r"signed)|(?:never|didn'?t|did not|nunca|no) (?:me )?(?:sign\w*|ask\w*|request\w*|subscrib\w*|"
    r"pedi|suscrib\w+|inscrib\w+|registr\w+|solicit\w+)|found (?:a|one|something|somewhere)|got "
    r"(?:a|our|my) (?:place|flat|house|home)|ya (?:compre|encontre|arrende|alquile|vendi|tengo)|"
    r"no (?:soy|quiero|busco)|spam|nao tenho interesse|nao estou interessad[oa]|ja (?:comprei|"
    r"aluguei|encontrei)|engano|pas interesse|plus interesse|j ai (?:deja )?trouve|mauvais "
    r"numero)\b"
)
