"""A search said in one line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from crm.inventory.wants import budget_line, rounded, want_text, wants_line
from crm.leads.models import LeadProfile

BUYER: dict[str, Any] = {
    "operation": "buy", "beds": 2, "areas": ["Providencia"],
    "budget_max": Decimal(4500), "currency": "UF",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "compra · 2D · Providencia · ≤ UF 4.500"),
        ("en", "buy · 2 bd · Providencia · ≤ UF 4,500"),
    ],
)
def test_a_search_reads_in_one_line(language: str, line: str) -> None:
    with translation.override(language):
        assert wants_line(LeadProfile(**BUYER)) == line


def test_what_is_not_known_is_left_out() -> None:
    assert wants_line(LeadProfile()) == ""
    assert wants_line(LeadProfile(property_type="house", city="Ñuñoa")) == "house · Ñuñoa"


def test_many_areas_are_two_and_a_number() -> None:
    assert wants_line(LeadProfile(areas=["A", "B", "C", "D"])) == "A, B +2"


def test_a_budget_has_its_bounds_as_signs() -> None:
    with translation.override("es"):
        assert budget_line(Decimal(3000), Decimal(4500), "UF") == "UF 3.000–4.500"
        assert budget_line(Decimal(3000), None, "UF") == "≥ UF 3.000"
        assert budget_line(None, None, "UF") == ""


def test_a_sum_is_read_at_a_glance() -> None:
    with translation.override("es"):
        assert rounded(Decimal("1240400000"), "CLP") == "$1.240 M"
    with translation.override("en"):
        assert rounded(Decimal(34_520_000), "AED") == "AED 34.5 M"
    assert rounded(None, "CLP") == ""


def test_a_card_tells_what_a_home_must_have_and_how_it_is_paid() -> None:
    wishes = LeadProfile(
        pets=True, parking=False, furnished=True, financing="mortgage", preapproved=True
    )

    assert want_text(wishes, "features") == "pets, no parking, furnished"
    assert want_text(wishes, "preapproved") == "mortgage, pre-approved"
    assert want_text(LeadProfile(), "features") == want_text(LeadProfile(), "preapproved") == ""


def test_a_rough_rent_says_so_and_for_how_long() -> None:
    rent = LeadProfile(budget_max=Decimal(1900), currency="USD", period="month", approx=True)

    assert want_text(rent, "budget") == "about USD 1,900 a month"
