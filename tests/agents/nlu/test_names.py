"""Who writes, however they introduce themselves, and the names that are somebody else's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agents.nlu.cast import stated


@pytest.mark.parametrize(
    ("country", "text", "name"),
    [
        ("ES", "buenas, al aparato Lourdes Ferrer", "Lourdes Ferrer"),
        ("CL", "habla Ximena, la de la otra vez", "Ximena"),
        ("AR", "soy yo, Nahuel, el del mail de ayer", "Nahuel"),
        ("MX", "con Rogelio Ibarra a sus órdenes", "Rogelio Ibarra"),
        ("US", "put me down as Kaitlyn Burke", "Kaitlyn Burke"),
        ("ES", "apúntame como Nerea Solís", "Nerea Solís"),
        ("US", "Hi! Tamika Jones here, saw your sign", "Tamika Jones"),
        ("CL", "Rosa Tapia soy yo", "Rosa Tapia"),
        ("GB", "Prof. Helen Marsh, 0161 496 0155", "Helen Marsh"),
        ("AE", "this side Deepak Menon", "Deepak Menon"),
        ("GB", "Joanna (Jo) Whitfield", "Joanna Whitfield"),
        ("AR", "Vale Quiroga 11 5555 0137", "Vale Quiroga"),
        ("ES", "quería ver el de Ruzafa, gracias, Ester", "Ester"),
        ("US", "Thx! -Luis", "Luis"),
        ("PE", "Renzo me llamo", "Renzo"),
        ("CO", "Luz Marina Forero, 300 555 0172", "Luz Marina Forero"),
        ("AR", "me dicen Tano pero anotá Gastón Ferri", "Gastón Ferri"),
        ("ES", "mi chica se llama Eva, pero yo soy Raúl", "Raúl"),
        # of a third person, the one it is for
        ("ES", "es para mi hija, se llama Aitana Roig", "Aitana Roig"),
        ("CL", "el niño se llama Benjamín Rojas", "Benjamín Rojas"),
    ],
)
def test_who_writes_is_heard(country: str, text: str, name: str) -> None:
    assert stated(country, text)["name"] == name


@pytest.mark.parametrize(
    ("country", "text", "known"),
    [
        ("CL", "mi señora se llama Paty", {}),
        ("GB", "my wife's name is Karen", {}),
        ("GB", "my landlord is called Nigel", {}),
        ("ES", "el edificio se llama Torre Norte", {}),
        ("GB", "he's called Gerald, he's 46", {"pets": True}),
        ("US", "ASAP!", {}),
        ("CL", "gracias, Camila", {}),
        ("AR", "me atendió Micaela la semana pasada", {}),
        ("US", "is Brenda there?", {}),
        ("GB", "I'm Dave's daughter, he's rubbish with phones", {}),
    ],
)
def test_the_name_of_somebody_else_is_not_theirs(
    country: str, text: str, known: dict[str, Any]
) -> None:
    assert "name" not in stated(country, text, known=known)
