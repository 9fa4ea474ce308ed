"""No steering, no preference, no question about a protected trait; facts stay facts."""

from __future__ import annotations

from agents.guardrails.housing import steering_in, wishes_steering
from agents.guardrails.traits import asked_traits
from tests.agents.guardrails.batches import housing


def codes_of(text: str) -> set[str]:
    """What stands against a text, by code."""
    return {each.code for each in steering_in(text)}


def test_steering_and_preferences_are_caught() -> None:
    assert [text for text in housing("steers") if codes_of(text) != {"steering"}] == []


def test_a_question_about_a_protected_trait_is_caught() -> None:
    missed = [text for text in housing("asks") if not asked_traits(text)]

    assert missed == []


def test_facts_and_what_a_broker_needs_to_ask_pass() -> None:
    plain = [*housing("plain"), *housing("may_ask")]

    assert [text for text in plain if steering_in(text) or asked_traits(text)] == []


def test_the_batches_are_whole() -> None:
    sizes = [len(housing(kind)) for kind in ("steers", "plain", "asks", "may_ask")]

    assert min(sizes) >= 25
    assert sum(sizes) >= 220


def test_a_lead_who_asks_who_lives_there_is_noticed() -> None:
    assert wishes_steering("¿Es un barrio seguro, sin inmigrantes?")
    assert wishes_steering("Is it a safe neighbourhood without immigrants?")
    assert not wishes_steering("¿Tiene estacionamiento?")
