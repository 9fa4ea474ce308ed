"""When two values are the same, and what a message adds."""

from __future__ import annotations

from typing import Any

import pytest

from agents.evals.profile import FieldHits, news, replayed, same


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("budget_max", 450_000, 450_000.0),
        ("areas", ["Macul", "Ñuñoa"], ["Ñuñoa", "Macul"]),
        ("timeline", {"from": None, "to": "2026-06-15", "text": "by June"},
         {"from": None, "to": "2026-06-15", "text": "by 15 June"}),
        ("areas", [], None),
        ("city", "", None),
    ],
)  # fmt: skip
def test_the_same_said_otherwise_is_the_same(field: str, one: Any, other: Any) -> None:
    assert same(field, one, other)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("budget_max", 450_000, 450_001),
        ("areas", ["Macul"], ["Macul", "Ñuñoa"]),
        ("pets", False, None),
        ("beds", 2, "two"),
        ("viewing", {"date_from": "2026-05-09", "part_of_day": "morning"},
         {"date_from": "2026-05-09", "part_of_day": "evening"}),
    ],
)  # fmt: skip
def test_what_differs_differs(field: str, one: Any, other: Any) -> None:
    assert not same(field, one, other)


def test_clears_come_before_sets() -> None:
    known = {"budget_max": 500, "beds": 2}

    assert replayed(known, {"beds": 3, "city": None}, ("beds", "budget_max")) == {"beds": 3}


def test_to_say_again_what_is_known_is_no_news() -> None:
    known = {"areas": ["Macul", "Ñuñoa"], "beds": 2}

    assert news({"areas": ["Ñuñoa", "Macul"], "beds": 3}, known) == {"beds": 3}


def test_a_wrong_value_costs_precision_and_recall_a_missing_one_recall() -> None:
    hits = FieldHits()

    wrong = hits.add({"beds": 3, "city": "Lima"}, {"beds": 2, "city": "Lima", "name": "Eva"},
                     ("beds", "city", "name", "email"))  # fmt: skip

    assert wrong == ["beds", "name"]
    assert (hits.all.right, hits.all.predicted, hits.all.wanted) == (1, 2, 3)
    assert hits.each["name"].f1 == 0
