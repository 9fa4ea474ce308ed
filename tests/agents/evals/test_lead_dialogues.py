"""Conversations of our own: what is counted of them."""

from __future__ import annotations

from typing import Any

from agents.evals.lead_dialogues import Dialogue, lead_dialogues

ROW: dict[str, Any] = {
    "id": "d",
    "batch": 1,
    "lang": "en",
    "country": "GB",
    "broker": {"city": "London", "currency": "GBP", "areas": ["Camden"]},
    "messages": [
        {"text": "a flat to rent in Camden", "sets": {"property_type": "apartment"}},
        {"text": "up to 1500 pcm", "sets": {"budget_max": 1500}},
    ],
}


def test_the_profile_at_the_end_is_what_is_compared() -> None:
    row = Dialogue.model_validate(ROW)

    (section,) = lead_dialogues([row])

    assert row.profile == {"property_type": "apartment", "budget_max": 1500}
    # Right are the type and the amount; nothing was told of operation, areas, currency, period.
    (missed,) = section.misses
    assert set(missed["got"]) >= {"operation", "areas", "currency", "period"}
    assert "budget_max" not in missed["got"]
    assert section.figures[0].baseline.endswith("when new")
