import pytest

from agents.nlu.geo import Gazetteer, find_places
from tests.agents.nlu.cast import BROKERS, hear, stated


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("en providensia", ["Providencia"]),
        ("busco en provi", ["Providencia"]),
        ("nunoa o las condes", ["Ñuñoa", "Las Condes"]),
        ("LAS CONDES", ["Las Condes"]),
        ("lo barnechea o la reyna", ["Lo Barnechea", "La Reina"]),
        ("cerca de Providencia", ["Providencia"]),
        ("vivo en La Florida pero busco en Ñuñoa", ["Ñuñoa"]),
    ],
)
def test_areas_however_they_are_written(text, areas):
    assert stated("CL", text).get("areas") == areas


@pytest.mark.parametrize(
    "text",
    ["mi reina preciosa", "gracias reina, busco casa", "el rey y la princesa"],
)
def test_everyday_words_are_no_areas(text):
    assert "areas" not in stated("CL", text)


def test_a_town_called_sale_is_not_a_house_for_sale():
    assert "areas" not in stated("GB", "any house for sale?")
    assert stated("GB", "a flat for sale in Sale")["areas"] == ["Sale"]


def test_the_telling_word_of_a_long_name_is_enough():
    assert stated("AE", "somewhere in the marina or downtown")["areas"] == [
        "Dubai Marina",
        "Downtown Dubai",
    ]


def test_refused_areas_are_excluded_and_leave_the_list():
    heard = hear("CL", "todo menos La Florida", known={"areas": ["La Florida", "Ñuñoa"]})

    assert heard.excluded_areas == ("La Florida",)
    assert heard.fields["areas"] == ["Ñuñoa"]


def test_another_area_is_added_to_those_known():
    fields = stated("CL", "también me sirve Las Condes", known={"areas": ["Ñuñoa"]})

    assert fields["areas"] == ["Ñuñoa", "Las Condes"]


def test_a_city_without_inventory_is_named_as_outside():
    heard = hear("CL", "busco casa en Valparaíso")

    assert heard.outside_cities == ("Valparaíso",)
    assert heard.fields["city"] == "Valparaíso"


def test_the_brokers_city_has_nicknames():
    assert stated("CL", "algo en stgo")["city"] == "Santiago"


def test_a_gazetteer_is_compiled_once():
    pairs = [("Centro", "Talca")]
    gazetteer = type(BROKERS["CL"]["gazetteer"])

    assert gazetteer.of(pairs) is gazetteer.of(pairs)


def test_a_long_name_is_not_heard_as_its_neighbours_too() -> None:
    places = Gazetteer.of(
        [
            ("La Nova Esquerra de l'Eixample", "Barcelona"),
            ("La Trinitat Nova", "Barcelona"),
            ("Diagonal Mar i el Front Marítim del Poblenou", "Barcelona"),
            ("El Poblenou", "Barcelona"),
        ]
    )

    for name in ("La Nova Esquerra de l'Eixample", "Diagonal Mar i el Front Marítim del Poblenou"):
        assert find_places(f"Busco piso en {name}, hasta 300.000", places).areas == (name,)
