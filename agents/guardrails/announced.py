"""A hand-over that is announced but not made: the lead would wait for somebody nobody called.

Precision first: a question, an offer ("if you like, I pass you on") and words that stand in a tool
result are no announcements.
"""

from __future__ import annotations

import re
from typing import Final

from crm.core.text import fold

_WHO_ES: Final = (
    r"(?:un[oa]?\s+)?(?:persona|agente|asesora?|ejecutiv[oa]|companer[oa]|corredora?|colega|humano|"
    r"alguien)(?:\s+(?:humana?|real|comercial|inmobiliari[oa]|de(?:l|\s+nuestro|\s+mi)\s+equipo))*"
)
_THEY_EN: Final = r"(?:she|he|they|an? \w+|one of (?:our|the|my) \w+)"
_DOES_ES: Final = r"(?:va\s+a\s+)?(?:contact|escrib|llam|respond|atend|comunic|pondr)\w*"
_WHO_EN: Final = (
    r"(?:someone|somebody|an?\s+(?:\w+\s+){0,2}?(?:person|human|colleague|agent|teammate|member|"
    r"specialist|advis[oe]r))(?:\s+(?:from|of|on|in)\s+(?:our|the|my)\s+(?:team|office))?"
)
_ANNOUNCED: Final = re.compile(
    r"\b(?:te|le|lo|la|les|los)\s+(?:paso|pongo|derivo|transfiero|comunico|conecto)\s+"
    r"(?:(?:ahora|mismo|ya|enseguida|en|contacto|directamente)\s+)*(?:con|a)\s+" + _WHO_ES
    + r"|\b" + _WHO_ES + r"\s+(?:te|se|le|lo|la)\s+" + _DOES_ES
    + r"|\b(?:te|le|lo|la)\s+" + _DOES_ES + r"\s+(?:pronto\s+|en\s+breve\s+)?" + _WHO_ES
    + r"|\bte\s+(?:llaman|contactan|llamaran|contactaran|escribiran|van\s+a\s+(?:llamar|contactar|"
    r"escribir|visitar))\b(?!\s+la\s+atencion)"
    + r"|\byou(?:'ll|\s+will)\s+(?:be\s+contacted|get\s+a\s+call|receive\s+a\s+call|hear\s+from)\b"
    + r"|\bi(?:'m| am|'ll| will)\s+(?:now\s+)?(?:transfer|connect|pass|hand|put)\w*\s+"
    r"(?:you|this|your\s+\w+)\b[^.?!]{0,40}?\b(?:to|with|over)\b"
    + r"|\b" + _WHO_EN + r"\s+(?:will|is\s+going\s+to)\s+(?:\w+\s+)?"
    r"(?:contact|call|write|reach|get\s+(?:back|in)|reply|answer|be\s+in\s+touch|follow\s+up)"
    + r"|\b" + _THEY_EN + r"(?:'ll|\s+will)\s+(?:\w+\s+)?(?:contact|call|ring|text|message|"
    r"write\s+to|"
    r"phone|reach\s+out\s+to|get\s+back\s+to|be\s+in\s+touch\s+with|follow\s+up\s+with)\s+you\b"
)  # fmt: skip
_OFFERED: Final = re.compile(
    r"\b(?:si\s+(?:quieres|prefieres|gustas|te\s+parece|lo\s+deseas)|puedo|podria|"
    r"if\s+you(?:'d)?\s+(?:want|like|prefer|wish)|can|could|would)\b"
)
_SENTENCES: Final = re.compile(r"[^.!?\n]*[.!?\n]?")


def announced(reply: str, *, held: str = "") -> str:
    """The words that announce a person, "" for none; ``held`` is what may be repeated, folded."""
    for sentence in _SENTENCES.findall(fold(reply)):
        found = _ANNOUNCED.search(sentence)
        if found is None or sentence.rstrip().endswith("?") or _OFFERED.search(sentence):
            continue
        if found.group(0) not in held:
            return found.group(0)
    return ""
