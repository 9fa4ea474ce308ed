"""A conversation goes on: what a message moves, opens or trades against what was known."""

import pytest

from tests.agents.nlu.cast import hear, stated


@pytest.mark.parametrize(
    ("country", "known", "text", "areas"),
    [
        ("CL", ["Providencia", "La Reina"], "La Reina fuera, queda lejos", ["Providencia"]),
        (
            "CL",
            ["Providencia", "La Reina"],
            "no en La Reina, mejor Ñuñoa",
            ["Providencia", "Ñuñoa"],
        ),
        ("CL", ["Providencia"], "agreguen Ñuñoa porfa", ["Providencia", "Ñuñoa"]),
        ("GB", ["Ancoats", "Didsbury"], "scrap Didsbury, too far", ["Ancoats"]),
        ("AE", ["Dubai Marina", "JVC"], "marina only pls", ["Dubai Marina"]),
    ],
)
def test_one_area_makes_room_for_another(country, known, text, areas):
    assert stated(country, text, known={"areas": known})["areas"] == areas


def test_to_refuse_an_area_for_its_prices_takes_no_budget_back():
    known = {"areas": ["Providencia", "Ñuñoa"], "budget_max": 700_000, "currency": "CLP"}

    read = hear("CL", "Providencia sacala que se va de precio", known=known)

    assert (read.fields["areas"], read.clears) == (["Ñuñoa"], ())


@pytest.mark.parametrize(
    ("known", "text", "opened"),
    [
        ({"property_type": "house"}, "si no hay casa un depto también", "property_type"),
        ({"furnished": True}, "amoblado o sin amoblar, lo que haya", "furnished"),
    ],
)
def test_a_wish_is_left_open_again(known, text, opened):
    read = hear("CL", text, known=known)

    assert opened in read.clears
    assert opened not in read.fields


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("not tomorrow, thursday same time", "evening"),
        ("can't tomorrow, thursday 10am?", "morning"),
    ],
)
def test_a_viewing_is_moved_in_few_words(text, part):
    known = {"viewing": {"text": "", "date_from": "2026-11-24", "part_of_day": "evening"}}

    viewing = stated("GB", text, known=known)["viewing"]

    assert (viewing["date_from"], viewing["part_of_day"]) == ("2026-11-26", part)


def test_who_sells_in_order_to_buy_still_buys():
    known = {"operation": "buy"}

    assert "operation" not in stated("ES", "vendemos la nuestra y pagamos", known=known)
    assert stated("ES", "quiero vender la mía", known=known)["operation"] == "sell"
