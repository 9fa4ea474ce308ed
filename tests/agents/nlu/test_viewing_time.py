"""When a lead can see a home, and the times that are no viewing."""

from __future__ import annotations

from tests.agents.nlu.cast import stated

_ON_CARD = {
    "viewing": "Tuesday in the morning", "viewing_from": None, "viewing_to": None,
    "viewing_part": "morning",
}  # fmt: skip


def test_a_viewing_kept_on_the_card_is_moved_with_its_time_of_day() -> None:
    moved = stated("GB", "not Tuesday, Thursday same time", known=_ON_CARD)["viewing"]

    assert moved["date_from"] == "2026-11-26"
    assert moved["part_of_day"] == "morning"
