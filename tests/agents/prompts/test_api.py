"""Prompts and training over the API."""

from __future__ import annotations

from typing import Any

from agents.prompts.models import PromptVersion, TrainingRun
from agents.prompts.selectors import prompt_for
from tests.api.cast import Scene
from tests.api.client import Api, error_of
from tests.api.described import assert_described, named


def test_a_draft_is_written_goes_live_and_gives_way_again(as_admin: Api) -> None:
    made = as_admin.post("agents/prompts", {"specialist": "leasing", "text": "Be brief."})
    assert_described(named("prompts_create"), made)
    path = f"agents/prompts/{made.json()['id']}"
    changed = as_admin.patch(path, {"note": "shorter", "text": "Be very brief."})
    assert_described(named("prompts_update"), changed)

    live = as_admin.post(f"{path}/go-live")
    assert_described(named("prompts_go_live"), live)
    assert prompt_for("leasing", None).text.startswith("Be very brief.")

    back = as_admin.post("agents/prompts/return", {"specialist": "leasing"})
    assert_described(named("prompts_return"), back)
    assert back.json()["prompts"][0]["version_id"] is None
    assert as_admin.get(path).json()["state"] == "archived"


def test_lists_and_what_is_in_force_are_as_described(as_admin: Api, bobs: Scene) -> None:
    listed = as_admin.get("agents/prompts", specialist="leasing", state="draft")

    assert_described(named("prompts_list"), listed)
    assert_described(named("prompts_retrieve"), as_admin.get(f"agents/prompts/{bobs.version.pk}"))
    in_force = as_admin.get("agents/prompts/in-force")
    assert_described(named("prompts_in_force"), in_force)
    assert in_force.json()["prompts"][0]["fields_known"] == ["broker_name", "broker_place"]
    assert listed.json()["count"] == 2


def test_a_draft_is_thrown_away_and_a_live_one_is_not(as_admin: Api, bobs: Scene) -> None:
    other = PromptVersion.objects.create(specialist="leasing", number=9, text="x", state="live")

    gone = as_admin.send("DELETE", f"agents/prompts/{bobs.version.pk}", {})

    assert gone.status_code == 204
    assert as_admin.send("DELETE", f"agents/prompts/{other.pk}", {}).status_code == 409


def test_what_cannot_be_a_prompt_is_refused_with_its_field(as_admin: Api) -> None:
    for text in ("Hi {lead_name}", "x" * 8_001):
        answer = as_admin.post("agents/prompts", {"specialist": "leasing", "text": text})
        assert answer.status_code in {400, 413}
        assert "text" in error_of(answer)["fields"]
        assert_described(named("prompts_create"), answer)
    stranger = as_admin.post("agents/prompts", {"specialist": "../x", "text": "Hi"})
    assert stranger.status_code == 404


def test_the_same_key_writes_one_draft(as_admin: Api) -> None:
    body = {"specialist": "leasing", "text": "Be brief."}

    first = as_admin.post("agents/prompts", body, idempotency_key="a1")
    again = as_admin.post("agents/prompts", body, idempotency_key="a1")

    assert first.json()["id"] == again.json()["id"]
    assert PromptVersion.objects.count() == 1


def test_a_training_is_begun_once_and_can_be_watched(as_admin: Api) -> None:
    begun = as_admin.post("agents/train", {"days": 7})
    assert_described(named("train_create"), begun)
    assert begun.status_code == 202

    again = as_admin.post("agents/train")
    assert (again.status_code, error_of(again)["code"]) == (409, "training_running")
    assert_described(named("train_list"), as_admin.get("agents/train"))
    found = as_admin.get(f"agents/train/{begun.json()['id']}")
    assert_described(named("train_retrieve"), found)
    assert (found.json()["state"], TrainingRun.objects.count()) == ("queued", 1)


def test_proposals_are_decided_once(as_admin: Api, bobs: Scene) -> None:
    path = f"agents/train/proposals/{bobs.proposal.pk}"

    taken: Any = as_admin.post(f"{path}/accept", {"text": "Sí, hasta dos."})

    assert_described(named("train_proposals_accept"), taken)
    assert taken.json()["document_id"]
    late = as_admin.post(f"{path}/reject")
    assert (late.status_code, error_of(late)["code"]) == (409, "decided")
    assert_described(named("train_proposals_reject"), late)


def test_agents_of_the_broker_are_kept_out(as_bob: Api) -> None:
    for path in ("agents/prompts", "agents/prompts/in-force", "agents/train"):
        assert as_bob.get(path).status_code == 403
    assert as_bob.post("agents/train").status_code == 403
