"""How a message sounds: its sentiment from -1 to 1, and how pressing it is."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from agents.nlu.intent import is_danger
from agents.nlu.intent_words import ANGER, ELSEWHERE
from agents.nlu.text import fold

_BAD: Final = re.compile(
    r"\b(?:mal[oa]?s?|pesim\w+|horribl\w+|terribl\w+|fatal|decepcion\w+|molest[oa]s?|enojad[oa]s?|"
    r"enfadad[oa]s?|frustrad[oa]s?|preocupad[oa]s?|cansad[oa]s? de|abuso|injust\w+|desastre|"
    r"asco|odio|lament\w+|perdida de tiempo|inutil\w*|nunca mas|problemas?|"
    r"bad|awful|horrible|terrible|disappoint\w+|annoy\w+|angry|upset|frustrat\w+|worried|unfair|"
    r"disaster|hate|useless|waste of time|rude|ridiculous|joke|never again|pathetic)\b"
)
_GOOD: Final = re.compile(
    r"\b(?:gracias|genial|excelente|perfect[oa]|buenisim[oa]|encant\w+|maravill\w+|feliz|"
    r"content[oa]|"
    r"amable|agradezco|bacan|increible|super|buena onda|me gusta\w*|ideal|"
    r"thanks?|thank you|great|excellent|perfect|lovely|love|wonderful|amazing|happy|awesome|"
    r"appreciate|brilliant|fantastic|nice)\b"
)
_NOT: Final = re.compile(
    r"\b(?:no|nunca|jamas|nada|sin|ni|not|never|n't|isn't|don't)\s(?:\w+\s){0,2}\Z"
)
_SHOUTS: Final = re.compile(r"!{2,}|\?!|!\?")
_PRESSING: Final = re.compile(
    r"\b(?:urgent\w*|urge|lo antes posible|cuanto antes|a la brevedad|ahora mismo|ya mismo|"
    r"inmediat\w+|de inmediato|asap|right now|right away|immediately|as soon as possible)\b"
)
_CRITICAL: Final = re.compile(
    r"\b(?:es una emergencia|emergencia|auxilio|socorro|(?:it'?s|this is) an emergency|emergency|"
    r"help me now|911|112)\b"
)
_NO_EMERGENCY: Final = re.compile(
    r"\b(?:no es (?:una )?(?:emergencia|urgen\w+)|not (?:an emergency|urgent)|"
    r"no (?:urge|rush|hurry)|sin (?:apuro|prisa)|"
    r"(?:salidas?|escaleras?|puertas?|fondo|contacto) de emergencia|"
    r"emergency (?:exits?|stairs?|doors?|contacts?|lights?|fund))\b"
)


class Urgency(StrEnum):
    """How soon somebody should look."""

    NORMAL = "normal"
    HIGH = "high"  # they say that it presses
    CRITICAL = "critical"  # somebody may come to harm


def sentiment_of(text: str) -> float:
    """The tone of the text, -1 (furious) to 1 (delighted); 0 when the words tell neither."""
    folded = fold(text)
    bad, good = len(_BAD.findall(folded)), 0
    for found in _GOOD.finditer(folded):
        if _NOT.search(folded[: found.start()]):
            bad += 1
        else:
            good += 1
    score = 0.35 * (good - bad)
    if ANGER.search(folded) and not ELSEWHERE.search(folded):
        score = min(score, 0.0) - 0.6
    if score < 0 and (_SHOUTS.search(text) or _is_shouted(text)):
        score -= 0.2
    return round(max(-1.0, min(1.0, score)), 2)


def urgency_of(text: str) -> Urgency:
    """How pressing the text says it is; a wish to move soon is no emergency."""
    folded = fold(text)
    if is_danger(folded):
        return Urgency.CRITICAL
    if _NO_EMERGENCY.search(folded):
        return Urgency.NORMAL
    if _CRITICAL.search(folded):
        return Urgency.CRITICAL
    return Urgency.HIGH if _PRESSING.search(folded) else Urgency.NORMAL


def _is_shouted(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return len(letters) >= 12 and sum(each.isupper() for each in letters) > 0.7 * len(letters)
