"""The inventory over the API."""

from __future__ import annotations

from typing import Any

import pytest

from crm.core.actors import SYSTEM
from crm.inventory.services import unit_create
from tests.api.cast import FLAT
from tests.api.client import Api, error_of


@pytest.fixture
def _flats(alice: Any) -> None:
    for number, (area, price) in enumerate([("Ñuñoa", 100), ("Providencia", 150), ("Ñuñoa", 200)]):
        unit_create(
            actor=SYSTEM,
            **{**FLAT, "ref": f"U-{number}", "area": area, "price": price * 1_000_000},
        )


def refs(answer: Any) -> list[str]:
    return [unit["ref"] for unit in answer.json()["results"]]


@pytest.mark.usefixtures("_flats")
def test_units_are_found_by_what_is_asked(as_bob: Api) -> None:
    assert set(refs(as_bob.get("inventory/search"))) == {"U-0", "U-1", "U-2"}
    assert refs(as_bob.get("inventory/search", area="nunoa", price_max=120_000_000)) == ["U-0"]
    assert refs(as_bob.get("inventory/search", q="providencia")) == ["U-1"]
    assert refs(as_bob.get("inventory/search", city="Valparaíso")) == []
    assert refs(as_bob.get("inventory/search", type="house")) == []
    assert refs(as_bob.get("inventory/search", operation="rent")) == []
    assert set(refs(as_bob.get("inventory/search", operation="buy", beds=2, baths=1))) == {
        "U-0",
        "U-1",
        "U-2",
    }
    assert set(refs(as_bob.get("inventory/search", area="Providencia,Ñuñoa"))) == {
        "U-0",
        "U-1",
        "U-2",
    }


@pytest.mark.usefixtures("_flats")
def test_wishes_are_relaxed_only_when_asked(as_bob: Api) -> None:
    wish: dict[str, Any] = {"area": "Providencia", "price_max": 140_000_000}

    strict = as_bob.get("inventory/search", **wish).json()
    relaxed = as_bob.get("inventory/search", **wish, relax="true").json()

    assert (strict["count"], strict["results"], strict["relaxed"]) == (0, [], [])
    assert relaxed["results"]
    assert relaxed["relaxed"]


@pytest.mark.usefixtures("_flats")
def test_pages_of_a_search_lead_to_each_other(as_bob: Api) -> None:
    first = as_bob.get("inventory/search", limit=2).json()
    second = as_bob.get(first["next"].partition("/api/v1/")[2]).json()

    found = [unit["ref"] for unit in first["results"] + second["results"]]
    assert (first["count"], second["next"]) == (3, None)
    assert sorted(found) == ["U-0", "U-1", "U-2"]


@pytest.mark.usefixtures("_flats")
def test_a_unit_has_its_price_as_number_and_as_words(as_bob: Api) -> None:
    unit = as_bob.get("inventory/search", q="U-0").json()["results"][0]

    assert (unit["price"], unit["currency"], unit["price_text"]) == (
        100_000_000,
        "CLP",
        "$100.000.000",
    )
    assert (unit["baths"], unit["area_m2"]) == (1.5, 62.5)
    assert as_bob.get(f"inventory/{unit['id']}").json() == unit


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"price_min": "cheap"}, "price_min"),
        ({"price_max": "NaN"}, "price_max"),
        ({"price_max": "1e400"}, "price_max"),
        ({"price_min": 2, "price_max": 1}, "price_min"),
        ({"beds": -1}, "beds"),
        ({"type": "castle"}, "type"),
        ({"operation": "steal"}, "operation"),
        ({"currency": "pesos"}, "currency"),
        ({"q": "\x00"}, "q"),
        ({"limit": "all"}, "limit"),
    ],
)
def test_a_search_that_cannot_be_is_refused_by_name(as_bob: Api, query: Any, field: str) -> None:
    answer = as_bob.get("inventory/search", **query)

    assert answer.status_code == 400
    assert list(error_of(answer)["fields"]) == [field]


def test_amenities_are_asked_for_and_told(as_bob: Api) -> None:
    unit_create(actor=SYSTEM, **{**FLAT, "ref": "B1", "parking": False})
    unit_create(actor=SYSTEM, **{**FLAT, "ref": "B2"})
    unit_create(actor=SYSTEM, **{**FLAT, "ref": "B3", "features": ["Estacionamiento"]})

    found = as_bob.get("inventory/search", parking="true").json()["results"]

    assert [(row["ref"], row["parking"], row["pets"]) for row in found] == [
        ("B3", True, None),
        ("B2", None, None),
    ]


@pytest.mark.usefixtures("_flats")
def test_a_search_costs_two_queries(as_bob: Api, django_assert_num_queries: Any) -> None:
    as_bob.get("inventory/search", beds=1)

    with django_assert_num_queries(2):
        as_bob.get("inventory/search", beds=1)
