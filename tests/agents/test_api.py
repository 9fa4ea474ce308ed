"""Sofía's runs, scores and matches over the API."""

from __future__ import annotations

from typing import Any

import pytest

from agents.models import AgentRun
from tests.api.cast import Scene
from tests.api.client import Api, error_of


def test_runs_are_listed_for_who_may_see_the_lead(as_bob: Api, as_luz: Api, bobs: Scene) -> None:
    runs = as_bob.get("agents/runs", lead=str(bobs.lead.pk)).json()

    assert runs["count"] == 1
    assert runs["results"][0]["tokens"]["input"] == 0
    assert as_bob.get("agents/runs", conversation=str(bobs.conversation.pk)).json()["count"] == 1
    assert as_luz.get("agents/runs").json()["count"] == 0
    assert as_luz.get(f"agents/runs/{bobs.run.pk}").status_code == 404


def test_a_run_without_a_lead_is_for_the_admin(as_bob: Api, as_admin: Api) -> None:
    run = AgentRun.objects.create(
        specialist="evals", provider="offline", model="rules", prompt_version="1", outcome="failed"
    )

    assert as_admin.get(f"agents/runs/{run.pk}").status_code == 200
    assert as_bob.get(f"agents/runs/{run.pk}").status_code == 404
    assert as_bob.get("agents/runs").json()["count"] == 0


def test_a_run_tells_every_step(as_bob: Api, bobs: Scene, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        run = as_bob.get(f"agents/runs/{bobs.run.pk}").json()

    assert run["outcome"] == "replied"
    assert [(step["kind"], step["name"]) for step in run["steps"]] == [("tool", "search_units")]
    assert run["steps"][0]["arguments"] == {"beds": 2}


def test_a_score_by_hand_stays_until_it_is_recomputed(as_bob: Api, bobs: Scene) -> None:
    path = f"leads/{bobs.lead.pk}/qualify"

    first = as_bob.post(path, {"recompute": True}).json()
    by_hand = as_bob.post(path, {"score": 91, "qualified": True, "reason": "Lo conozco"}).json()
    as_bob.patch(f"leads/{bobs.lead.pk}", {"profile": {"beds": 3}})
    held = as_bob.get(f"leads/{bobs.lead.pk}").json()
    anew = as_bob.post(path, {"recompute": True}).json()

    assert len(first["qualification"]["parts"]) == 7
    assert (by_hand["score"], by_hand["temperature"], by_hand["stage"]) == (91, "hot", "qualified")
    assert by_hand["qualification"]["reasons"] == ["Lo conozco"]
    assert by_hand["qualification"]["top_matches"] == first["qualification"]["top_matches"]
    assert held["score"] == 91
    assert anew["score"] == anew["qualification"]["score"] < 91
    assert len(anew["qualification"]["parts"]) == 7


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "score"),
        ({"score": 101}, "score"),
        ({"score": "high"}, "score"),
        ({"qualified": True}, "score"),
        ({"score": 50, "qualified": "perhaps"}, "qualified"),
        ({"score": 50, "recompute": True}, "recompute"),
        ({"score": 50, "why": "x"}, "why"),
    ],
)
def test_a_score_that_cannot_be_is_refused_by_name(
    as_bob: Api, bobs: Scene, body: Any, field: str
) -> None:
    answer = as_bob.post(f"leads/{bobs.lead.pk}/qualify", body)

    assert answer.status_code == 400
    assert list(error_of(answer)["fields"]) == [field]


def test_matches_are_the_units_closest_to_the_wishes(as_bob: Api, bobs: Scene) -> None:
    matches = as_bob.get(f"leads/{bobs.lead.pk}/matches").json()

    assert [unit["ref"] for unit in matches["results"]] == [bobs.unit.ref]
    assert matches["relaxed"] == []
