"""What a lead's score is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agents.scoring.facts import ContactFacts, MarketFacts, ProfileFacts
from agents.scoring.score import QUALIFIED, WEIGHTS
from tests.agents.scoring.facts import BUYER, MARKET, PEDRO, points, verdict


def test_weights_make_a_hundred():
    assert sum(WEIGHTS.values()) == 100


def test_a_buyer_of_whom_everything_is_known_reaches_the_top():
    result = verdict(profile=replace(BUYER, timeline_from=date(2026, 12, 1)))

    assert (result.score, result.qualified) == (100, True)
    assert {name: part.max for name, part in result.parts.items()} == WEIGHTS


def test_nothing_known_scores_nothing():
    result = verdict(profile=ProfileFacts(), market=MarketFacts(), contact=ContactFacts())

    assert (result.score, result.qualified) == (0, False)
    assert result.top_matches == []


def test_a_buyer_without_preapproval_still_qualifies():
    result = verdict(profile=replace(BUYER, preapproved=None))

    assert result.qualified


def test_who_rents_needs_no_preapproval():
    assert points(profile=replace(BUYER, operation="rent", preapproved=None))["preapproval"] == 7


def test_an_owner_is_not_held_to_what_we_have():
    owner = replace(BUYER, operation="sell", preapproved=None)

    result = verdict(profile=owner, market=MarketFacts(budget_text="UF 4.500"))

    assert result.qualified
    assert result.next_step == "Agendar tasación de su propiedad"


def test_a_budget_that_reaches_nothing_is_worth_less_but_more_than_none():
    unknown = points(profile=replace(BUYER, budget_max=None))["budget"]
    none = points(market=replace(MARKET, reach="none"))["budget"]
    near = points(market=replace(MARKET, reach="near"))["budget"]

    assert 0 == unknown < none < near < points()["budget"] == 25


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"timeline_from": date(2026, 12, 10)}, 12),
        ({"timeline_to": date(2027, 2, 1)}, 10),
        ({"timeline_from": date(2027, 6, 1)}, 8),
        ({"timeline_from": date(2028, 6, 1)}, 7),
        ({"timeline": "algún día"}, 6),
        ({}, 0),
    ],
)
def test_the_sooner_they_move_the_more_it_counts(when, expected):
    assert points(profile=ProfileFacts(**when))["timeline"] == expected


def test_a_plot_of_land_lacks_no_bedrooms():
    land = replace(BUYER, property_type="land", beds=None, baths=None, area_m2=500)

    assert points(profile=land)["property"] == 20


def test_a_phone_that_cannot_be_rung_counts_little():
    assert points(contact=ContactFacts(phone="123"))["contact"] == 1


def test_reasons_come_in_the_brokers_language():
    spanish, english = verdict(), verdict(language="en")

    assert spanish.parts["preapproval"].reason == "Tiene la preaprobación del banco"
    assert english.parts["preapproval"].reason == "Pre-approved by a bank"
    assert spanish.reasons[0].startswith(f"{spanish.score}/100. A favor: zona")


@pytest.mark.parametrize(
    ("missing", "step"),
    [
        ({"operation": ""}, "Preguntar si quiere comprar o arrendar"),
        ({"areas": (), "city": ""}, "Preguntar en qué zona busca"),
        ({"budget_max": None}, "Preguntar el presupuesto"),
        ({"timeline": "", "timeline_from": None, "timeline_to": None},
         "Preguntar para cuándo lo necesita"),
        ({}, "Ofrecer visita a PRV-1"),
    ],
)  # fmt: skip
def test_the_next_step_asks_for_what_is_missing_then_offers_a_viewing(missing, step):
    assert verdict(profile=replace(BUYER, **missing)).next_step == step


def test_the_next_step_says_what_the_closest_unit_misses():
    result = verdict(market=replace(MARKET, missed=("areas", "price")))

    assert result.next_step == "Mostrar PRV-1, lo más cercano: no cumple la zona y el precio"


def test_every_part_stays_within_its_weight():
    rich = replace(BUYER, budget_min=Decimal(1))
    full = replace(PEDRO, email="pedro@example.com")

    for name, part in verdict(profile=rich, contact=full).parts.items():
        assert 0 <= part.points <= part.max, name


def test_sixty_points_qualify():
    assert QUALIFIED == 60
    assert not verdict(profile=ProfileFacts(operation="rent", areas=("Ñuñoa",))).qualified
