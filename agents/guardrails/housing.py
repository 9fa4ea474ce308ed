"""Fair housing: no steering, no preference, no question about a protected trait.

Held to the strictest of what applies where brokers work: the U.S. Fair Housing Act (42 U.S.C.
3604(c): no statement that indicates a preference or limitation; HUD's 1995 memorandum on words in
advertisements) and the practice drawn from it of not describing who lives in a place or how safe
it is; the EU's Directives 2000/43 and 2004/113 with Spain's Ley 15/2022; Chile's Ley 20.609,
Mexico's LFPED, Argentina's Ley 23.592, Colombia's Ley 1482, Peru's Código Penal 323. The field's
own reading of them, and what is deliberately allowed (quiet, near a church, step-free), is told
in ``docs/guardrails.md``.

A mention of people is no offence: "extranjeros pueden arrendar con pasaporte" informs. What is
caught is leaving out, preferring, characterising a place by its people, steering, and asking.
"""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.neighbours import NEIGHBOURS
from agents.guardrails.preferences import DECLINES, RULES, SAFE
from agents.guardrails.problem import Problem
from agents.guardrails.sentences import Sentence, sentences
from agents.guardrails.tenants import CHOOSES, GROUP, GROUPS, LETS_IN, PLACE, SHUTS
from agents.nlu.text import fold

# What a lead asks of a place that is to be answered with facts only. Their own family, children
# and papers are theirs to speak of: "¿hay juegos para niños?" asks about the building.
_WISHES: Final = re.compile(
    r"\b" + PLACE + r"\b(?:\W+\w+){0,5}?\W+" + SAFE + r"\b(?! (?:deposit|box|room|parking|de vida))"
    r"|\b" + SAFE + r"\s+(?:\w+ ){0,3}?" + PLACE + r"\b"
    r"|\b(?:es|son|is it|is that|it's|que tan|tan|how) (?:muy |un |una |very |really "
    r")*(?:segur[oa](?! "
    r"(?:que|de|incl|el pago|pagar))|insegur[oa]|peligros[oa]|safe(?! to (?:pay|send|sign|assume|"
    r"say))|dangerous)"
    r"|\b(?:hay|there|is there|any|much) (?:\w+ )?(?:delincuencia|robos|asaltos|crime|okupas|"
    r"inseguridad)\b"
    r"|\b(?:kinds?|types?|sorts?|que tipo|tipo|clase) (?:of|de) (?:people|neighbou?rs|residents|"
    r"tenants|families|folks|crowd|gente|personas|vecin\w+|familias)\b"
    r"|\bquien(?:es)? vive[n]?\b|\bwho (?:else )?lives\b|\bwho are the neighbou?rs\b"
    r"|\b(?:la gente|los vecinos|el ambiente|the people|the neighbou?rs|the residents)\b(?:\W+\w+)"
    r"{0,2}?\W+(?:ahi|alli|alla|del? (?:barrio|sector|zona|edificio)|there|like)\b"
    r"|\b(?:como|que tal) (?:es|son|esta) (?:la gente|los vecinos|el vecindario)\b"
    r"|\b(?:gente|familias|personas|people|families|couples) (?:como (?:yo|nosotr[oa]s|uno)|"
    r"like (?:"
    r"us|me|ours(?:elves)?|mine))\b|\bpeople from (?:my|our)\b"
    r"|\b" + PLACE + r" (?:de|for|full of|with) (?:familias|gente|jovenes|parejas|families|young)\b"
    r"|\bdemographics?\b|\b(?:family|white|black|christian|muslim|jewish|hispanic|latino|asian|"
    r"diverse) "
    + PLACE
    + r"\b|\b(?:mostly|mainly|mayoria|puros?|much[oa]s|many|a lot of) (?:\w+ )?"
    r"(?:famil\w+|young people|jovenes|expats|students|" + GROUP + r")\b"
)
_AVOIDS: Final = re.compile(
    r"\b(?:sin|no quiero|que no haya|lejos de|without|no|away from|not many|avoid) (?:\w+ ){0,2}?"
    + GROUP
    + r"\b"
)


# Who founded a place long ago is in every guide to it.
_HISTORY: Final = re.compile(
    r"\b(?:1[4-9]\d\d(?:s|-\d+)?|19[0-5]\d|siglos? [xvi]+|(?:\d+th|nineteenth|eighteenth|"
    r"seventeenth) "
    r"century)\b|\b(?:settled|founded|established|built|laid out) by\b|\bfundad[oa]s? por\b"
)


# Whoever can pay may rent: "tenants with a guarantor".
_ABLE_TO_PAY: Final = re.compile(
    r"\b(?:inquilin[oa]s?|arrendatari[oa]s?|tenants?|applicants?|postulantes?|"
    r"candidat[oa]s?) (?:con|with|who (?:have|"
    r"can show)|que (?:tengan|acrediten|demuestren|presenten)) (?:\w+ ){0,2}?(?:nomina|aval|"
    r"contrato|ingresos|"
    r"fiador|solvencia|documentacion|referencias|seguro|income|references?|guarantor|proof|"
    r"deposit)\b"
)


def steering_in(text: str, language: str = "es") -> list[Problem]:
    """What a text of ours, an advertisement or a reply, says against fair housing.

    Both languages are read whatever ``language`` says: advertisements mix them.
    """
    return [problem for sentence in sentences(text) for problem in _steers(sentence)]


def wishes_steering(text: str) -> bool:
    """Whether a lead asks who lives somewhere or how safe it is, or wants a group of people far
    away: to be answered with facts only."""
    folded = fold(text)
    return ("?" in text and bool(_WISHES.search(folded))) or bool(_AVOIDS.search(folded))


def _steers(sentence: Sentence) -> list[Problem]:
    folded = _ABLE_TO_PAY.sub("___", sentence.folded)
    if DECLINES.search(folded):
        return []
    for what, pattern in (*RULES, *CHOOSES, *NEIGHBOURS):
        if pattern.search(folded):
            return [
                Problem(
                    "steering",
                    f"it {what}; say that you cannot describe who lives somewhere or how safe it "
                    "is, and offer facts instead: price, size, distances, the home's own features",
                )
            ]
    named = not sentence.asks and GROUPS.search(folded)
    if named and (SHUTS.search(folded) or not (LETS_IN.search(folded) or _HISTORY.search(folded))):
        words = "it tells or chooses people by a protected trait; leave the people out"
        return [Problem("steering", words)]
    return []
