"""Calls as a person reads them."""

from __future__ import annotations

from django.utils import translation

from agents.approvals.words import call_words
from agents.prompts.words import found_word, tool_word
from crm.accounts.models import User


def test_an_amount_is_told_with_its_currency_and_a_choice_in_words(admin: User) -> None:
    given = {"operation": "rent", "budget_max": 700_000, "currency": "CLP", "areas": ["Ñuñoa"]}

    with translation.override("es"):
        told = call_words("update_lead", given)
        plain = call_words("update_lead", {"budget_max": 4500.0, "currency": "UF"})

    assert "presupuesto: $700.000, dónde: Ñuñoa" in told
    assert "CLP" not in told
    assert "rent" not in told.replace("arrendar", "")
    assert plain.endswith("presupuesto: UF 4.500")


def test_what_a_check_found_and_a_tool_looked_at_are_told_in_words() -> None:
    with translation.override("es"):
        assert found_word("2 without an answer") == "2 sin respuesta"
        assert found_word("'Ñuñoa'") == "'Ñuñoa'"
        assert tool_word("leads_waiting") == "Leads sin respuesta"
