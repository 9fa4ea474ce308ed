"""The one search that pages, API and Sofía's tools share."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.core.actors import SYSTEM
from crm.inventory.selectors import gazetteer, property_types, unit_search
from crm.inventory.services import rate_set
from tests.crm.inventory.listings import listing

pytestmark = pytest.mark.usefixtures("alice")


def _refs(**wishes):
    return [unit.ref for unit in unit_search(**wishes).units]


def test_areas_match_whatever_their_accents_and_case():
    listing("A1")
    listing("A2", area="Providencia")

    assert _refs(areas=["NUNOA"]) == ["A1"]


@pytest.mark.parametrize(("said", "found"), [("buy", "A1"), ("sale", "A1"), ("rent", "A2")])
def test_buyers_see_sales_and_renters_rents(said, found):
    listing("A1")
    listing("A2", operation="rent", price=600_000, currency="CLP")

    assert _refs(operation=said) == [found]


def test_owners_who_sell_are_shown_nothing():
    listing("A1")

    assert _refs(operation="sell") == []


def test_prices_compare_across_currencies():
    rate_set(currency="UF", rate=Decimal(39_000), actor=SYSTEM)
    listing("A1", price=4000, currency="UF")
    listing("A2", price=140_000_000, currency="CLP")
    listing("A3", price=5000, currency="UF")

    found = unit_search(price_max=156_000_000, currency="CLP")

    assert [unit.ref for unit in found.units] == ["A1", "A2"]
    assert found.relaxed == ()


def test_a_price_without_a_rate_is_never_within_a_budget():
    listing("A1", price=1000, currency="USD")

    assert unit_search(price_max=900_000_000, currency="CLP").units == []


def test_reserved_units_are_not_offered():
    listing("A1", status="reserved")

    assert _refs() == []


def test_closest_to_the_request_comes_first():
    listing("A1", price=2000)
    listing("A2", price=4400)
    listing("A3", price=4400, beds=4)

    assert _refs(beds=2, price_max=4500, currency="UF") == ["A2", "A1", "A3"]


def test_excluded_areas_never_appear():
    listing("A1")
    listing("A2", area="La Florida")

    assert _refs(exclude_areas=["la florida"]) == ["A1"]


def test_nothing_exact_relaxes_the_least_painful_wish_and_says_so():
    listing("A1", area="Providencia")
    listing("A2", area="Ñuñoa", beds=1)

    found = unit_search(areas=["Ñuñoa"], beds=2)

    assert ([unit.ref for unit in found.units], found.relaxed) == (["A1"], ("areas",))


def test_relaxing_never_leaves_the_city_of_the_area():
    listing("A1", area="Ñuñoa", beds=1)
    listing("A2", area="Reñaca", city="Viña del Mar", beds=3)

    found = unit_search(areas=["Ñuñoa"], beds=3)

    assert found.units == []


def test_a_price_far_outside_is_answered_with_nothing():
    listing("A1", price=9000)

    assert unit_search(price_max=4000, currency="UF").units == []


def test_asking_strictly_relaxes_nothing():
    listing("A1", area="Providencia")

    found = unit_search(areas=["Ñuñoa"], relax=False)

    assert (found.units, found.count) == ([], 0)


def test_count_tells_all_that_fit_not_only_those_returned():
    for number in range(5):
        listing(f"A{number}")

    found = unit_search(limit=2)

    assert (len(found.units), found.count) == (2, 5)


def test_words_are_found_without_their_accents():
    listing("A1", title="Casa con jardín", features=["Piscina"])

    assert _refs(q="jardin piscina ñuñoa") == ["A1"]
    assert _refs(q="100%") == []


def test_units_come_in_one_query_when_warm():
    listing("A1")
    unit_search()

    with CaptureQueriesContext(
        connection,
    ) as captured:
        unit_search(areas=["Ñuñoa"], price_max=5000, currency="UF")

    assert len(captured) == 1


def test_gazetteer_asks_nothing_when_warm_and_learns_of_new_areas():
    listing("A1")
    listing("A2", property_type="house")
    assert gazetteer() == [("Ñuñoa", "Santiago")]

    with CaptureQueriesContext(connection) as captured:
        gazetteer()
    listing("A3", area="Macul")

    assert len(captured) == 0
    assert gazetteer() == [("Ñuñoa", "Santiago"), ("Macul", "Santiago")]
    assert set(property_types()) == {"apartment", "house"}


@pytest.mark.parametrize("wished", ["house", "villa", "townhouse"])
def test_homes_that_listings_call_houses_meet_who_wants_a_villa(wished):
    listing("A1", property_type="house")
    listing("A2", property_type="apartment")

    found = unit_search(property_type=wished)

    assert ([unit.ref for unit in found.units], found.relaxed) == (["A1"], ())
