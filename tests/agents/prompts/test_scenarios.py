"""A broker's own scenarios: made-up leads talk with a version on a stage gone afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import pytest

from agents.evals import scenarios as evals
from agents.prompts import scenarios
from agents.prompts.models import PromptVersion, Scenario, ScenarioCheck
from agents.prompts.scenarios import check_start, check_work, scenario_save
from agents.prompts.selectors import prompt_for
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core.errors import Conflict, Invalid
from crm.core.tenancy import in_schema
from crm.leads.models import Lead
from tests.api.cast import RENTS
from tests.pages import door, text_of

FORM: dict[str, Any] = {
    "title": "Arrienda en Ñuñoa", "language": "es", "persona": "terse",
    "opening": "Hola, busco arriendo en Ñuñoa", "answers": "budget: hasta 700 lucas\nname: Ana",
    "must_not": ["opted_out"], "says": "¿hasta cuánto?", "never_says": "",
}  # fmt: skip


class Stage:
    """What stands for a throwaway broker, made and removed elsewhere."""


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every scenario passes but with the version; what was played, with the voice in force."""
    found: list[tuple[str, str]] = []

    @contextmanager
    def throwaway(_facts: Any) -> Any:
        with in_schema("t_charlie"):
            yield Stage()

    def play(scenario: evals.Scenario, *, stage: Any) -> evals.Played:
        voice = prompt_for("leasing", None).text.splitlines()[0]
        found.append((scenario.title, voice))
        check = evals.Check("must: booked", not voice.startswith("You are Sofía of"), "none")
        lines = (evals.Line("lead", scenario.opening), evals.Line("sofia", "Hola."))
        return evals.Played(scenario, (check,), lines, (), 1, 10)

    monkeypatch.setattr(scenarios, "throwaway_broker", throwaway)
    monkeypatch.setattr(evals, "scenario_play", play)
    return found


def test_a_scenario_is_written_and_read_again_as_it_was(admin: User) -> None:
    client = door(admin)
    assert client.post("/agents/scenarios/new/", FORM)["Location"] == "/agents/scenarios/"

    scenario = Scenario.objects.get()
    assert scenario.spec["answers"] == {"budget": "hasta 700 lucas", "name": "Ana"}
    page = text_of(client.get(f"/agents/scenarios/{scenario.pk}/"))
    assert "¿hasta cuánto?" in page
    assert "budget: hasta 700 lucas" in page
    client.post(f"/agents/scenarios/{scenario.pk}/remove/")
    assert not Scenario.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"opening": ""}, {"answers": "hasta 700"}, {"persona": "angry"}, {"title": " "},
              {"must": ["everything"]}, {"opening": "x" * 3000}],
)  # fmt: skip
def test_what_cannot_be_played_is_not_saved(admin: User, wrong: dict[str, Any]) -> None:
    answer = door(admin).post("/agents/scenarios/new/", FORM | wrong)

    assert answer.status_code == 200
    assert "field-error" in text_of(answer)
    assert not Scenario.objects.exists()


def test_a_text_is_no_pattern(admin: User) -> None:
    spec = RENTS | {"never_says": ["(a+)+$", "¿qué?"]}
    scenario = scenario_save(user=admin, title="x", spec=spec)

    assert scenario.spec["never_says"] == [r"\(a\+\)\+\$", r"¿qué\?"]
    with pytest.raises(Invalid):
        scenario_save(user=admin, title="x", spec=RENTS | {"opening": ""})


def test_a_version_and_what_is_live_each_meet_every_scenario(
    draft: PromptVersion, admin: User, charlie: Broker, played: list[tuple[str, str]]
) -> None:
    with in_schema("t_alice"):
        for title in ("Uno", "Dos"):
            scenario_save(user=admin, title=title, spec=RENTS)
        check = check_start(version=draft, user=admin)
        leads = Lead.objects.count()

        check_work(check.pk)

        check.refresh_from_db()
        assert (check.state, check.percent, check.error) == ("done", 100, "")
        assert [title for title, _voice in played[:2]] == ["Dos", "Uno"]
        assert played[0][1] == "You are Sofía of {broker_name}. Be brief."
        assert [each["candidate"]["passed"] for each in check.results] == [False, False]
        assert Lead.objects.count() == leads
        page = text_of(door(admin).get(f"/agents/checks/{check.pk}/"))
    assert "debía pasar: se agenda una visita" in page
    assert "0 de 2 pasaron" in page


def test_one_check_at_a_time_and_none_without_scenarios(draft: PromptVersion, admin: User) -> None:
    with pytest.raises(Invalid):
        check_start(version=draft, user=admin)
    scenario_save(user=admin, title="x", spec=RENTS)
    check_start(version=draft, user=admin)
    with pytest.raises(Conflict):
        check_start(version=draft, user=admin)


def test_a_stage_that_cannot_be_made_ends_the_check_with_its_reason(
    draft: PromptVersion, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_facts: Any) -> Any:
        raise RuntimeError("no room")

    monkeypatch.setattr(scenarios, "throwaway_broker", broken)
    scenario_save(user=admin, title="x", spec=RENTS)
    check = check_start(version=draft, user=admin)

    check_work(check.pk)

    assert ScenarioCheck.objects.get().state == "failed"
    assert ScenarioCheck.objects.get().error == "RuntimeError"
