"""No legal or financial promise: no sure return, no sure credit, no word on how the law will rule.

A "no puedo garantizar" promises nothing, and "un mes de garantía" is a deposit.
"""

from __future__ import annotations

import re
from typing import Final

from agents.guardrails.problem import Problem
from agents.guardrails.sentences import Sentence, sentences

_RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "guarantees something",
        re.compile(
            r"\b(?:te |le |les |lo |la )?(?:garantizo|garantizamos|aseguro|aseguramos|prometo|"
            r"prometemos|garantizad[oa]s?|asegurad[oa]s? (?:la|el|una)|"
            r"i (?:guarantee|promise|assure)|we (?:guarantee|promise|assure)|guaranteed|"
            r"i can (?:guarantee|promise|assure)|puedo (?:garantizar|asegurar|prometer)\w*|"
            r"rest assured)\b"
        ),
    ),
    (
        "promises a return or a rise in value",
        re.compile(
            r"\b(?:(?:va|van) a (?:subir|valorizarse|revalorizarse|aumentar|duplicar\w*)|subira\w*|"
            r"se (?:valorizara|revalorizara|duplicara)|nunca (?:baja|pierde)\w*|"
            r"plusvalia (?:segura|asegurada|garantizada)|rentabilidad (?:segura|asegurada|fija)|"
            r"ganancia segura|inversion (?:segura|sin riesgo)|sin (?:ningun )?riesgo|"
            r"no (?:vas a perder|pierdes|perderas)"
            r"(?! nada(?: (?:con|por|en) (?:ver|mir|pregunt|visit|ir\b|intent|prob|conoc)|[,.;!]|"
            r" ?$))|"
            r"recuperaras|vas a (?:ganar|recuperar|duplicar)|ganaras|"
            r"(?:will|is going to|are going to|'ll) (?:\w+ )?(?:rise|appreciate|go up|"
            r"increase in value|double|gain)|(?:can't|cannot|never|won't) (?:lose|go down|drop|"
            r"fail)|"
            r"risk[- ]free|no risk|safe investment|(?:a|es una) sure thing|sure (?:profit|"
            r"return)|you(?:'ll|"
            r" will) (?:earn|make|profit|get (?:a |an )?\d+\W?% return|double))\b"
        ),
    ),
    (
        "promises a credit or an approval",
        re.compile(
            r"\b(?:te l[oa]s? (?:aprueban|aprobaran|van a aprobar)|(?:te|les?) (?:van a aprobar|"
            r"aprobaran|aprueban|dan|daran|"
            r"van a dar) (?:\w+ ){0,3}?(?:credito|hipoteca|prestamo|financiamiento)?|(?:credito|"
            r"hipoteca|prestamo)\s+(?:\w+ ){0,3}?(?:aprobad[oa]|asegurad[oa])|"
            r"(?:esta|estas|quedas) (?:pre)?aprobad[oa]|calificas (?:para|seguro)|"
            r"no tendras? (?:ningun )?problemas? (?:con|para|en)|seguro que (?:te|lo|la)|"
            r"you(?:'ll| will| are going to) (?:definitely |certainly |surely |"
            r"easily )?(?:be approved|get (?:approved|the (?:loan|mortgage|visa))|qualify)|"
            r"you(?:'re| are) (?:already )?(?:pre-?)?approved|"
            r"(?:loan|mortgage|visa) (?:is|will be) (?:approved|granted)|you (?:definitely |"
            r"certainly )?qualify)\b"
        ),
    ),
    (
        "gives legal or tax advice as certain",
        re.compile(
            r"\b(?:es (?:totalmente |completamente |perfectamente )?legal|no es ilegal|"
            r"legalmente (?:puedes|pueden|estas)|no (?:pagaras|pagas|vas a pagar) (?:impuestos|iva|"
            r"nada de impuestos)|"
            r"(?:ganarias|ganaras|vas a ganar) (?:el juicio|la demanda)|(?:puedes|"
            r"deberias) demandar|puedes (?:deducir|evadir|evitar) (?:impuestos|el iva)|"
            r"no te pueden (?:desalojar|echar|demandar|cobrar)|"
            r"tienes derecho a|it(?:'s| is) (?:perfectly |totally |completely )?legal|you (?:won't|"
            r"will not|don't have to) pay (?:any )?tax\w*|you can (?:sue|deduct|avoid tax\w*|"
            r"legally)|they (?:can't|cannot) (?:evict|sue)|"
            r"you(?:'d| would|'ll| will) win|you(?:'re| are) (?:legally )?entitled to)\b"
        ),
    ),
    (
        "promises a price or terms nobody granted",
        re.compile(
            r"\b(?:te (?:lo|la) (?:dejo|dejamos|bajo|bajamos) (?:en|a)|te (?:hago|hacemos|doy|"
            r"damos|consigo|conseguimos) (?:un |el |una )?(?:\w+ )?(?:descuento|rebaja|precio)|"
            r"(?:el dueno|la duena|el propietario) (?:acepta|aceptara|va a aceptar|baja|bajara)|"
            r"(?:sena|reserva|deposito|garantia|fianza|plata|dinero) se (?:te )?devuelve (?:\w+ )?"
            r"(?:complet|integr|enter|tod|al? 100)\w*|fully refundable|"
            r"(?:sena|reserva|anticipo|arras) (?:\S+ ){0,8}?te l[oa]s? (?:devuelven|devolvemos|"
            r"reintegra\w*|"
            r"reembolsa\w*) (?:\w+ )?(?:complet|integr|enter|tod|al? 100)\w*|"
            r"te (?:devolvemos|reembolsamos|reintegramos|devuelven) (?:tod[oa] |el |la |tu |lo )+"
            r"(?:plata|dinero|sena|reserva|deposito|monto|importe|100|que)|(?:i|we)(?:'ll| will) "
            r"(?:refund|reimburse)|you(?:'ll| will) get (?:all (?:of )?)?your (?:money|"
            r"deposit) back|"
            r"(?:acepto|aceptamos) tu oferta|tu oferta (?:esta|fue|queda) aceptada|"
            r"(?:i|we)(?:'ll| will|'m going to| can) (?:give|get|offer) you (?:a |an |"
            r"the )?(?:\w+ ){0,2}?(?:discount|deal|price|reduction)|i(?:'ll| will) (?:lower|reduce|"
            r"drop) the (?:price|rent)|"
            r"the (?:owner|seller|landlord) (?:will|accepts|has accepted|agreed|agrees)|"
            r"your offer (?:is|has been|was) accepted|we accept your offer)\b"
        ),
    ),
)  # fmt: skip


def promises_in(text: str) -> list[Problem]:
    """The promises of a text that nobody may make in a chat."""
    return [problem for sentence in sentences(text) for problem in _promised(sentence)]


def _promised(sentence: Sentence) -> list[Problem]:
    for what, pattern in _RULES:
        for found in pattern.finditer(sentence.folded):
            inside = re.search(r"\b(?:no|sin|never|nunca|won't|can't|cannot)\b", found.group())
            if sentence.asks or (sentence.is_denied(found.start()) and not inside):
                continue
            return [Problem("promise", f"it {what}; leave that out")]
    return []
