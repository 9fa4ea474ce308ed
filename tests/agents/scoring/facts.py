"""Facts for scoring tests: a buyer of whom everything is known, and a market that has it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from agents.scoring.facts import ContactFacts, MarketFacts, Match, ProfileFacts
from agents.scoring.score import score
from crm.leads.verdict import Verdict

TODAY = date(2026, 11, 23)
BUYER = ProfileFacts(
    operation="buy",
    property_type="apartment",
    city="Santiago",
    areas=("Ñuñoa",),
    beds=2,
    baths=Decimal(1),
    area_m2=60,
    budget_max=Decimal(4500),
    currency="UF",
    timeline="en enero",
    timeline_from=date(2027, 1, 1),
    timeline_to=date(2027, 1, 31),
    preapproved=True,
)
MARKET = MarketFacts(
    has_areas=True,
    has_city=True,
    has_type=True,
    has_property=True,
    reach="some",
    matches=(Match("PRV-1", "Depto", "UF 4.300", "en Ñuñoa"),),
    found=1,
    budget_text="hasta UF 4.500",
)
PEDRO = ContactFacts(name="Pedro", phone="+56961234567", phone_is_valid=True, has_channel=True)


def verdict(
    profile: ProfileFacts = BUYER,
    market: MarketFacts = MARKET,
    contact: ContactFacts = PEDRO,
    **kwargs: Any,
) -> Verdict:
    """The verdict on these facts, today."""
    return score(profile, market, contact, today=TODAY, **kwargs)


def points(**kwargs: Any) -> dict[str, int]:
    """The points of each part."""
    return {name: part.points for name, part in verdict(**kwargs).parts.items()}
