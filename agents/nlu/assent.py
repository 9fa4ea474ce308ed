"""Short reactions: yes, no, praise of what was just offered, a wish for another."""

from __future__ import annotations

import re
from typing import Final

_NO: Final = re.compile(
    r"(?:no\b(?! se| hay problema| problem)|nop|nope|nah|na\b|todavia no|aun no|not yet|para "
    r"nada|negativo|not really|tampoco|"
    r"ninguno|none|no gracias|no thanks|i don'?t|i haven'?t|👎|❌)"
)
_YES: Final = re.compile(
    r"(?:s[ií]+p?\b|sii+|claro|obvio|por supuesto|dale|de acuerdo|ok(?:a|ey|ay|is)?\b|va\b|"
    r"vale|bueno\b|listo|perfecto|correcto|"
    r"exacto|asi es|de una|genial|excelente|me parece|confirmo|confirmado|ya po|ya\b|yes+\b|"
    r"yep|yeah|yup|sure|"
    r"of course|absolutely|definitely|correct|right|confirmed?|sounds good|great|perfect|"
    r"fine|please do|go ahead|"
    r"that works|works for me|affirmative|👍|✅|👌|🙌|bacan|joya|buenisimo|agendado|agendemos|"
    r"let'?s do it|deal)"
)


def agrees(folded: str) -> bool | None:
    """Read a short answer: True for yes, False for no, None for neither."""
    text = folded.strip(" .,!¡?¿")
    if _NO.match(text):
        return False
    if _YES.match(text):
        return True
    return None


_GOOD: Final = (
    r"(?:good|great|nice|fine|perfect|promising|awesome|cool|wonderful|excellent|amazing|lovely|"
    r"ideal|best|right|ok|okay|interesting|fantastic|suitable|alright|beautiful|super|superb|"
    r"better|cheaper|solid|decent|reasonable|terrific|fabulous|delightful|appealing)"
)
_LIKES: Final = re.compile(
    rf"\b(?:sounds?|looks?|seems?|feels?)\b (?:like )?(?:\w+ ){{0,3}}?{_GOOD}\b"
    rf"|\b(?:this|that|it|one|place|apartment|house|home|property)(?:'s| is|'ll be| will be|"
    rf" would be| might be)? (?:\w+ ){{0,2}}?{_GOOD}\b"
    r"|\b(?:interested in|i(?:'ll| will)? take|go (?:for|with)|let'?s go with) "
    r"(?:this|that|it|the (?:first|second|third|last|other)|one)\b"
    r"|\bi (?:\w+ ){0,2}?(?:like|love|prefer|want) (?:it|this|that|the (?:first|second|last))\b"
    r"|\b(?:works|will work|would work|'ll do|will do)\b(?! there| in| at| from)"
    r"|\b(?:what|exactly what|just what|the one|the way) (?:i|we)(?:'m| am| was|'re| are| were)? "
    r"(?:want|need|look)\w*"
    rf"|^\W*{_GOOD}\b"
    r"|\b(?:me|nos) (?:gusta|gusto|encanta|encanto|interesa|tinca|acomoda|sirve|quedo con) ?"
    r"(?!que\b)|\b(?:suena|se ve|esta|pinta) (?:muy |re |super )?(?:bien|bueno|buena|genial|"
    r"perfect[oa]|lind[oa]|bonit[oa]|excelente|interesante|bacan|bkn)\b"
    r"|\b(?:es[ae]|est[ae]) (?:mism[oa]|me gusta|quiero|esta bien)\b"
)
_NOT_LIKED: Final = re.compile(
    r"(?:\b(?:not|no|nothing|neither|nunca)|n't) (?:\w+ ){0,4}?"
    rf"(?:{_GOOD}|like|love|want|interested|sounds?|looks?|seems?|what i|gusta|gusto|interesa|"
    r"sirve|tinca|bien)\b"
    rf"|\b(?:if|whether|would it be|is (?:it|this|that)) (?:\w+ )?{_GOOD}\b"
)


def likes(folded: str) -> bool:
    """Whether what was offered is welcomed, said of itself and not as a question."""
    return bool(_LIKES.search(folded)) and not _NOT_LIKED.search(folded)


_OTHER: Final = re.compile(
    r"\b(?:(?:any|some|find|show|see|have|what|see|about|know|are there|is there|get|got|want|"
    r"like) (?:\w+ ){0,4}?(?:other|others|else|another|more|different)\b"
    r"|(?:anything|something|what|who) else|any (?:more|others?)|other (?:options?|choices?|"
    r"apartments?|places?|houses?|homes?|properties|ones?|listings?)|another (?:one|apartment|"
    r"place|house|home|property|option)|what else|different (?:one|apartment|place|house|home|"
    r"property)|more (?:options|choices)"
    r"|(?:alg[uo]n[oa]?|tiene[ns]?|hay|ver|muestr\w+|busc\w+|que) (?:\w+ ){0,2}?(?:otr[oa]s?|mas "
    r"opciones)|otras? (?:opcion|alternativa)\w*|algo mas|otra cosa)\b"
)
_NO_MORE: Final = re.compile(
    r"\b(?:not|n't|no|nothing|don'?t|nada|ningun\w*)\b (?:\w+ ){0,3}?"
    r"(?:any(?:thing)?|else|more|other|otr[oa]s?|mas)\b"
    r"|\b(?:need|help|questions?|know|tell me|do for|ask) (?:\w+ ){0,2}?(?:anything |something )?"
    r"(?:else|more)\b|\bother than\b|\b(?:otro|otra|another) (?:dia|hora|day|time|date)\b"
)


def wants_other(folded: str) -> bool:
    """Whether another home than the one offered is asked for."""
    return bool(_OTHER.search(folded)) and not _NO_MORE.search(folded)


_CLOSES: Final = re.compile(
    r"\b(?:good ?bye|bye+|see (?:you|ya)|farewell|take care|have a (?:good|great|nice|wonderful|"
    r"lovely) (?:day|one|evening|night|weekend|time)|that(?:'s| is|'ll be| will be| was| would be)"
    r"(?: about)? (?:it|all)|(?:nothing|no(?:thing)? more|not) (?:else|for now|at the moment)|"
    r"no(?:thing)?,? that'?s (?:it|all|everything)|i'?m (?:all set|done|good)|we'?re (?:done|good)|"
    r"all set|until (?:later|tomorrow|next time)|talk (?:later|soon)|"
    r"adios|chao+|chau+|hasta (?:luego|pronto|manana|la proxima)|nos vemos|"
    r"(?:eso|esto) (?:es|seria|era) todo|nada mas|buen(?:as)? (?:dia|noche|tarde|finde)s?\W*$|"
    r"que (?:estes|este|tengas?|le vaya|te vaya|pases?) (?:muy )?(?:bien|buen))\b"
)


def closes(folded: str) -> bool:
    """Whether the text takes leave."""
    return bool(_CLOSES.search(folded))
