"""What a home may have, by the words ads use for it in both languages.

For two things: an ad may name only what the unit's own facts name, and a feature the broker wrote
in one language can be said in the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from crm.core.text import fold


@dataclass(frozen=True, slots=True)
class Amenity:
    """One thing with how it is said, and the folded stems by which it is known in a text."""

    es: str
    en: str
    stems: tuple[str, ...]


AMENITIES: Final = (
    Amenity("piscina", "pool", ("piscina", "alberca", "pileta", "pool")),
    Amenity("gimnasio", "gym", ("gimnasio", "gym")),
    Amenity("terraza", "terrace", ("terraza", "terrace")),
    Amenity("balcón", "balcony", ("balcon", "balcony", "balconies")),
    Amenity("jardín", "garden", ("jardin", "garden")),
    Amenity(
        "estacionamiento",
        "parking",
        ("estacionamiento", "garaje", "cochera", "parking", "garage", "carport"),
    ),
    Amenity("bodega", "storage room", ("bodega", "trastero", "storage")),
    Amenity("quincho", "barbecue area", ("quincho", "asador", "parrilla", "barbecue", "bbq")),
    Amenity("lavandería", "laundry", ("lavanderia", "laundry")),
    Amenity("conserjería", "concierge", ("conserje", "porteria", "concierge", "doorman")),
    Amenity("cocina equipada", "fitted kitchen", ("cocina equipada", "fitted kitchen")),
    Amenity("chimenea", "fireplace", ("chimenea", "fireplace")),
    Amenity("ascensor", "lift", ("ascensor", "elevador", "elevator", "lift")),
    Amenity("calefacción", "heating", ("calefaccion", "heating")),
    Amenity("aire acondicionado", "air conditioning", ("aire acondicionado", "air conditioning")),
    Amenity("muebles", "furniture", ("amoblad", "amueblad", "furnish", "muebles", "furniture")),
    Amenity("vista al mar", "sea view", ("vista al mar", "sea view", "ocean view")),
    Amenity("vista despejada", "open view", ("vista despejada", "open view")),
    Amenity("cowork", "co-working space", ("cowork", "co-work")),
    Amenity("sauna", "sauna", ("sauna",)),
    Amenity("jacuzzi", "jacuzzi", ("jacuzzi", "hot tub")),
    Amenity("sala de reuniones", "meeting room", ("sala de reuniones", "meeting room")),
    Amenity("patio", "patio", ("patio",)),
    Amenity("acceso controlado", "controlled access", ("acceso controlado", "controlled access",
                                                        "condominio cerrado", "gated")),
)  # fmt: skip


def named_in(text: str) -> set[str]:
    """Which of them a text names, by their Spanish word."""
    folded = fold(text)
    return {
        each.es
        for each in AMENITIES
        if any(re.search(rf"\b{re.escape(stem)}", folded) for stem in each.stems)
    }


def said_in(feature: str, language: str) -> str:
    """A broker's feature in this language, "" when we cannot tell what it would be.

    In its own language it is said as the broker wrote it; which that is shows in its words.
    """
    folded = fold(feature)
    for each in AMENITIES:
        if any(re.search(rf"\b{re.escape(stem)}", folded) for stem in each.stems):
            return each.es if language == "es" else each.en
    return ""
