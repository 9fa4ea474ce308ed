"""Qualifying a lead: from its rows to the verdict, the stage and the timeline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.scoring.facts import ProfileFacts
from agents.scoring.market import market_for
from agents.scoring.qualify import lead_qualify, verdict_for
from crm.accounts.models import User
from crm.core.actors import SOFIA, SYSTEM
from crm.inventory.services import rate_set
from crm.leads.models import Qualification
from crm.leads.services import lead_create, profile_update
from tests.crm.inventory.listings import listing

_WISHES = {
    "operation": "buy",
    "property_type": "apartment",
    "areas": ["Ñuñoa"],
    "beds": 2,
    "budget_max": 4500,
    "currency": "UF",
    "timeline_to": "2027-01-31",
}


@pytest.fixture
def stocked(alice):
    rate_set(currency="UF", rate=Decimal(39_000), actor=SYSTEM)
    return [listing("A1"), listing("A2", price=4400), listing("A3", area="Providencia")]


def _lead(**wishes):
    return lead_create(actor=SYSTEM, name="Pedro", phone="+56961234567", profile=wishes)


@pytest.mark.usefixtures("stocked")
def test_a_lead_that_says_enough_is_qualified_and_moves():
    lead = _lead(**_WISHES)

    row = lead_qualify(lead=lead, actor=SOFIA)

    lead.refresh_from_db()
    assert row.qualified
    assert (lead.score, lead.stage.key) == (row.score, "qualified")
    assert [match["ref"] for match in row.top_matches] == ["A2", "A1"]
    assert "dentro del presupuesto" in row.top_matches[0]["why"]
    assert row.next_step == "Ofrecer visita a A2"


@pytest.mark.usefixtures("stocked")
def test_a_lead_that_says_little_stays_where_it_is():
    lead = _lead(operation="buy")

    lead_qualify(lead=lead, actor=SOFIA)

    assert lead.stage.key == "new"


@pytest.mark.usefixtures("stocked")
def test_qualifying_again_without_news_leaves_one_verdict():
    lead = _lead(**_WISHES)

    lead_qualify(lead=lead, actor=SOFIA)
    lead_qualify(lead=lead, actor=SOFIA)

    assert Qualification.objects.filter(lead=lead).count() == 1


@pytest.mark.usefixtures("stocked")
def test_the_market_costs_two_queries():
    profile = ProfileFacts.of({**_WISHES, "timeline_to": None})
    market_for(profile)

    with CaptureQueriesContext(connection) as captured:
        market_for(profile)

    assert len(captured) == 2


@pytest.mark.usefixtures("stocked")
def test_what_the_closest_units_miss_is_named():
    market = market_for(ProfileFacts.of({**_WISHES, "areas": ["Ñuñoa"], "beds": 3,
                                         "timeline_to": None}))  # fmt: skip

    assert market.missed == ("beds",)
    assert "no cumple los dormitorios" in market.matches[0].why


@pytest.mark.usefixtures("stocked")
def test_what_a_listing_does_not_tell_is_named_and_a_known_no_is_no_match():
    listing("A4", price=4450, parking=False)
    listing("A5", price=2000, parking=True)

    market = market_for(ProfileFacts.of({**_WISHES, "timeline_to": None, "parking": True}))

    assert [match.ref for match in market.matches] == ["A5", "A2", "A1"]
    assert "no figura" not in market.matches[0].why
    assert "no figura si tiene estacionamiento" in market.matches[1].why


@pytest.mark.usefixtures("stocked")
def test_values_of_a_tool_call_are_understood():
    verdict = verdict_for(
        {**_WISHES, "budget_max": 175_500_000.0, "currency": ""},
        {"name": "Pedro", "phone": "961234567", "email": ""},
        today=date(2026, 11, 23),
    )

    assert verdict.parts["budget"].points == 25
    assert verdict.parts["contact"].points == 8


@pytest.mark.usefixtures("stocked")
def test_a_persons_edit_scores_the_lead_anew(django_capture_on_commit_callbacks):
    ana = User.objects.create(email="ana@alice.test", name="Ana")
    lead = _lead(operation="buy")

    with django_capture_on_commit_callbacks(execute=True):
        profile_update(lead=lead, changes=_WISHES, actor=ana.as_actor())

    lead.refresh_from_db()
    assert (lead.qualified, lead.stage.key) == (True, "qualified")


@pytest.mark.usefixtures("stocked")
def test_sofias_own_notes_are_scored_by_her_turn_not_here(django_capture_on_commit_callbacks):
    lead = _lead(operation="buy")

    with django_capture_on_commit_callbacks(execute=True):
        profile_update(lead=lead, changes=_WISHES, actor=SOFIA)

    assert not Qualification.objects.filter(lead=lead).exists()


def test_a_villa_is_in_stock_where_houses_are(alice):
    listing("A1", property_type="house", price=4400)

    row = lead_qualify(lead=_lead(**{**_WISHES, "property_type": "villa"}), actor=SOFIA)

    assert [match["ref"] for match in row.top_matches] == ["A1"]
    assert market_for(ProfileFacts(operation="buy", property_type="villa")).has_type
