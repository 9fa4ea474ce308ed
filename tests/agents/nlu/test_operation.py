"""What is wanted done, told outright or by the way, and what only speaks of rents and sales."""

from __future__ import annotations

import pytest

from tests.agents.nlu.cast import stated


@pytest.mark.parametrize(
    ("country", "text", "operation"),
    [
        ("CL", "buenas noches! compra de depto, 2 dormitorios", "buy"),
        ("GB", "ready to get on the ladder", "buy"),
        ("US", "tired of renting, time to own", "buy"),
        ("MX", "quiero dejar de rentar y hacerme de algo propio", "buy"),
        ("US", "seeking a furnished apartment in the Grove as a rental", "rent"),
        ("GB", "do you have any lets in Ancoats", "rent"),
        ("MX", "rento depa? digo, que si tienen", "rent"),
        ("GB", "there's a terraced house to be sold, probate granted last week", "sell"),
        ("GB", "my house is on the market with someone else", "sell"),
        ("CL", "es un depto que heredé, necesito que me lo vendan", "sell"),
        ("GB", "I have a two bedroom flat I'd like to let out", "rent_out"),
        ("GB", "I'm a landlord, need a tenant from March", "rent_out"),
        ("ES", "tengo un piso en Ruzafa que quiero alquilar", "rent_out"),
        ("CO", "voy a entregar un apto para arriendo", "rent_out"),
        ("CL", "necesito que me lo arrienden, es un depto en Ñuñoa", "rent_out"),
        ("ES", "me gustaría sacarle un alquiler", "rent_out"),
    ],
)
def test_what_is_wanted_done_is_heard(country: str, text: str, operation: str) -> None:
    assert stated(country, text)["operation"] == operation


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("GB", "Hello, I rent the upstairs at 14 Lavender Hill through you"),
        ("AE", "i pay rent on time 3 years"),
        ("GB", "rent went up to 1,350"),
        ("CO", "hoy pago 1.800.000 de arriendo"),
        ("PE", "me aumentaron la renta, un abuso"),
        ("PE", "no, ni para alquilar ni para comprar ni nada"),
        ("ES", "primero tenemos que vender el nuestro"),
        ("GB", "we have to sell ours first"),
        ("MX", "tengo 4 años vendiendo seguros"),
        ("ES", "me dedico a vender coches"),
        ("US", "I sell solar panels"),
        ("GB", "my landlord is selling up"),
        ("GB", "i am renting from your company, cluster D"),
        ("ES", "mi hermana alquiló uno por 780"),
        ("CL", "lo de comprar queda pa después"),
    ],
)
def test_talk_of_rents_and_sales_is_no_wish(country: str, text: str) -> None:
    assert "operation" not in stated(country, text)


@pytest.mark.parametrize(
    ("country", "text", "kind"),
    [
        ("CL", "un depto tipo estudio", "studio"),
        ("US", "studio apartment", "studio"),
        ("US", "an efficiency would do", "studio"),
        ("GB", "a maisonette maybe", "apartment"),
        ("PE", "un minidepartamento", "apartment"),
        ("MX", "un terrenito en las afueras", "land"),
        ("GB", "my house is on the market with someone else", "house"),
        ("US", "what could I get for my house? thinking of selling", "house"),
        ("CL", "heredamos una casa y la queremos vender", "house"),
        # of other homes
        ("US", "I sold that condo in 2019", None),
        ("PE", "yo vendí mi depa hace dos años", None),
        ("CL", "la casa ya la vendimos", None),
        ("GB", "that flat was sold in like June", None),
        ("US", "y'all texted me about her condo", None),
        ("GB", "I work from my flat", None),
        ("US", "im not buying a house im 15", None),
    ],
)
def test_the_kind_of_home_is_the_one_it_is_about(country: str, text: str, kind: str | None) -> None:
    assert stated(country, text).get("property_type") == kind
