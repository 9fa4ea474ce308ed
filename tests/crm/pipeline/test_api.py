"""The pipeline over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.core.actors import SYSTEM
from crm.leads.services import lead_create
from tests.api.cast import Scene
from tests.api.client import Api, error_of


def column(board: Any, key: str) -> Any:
    return next(each for each in board.json()["columns"] if each["stage"]["key"] == key)


def test_stages_come_in_their_order(as_bob: Api) -> None:
    stages = as_bob.get("pipeline/stages").json()

    assert stages["count"] == 7
    assert [stage["key"] for stage in stages["results"]][::6] == ["new", "lost"]


def test_the_board_shows_what_the_caller_may_see(
    as_bob: Api, as_luz: Api, as_admin: Api, bobs: Scene
) -> None:
    lead_create(actor=SYSTEM, name="De nadie")

    new = column(as_bob.get("pipeline/board"), "new")

    assert (new["count"], new["amount"], new["currency"]) == (2, 120_000_000, "CLP")
    assert {card["name"] for card in new["cards"]} == {"Pedro Rojas", "De nadie"}
    assert column(as_luz.get("pipeline/board"), "new")["count"] == 1
    assert column(as_admin.get("pipeline/board", owner="none"), "new")["count"] == 1


def test_the_board_costs_the_same_however_full_it_is(as_admin: Api, bobs: Scene) -> None:
    as_admin.get("pipeline/board")
    with CaptureQueriesContext(connection) as before:
        as_admin.get("pipeline/board")
    for number in range(25):
        lead_create(actor=SYSTEM, name=f"Lead {number}")

    with CaptureQueriesContext(connection) as after:
        new = column(as_admin.get("pipeline/board"), "new")

    assert (new["count"], len(new["cards"]), new["has_more"]) == (26, 20, True)
    assert len(before) == len(after) <= 5


def test_a_lead_moves_and_says_where_it_is(as_bob: Api, bobs: Scene) -> None:
    path = f"leads/{bobs.lead.pk}/move"

    moved = as_bob.post(path, {"stage": "offer"})
    again = as_bob.post(path, {"stage": "offer"})

    assert (moved.status_code, moved.json()["stage"]) == (200, "offer")
    assert again.json() == moved.json()


def test_losing_a_lead_asks_why(as_bob: Api, bobs: Scene) -> None:
    path = f"leads/{bobs.lead.pk}/move"

    refused = as_bob.post(path, {"stage": "lost"})
    lost = as_bob.post(path, {"stage": "lost", "reason": "Compró en otra parte"})

    assert refused.status_code == 400
    assert error_of(refused)["code"] == "reason_required"
    assert lost.json()["status"] == "lost"


@pytest.mark.parametrize(
    "body", [{}, {"stage": "moon"}, {"stage": None}, {"stage": {"key": "won"}}]
)
def test_a_stage_that_is_none_is_refused_by_name(as_bob: Api, bobs: Scene, body: Any) -> None:
    answer = as_bob.post(f"leads/{bobs.lead.pk}/move", body)

    assert answer.status_code == 400
    assert list(error_of(answer)["fields"]) == ["stage"]
