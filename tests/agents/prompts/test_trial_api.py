"""Try-outs, scenarios, checks and experiments over the API."""

from __future__ import annotations

from agents.prompts.models import Experiment, PromptVersion, ScenarioCheck, TryOut
from tests.api.cast import Scene
from tests.api.client import Api, error_of
from tests.api.described import assert_described, named

FAILED = [{"title": "Rents", "candidate": {"passed": False}, "baseline": {"passed": True}}]


def test_a_try_out_is_begun_watched_and_stopped(
    as_admin: Api, bobs: Scene, draft: PromptVersion
) -> None:
    path = f"agents/prompts/{draft.pk}/try-outs"

    begun = as_admin.post(path, {"conversations": 3})
    assert_described(named("tryouts_create"), begun)
    where = f"agents/try-outs/{begun.json()['id']}"
    assert_described(named("tryouts_retrieve"), as_admin.get(where))
    stopped = as_admin.post(f"{where}/stop")

    assert_described(named("tryouts_stop"), stopped)
    assert stopped.json()["state"] == "stopped"
    assert_described(named("tryouts_list"), as_admin.get(path))
    assert as_admin.post(path, {"conversations": 21}).status_code == 400


def test_a_post_sent_twice_with_its_key_begins_once(as_admin: Api, draft: PromptVersion) -> None:
    path, key = f"agents/prompts/{draft.pk}/try-outs", "try-1"

    first = as_admin.post(path, {"conversations": 1}, idempotency_key=key)
    again = as_admin.post(path, {"conversations": 1}, idempotency_key=key)

    assert first.json()["id"] == again.json()["id"]
    assert TryOut.objects.filter(version=draft).count() == 1


def test_a_scenario_is_made_up_changed_and_forgotten(as_admin: Api) -> None:
    made = as_admin.post(
        "agents/scenarios",
        {"title": "Asks for dogs", "opening": "Hola (urgente)", "says": ["a (b)"], "must": []},
    )
    assert_described(named("scenarios_create"), made)
    where = f"agents/scenarios/{made.json()['id']}"

    changed = as_admin.patch(where, {"must": ["booked"]})

    assert_described(named("scenarios_update"), changed)
    assert (changed.json()["says"], changed.json()["must"]) == (["a (b)"], ["booked"])
    assert_described(named("scenarios_list"), as_admin.get("agents/scenarios"))
    assert_described(named("scenarios_retrieve"), as_admin.get(where))
    assert as_admin.send("DELETE", where, {}).status_code == 204
    assert as_admin.get(where).status_code == 404


def test_a_check_is_begun_and_stopped(as_admin: Api, bobs: Scene, draft: PromptVersion) -> None:
    path = f"agents/prompts/{draft.pk}/checks"

    begun = as_admin.post(path)
    assert_described(named("checks_create"), begun)
    where = f"agents/checks/{begun.json()['id']}"
    assert as_admin.post(path).status_code == 409
    assert_described(named("checks_stop"), as_admin.post(f"{where}/stop"))

    assert_described(named("checks_retrieve"), as_admin.get(where))
    assert_described(named("checks_list"), as_admin.get(path))


def test_an_experiment_is_begun_read_and_ended(as_admin: Api, draft: PromptVersion) -> None:
    asked = {"specialist": "leasing", "name": "Shorter?", "challenger": str(draft.pk)}

    begun = as_admin.post("agents/experiments", asked)
    assert_described(named("experiments_create"), begun)
    again = as_admin.post("agents/experiments", {**asked, "specialist": "qualifier"})
    assert again.status_code in {400, 409}
    where = f"agents/experiments/{begun.json()['id']}"
    assert_described(named("experiments_retrieve"), as_admin.get(where))
    ended = as_admin.post(f"{where}/stop", {"winner": "challenger"})

    assert_described(named("experiments_stop"), ended)
    assert_described(named("experiments_list"), as_admin.get("agents/experiments"))
    assert not Experiment.objects.filter(stopped_at__isnull=True).exists()
    draft.refresh_from_db()
    assert draft.state == "live"


def test_what_failed_its_scenarios_goes_live_by_name_and_reason_only(
    as_admin: Api, draft: PromptVersion
) -> None:
    ScenarioCheck.objects.create(
        version=draft, text=draft.text, against="leasing@1", state="done", results=FAILED
    )
    path = f"agents/prompts/{draft.pk}/go-live"

    refused = as_admin.post(path)
    half = as_admin.post(path, {"confirm": "v1", "reason": "weil"})
    wrong = as_admin.post(path, {"confirm": "v2", "reason": "The scenario is out of date"})
    gone = as_admin.post(path, {"confirm": "v1", "reason": "The scenario is out of date"})

    assert error_of(refused)["code"] == "scenarios_failed"
    assert error_of(refused)["fields"] == {"scenario.1": "Rents"}
    assert (half.status_code, wrong.status_code) == (409, 409)
    assert_described(named("prompts_go_live"), gone)
    assert gone.json()["live_reason"] == "The scenario is out of date"
