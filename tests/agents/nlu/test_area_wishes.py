"""Areas wished for, beside those that are only told of, and what a text does to those known."""

from __future__ import annotations

import pytest

from agents.nlu.geo import Gazetteer
from tests.agents.nlu.cast import stated

_VINA = Gazetteer.of([("Agua Santa", "Viña del Mar"), ("Reñaca", "Viña del Mar")])
_AUSTIN = Gazetteer.of([("Travis Heights", "Austin"), ("Hyde Park", "Austin")])
_SEVILLE = Gazetteer.of([("Nervión", "Sevilla"), ("Sevilla Este", "Sevilla")])


@pytest.mark.parametrize(
    ("country", "text", "gazetteer"),
    [
        ("CL", "tiene agua caliente?", _VINA),
        ("CL", "tiene agua? rol propio?", _VINA),
        ("US", "what's the tax rate in travis county nowadays", _AUSTIN),
        ("ES", "conteste a este chat que si no no se entera", _SEVILLE),
    ],
)
def test_a_word_of_a_name_is_not_the_place(country: str, text: str, gazetteer: Gazetteer) -> None:
    assert "areas" not in stated(country, text, gazetteer=gazetteer)


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("GB", "my kids go to school in Didsbury"),
        ("GB", "our son in Ancoats can look at places for us"),
        ("CL", "tengo la oficina en Providencia"),
        ("CL", "pasé mi infancia en Ñuñoa"),
        ("CL", "los niños van al colegio de La Reina"),
        ("CL", "quedamos a las 10 en Las Condes y nadie llegó"),
    ],
)
def test_a_place_told_of_is_no_wish(country: str, text: str) -> None:
    assert "areas" not in stated(country, text)


@pytest.mark.parametrize(
    ("country", "text", "areas"),
    [
        ("AE", "marina or downtown, no jvc pls", ["Dubai Marina", "Downtown Dubai"]),
        ("CL", "la florida no, mejor ñuñoa", ["Ñuñoa"]),
        ("CL", "tengo una oficina en Providencia para entregarles en arriendo", ["Providencia"]),
        ("CL", "quiero poner a la venta la casa de mis padres en La Reina", ["La Reina"]),
    ],
)
def test_a_place_wished_for_is_heard(country: str, text: str, areas: list[str]) -> None:
    assert stated(country, text)["areas"] == areas


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        (
            "Could you throw in Sale too? my friend just moved there",
            ["Ancoats", "Didsbury", "Sale"],
        ),
        ("or Sale, either will do", ["Ancoats", "Didsbury", "Sale"]),
        ("just Didsbury please", ["Didsbury"]),
        ("is there ever any parking in Didsbury?", None),
        ("council tax in Ancoats is steep, I hear", None),
    ],
)
def test_what_is_said_of_one_area_leaves_the_others(text: str, areas: list[str] | None) -> None:
    known = {"areas": ["Ancoats", "Didsbury"], "language": "en"}

    assert stated("GB", text, known=known).get("areas") == areas
