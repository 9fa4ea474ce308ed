"""The fields of the lead's card, in wordings of every kind; what only looks like one sets none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agents.nlu.cast import stated

_MORTGAGE = {"preapproved": True, "financing": "mortgage"}
_BERLIN = {"operation": "buy", "property_type": "apartment"}
_LISBON = {"operation": "rent", "property_type": "apartment", "furnished": True}


@pytest.mark.parametrize(
    ("country", "text", "fields"),
    [
        # who it is for, and not the dog
        ("CL", "ella se llama Hilda Carrasco, yo soy el hijo", {"name": "Hilda Carrasco"}),
        ("US", "she is called Amparo", {"name": "Amparo"}),
        ("US", "i have a bearded dragon, his names kevin", {"pets": True}),
        ("CL", "mi perro, él se llama Toby", {"pets": True}),
        ("GB", "pancho", {"name": "Pancho"}),
        ("US", "Dale Whitaker", {"name": "Dale Whitaker"}),
        ("CL", "Dale, Carla", {}),
        ("CL", "Dale Gracias", {}),
        ("GB", "Guten Tag", {}),
        ("CL", "me dicen q con eso no alcanza", {}),
        ("CL", "Gonzalo Araya y mi cel 9 5555 0172",
         {"name": "Gonzalo Araya", "phone": "+56955550172"}),
        ("GB", "Abi x abi.fox@uni.example", {"name": "Abi", "email": "abi.fox@uni.example"}),
        # beds, baths, size
        ("US", "3/2, corner lot would be nice", {"beds": 3, "baths": 2}),
        ("US", "3/2.5 would be perfect", {"beds": 3, "baths": 2.5}),
        ("US", "4/3 min please", {"beds": 4, "baths": 3}),
        ("CL", "1 dorm... no, 2, que despues llega la guagua", {"beds": 2}),
        ("US", "2 beds, sorry 3", {"beds": 3}),
        ("CL", "de media hectárea pa arriba", {"area_m2": 5000}),
        ("US", "at least an acre", {"area_m2": 4047}),
        ("CL", "terreno 200 m2, construida 260 en dos pisos", {"area_m2": 260}),
        # pets, parking
        ("GB", "two rescue saluki so garden walls need to be high", {"pets": True}),
        ("ES", "y mascotas tampoco, que luego huele", {"pets": False}),
        ("CL", "mascotas no", {"pets": False}),
        ("CL", "tengo auto, trae estacionamiento?", {"parking": True}),
        ("GB", "we have two cars, is there parking?", {"parking": True}),
        ("GB", "is there parking?", {}),
        ("CL", "con mascota no, gracias", {"pets": False}),
        ("GB", "my son is allergic to cats", {"pets": False}),
        ("GB", "we need a pet-free building", {"pets": False}),
        ("GB", "I have my own furniture", {"furnished": False}),
        ("MX", "llevo mis propios muebles", {"furnished": False}),
        ("US", "this is Jim from the open house", {"name": "Jim"}),
        # how it is paid
        ("PE", "Interbank ya nos aprobó el hipotecario", _MORTGAGE),
        ("GB", "HSBC have already approved us", _MORTGAGE),
        ("GB", "the bank gave us the green light", _MORTGAGE),
        ("CO", "sin banco, giro la plata desde acá", {"financing": "cash"}),
        ("AE", "payment from my own funds, no bank", {"financing": "cash"}),
        ("US", "no bank account yet", {}),
        # money of others, and money without a cue
        ("CO", "vi en internet un apto de 380 millones, todavía está?",
         {"property_type": "apartment"}),
        ("CO", "95 mil y 95 mil, tengo los dos soportes", {}),
        ("GB", "I already paid 300 twice, see receipts", {}),
        ("US", "like 1100ish a month",
         {"budget_max": 1100, "currency": "USD", "approx": True, "period": "month"}),
        # what is wanted done
        ("GB", "we were renting", {}),
        ("GB", "I've never been late with the rent", {}),
        ("PE", "tengo una casa, quiero saber si la venden ustedes",
         {"operation": "sell", "property_type": "house"}),
        ("ES", "tengo un piso y prefiero alquilarlo",
         {"operation": "rent_out", "property_type": "apartment"}),
        ("ES", "quiero comprar mi primer piso",
         {"operation": "buy", "property_type": "apartment"}),
        ("ES", "está en un primer piso", {}),
        ("GB", "following up on the Didsbury terrace",
         {"property_type": "house", "areas": ["Didsbury"]}),
        ("GB", "flat 6 Alma House", {}),
        ("CL", "trabajo desde casa, necesito 2 dormitorios", {"beds": 2}),
        ("PE", "en horas de oficina", {}),
        # other tongues
        ("GB", "Ich suche eine Wohnung zu kaufen", _BERLIN),
        ("US", "quero alugar um apartamento mobiliado", _LISBON),
        ("ES", "Je cherche un appartement meublé à louer", _LISBON),
        ("US", "Tenho um apartamento e quero colocar para alugar",
         {"operation": "rent_out", "property_type": "apartment"}),
        ("AE", "الميزانية 90 الف درهم في السنة", {"budget_max": 90000, "currency": "AED"}),
    ],
)  # fmt: skip
def test_fields_of_the_card(country: str, text: str, fields: dict[str, Any]) -> None:
    assert stated(country, text) == fields


def test_an_owners_least_price_is_in_the_scale_of_what_was_asked() -> None:
    known = {"operation": "sell", "budget_max": 400000, "currency": "GBP"}

    fields = stated("GB", "not taking less than 389", known=known)

    assert (fields.get("budget_min"), fields.get("budget_max")) == (389000, None)


def test_letting_asked_about_later_leaves_the_wish_to_buy() -> None:
    known = {"operation": "buy"}

    assert stated("CO", "¿ustedes lo administran después en arriendo?", known=known) == {}
