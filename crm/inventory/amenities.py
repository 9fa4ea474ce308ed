"""What a listing tells of pets, parking, furniture and laundry: yes, no, or nothing.

The broker may state it outright; else it is read from the listing's own words, Spanish or
English. Words that leave it open ("optional", "ask"), that speak of something else ("visitor
parking", "furnished lobby") or that contradict each other tell nothing: a home is kept from
somebody, or promised to them, only by what is plainly there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from crm.core.text import fold

AMENITIES: Final = ("pets", "parking", "furnished", "laundry")
_NAMED: Final[Mapping[str, re.Pattern[str]]] = {
    "pets": re.compile(r"\b(?:mascotas?|pets?|pet[- ]?friendly|petfriendly)\b"),
    "parking": re.compile(
        r"\b(?:estacionamientos?|estac|cocheras?|garajes?|garages?|parqueaderos?|parqueos?|"
        r"aparcamientos?|parking|car ?ports?|cajon(?:es)? de estacionamiento)\b"
    ),
    "furnished": re.compile(
        r"\b(?:amoblad[oa]s?|amueblad[oa]s?|furnished|con muebles|sin muebles|sin amoblar|"
        r"sin amueblar|unfurnished)\b"
    ),
    "laundry": re.compile(
        r"\b(?:lavanderias?|lavadoras?|lavaderos?|logia|lavasecadoras?|laundry|washer|"
        r"washing machine|w/d)\b"
    ),
}
# Bare words name a thing that is there; of pets it has to be said that they may come.
_ALLOWED: Final = re.compile(
    r"\b(?:acept\w+|admit\w+|permit\w+|bienvenid\w+|apto|apta|friendly|petfriendly|allow\w*|"
    r"welcome\w*|accept\w*|ok|okay)\b"
)
_NO: Final = (
    r"(?:no|none|not|sin|without|ni|nor|never|ningun[oa]?|prohibid[oa]s?|prohibited|forbidden)"
)
_ANY_NO: Final = re.compile(rf"\b{_NO}\b")
_SAYS_SO: Final = re.compile(
    r"\b(?:con|with|hay|there (?:is|are)|cuenta|tiene|has|inclu\w+|acept\w+|admit\w+|permit\w+|"
    r"allow\w*|bienvenid\w+|welcome)\b"
)
_NO_BEFORE: Final = re.compile(rf"\b{_NO}\b(?:\W+(?!(?:con|with|y|and)\b)\w+){{0,4}}\W*$")
_NO_REACHES: Final = re.compile(rf"\b{_NO}\b(?!.*{_SAYS_SO.pattern})")
_NO_AFTER: Final = re.compile(
    rf"^\W*(?:(?:is|are|estan?|son|se|space|included|permitid\w+)\W+){{0,2}}{_NO}\b"
)
_INSIDE_NO: Final = re.compile(r"\b(?:sin (?:muebles|amoblar|amueblar)|unfurnished)\b")
_OPEN: Final = re.compile(
    r"\b(?:opcional(?:es)?|optional(?:ly)?|adicional(?:es)?|additional|extra|consultar|consulte|"
    r"preguntar?|ask|convenir|negociables?|negotiable|posibilidad|possible|possibly|upon|request|"
    r"solicitud|caso a caso|case by case|aparte|separately|segun (?:el )?(?:propietario|dueno)|"
    r"o sin|or un(?:furnished)?|or not|may be)\b"
)
# The same word for what is not the home's: just before it, and just behind it.
_ELSEWHERE: Final[Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]] = {
    "pets": (
        re.compile(r"\b(?:tienda|veterinaria) (?:de|para) $"),
        re.compile(r"^ (?:shop|store|spa|park|clinic)"),
    ),
    "parking": (
        re.compile(
            r"\b(?:visitors?'?s?|guests?|bicycles?|bikes?|street|public|near\w*|next to|cerca|"
            r"pasos)"
            r"(?: (?:de|del|un|a|the))*[ -]$"
        ),
        re.compile(
            r"^ (?:(?:de|para|en|for|on|la|the) )*(?:visit\w+|guests?|invitados?|bici\w*|bikes?|"
            r"calle|street|public\w+)"
        ),
    ),
    "furnished": (
        re.compile(
            r"\b(?:cocina|closets?|lobby|hall|quincho|terraza|semi|part(?:ly|ially)?|"
            r"parcialmente)[ -]$"
        ),
        re.compile(r"^ (?:kitchen|bathrooms?|lobby|hall|terrace|common|roof\w*)"),
    ),
    "laundry": (
        re.compile(r"\b(?:shared|communal|common|community|coin|building|on-?site|near\w*)[ -]$"),
        re.compile(
            r"^ (?:(?:room|facilities|area|in|on|the|del|en|el|para) )*(?:comun\w*|compartid\w+|"
            r"edificio|building|site|condominio|shared)"
        ),
    ),
}
_NOT: Final = re.compile(r"n['’]t\b")
_SENTENCES: Final = re.compile(r"[.;!?\n•|]+")
_CLAUSES: Final = re.compile(r",|\b(?:y|and)\b(?= (?:con|with|se|no|sin)\b)|\b(?:pero|but)\b")
_YES_ALONE: Final = re.compile(r"^\W*(?:si|yes|ok|x)\W*$")


def read(texts: Iterable[str]) -> dict[str, bool]:
    """What these texts of a listing tell; a name that is not in it is left open."""
    said: dict[str, set[bool]] = {}
    for text in texts:
        for sentence in _SENTENCES.split(text):
            # "Sin mascotas, estacionamiento": nobody knows how far that "no" goes.
            after_no = False
            for clause in _CLAUSES.split(_NOT.sub(" not", fold(sentence))):
                after_no = after_no and not _SAYS_SO.search(clause)
                for name, value in _told(clause, after_no=after_no):
                    said.setdefault(name, set()).add(value)
                after_no = after_no or bool(_ANY_NO.search(clause))
    return {name: True in values for name, values in said.items() if len(values) == 1}


def amenities_wished(profile: Mapping[str, Any]) -> dict[str, bool]:
    """What a search has to ask for by what a lead's card says of each.

    Who has no pets and no car, or washes elsewhere, may live where there is room for them; only
    furniture is in the way of who brings their own.
    """
    return {
        name: profile[name]
        for name in AMENITIES
        if profile.get(name) or (name == "furnished" and profile.get(name) is False)
    }


def tokens(known: Mapping[str, bool | None]) -> list[str]:
    """As a column keeps it: the name of what is there, with a minus of what is not."""
    return [token_of(name, value) for name in AMENITIES if (value := known.get(name)) is not None]


def token_of(name: str, value: bool) -> str:
    """One of :func:`tokens`."""
    return name if value else f"-{name}"


def _told(clause: str, *, after_no: bool) -> Iterable[tuple[str, bool]]:
    if _OPEN.search(clause):
        return
    for name, pattern in _NAMED.items():
        for found in pattern.finditer(clause):
            before, after = clause[: found.start()], clause[found.end() :]
            value = _value(name, found.group(), before, after, after_no=after_no)
            if value is not None:
                yield name, value


def _value(name: str, word: str, before: str, after: str, *, after_no: bool) -> bool | None:
    """What the word says where it stands; None when it says nothing of the home."""
    other_before, other_after = _ELSEWHERE[name]
    if other_before.search(before) or other_after.search(after):
        return None
    if ":" in after and _YES_ALONE.match(after):
        return True
    if _INSIDE_NO.search(word) or _NO_BEFORE.search(before) or _NO_AFTER.search(after):
        return False
    if after_no or _NO_REACHES.search(before):
        return None
    if name == "pets" and not _ALLOWED.search(f"{before} {word} {after}"):
        # "Ideal for families with pets" lets nobody in; a feature "Pets" does.
        return True if not before.strip() and not after.strip() else None
    return True
