"""What a person of the broker settled with the lead: neither asked again nor contradicted.

Two sources tell it: ``agreed`` in the facts, in the person's own words, and the part of the log in
which a person wrote and the lead answered them, since Sofía's last words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.llm.base import AssistantText, Item, UserText
from agents.nlu.text import fold

#: Questions of ours, and the words by which somebody says that they are settled.
_TOPICS: Final = {
    "operation": r"compra\w*|arriend\w*|arrend\w*|alquil\w*|rent\w*|buy\w*",
    "areas": r"zonas?|comunas?|barrios?|areas?|ubicacion|location|neighbou?rhood",
    "property_type": r"departamentos?|deptos?|casas?|pisos?|apartments?|houses?|flats?",
    "beds": r"dormitorios?|habitaci\w+|recamaras?|dorms?|bedrooms?|beds?",
    "budget": r"presupuesto|precio|valor|monto|oferta|budget|price|offer",
    "timeline": r"plazo|fecha|mudanza|mudarse|entrega|timeline|move|moving|date",
    "name": r"nombre|name",
    "preapproved": r"credito|hipoteca\w*|preaprob\w*|banco|contado|financ\w*|mortgage|loan|cash",
    "phone": r"telefono|celular|numero|llamad\w*|llamar\w*|phone|call\w*",
    "viewing": r"visita\w*|cita|mostrar\w*|ver (?:el|la)|viewing|visit|appointment",
}
_WORDS: Final = {topic: re.compile(rf"\b(?:{words})\b") for topic, words in _TOPICS.items()}


def topics_in(text: str) -> frozenset[str]:
    """The questions that this text leaves nothing to ask about."""
    folded = fold(text)
    return frozenset(topic for topic, words in _WORDS.items() if words.search(folded))


def told_to_person(history: Sequence[Item]) -> str:
    """What the lead told a person since Sofía last spoke, "" when no person wrote."""
    told: list[str] = []
    wrote = False
    for item in history:
        if isinstance(item, AssistantText):
            if not item.by_person:
                told, wrote = [], False
            wrote = wrote or item.by_person
        elif isinstance(item, UserText) and wrote:
            told.append(item.text)
    return "\n".join(told)


def is_fresh(history: Sequence[Item]) -> bool:
    """Whether Sofía has not spoken since a person did, so that what was settled is news to her."""
    last = next((i for i in reversed(history) if isinstance(i, AssistantText)), None)
    return last is not None and last.by_person
