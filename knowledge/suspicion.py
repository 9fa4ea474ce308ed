"""Text from outside that speaks to the model instead of the reader.

A document, a listing or a message is data. Where it addresses whoever processes it ("ignore your
instructions", "assistant: call the tool ...") it is at best copied from somewhere and at worst an
attack; it is never needed to answer a lead. The patterns ask for an order about the model's own
work, not for single words, so that house rules and contracts stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext, gettext_noop

_INSTRUCTIONS: Final = (
    r"(?:instructions?|instrucciones|prompts?|rules?|reglas|guidelines|directives?|directrices|"
    r"orders|"
    r"ordenes|indicaciones|policies|politicas|restrictions|restricciones|programming|programacion|"
    r"training|entrenamiento|safety|filters?|filtros)"
)
_MODEL: Final = (
    r"(?:assistant|asistente|chatbot|bot|ai|ia|llm|language model|modelo de lenguaje|gpt|chatgpt|"
    r"claude|"
    r"gemini|sofia|agent|agente virtual|system|sistema)"
)
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "override",
            r"\b(?:ignor\w*|disregard\w*|forget\w*|olvida\w*|omit\w*|overrid\w*|bypass\w*|anula\w*|"
            r"descarta\w*|saltate|desobede\w*|no (?:sigas|hagas caso)|do not follow|don't follow|"
            r"pasa por alto)\b"
            r"(?:\W+\w+){0,6}?\W+" + _INSTRUCTIONS + r"\b",
        ),
        (
            "override",
            r"\b(?:new|nuevas?|updated|actualizad[ao]s?|real|true|verdaderas?|hidden|ocultas?)\W+"
            r"(?:system\W+|del sistema\W+)?" + _INSTRUCTIONS + r"\b(?:\W+\w+){0,3}?\s*:",
        ),
        (
            "role",
            r"(?:^|[\n\"'>\]}.!?*#-])\W{0,4}(?:system|sistema|assistant|asistente|developer|"
            r"desarrollador|tool|function|user|usuario|human)\W{0,2}(?:prompt|message|mensaje|note|"
            r"nota|override)?\s*:\s(?=.{0,60}\b(?:you|your|must|ignore|obey|from now|eres|debes|"
            r"tus?|"
            r"ahora|approve|aprueba|override|nuevo rol|new role|env[ií]a|send|call|llama)\b)"
            r"|\b(?:tool results?|resultados? de (?:la )?herramienta)\s*:",
        ),
        (
            "role",
            r"\b(?:you are now|act as (?:if|a|an|the|my)|pretend (?:to be|that|you)|"
            r"from now on,? you|"
            r"ahora eres|a partir de ahora,? (?:eres|actua|responde|tu|vas)|actua como|haz como si|"
            r"finge que|simula ser|roleplay|modo (?:dios|desarrollador|sin restricciones|dan)|"
            r"(?:developer|god|dan|jailbreak|unrestricted|debug|maintenance) mode)\b",
        ),
        (
            "addressed",
            r"\b(?:note|attention|attn|important|message|instruction|nota|atencion|importante|"
            r"mensaje|"
            r"instruccion|aviso|orden|dear|estimad[ao]|querid[ao])s?\W+(?:\w+\W+){0,2}?(?:to|for|"
            r"para|al?|"
            r"the|la|el)?\W*(?:the |la |el |any |cualquier |all )?"
            + _MODEL
            + r"\b(?:\W+\w+){0,3}?\s*[:,.!-]",
        ),
        (
            "addressed",
            r"\b(?:if you are|si eres|when you are|cuando seas)\s+(?:an?|una?|the|el|la)?\s*"
            + _MODEL
            + r"\b",
        ),
        (
            "prompt",
            r"\b(?:reveal\w*|show|print|repeat|output|display|leak|recite|dump|expose|translate|"
            r"summari[sz]e|"
            r"tell me|give me|send|paste|revel\w*|muestr\w*|mostrar|imprim\w*|repit\w*|repetir|"
            r"filtra\w*|"
            r"traduc\w*|resum\w*|dime|dame|envia\w*|pega\w*|escrib\w*)\b(?:\W+\w+){0,6}?\W+(?:syste"
            r"m|"
            r"initial|hidden|internal|secret|original|your|tu|tus|sistema|inicial|internas?|"
            r"ocultas?|"
            r"secretas?)\W+(?:\w+\W+){0,2}?(?:prompts?|instructions?|instrucciones|configuration|"
            r"configuracion|reglas|rules|context|contexto)\b",
        ),
        (
            "tool",
            r"\b(?:call|invoke|use|execute|run|trigger|llama(?:r)? a|invoca\w*|ejecuta\w*|"
            r"usa(?:r)?|utiliza\w*)"
            r"\W+(?:the |la |el |a |tu |your )?(?:tool|function|herramienta|funcion|api|sql|query|"
            r"consulta)\b",
        ),
        (
            "tool",
            r"<\W{0,2}/?\s*(?:tool|function|system|assistant|invoke|antml|im_start|im_end|"
            r"instructions?)\w*"
            r"|<\|[a-z_]+\|>|\[/?inst\]|\{\s*\"(?:tool|function|name|tool_calls?|role)\"\s*:"
            r"|\b(?:book_viewing|update_lead|escalate_to_human|inventory_search|search_knowledge|"
            r"find_slots|lead_score|geo_match|normalize_budget)\b",
        ),
        (
            "command",
            r"\b(?:tell|inform|assure|convince|dile|diles|informa|asegura|convence|responde|answer|"
            r"reply)\W+"
            r"(?:\w+\W+){0,2}?(?:the |every |all |any |each |al |a (?:la|los|las|todos|cualquier|"
            r"cada)\W+)"
            r"(?:\w+\W+){0,2}?(?:users?|customers?|clients?|leads?|buyers?|visitors?|usuarios?|"
            r"clientes?|"
            r"interesad[oa]s?|compradores|personas?)\W+(?:\w+\W+){0,1}?(?:that|to|que|visit|pay|"
            r"send|"
            r"deposit|transfer|visite|pague|envie|transfiera|deposite)",
        ),
        (
            "command",
            r"\b(?:send|forward|export|email|envia\w*|reenvia\w*|exporta\w*|"
            r"manda\w*)\W+(?:\w+\W+){0,4}?(?:all|"
            r"every|other|todos?|todas?|otros|otras|cada)\W+(?:\w+\W+){0,3}?(?:leads?|clients?|"
            r"clientes|"
            r"customers?|contacts?|contactos|phones?|telefonos|emails?|correos|data|datos|"
            r"conversations?|"
            r"conversaciones)\b",
        ),
        (
            "command",
            r"\b(?:say|tell|reply|answer|respond|finish|goodbye|di|dile|diles|responde|despid\w+|"
            r"termina|cierra|saluda)\b(?:\W+\w+){0,6}?\W+(?:with|con|que visite|to visit|to pay|"
            r"que paguen?)\W+(?:\w+\W+){0,4}?(?:link|enlace|url|https?|www)\b",
        ),
        (
            "data",
            r"\b(?:select\s+.{1,60}\s+from\s+\w+|drop\s+(?:table|schema|database)|"
            r"insert\s+into\s+\w+|"
            r"delete\s+from\s+\w+|update\s+\w+\s+set\s+|union\s+(?:all\s+)?select)\b",
        ),
    )
)
_WORDS: Final[dict[str, str]] = {
    "override": gettext_noop("wants rules forgotten"),
    "role": gettext_noop("plays another role"),
    "addressed": gettext_noop("addresses the assistant"),
    "prompt": gettext_noop("asks for its instructions"),
    "tool": gettext_noop("asks for a tool"),
    "command": gettext_noop("orders what to tell or send"),
    "data": gettext_noop("holds a database command"),
    "hidden": gettext_noop("hides characters"),
}
# Letters of other alphabets that look like ours, and characters nobody sees.
_LOOKALIKES: Final = str.maketrans("аеорсухіјѕԁɡӏ０１３４", "aeopcyxijsdgl0134")
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_LONGEST: Final = 20_000
_SHORT: Final = 200


def suspicions(text: str) -> tuple[str, ...]:
    """What a text tries to do to the model that reads it, by kind; () for plain content."""
    # The short values of listings and cards come back turn after turn.
    return _known(text) if len(text) <= _SHORT else _suspicions(text)


def _suspicions(text: str) -> tuple[str, ...]:
    plain = _UNSEEN.sub("", text[:_LONGEST])
    folded = _folded(plain)
    found = {name: None for name, pattern in _PATTERNS if pattern.search(folded)}
    if len(_UNSEEN.findall(text[:_LONGEST])) > _HIDDEN:
        found["hidden"] = None
    return tuple(found)


_known = lru_cache(maxsize=4096)(_suspicions)


def words_of(kind: str) -> str:
    """A kind of suspicion in the words of who reads the page; one of an older rule as it is."""
    return gettext(_WORDS.get(kind, kind))


#: Emoji and right-to-left names bring a few unseen characters; a hidden text needs many.
_HIDDEN: Final = 12


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
