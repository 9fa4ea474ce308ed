"""What listings tell of pets, parking, furniture and laundry, and what a search makes of it."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from crm.core.actors import SYSTEM
from crm.inventory.amenities import amenities_wished, read
from crm.inventory.models import Unit
from crm.inventory.selectors import unit_search
from crm.inventory.services import unit_update, units_import
from tests.crm.inventory.listings import listing
from tests.pages import at


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Se aceptan mascotas según el reglamento del edificio.", {"pets": True}),
        ("No se permiten mascotas ni fumar. Estacionamiento.", {"pets": False, "parking": True}),
        ("Pet friendly", {"pets": True}),
        ("Mascotas: no", {"pets": False}),
        ("The building doesn't allow pets", {"pets": False}),
        ("No pets, parking included", {"pets": False, "parking": True}),
        ("Ideal para familias con mascotas", {}),
        ("Dos estacionamientos y bodega", {"parking": True}),
        ("Estacionamiento no incluido", {"parking": False}),
        ("Estacionamiento de visitas", {}),
        ("Estacionamiento opcional por UF 300", {}),
        ("Street parking", {}),
        ("Departamento amoblado con terraza", {"furnished": True}),
        ("Sin muebles y con estacionamiento", {"furnished": False, "parking": True}),
        ("Cocina amoblada", {}),
        ("Furnished or unfurnished", {}),
        ("In-unit laundry, washer and dryer", {"laundry": True}),
        ("Shared laundry", {}),
        # How far this "no" goes nobody knows, nor which of two contrary words is true.
        ("Sin mascotas, estacionamiento", {"pets": False}),
        ("Se aceptan mascotas. No se aceptan mascotas.", {}),
    ],
)
def test_a_listing_is_read_as_far_as_it_is_plain(text: str, told: dict[str, bool]) -> None:
    assert read([text]) == told


def test_who_has_no_pets_may_live_where_pets_do() -> None:
    card = {"pets": False, "parking": True, "furnished": False, "laundry": None}

    assert amenities_wished(card) == {"parking": True, "furnished": False}


def refs(**wished: bool) -> list[str]:
    return [unit.ref for unit in unit_search(amenities=wished).units]


def test_a_known_no_is_left_out_and_the_unknown_comes_last(alice: Any) -> None:
    listing("A1")
    listing("A2", features=["Estacionamiento"])
    listing("A3", description="Sin estacionamiento.")

    found = unit_search(amenities={"parking": True})

    assert [unit.ref for unit in found.units] == ["A2", "A1"]
    assert [found.untold(unit) for unit in found.units] == [[], ["parking"]]
    assert refs(parking=False) == ["A3", "A1"]
    assert refs() == ["A1", "A2", "A3"]


def test_a_missed_wish_weighs_more_than_an_unknown(alice: Any) -> None:
    listing("A1", beds=1, features=["Estacionamiento"])
    listing("A2", beds=2)

    found = unit_search(beds=2, amenities={"parking": True})

    assert ([unit.ref for unit in found.units], found.relaxed) == (["A2"], ())


def test_what_the_broker_states_beats_the_words_until_it_is_taken_back(alice: Any) -> None:
    unit = listing("A1", features=["Pet friendly"])
    assert unit.has("pets") is True

    unit_update(unit=unit, changes={"pets": "no"}, actor=SYSTEM)
    assert unit.has("pets") is False
    unit_update(unit=unit, changes={"pets": None}, actor=SYSTEM)
    assert unit.has("pets") is True


def test_an_import_reads_columns_and_words(alice: Any) -> None:
    row = {"title": "Flat", "operation": "rent", "property_type": "flat", "city": "X", "price": "1"}
    rows = [
        {**row, "ref": "A1", "pets": "True", "parking": "2", "laundry": "quién sabe"},
        {**row, "ref": "A2", "furnished": "no", "description": "Con estacionamiento."},
    ]

    report = units_import(rows, actor=SYSTEM)

    known = {unit.ref: unit.amenities for unit in unit_search().units}
    assert known == {"A1": ["pets", "parking"], "A2": ["parking", "-furnished"]}
    assert not report.rejected
    assert units_import(rows, actor=SYSTEM).unchanged == 2


def test_listings_from_before_are_read_by_the_migration(alice: Any) -> None:
    listing("A1", features=["Pet friendly"])
    listing("A2")
    Unit.objects.update(amenities=[])

    import_module("crm.inventory.migrations.0003_read_amenities").read(apps, None)

    assert dict(Unit.objects.values_list("ref", "amenities")) == {"A1": ["pets"], "A2": []}


def test_the_page_says_what_searches_go_by(alice: Any) -> None:
    unit = listing("A1", features=["Estacionamiento"], description="No se aceptan mascotas.")

    page = at("AGENT").get(f"/inventory/{unit.pk}/").content.decode()

    told = re.findall(r"<dt>([^<]+)</dt><dd[^>]*>([^<]+)</dd>", page)
    assert dict(told) == {
        "Pets allowed": "no",
        "Parking": "yes",
        "Furnished": "not told",
        "Laundry": "not told",
    }
