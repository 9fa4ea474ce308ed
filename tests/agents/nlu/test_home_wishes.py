"""What a home must have and how it is paid, in wordings of every kind and in look-alikes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agents.nlu.cast import stated


@pytest.mark.parametrize(
    ("country", "text", "fields"),
    [
        ("US", "I have a pit mix, sweetest girl alive, any breed restrictions?", {"pets": True}),
        ("GB", "I've got a tortoise. does a tortoise count as a pet", {"pets": True}),
        ("GB", "I don't mind a small dog", {"pets": True}),
        ("GB", "cats fine, dogs fine, I'm not fussy about pets", {"pets": True}),
        ("CL", "ah y perro no tenemos, por si preguntan", {"pets": False}),
        ("AR", "mascotas no, ya tuve un inquilino con iguana y basta", {"pets": False}),
        ("ES", "es que pasaba con el perro del vecino y me quedé mirando", {}),
        ("US", "the lady in 4B won't leave without her cats", {}),
        ("ES", "el de la foto con el gato", {}),
        ("US", "our dog died last year", {}),
        ("US", "no car so no spot needed", {"parking": False}),
        ("CL", "no manejo, así que sin estacionamiento", {"parking": False}),
        ("US", "no I don't need a ride", {}),
        ("GB", "one allocated space in the basement", {"parking": True}),
        ("CL", "patio y entrada para 2 autos", {"parking": True}),
        ("MX", "dos recámaras y baño y medio", {"beds": 2, "baths": 1.5}),
        ("US", "a couple of bedrooms", {"beds": 2}),
        ("MX", "recámaras: 3, baños: 2", {"beds": 3, "baths": 2}),
        ("ES", "pago a tocateja", {"financing": "cash"}),
        ("AE", "he asked 500 dirham for 'viewing fee' in cash, no receipt", {}),
        ("ES", "el banco me da el 80%", {"financing": "mortgage"}),
        ("MX", "con crédito hipotecario, pero todavía no nos lo autorizan",
         {"financing": "mortgage", "preapproved": False}),
        ("CO", "es con crédito, pero Bancolombia nos lo negó",
         {"financing": "mortgage", "preapproved": False}),
        ("ES", "sería hipoteca, pero todavía no tengo nada aprobado",
         {"financing": "mortgage", "preapproved": False}),
    ],
)  # fmt: skip
def test_what_the_home_must_have(country: str, text: str, fields: dict[str, Any]) -> None:
    assert stated(country, text) == fields


def test_an_hour_answers_no_question_about_bedrooms() -> None:
    assert "beds" not in stated("GB", "can come Wednesday before 11, I'll be in", expecting="beds")


@pytest.mark.parametrize(
    ("known", "text", "kind"),
    [
        ("townhouse", "is the house near a park?", None),
        ("studio", "i see flats only morning time", None),
        ("townhouse", "actually a house would be better", "house"),
        ("apartment", "we want a house", "house"),
    ],
)
def test_a_wider_word_leaves_the_kind_known(known: str, text: str, kind: str | None) -> None:
    assert stated("US", text, known={"property_type": known}).get("property_type") == kind


@pytest.mark.parametrize(
    ("text", "field"),
    [("de 400 a 450 mil euros, pagamos al contado", "budget_min"),
     ("we could stretch to 500k if the kitchen is already redone", "budget_max")],
)  # fmt: skip
def test_what_they_can_pay_is_no_bid(text: str, field: str) -> None:
    assert field in stated("ES", text, known={"operation": "buy", "budget_max": 450_000})
