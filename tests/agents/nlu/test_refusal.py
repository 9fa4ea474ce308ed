"""How far a "no" reaches, and places that are none of the broker's."""

import pytest

from tests.agents.nlu.cast import hear, stated


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("no me manden más avisos en La Reina, busco en Ñuñoa", ["Ñuñoa"]),
        ("dejate de hinchar con la zona de Providencia, mostrame Las Condes", ["Las Condes"]),
        ("no quiero nada más que Ñuñoa", ["Ñuñoa"]),
        ("no quiero gastar más de 500 lucas en Ñuñoa", ["Ñuñoa"]),
        ("La Reina ni hablar, Ñuñoa bien", ["Ñuñoa"]),
        ("en La Florida, pero en La Florida no tan lejos del metro", ["La Florida"]),
    ],
)
def test_a_refusal_reaches_the_place_it_is_said_of_and_no_other(text, areas):
    assert stated("CL", text)["areas"] == areas


def test_sharing_a_refusal_with_a_place_is_no_wish_for_that_kind_of_home():
    heard = hear("CL", "no me manden más deptos en La Reina")

    assert "property_type" not in heard.fields
    assert heard.excluded_areas == ("La Reina",)


@pytest.mark.parametrize(
    ("country", "text", "field", "value"),
    [
        ("ES", "sin muebles y con plaza de garaje", "parking", True),
        ("ES", "el garaje me da igual", "parking", None),
        ("GB", "furnished would be nice but not a dealbreaker", "furnished", None),
        ("GB", "we don't have any pets", "pets", False),
        ("GB", "our mortgage was turned down, so cash it is", "preapproved", False),
        ("ES", "mi tope son mil trescientos al mes", "budget_max", 1300),
        ("CL", "no más de 15 mil", "budget_max", 15000),
        ("CL", "depto en Providencia, 2d 2b", "baths", 2),
        ("AR", "monoambiente no, mínimo 2 amb", "property_type", None),
        ("AR", "busco ph o depto, apto crédito", "property_type", None),
        ("MX", "ocupo un cuarto o depa chiquito", "beds", None),
        ("AE", "looking for villa to buy", "property_type", "villa"),
        ("AE", "i have studio in JVC to sell", "operation", "sell"),
        ("CL", "tengo un depto y lo quiero arrendar", "operation", "rent_out"),
        ("CL", "siguen arrendando en Ñuñoa?", "operation", "rent"),
        ("CO", "con leasing habitacional", "operation", None),
        ("ES", "crédito por 100 mil y el resto de contado", "financing", "mortgage"),
        ("ES", "hipoteca no, de contado", "financing", "cash"),
        ("ES", "tengo preaprobación pero vencida", "preapproved", False),
        ("US", "2/2, at least 1,100 sqft", "beds", 2),
        ("CL", "no me gustaría con mascotas", "pets", False),
        ("CL", "tengo un depto, 62 m2, para arrendar", "operation", "rent_out"),
        ("CL", "tengo un depto chico, busco casa para arrendar", "operation", "rent"),
        ("US", "1/1 condos", "baths", 1),
        ("GB", "mortgage agreed in principle", "preapproved", True),
        ("GB", "make that 490k tops", "budget_max", 490_000),
        ("US", "at least 2000 sf", "budget_min", None),
        ("CL", "llámenme mañana en la mañana", "viewing", None),
        ("CL", "¿tiene estacionamiento? necesito dos", "parking", True),
        ("CL", "soy Elisa, depto 1203, Providencia 4500", "areas", None),
        ("ES", "mascotas ninguna", "pets", False),
        ("AE", "semi furnished or unfurnished any ok", "property_type", None),
        ("MX", "rento mi depa amueblado", "operation", "rent_out"),
        ("US", "lease from 3/1", "baths", None),
        ("CL", "140 construidos, 260 de terreno", "area_m2", 140),
        ("MX", "¿aceptan gatos? tengo dos", "pets", True),
        ("CL", "cualquier cosa cerca de una línea de metro", "timeline", None),
        ("ES", "vendí el mío en octubre", "timeline", None),
        ("GB", "moved out of the flat 6 weeks ago", "timeline", None),
    ],
)
def test_what_is_said_of_a_home_is_read_as_meant(country, text, field, value):
    assert stated(country, text).get(field) == value


@pytest.mark.parametrize(
    ("text", "expecting", "place"),
    [
        ("busco depto en Quilicura", None, "Quilicura"),
        ("quilicura", "areas", "quilicura"),
        ("da lo mismo", "areas", ""),
        ("busco depto en Providencia", None, ""),
        ("tengo un crédito en Santander", None, ""),
    ],
)
def test_a_place_that_is_none_of_ours_is_heard(text, expecting, place):
    assert hear("CL", text, expecting=expecting).elsewhere == place
