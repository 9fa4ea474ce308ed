"""The sentences the offline writer of ads chooses from; ``{slots}`` are facts of the home.

A sentence is used only when every slot it names is known and it fits its place, so the lists go
from the telling to the plain. Kinds are nouns with their article where a sentence needs one.
"""

from __future__ import annotations

from typing import Final

KINDS: Final = {
    "es": {
        "apartment": "departamento", "house": "casa", "studio": "estudio", "office": "oficina",
        "commercial": "local comercial", "land": "terreno", "parking": "estacionamiento",
        "storage": "bodega", "": "propiedad",
    },
    "en": {
        "apartment": "apartment", "house": "house", "studio": "studio", "office": "office",
        "commercial": "retail unit", "land": "plot", "parking": "parking space",
        "storage": "storage unit", "": "property",
    },
}  # fmt: skip
SHORT_KINDS: Final = {"es": {"apartment": "depto"}, "en": {"apartment": "apt"}}
FEMININE: Final = frozenset({"casa", "oficina", "bodega", "propiedad"})
#: How letting is called where the broker works.
RENT: Final = {"CL": "arriendo", "CO": "arriendo", "MX": "renta"}

#: A first line: what catches the eye. Used for the main text of an ad.
MAIN: Final = {
    "es": (
        "{Kind} {op} en {place}: {beds}, {baths} y {size}. {price}. {Cta}.",
        "{Feature} y {size} en {place}: {kind} {op} por {price}. Ven a ver{lo}.",
        "{price} por {size} en {place}. {Kind} {op}, {beds}, con {feature}. {Cta}.",
        "{Beds}, {size} y {feature}: así es {este} {kind} {op} en {place}. {Cta}.",
        "¿Buscas en {place}? {Kind} {op} de {beds} y {size}, por {price}. Conóce{lo}.",
        "{Kind} {op} en {place}, {size}, {price}. {Cta}.",
        "{Kind} {op} en {place} con {feature}. Escríbenos y te {lo} mostramos.",
        "{Kind} {op} en {place} por {price}. {Cta}.",
        "{Kind} {op} de {beds} por {price}, con {feature}. {Cta}.",
        "{Kind} {op} por {price}, con {feature}. {Cta}.",
        "{Kind} {op} por {price}. {Cta}.",
        "{Kind} {op} con {feature}. {Cta}.",
        "{Kind} {op} en {place}. Pide más detalles y agenda tu visita.",
        "{Kind} {op}. Pide más detalles y agenda tu visita.",
    ),
    "en": (
        "{Kind} {op} in {place}: {beds}, {baths}, {size}. {price}. {Cta}.",
        "{Feature} and {size} in {place}: {a_kind} {op} at {price}. Come and see it.",
        "{price} for {size} in {place}. {Kind} {op}, {beds}, with {feature}. {Cta}.",
        "{Beds}, {size} and {feature}: meet this {kind} {op} in {place}. {Cta}.",
        "Looking in {place}? {Kind} {op} with {beds} and {size}, at {price}. Take a look.",
        "{Kind} {op} in {place}, {size}, {price}. {Cta}.",
        "{Kind} {op} in {place} with {feature}. Write to us and we will show it to you.",
        "{Kind} {op} in {place} at {price}. {Cta}.",
        "{Kind} {op} with {beds} at {price}, with {feature}. {Cta}.",
        "{Kind} {op} at {price}, with {feature}. {Cta}.",
        "{Kind} {op} at {price}. {Cta}.",
        "{Kind} {op} with {feature}. {Cta}.",
        "{Kind} {op} in {place}. Ask for the details and book a viewing.",
        "{Kind} {op}. Ask for the details and book a viewing.",
    ),
}
HEADLINES: Final = {
    "es": (
        "{Kind} de {beds} en {place}", "{price} en {place}", "{Kind} con {feature}",
        "{size} en {place}", "{Kind} {op} en {place}", "{Kind} en {place}", "{Beds} y {baths}",
        "{Short} {op} en {place}", "{Short} en {place}", "Con {feature} y {feature2}",
        "Con {feature}", "Con {feature2}", "Con {feature3}", "{Beds}, {size}", "{size} por {price}",
        "{Kind} por {price}", "{Kind} {op}", "{place}, {city}",
        "{Cta}", "Conoce los detalles",
        "Ven a conocer{lo}", "{broker}",
    ),
    "en": (
        "{Kind} with {beds} in {place}", "{price} in {place}", "{Kind} with {feature}",
        "{size} in {place}", "{Kind} {op} in {place}", "{Kind} in {place}", "{Beds}, {baths}",
        "{Short} {op} in {place}", "{Short} in {place}", "With {feature} and {feature2}",
        "With {feature}", "With {feature2}", "With {feature3}", "{Beds}, {size}",
        "{size} at {price}", "{Kind} at {price}", "{Kind} {op}", "{place}, {city}",
        "{Cta}", "See the details",
        "Come and see it", "{broker}",
    ),
}  # fmt: skip
DESCRIPTIONS: Final = {
    "es": (
        "{Beds}, {baths} y {size} en {place}. {price}. {Cta}.",
        "{Kind} {op} con {feature} y {feature2} en {place}. Escríbenos y coordina una visita.",
        "{size} en {place} por {price}. Pregunta por la ficha completa y las fotos.",
        "{Kind} {op} en {place}: {beds}, {feature}. Escríbenos y coordina una visita.",
        "{Beds}, {size}, {feature}. {Cta}.",
        "{price} · {size} · {place}", "{Beds} · {size}", "{size} en {place}", "{price} en {place}",
        "Con {feature}", "{Kind} {op} en {place}. {Cta}.",
        "Pide la ficha completa y agenda tu visita con {broker}.", "{Cta}",
        "Pide más detalles",
    ),
    "en": (
        "{Beds}, {baths} and {size} in {place}. {price}. {Cta}.",
        "{Kind} {op} with {feature} and {feature2} in {place}. Write to us to see it.",
        "{size} in {place} at {price}. Ask for the full details and photos.",
        "{Kind} {op} in {place}: {beds}, {feature}. Write to us to see it.",
        "{Beds}, {size}, {feature}. {Cta}.",
        "{price} · {size} · {place}", "{Beds} · {size}", "{size} in {place}", "{price} in {place}",
        "With {feature}", "{Kind} {op} in {place}. {Cta}.",
        "Ask {broker} for the full details and book a viewing.", "{Cta}",
        "Ask for details",
    ),
}  # fmt: skip
#: A listing's text, sentence by sentence; those whose facts are missing are left out.
STORY: Final = {
    "es": (
        ("{Kind} {op} en {place}, {city}.", "{Kind} {op} en {place}.", "{Kind} {op}."),
        ("Tiene {beds} y {baths} en {size}.", "Tiene {beds} en {size}.", "Son {size}.",
         "Tiene {beds}."),
        ("{about}", "Cuenta con {features}."),
        ("El valor es de {price}.",),
        ("{Cta} con {broker}.",),
    ),
    "en": (
        ("{Kind} {op} in {place}, {city}.", "{Kind} {op} in {place}.", "{Kind} {op}."),
        ("It has {beds} and {baths} over {size}.", "It has {beds} over {size}.", "It has {size}.",
         "It has {beds}."),
        ("{about}", "Features: {features}."),
        ("The price is {price}.",),
        ("{Cta} with {broker}.",),
    ),
}  # fmt: skip
#: What a reader is asked to do, by tone.
CALLS: Final = {
    "es": {"friendly": "Agenda tu visita", "elegant": "Coordina una visita",
           "direct": "Pide tu visita hoy"},
    "en": {"friendly": "Book your viewing", "elegant": "Arrange a viewing",
           "direct": "Ask for a viewing today"},
}  # fmt: skip
TAGS: Final = {
    "es": ("{place}", "{Kind}", "{city}", "{op_tag}", "{broker}"),
    "en": ("{place}", "{Kind}", "{city}", "{op_tag}", "{broker}"),
}
AND: Final = {"es": "y", "en": "and"}
