"""What is said beside the wish: of others, of adverts, of what was, or of no matter."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agents.nlu.cast import stated


def told(text: str, country: str, field: str) -> Any:
    """What a message sets of a field; None when it sets nothing."""
    return stated(country, text).get(field)


@pytest.mark.parametrize(
    ("country", "text", "furnished"),
    [
        ("US", "no furniture please, I have my own", False),
        ("AE", "without furniture is what we prefer", False),
        ("CL", "se arrienda con todos los muebles", True),
        ("ES", "lo entrego con mis muebles", True),
        ("MX", "amueblado o vacío, lo que haya", None),
        ("GB", "furnished or empty, either works", None),
    ],
)
def test_furniture_is_wanted_left_out_or_no_matter(
    country: str, text: str, furnished: bool | None
) -> None:
    assert told(text, country, "furnished") is furnished


@pytest.mark.parametrize(
    ("country", "text", "financing"),
    [
        ("CL", "12.000 UF y en eso va contado el estacionamiento", None),
        ("AR", "ya está contado el gasto de escribanía", None),
        ("CL", "lo pago contado", "cash"),
        ("MX", "sería de contado, sin banco", "cash"),
        ("MX", "ya salió la preautorización con Santander", "mortgage"),
    ],
)
def test_what_is_counted_in_is_not_paid_in_cash(
    country: str, text: str, financing: str | None
) -> None:
    assert told(text, country, "financing") == financing


@pytest.mark.parametrize(
    ("country", "text", "operation"),
    [
        ("AR", "alquilar, comprar ni loca", "rent"),
        ("ES", "quiero comprar, alquilar ni hablar", "buy"),
        ("CL", "arrendar, comprar, no sé todavía", None),
        ("US", "rent, buy, not sure yet", None),
        ("PE", "tengo un local en Surco y me gustaría que ustedes lo alquilen", "rent_out"),
        ("CO", "tengo una finca y quiero que ustedes la vendan", "sell"),
        ("ES", "¿y os encargáis de cobrar el alquiler?", None),
        ("MX", "quiero comprar una casa", "buy"),
    ],
)
def test_what_is_ruled_out_or_open_is_not_what_is_wanted(
    country: str, text: str, operation: str | None
) -> None:
    assert told(text, country, "operation") == operation


@pytest.mark.parametrize(
    ("country", "text", "kind"),
    [
        ("GB", "we land at Heathrow on Friday", None),
        ("AE", "my flight lands Tuesday and I land tired", None),
        ("US", "looking for land outside Austin", "land"),
        ("CL", "la casa la construimos después, busco el terreno", "land"),
        ("AR", "puede ser ph, puede ser casa", None),
        ("CL", "puede ser casa, puede ser depto", None),
        ("CL", "puede ser casa", "house"),
    ],
)
def test_who_lands_wants_no_land(country: str, text: str, kind: str | None) -> None:
    assert told(text, country, "property_type") == kind


@pytest.mark.parametrize(
    ("country", "text", "pets"),
    [
        ("GB", "all the listings say no pets, so depressing", None),
        ("MX", "todos los anuncios dicen no mascotas", None),
        ("US", "every landlord says no dogs and I have two dogs", True),
        ("GB", "no pets, no kids, just me", False),
    ],
)
def test_what_adverts_refuse_is_not_what_they_have(
    country: str, text: str, pets: bool | None
) -> None:
    assert told(text, country, "pets") is pets


@pytest.mark.parametrize(
    ("country", "text", "budget"),
    [
        ("MX", "vi la casa que publican en 2.4 millones, ¿sigue?", None),
        ("US", "the ad says 1,950, does that include water?", None),
        ("CL", "la página dice 480 lucas, ¿es con gastos?", None),
        ("US", "my budget is 1,950 a month", 1950),
        ("CL", "hasta 480 lucas", 480000),
    ],
)
def test_the_price_of_an_advert_is_not_their_budget(
    country: str, text: str, budget: float | None
) -> None:
    assert told(text, country, "budget_max") == budget


@pytest.mark.parametrize(
    ("country", "text", "moving"),
    [
        ("CL", "ya compré, en agosto", False),
        ("AR", "ya alquilé hace tiempo, en octubre", False),
        ("US", "what are studios renting for right now?", False),
        ("US", "I need to move right now", True),
        ("CL", "necesito cambiarme, en marzo", True),
    ],
)
def test_when_it_was_or_what_it_costs_now_is_no_day_to_move(
    country: str, text: str, moving: bool
) -> None:
    assert (told(text, country, "timeline") is not None) is moving


def test_whom_to_ask_for_is_their_name() -> None:
    assert told("llámenme al 300 555 0122, pregunten por don Hernán", "CO", "name") == "Hernán"
    assert told("pregunté por don Hernán y no estaba", "CO", "name") is None
