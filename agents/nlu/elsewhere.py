"""A place that is named and is none of the broker's: heard, though nothing is kept of it."""

from __future__ import annotations

import re
from typing import Final

from agents.nlu.calendar_words import MONTHS, WEEKDAYS
from agents.nlu.text import word_set
from agents.nlu.vocabulary import GIVEN_NAMES, ORDINARY

# Only what is said of a home names a place: "depto en Quilicura", not "crédito en Santander".
_HOME: Final = (
    r"(?:dep(?:to|a|artamento|artamentito)s?|casas?|pisos?|terrenos?|parcelas?|propiedad(?:es)?|"
    r"algo|"
    r"estudios?|monoambientes?|arriendo|alquiler|renta|vivir|mudar(?:me|nos)|zona|sector|"
    r"dormitorios?|habitacion(?:es)?|recamaras?|ambientes?|banos?|"
    r"flats?|houses?|homes?|apartments?|apts?|condos?|studios?|places?|property|properties|land|"
    r"something|anything|live|living|move|rent|beds?|bed ?rooms?|br|baths?)"
)
_IN: Final = re.compile(
    rf"\b{_HOME}\b[^.,;:!?\n]{{0,32}}?\b(?:en|in|around|near|por|cerca de|sector|barrio|comuna|"
    r"colonia)"
    r"\s+(?:(?:el|la|los|las|the|de|sector|barrio|zona|comuna|colonia|area of)\s+)*(?=\w)"
)
_NAME: Final = re.compile(
    r"[A-ZÁÉÍÓÚÑ][^\W\d_]{2,}(?:\s+(?:(?:de|del|la|las|los|el)\s+)*[A-ZÁÉÍÓÚÑ][^\W\d_]{2,}){0,2}"
)
_BARE: Final = re.compile(
    r"\W*(?:(?:en|por|in|around|near|cerca de)\s+)?(?:(?:el|la|los|las|the)\s+)?"
    r"(?P<name>[^\W\d_]{4,}(?:\s+[^\W\d_]{4,}){0,2})\W*"
)
_NO_PLACE: Final = (
    word_set(
        """
        zillow craigslist facebook instagram whatsapp marketplace idealista fotocasa yapo toctoc
        portal zonaprop argenprop inmuebles24 airbnb booking google tiktok rightmove zoopla
        internet english spanish espanol ingles euros dolares pesos dollars pounds infonavit
        fovissste english cualquier cualquiera ninguno ninguna depende donde anywhere everywhere
        nowhere flexible somewhere ahora pronto
        """
    )
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
)


def place_elsewhere(text: str, folded: str, *, expected: bool) -> str:
    """The name of a place none of ours, as written; "" when none is named.

    ``folded`` is the text in lower case with what is known of it masked; ``expected`` when a
    place is what was asked for, so that a bare name is one.
    """
    if not text.isupper():
        for match in _IN.finditer(folded):
            named = _NAME.match(text, match.end())
            if named and _is_name(folded[named.start() : named.end()]):
                return named.group()
    if expected and (bare := _BARE.fullmatch(folded)) and _is_name(bare["name"]):
        return text[bare.start("name") : bare.end("name")]
    return ""


def _is_name(words: str) -> bool:
    return not any(
        word in ORDINARY or word in _NO_PLACE or word in GIVEN_NAMES or "_" in word
        for word in words.split()
    )
