"""More information never lowers a part: tried on profiles drawn at random, with a real inventory.

The market is reckoned anew for every profile, because that is where a wish too many could cost
points: four bedrooms in Vitacura for UF 2.000 exist nowhere.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from agents.scoring.facts import ContactFacts, ProfileFacts
from agents.scoring.market import market_for
from agents.scoring.score import score
from crm.core.actors import SYSTEM
from crm.inventory.services import rate_set
from tests.agents.scoring.facts import TODAY
from tests.crm.inventory.listings import listing

_VALUES: dict[str, list[Any]] = {
    "operation": ["buy", "rent", "sell", "rent_out"],
    "property_type": ["apartment", "house", "land", "parking", "castle"],
    "city": ["Santiago", "Atlantis"],
    "areas": [("Ñuñoa",), ("Vitacura", "Ñuñoa"), ("Nowhere",)],
    "beds": [0, 1, 2, 4, 9],
    "baths": [Decimal(1), Decimal("2.5"), Decimal(9)],
    "area_m2": [20, 60, 5000],
    "budget_min": [Decimal(1), Decimal(3000), Decimal(10**9)],
    "budget_max": [Decimal(1), Decimal(3600), Decimal(4500), Decimal(10**9)],
    "currency": ["UF", "CLP", "USD", "GBP"],
    "timeline": ["pronto"],
    "timeline_from": [TODAY + timedelta(days=days) for days in (-40, 10, 80, 200, 900)],
    "timeline_to": [TODAY + timedelta(days=days) for days in (-40, 10, 80, 200, 900)],
    "preapproved": [True, False],
}
_CONTACT: dict[str, list[Any]] = {
    "name": ["Pedro"],
    "email": ["pedro@example.com"],
    "has_channel": [True],
}


@pytest.fixture
def stocked(alice):
    rate_set(currency="UF", rate=Decimal(39_000), actor=SYSTEM)
    rate_set(currency="USD", rate=Decimal(950), actor=SYSTEM)
    listing("A1")
    listing("A2", area="Vitacura", beds=4, baths=3, area_m2=200, price=18_000)
    listing("A3", operation="rent", price=550_000, currency="CLP", beds=1)
    listing("A4", property_type="land", beds=None, baths=None, area_m2=900, price=7000)
    listing("A5", property_type="parking", beds=None, baths=None, area_m2=12, price=400)


def _points(profile: ProfileFacts, contact: ContactFacts) -> dict[str, int]:
    verdict = score(profile, market_for(profile), contact, today=TODAY)
    return {name: part.points for name, part in verdict.parts.items()}


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize("seed", range(12))
def test_no_further_field_lowers_any_part(seed):
    dice = random.Random(seed)
    for _ in range(8):
        known = {name: dice.choice(values) for name, values in _VALUES.items()
                 if dice.random() < 0.5}  # fmt: skip
        reach = {name: dice.choice(values) for name, values in _CONTACT.items()
                 if dice.random() < 0.5}  # fmt: skip
        profile, contact = ProfileFacts(**known), ContactFacts(**reach)
        before = _points(profile, contact)
        for name in _VALUES.keys() - known.keys():
            value = dice.choice(_VALUES[name])
            after = _points(replace(profile, **{name: value}), contact)
            lowered = {part for part in after if after[part] < before[part]}
            assert not lowered, (known, name, value, lowered)
        for name in _CONTACT.keys() - reach.keys():
            after = _points(profile, replace(contact, **{name: _CONTACT[name][0]}))
            assert all(after[part] >= before[part] for part in after), (reach, name)
