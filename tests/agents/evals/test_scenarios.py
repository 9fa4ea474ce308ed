"""Scenarios with a simulated lead."""

from __future__ import annotations

import pytest

from agents.evals.scenarios import Scenario, scenario_play
from agents.evals.simulated import Goal, Persona, SimulatedLead
from crm.brokers.models import Broker


def lead(persona: Persona = "plain", **answers: str) -> SimulatedLead:
    return SimulatedLead(Goal("es", persona, answers, {}, seed=3))


def test_a_lead_answers_what_it_is_asked_and_volunteers_the_rest() -> None:
    ana = lead(areas="Ñuñoa", budget="hasta 500 lucas")

    assert ana.reply("¿Hasta cuánto?", ["budget"]) == "hasta 500 lucas"
    assert ana.reply("Mira estas.", []) == "Ñuñoa"
    assert ana.reply("¿Hasta cuánto?", ["budget"]) == "ya te dije, hasta 500 lucas"


def test_a_lead_leaves_once_all_is_said() -> None:
    ana = lead()

    assert "gracias" in (ana.reply("Aquí quedo.", []) or "")
    assert ana.reply("Aquí quedo.", []) is None


def test_an_evasive_lead_gives_its_number_only_when_asked_twice() -> None:
    ana = lead("evasive", phone="+56 9 6543 2109")

    assert ana.reply("¿Tu teléfono?", ["phone"]) != "+56 9 6543 2109"
    assert ana.reply("¿Tu teléfono?", ["phone"]) == "+56 9 6543 2109"


def test_the_same_seed_gives_the_same_slips() -> None:
    words = {lead("sloppy", areas="un departamento en Providencia").reply("¿?", ["areas"])
             for _run in range(3)}  # fmt: skip

    assert len(words) == 1
    assert "Providencia" not in (words.pop() or "")


@pytest.mark.usefixtures("for_real")
def test_a_scenario_is_played_by_the_real_agent_and_leaves_nothing() -> None:
    before = set(Broker.objects.values_list("schema_name", flat=True))
    scenario = Scenario(
        key="t",
        opening="Quiero arrendar un depto de 2 dormitorios en Providencia",
        answers={"budget": "hasta 700 lucas"},
        patience=2,
        must_not=frozenset({"booked"}),
        must=frozenset({"handed_over"}),
        learns={"operation": "rent", "beds": 2, "budget_max": 700_000},
    )

    went = scenario_play(scenario)

    assert [check.name for check in went.failed_checks] == ["must: handed_over"]
    assert went.turns == 2
    assert went.transcript[0].text == scenario.opening
    assert went.tokens > 0
    assert set(Broker.objects.values_list("schema_name", flat=True)) == before
